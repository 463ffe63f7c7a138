"""A mail of every kind from made-up facts, to look at before a customer gets one. Nobody here exists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from returns_app.mail.facts import Facts
from returns_app.mail.samples import afterwards, before, staff
from returns_app.mail.samples.told import Told
from returns_app.mail.samples.words import sample_words

SAMPLE_URL = "https://returns.example/l/sample-link-that-opens-nothing-0123456789abcdef"
"""Stands where a customer's own link would; nobody answers there."""


@dataclass(frozen=True)
class Sample:
    """A mail to look at: `key` names it in addresses, `name` on screen, `when` says at which moment it is sent."""

    key: str
    name: str
    when: str
    facts: Callable[[Told], Facts]


def told(language: str, *, now: datetime) -> Told:
    """What the samples in this language start from."""
    return Told(sample_words(language), now)


SAMPLES: tuple[Sample, ...] = (
    Sample("link", "Link", "An agent sends the link", before.link),
    Sample(
        "fresh-link", "Fresh link", "The customer asks for one, or the old one was replaced", before.fresh
    ),
    Sample("review", "Received for review", "A person has to decide; it waits ten minutes", before.review),
    Sample("authorized", "Authorized, choose shipping", "An agent authorizes all of it", before.authorized),
    Sample("partly", "Authorized in part", "An agent authorizes a part of it", before.partly),
    Sample("kept", "Nothing to send back", "Every line may be kept", before.kept),
    Sample("rejected", "Rejected", "An agent rejects the return", before.rejected),
    Sample("label", "Label to print", "The carrier made the label", before.printed),
    Sample("code", "Label without printer", "The carrier made the code", before.code),
    Sample("to-book", "Label, pickup to book", "The label is made, the day is open", before.to_book),
    Sample("further", "Further label", "The customer, or the desk, asks for another box", before.further),
    Sample("shared", "Label for a helper", "The customer sends it to another address", before.shared),
    Sample("store", "Hand in at a store", "The customer chose a store", before.store),
    Sample("pickup", "Pickup booked", "The carrier says when it comes", afterwards.pickup),
    Sample("link-waits", "Reminder: link unused", "The link is not used", afterwards.link_waits),
    Sample("label-waits", "Reminder: label unused", "The label is not used", afterwards.label_waits),
    Sample("pickup-waits", "Reminder: pickup to book", "No day was chosen", afterwards.pickup_waits),
    Sample(
        "received", "Received", "The parcel is at the warehouse; it waits two minutes", afterwards.received
    ),
    Sample("refunded", "Completed, refund", "An agent settles it", afterwards.refunded),
    Sample("exchanged", "Completed, exchange", "An agent settles it", afterwards.exchanged),
    Sample(
        "fresh", "Fresh link, finished", "Asked for with a replaced link, once confirmed", afterwards.fresh
    ),
    Sample("canceled", "Canceled", "An agent calls the return off", afterwards.canceled),
    Sample("called-off", "Canceled by the customer", "The customer calls it off", afterwards.called_off),
    Sample("message", "Message", "An agent writes to the customer", afterwards.message),
    Sample(
        "withdrawn",
        "Withdrawal acknowledged",
        "The customer withdraws from the purchase",
        afterwards.withdrawn,
    ),
    Sample("invitation", "Staff: invitation", "Somebody is added to the desk", staff.invited),
    Sample("new-password", "Staff: new password", "Somebody at the desk forgot theirs", staff.reset),
    Sample("account", "Staff: account changed", "Password or second factor changed", staff.changed),
)
"""In the order of a return's life; then those to people of the desk."""
