"""What is asked of a customer's name and e-mail address, whoever writes them."""

from uuid import UUID

from sqlmodel import Session, col, func, or_, select

from returns_app.db.customer_access import fetch_customer
from returns_app.db.customers import Customer
from returns_app.db.search_entries import places_of_email
from returns_app.domain.actors import Actor
from returns_app.domain.errors import NotFound, Problem
from returns_app.domain.texts import text_problem
from returns_app.domain.words import say
from returns_app.i18n import LANGUAGES

MAX_NAME = 80


def about_name(name: str) -> Problem | None:
    """What is wrong with a name, if anything."""
    if not name:
        return Problem("name", say("Fill in the customer's name."))
    wrong = text_problem(name, MAX_NAME)
    return Problem("name", wrong) if wrong else None


def about_language(language: str) -> Problem | None:
    """Whether mails and pages speak this language."""
    return None if language in LANGUAGES else Problem("language", say("Choose one of the languages."))


def about_taken(session: Session, actor: Actor, email: str, *, but: UUID | None = None) -> Problem | None:
    """Whether somebody else has this address. Who that is, only those learn who may see them."""
    found = select(Customer.id).where(col(Customer.place).in_(places_of_email(session, email)))
    ids = [one for one in session.exec(found) if one != but]
    whose = or_(col(Customer.id).in_(ids), col(Customer.merged_into).in_(ids))
    same = select(Customer).where(whose, func.lower(col(Customer.email)) == email.lower())
    holder = session.exec(same).first() if ids else None
    if holder is None:
        return None
    try:
        other = fetch_customer(session, actor, holder.merged_into or holder.id)
    except NotFound:
        return Problem(
            "email",
            say(
                "A customer outside your scope has this e-mail address. Ask your supervisor to look them up."
            ),
        )
    return Problem(
        "email", say("{name} ({number}) has this e-mail address.", name=other.name, number=other.number)
    )
