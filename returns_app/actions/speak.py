"""A customer reads their return in another language than the one it was made in."""

from uuid import UUID

from sqlmodel import Session

from returns_app.db.returns import fetch_for_change
from returns_app.domain.actors import Actor
from returns_app.i18n import known_language


def speak(session: Session, actor: Actor, language: str) -> None:
    """Remember the language that the customer chose: their link opens in it from now on, and their mails come in it.

    No edit of the return: whoever works on it at the desk is not disturbed.
    """
    row = fetch_for_change(session, actor, actor.return_id or UUID(int=0))
    row.language = known_language(language)
    session.add(row)
