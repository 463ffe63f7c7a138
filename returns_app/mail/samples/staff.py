"""Samples of the mails to people of the desk."""

from returns_app.mail.samples.told import Told
from returns_app.mail.staff_facts import AccountFacts, InvitationFacts, ResetFacts


def reset(of: Told) -> ResetFacts:
    """Somebody forgot the password."""
    return ResetFacts(minutes=30, name=of.words.agent)


def invited(of: Told) -> InvitationFacts:
    """Somebody was added to the desk."""
    return InvitationFacts(hours=24, email="alex@desk.example", name=of.words.agent)


def changed(of: Told) -> AccountFacts:
    """The password was changed."""
    return AccountFacts(what="password", at=of.now, name=of.words.agent)
