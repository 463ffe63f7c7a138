"""The page of one customer, read in a number of statements that does not depend on how much there is of them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app import routes
from returns_app.db.customer_access import fetch_customer
from returns_app.db.customers import Customer, CustomerAddress, CustomerNote
from returns_app.domain.actors import DESK_ROLES, Actor
from returns_app.domain.addresses import Address, lines
from returns_app.domain.excusing import supervises
from returns_app.i18n import SOURCE_LANGUAGE, language_name
from returns_app.postal import country_name
from returns_app.queries import moments
from returns_app.queries.contact_words import phone_words
from returns_app.queries.customer_returns import glance_of, returns_of
from returns_app.queries.customer_twins import twins_of
from returns_app.queries.customer_views import AddressView, CustomerPage, NoteView
from returns_app.queries.known_addresses import address_problem

MOST_NOTES = 50


def customer_page(session: Session, actor: Actor, customer_id: UUID, *, now: datetime) -> CustomerPage:
    """The customer as the desk sees them. Raises `NotFound` beyond the actor's scope."""
    actor.require_desk()
    row = fetch_customer(session, actor, customer_id)
    if row.merged_into is not None:
        there = fetch_customer(session, actor, row.merged_into)
        return CustomerPage(id=str(row.id), moved_to=routes.customer_page(there.id))
    glance = glance_of(session, actor, row.id)
    returns = returns_of(session, actor, row.id, now=now)
    return CustomerPage(
        id=str(row.id),
        name=row.name,
        number=row.number,
        email=row.email,
        phone=phone_words(row.phone),
        language=language_name(SOURCE_LANGUAGE, row.language),
        since=moments.on(row.created_at),
        formerly=_formerly(session, row.id),
        erased=moments.at(row.erased_at) if row.erased_at else "",
        new_return=routes.new_return(customer=row.id),
        all_returns=routes.returns_of(row.number),
        file=routes.customer_file(row.id),
        acts=_acts(row, actor),
        addresses=_addresses(session, row.id),
        notes=_notes(session, row.id, now=now),
        returns=returns,
        returns_words=_returns_words(len(returns), glance.returns),
        glance=glance,
        twins=twins_of(session, actor, row) if row.erased_at is None else [],
    )


def _acts(row: Customer, actor: Actor) -> list[str]:
    if row.erased_at is not None or actor.role not in DESK_ROLES:
        return []
    supervising = ["merge", "export", "erase"] if supervises(actor) else []
    return ["new_return", "edit", "note", *supervising]


def _formerly(session: Session, customer_id: UUID) -> str:
    query = select(Customer.number).where(Customer.merged_into == customer_id).order_by(col(Customer.place))
    return ", ".join(session.exec(query))


def _addresses(session: Session, customer_id: UUID) -> list[AddressView]:
    query = select(CustomerAddress).where(CustomerAddress.customer_id == customer_id)
    found = session.exec(query.order_by(col(CustomerAddress.position)))
    return [_address(row, preferred=at == 0) for at, row in enumerate(found)]


def _address(row: CustomerAddress, *, preferred: bool) -> AddressView:
    address = Address(**row.address)
    why = address_problem(address)
    return AddressView(
        id=str(row.id),
        lines=list(lines(address, country_name(address.country))),
        phone=phone_words(address.phone),
        preferred=preferred,
        ready=not why,
        why=why,
    )


def _notes(session: Session, customer_id: UUID, *, now: datetime) -> list[NoteView]:
    query = select(CustomerNote).where(CustomerNote.customer_id == customer_id)
    query = query.order_by(col(CustomerNote.created_at).desc(), col(CustomerNote.id)).limit(MOST_NOTES)
    return [
        NoteView(
            id=str(note.id),
            words=note.words,
            author=note.author_name,
            initials=_initials(note.author_name.split()),
            when=moments.near(note.created_at, now=now),
            full=moments.at(note.created_at),
        )
        for note in session.exec(query)
    ]


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in (*words[:1], *words[1:][-1:])).upper()


def _returns_words(shown: int, counted: str) -> str:
    if not shown:
        return ""
    return f"the latest {shown}" if counted and int(counted) > shown else f"{shown} in all"
