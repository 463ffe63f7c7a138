"""Registering a customer, as an agent does with the customer on the line."""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from returns_app.actions.contact_details import check_email, check_phone
from returns_app.actions.customer_checks import about_language, about_name, about_taken
from returns_app.db.customers import Customer, CustomerAddress, customer_number, next_place
from returns_app.db.search import fold, phone_digits
from returns_app.db.search_entries import remember_customer
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Conflict, Invalid, Problem
from returns_app.domain.words import say
from returns_app.postal import address_problems, kept, rules_for

TRIES = 8


@dataclass(frozen=True)
class NewCustomer:
    """What the agent typed. An `address` without a street is taken as none."""

    id: UUID
    name: str
    email: str
    phone: str = ""
    language: str = "en"
    address: Address = field(default_factory=Address)


def create_customer(session: Session, actor: Actor, wish: NewCustomer, *, now: datetime) -> Customer:
    """Create the customer. Asked again with the same id, gives back the one that was made.

    Raises `Invalid` with each problem at its field; the fields of the address are `address.<field>`.
    """
    actor.require_desk()
    made = session.get(Customer, wish.id)
    if made is not None:
        return made
    wish = _checked(session, actor, wish)
    customer = _numbered(session, wish, now=now)
    if wish.address.street:
        add_address(session, customer, wish.address)
    remember_customer(session, customer)
    return customer


def add_address(session: Session, customer: Customer, address: Address) -> None:
    """Put an address, checked by the caller, behind those the customer has."""
    count = (
        select(func.count()).select_from(CustomerAddress).where(CustomerAddress.customer_id == customer.id)
    )
    session.add(
        CustomerAddress(
            customer_id=customer.id,
            position=session.exec(count).one(),
            country=address.country,
            address=asdict(address),
        )
    )
    session.flush()


def search_text(customer: Customer) -> str:
    """Everything a customer is found by."""
    return search_text_of(customer.name, customer.email, customer.phone, customer.number)


def search_text_of(name: str, email: str, phone: str, number: str) -> str:
    """The same of what is known before there is a row."""
    return fold(f"{name} {email} {phone_digits(phone)} {number}")


def _numbered(session: Session, wish: NewCustomer, *, now: datetime) -> Customer:
    for _ in range(TRIES):
        place = next_place(session)
        customer = Customer(
            id=wish.id,
            place=place,
            number=customer_number(place),
            name=wish.name,
            email=wish.email,
            phone=wish.phone,
            language=wish.language,
            created_at=now,
        )
        customer.search = search_text(customer)
        try:
            with session.begin_nested():
                session.add(customer)
                session.flush()
        except IntegrityError:
            # Somebody was given the same number between our look and our write.
            continue
        return customer
    raise Conflict(say("Somebody created a customer at the same moment. Try again."))


def _checked(session: Session, actor: Actor, wish: NewCustomer) -> NewCustomer:
    email, bad_email = check_email(wish.email)
    phone, bad_phone = check_phone(wish.phone, wish.address.country)
    name = " ".join(wish.name.split())
    address = kept(replace(wish.address, name=wish.address.name or name))
    found = [
        about_name(name),
        bad_email or about_taken(session, actor, email),
        bad_phone,
        *_about_address(address),
        about_language(wish.language),
    ]
    wrong = [problem for problem in found if problem]
    if wrong:
        raise Invalid(*wrong)
    return replace(wish, name=name, email=email, phone=phone, address=address)


def _about_address(address: Address) -> list[Problem]:
    if not address.street:
        return []
    rules = rules_for(address.country)
    if rules is None:
        return [Problem("address.country", say("Choose a country."))]
    return [
        Problem(f"address.{problem.field}", problem.sentence) for problem in address_problems(address, rules)
    ]
