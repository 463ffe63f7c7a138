"""What somebody does about their own sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from returns_app.actions.sign_in import end_all_sessions, end_session
from returns_app.db.accounts import User, UserSession
from returns_app.db.audit import note
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Forbidden
from returns_app.domain.words import say


def end_own_session(session: Session, actor: Actor, session_id: UUID, *, now: datetime) -> None:
    """Sign oneself out elsewhere. Of a session that is another's, or ended, nothing happens.

    Raises `Forbidden` for a shared account, whose other sessions are other people's.
    """
    user = session.get(User, actor.id)
    if user is None or user.shared:
        raise Forbidden(say("This account is shared: the others stay signed in."))
    mine = (col(UserSession.id) == session_id, col(UserSession.user_id) == actor.id)
    living = col(UserSession.revoked_at).is_(None)
    ending = update(UserSession).where(*mine, living).values(revoked_at=now)
    if session.connection().execute(ending).rowcount == 1:
        note(session, actor, "session_ended", [("user", user.id)], now=now)


def sign_out_everywhere(session: Session, actor: Actor, token: str, *, now: datetime) -> None:
    """End all of one's sessions, also the one of this `token`; of a shared account that one alone."""
    user = session.get(User, actor.id)
    if user is None or user.shared:
        end_session(session, token, now=now)
        return
    end_all_sessions(session, user.id, now=now)
    note(session, actor, "signed_out_everywhere", [("user", user.id)], now=now)
