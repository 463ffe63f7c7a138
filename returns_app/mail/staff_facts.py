"""What the mails to people of the desk have to know. They are about signing in, and go to nobody else."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import AwareDatetime, PositiveInt

from returns_app.mail.facts import Facts, Line

Change = Literal["password", "first_password", "factor_on", "factor_off", "recovery_code", "recovery_codes"]


@dataclass(frozen=True)
class ResetFacts(Facts):
    """A link for a new password was asked for; it works for so many minutes."""

    kind: ClassVar[str] = "reset"
    minutes: PositiveInt
    name: Line = ""


@dataclass(frozen=True)
class InvitationFacts(Facts):
    """Somebody was added to the desk and is to choose a password; the link works for so many hours."""

    kind: ClassVar[str] = "invitation"
    hours: PositiveInt
    email: Line
    name: Line = ""


@dataclass(frozen=True)
class AccountFacts(Facts):
    """Something changed about how an account is signed in to."""

    kind: ClassVar[str] = "account"
    what: Change
    at: AwareDatetime
    name: Line = ""


STAFF_KINDS = frozenset({ResetFacts.kind, InvitationFacts.kind, AccountFacts.kind})
