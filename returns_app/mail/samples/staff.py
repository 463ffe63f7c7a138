"""Samples of the mails to people of the desk."""

from returns_app.mail.samples.told import Told
from returns_app.mail.staff_facts import AccountFacts, ResetFacts


def reset(of: Told) -> ResetFacts:
    """Somebody forgot the password."""
    return ResetFacts(minutes=30, name=of.words.agent)


def changed(of: Told) -> AccountFacts:
    """The password was changed."""
    return AccountFacts(what="password", at=of.now, name=of.words.agent)
