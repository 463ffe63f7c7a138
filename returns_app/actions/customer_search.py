"""What a customer is found by: their own name, address and numbers, and those of whoever was merged into them."""

from sqlmodel import Session, col, select

from returns_app.actions.create_customer import search_text
from returns_app.db.customers import Customer
from returns_app.db.search_entries import remember_customer, remember_returns_of


def keep_findable(session: Session, customer: Customer) -> None:
    """Write down anew what a customer and their returns are found by, after something of it changed."""
    merged = session.exec(
        select(Customer).where(Customer.merged_into == customer.id).order_by(col(Customer.place))
    )
    texts = [search_text(one) for one in (customer, *merged)]
    _found_by(session, customer, " ".join(dict.fromkeys(" ".join(texts).split())))


def keep_unfindable(session: Session, customer: Customer) -> None:
    """Let nobody find a customer any more who is merged into another, or erased; nor their returns by them."""
    _found_by(session, customer, "")


def _found_by(session: Session, customer: Customer, search: str) -> None:
    customer.search = search
    session.add(customer)
    remember_customer(session, customer)
    remember_returns_of(session, customer.id)
