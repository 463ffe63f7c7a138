"""Mails to people of the desk about how they sign in. They are in no inbox of the app: their links open accounts."""

from datetime import datetime
from uuid import uuid4

from sqlmodel import Session

from returns_app.db.accounts import User
from returns_app.db.outbox import OutboxMail, post
from returns_app.db.password_resets import PasswordReset
from returns_app.mail.staff_facts import AccountFacts, Change, ResetFacts

# Staff read English, as the desk does.
_LANGUAGE = "en"


def mail_reset(session: Session, user: User, reset: PasswordReset, *, now: datetime) -> None:
    """Mail the link for a new password. The mail has the id of the reset: the link is made from it as it leaves."""
    facts = ResetFacts(minutes=round((reset.expires_at - now).total_seconds() / 60), name=user.name)
    post(
        session,
        OutboxMail(
            id=reset.id,
            kind=ResetFacts.kind,
            dedupe_key=f"reset:{reset.id}",
            to_address=user.email,
            to_name=user.name[:80],
            language=_LANGUAGE,
            facts=facts.payload(),
            next_at=now,
            created_at=now,
        ),
    )


def tell_of_change(session: Session, user: User, what: Change, *, now: datetime) -> None:
    """Tell the owner of an account what was changed about signing in to it; nobody, where it is shared."""
    if user.shared:
        return
    facts = AccountFacts(what=what, at=now, name=user.name)
    post(
        session,
        OutboxMail(
            kind=AccountFacts.kind,
            dedupe_key=f"account:{uuid4()}",
            to_address=user.email,
            to_name=user.name[:80],
            language=_LANGUAGE,
            facts=facts.payload(),
            next_at=now,
            created_at=now,
        ),
    )
