"""The words of each kind of mail, a file per kind. Pure: facts in, a letter out."""

from collections.abc import Callable

from returns_app.mail.brand import Brand
from returns_app.mail.facts import AuthorizedFacts, Facts, LabelFacts, LinkFacts, RejectedFacts
from returns_app.mail.fresh_facts import FreshFacts
from returns_app.mail.letter import Letter, Writer
from returns_app.mail.letters.authorized import authorized_letter
from returns_app.mail.letters.canceled import canceled_letter
from returns_app.mail.letters.completed import completed_letter
from returns_app.mail.letters.fresh import fresh_letter
from returns_app.mail.letters.label import CODE_IMAGE, label_letter
from returns_app.mail.letters.link import link_letter
from returns_app.mail.letters.message import message_letter
from returns_app.mail.letters.pickup import pickup_letter
from returns_app.mail.letters.received import received_letter
from returns_app.mail.letters.rejected import rejected_letter
from returns_app.mail.letters.reminder import reminder_letter
from returns_app.mail.letters.review import review_letter
from returns_app.mail.letters.staff import account_letter, invitation_letter, reset_letter
from returns_app.mail.letters.withdrawn import withdrawn_letter
from returns_app.mail.lifecycle_facts import (
    CanceledFacts,
    CompletedFacts,
    PickupFacts,
    ReceivedFacts,
    ReminderFacts,
    ReviewFacts,
)
from returns_app.mail.message_facts import MessageFacts
from returns_app.mail.staff_facts import AccountFacts, InvitationFacts, ResetFacts
from returns_app.mail.withdrawal_facts import WithdrawnFacts

__all__ = ["CODE_IMAGE", "write_letter"]


_LETTERS: dict[type[Facts], Callable[..., Letter]] = {
    LinkFacts: link_letter,
    AuthorizedFacts: authorized_letter,
    LabelFacts: label_letter,
    RejectedFacts: rejected_letter,
    ReviewFacts: review_letter,
    PickupFacts: pickup_letter,
    ReceivedFacts: received_letter,
    CompletedFacts: completed_letter,
    CanceledFacts: canceled_letter,
    ReminderFacts: reminder_letter,
    MessageFacts: message_letter,
    WithdrawnFacts: withdrawn_letter,
    FreshFacts: fresh_letter,
    ResetFacts: reset_letter,
    InvitationFacts: invitation_letter,
    AccountFacts: account_letter,
}


def write_letter(facts: Facts, writer: Writer, *, brand: Brand, url: str) -> Letter:
    """The letter of these facts. Raises `TypeError` for facts that no letter tells."""
    write = _LETTERS.get(type(facts))
    if write is None:
        message = f"no letter for {type(facts).__name__}"
        raise TypeError(message)
    return write(facts, writer, brand, url)
