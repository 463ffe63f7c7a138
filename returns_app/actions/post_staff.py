"""Mails to people of the desk about how they sign in. They are in no inbox of the app: their links open accounts."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from returns_app.db.accounts import User
from returns_app.db.outbox import OutboxMail, post
from returns_app.db.password_resets import PasswordReset
from returns_app.mail.facts import Facts
from returns_app.mail.staff_facts import AccountFacts, Change, InvitationFacts, ResetFacts

# Staff read English, as the desk does.
_LANGUAGE = "en"


def mail_reset(session: Session, user: User, reset: PasswordReset, *, now: datetime) -> None:
    """Mail the link for a new password. The mail has the id of the reset: the link is made from it as it leaves."""
    minutes = round((reset.expires_at - now).total_seconds() / 60)
    _post(session, user, ResetFacts(minutes=minutes, name=user.name), mail_id=reset.id, now=now)


def mail_invitation(session: Session, user: User, reset: PasswordReset, *, now: datetime) -> None:
    """Mail the same to somebody new."""
    hours = round((reset.expires_at - now).total_seconds() / 3600)
    facts = InvitationFacts(hours=hours, email=user.email, name=user.name)
    _post(session, user, facts, mail_id=reset.id, now=now)


def tell_of_change(session: Session, user: User, what: Change, *, now: datetime) -> None:
    """Tell the owner of an account what was changed about signing in to it; nobody, where it is shared."""
    if not user.shared:
        _post(session, user, AccountFacts(what=what, at=now, name=user.name), mail_id=uuid4(), now=now)


def _post(session: Session, user: User, facts: Facts, *, mail_id: UUID, now: datetime) -> None:
    post(
        session,
        OutboxMail(
            id=mail_id,
            kind=facts.kind,
            dedupe_key=f"{facts.kind}:{mail_id}",
            to_address=user.email,
            to_name=user.name[:80],
            language=_LANGUAGE,
            facts=facts.payload(),
            next_at=now,
            created_at=now,
        ),
    )
