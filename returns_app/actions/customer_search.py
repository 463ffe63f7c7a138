"""What a customer is found by: their own name, address and numbers, and those of whoever was merged into them."""

from sqlmodel import Session, col, select

from returns_app.actions.create_customer import search_text
from returns_app.db.customers import Customer
from returns_app.db.search import remember_words


def keep_findable(session: Session, customer: Customer) -> None:
    """Write down anew what a customer is found by, after something of it changed."""
    merged = session.exec(
        select(Customer).where(Customer.merged_into == customer.id).order_by(col(Customer.place))
    )
    texts = [search_text(one) for one in (customer, *merged)]
    customer.search = " ".join(dict.fromkeys(" ".join(texts).split()))
    session.add(customer)
    session.flush()
    remember_words(session, "customer", customer.search)


def keep_unfindable(session: Session, customer: Customer) -> None:
    """Let nobody find a customer any more who is merged into another, or erased."""
    customer.search = ""
    session.add(customer)
    session.flush()
