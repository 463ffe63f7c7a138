"""Correcting how a customer is called and reached."""

from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.contact_details import check_email, check_phone
from returns_app.actions.customer_checks import about_language, about_name, about_taken
from returns_app.actions.customer_search import keep_findable
from returns_app.db.customer_access import fetch_customer_for_change
from returns_app.db.customer_facts import contact_of
from returns_app.db.customers import Customer, addresses_of
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.merging import Contact
from returns_app.domain.words import say


def edit_customer(
    session: Session, actor: Actor, customer_id: UUID, wish: Contact, *, seen: Contact
) -> Customer:
    """Keep the details as wished. `seen` is what the actor saw when they began.

    Raises `Invalid` with each problem at its field, `Conflict` when somebody changed the details since. Asked again for
    what is there already, changes nothing.
    """
    actor.require_desk()
    row = fetch_customer_for_change(session, actor, customer_id)
    wish = _checked(session, actor, row, wish)
    if contact_of(row) == wish:
        return row
    if contact_of(row) != seen:
        raise Conflict(
            say("Somebody changed these details while you wrote. Look at theirs, then save again.")
        )
    row.name, row.email, row.phone, row.language = wish.name, wish.email, wish.phone, wish.language
    keep_findable(session, row)
    return row


def _checked(session: Session, actor: Actor, row: Customer, wish: Contact) -> Contact:
    name = " ".join(wish.name.split())
    email, bad_email = check_email(wish.email)
    home = next((one.country for one in addresses_of(session, row.id)), "")
    phone, bad_phone = check_phone(wish.phone, home)
    found = (
        about_name(name),
        bad_email or about_taken(session, actor, email, but=row.id),
        bad_phone,
        about_language(wish.language),
    )
    wrong = [problem for problem in found if problem]
    if wrong:
        raise Invalid(*wrong)
    return replace(wish, name=name, email=email, phone=phone)
