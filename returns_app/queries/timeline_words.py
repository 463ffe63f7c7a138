"""What the timeline says: every kind of entry as a sentence with a strong and a quiet part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import ActorKind
from returns_app.queries import moments
from returns_app.queries import timeline_more as more
from returns_app.queries.rule_words import excuse_words, measured, rule_name

Facts = Mapping[str, Any]

_STEPS = {
    "order_number": "the order number",
    "products": "the products",
    "withdraw": "the withdrawal",
    "surveys": "the questions",
    "address": "the address",
    "shipping": "how to send it",
}
_MAILS = {
    "link": "with the link",
    "authorized": "that it is authorized",
    "label": "with the label",
    "rejected": "that it is rejected",
    "message": "with a message",
    "review": "that it is looked at",
    "pickup": "with the day of the pickup",
    "received": "that the parcel is here",
    "completed": "that it is completed",
    "canceled": "that it is canceled",
    "reminder": "to remind of it",
    "withdrawn": "that the withdrawal was received",
    "fresh": "with a fresh link",
}


@dataclass(frozen=True)
class Said:
    """One entry in words. `kind` is an entry kind of `ui.desk_story`; `card` holds somebody's own words.

    `mail_id` names the mail that can be looked at.
    """

    kind: str
    what: str
    aside: str = ""
    card: str = ""
    mail_id: str = ""


@dataclass(frozen=True)
class MailNames:
    """What is known of a return's mails and messages by their ids.

    `subjects` and `recipients` are of mails; `written` are the words of messages, `sent` the mail that carries one,
    with its status.
    """

    subjects: Mapping[str, str] = field(default_factory=dict)
    recipients: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def words_of(entry: TimelineEntry, mails: MailNames) -> Said:
    """What one entry says. A kind nobody has words for is told by its name, so that nothing is hidden."""
    if entry.kind == "transition":
        speak = _EVENTS.get(str(entry.facts.get("event", "")))
    elif entry.kind in _MAIL_KINDS:
        return _mail(entry, mails)
    elif entry.kind in _WRITTEN_KINDS:
        return _written(entry, mails)
    else:
        speak = _KINDS.get(entry.kind)
    if speak is None:
        return Said("edited", entry.kind.replace("_", " ").capitalize(), f"by {entry.actor_name}")
    return speak(entry.facts, _by(entry))


def _by(entry: TimelineEntry) -> str:
    return "by the system" if entry.actor_kind == ActorKind.SYSTEM else f"by {entry.actor_name}"


def _until(facts: Facts) -> str:
    text = facts.get("expires_at")
    return f", lives until {moments.on(datetime.fromisoformat(text))}" if text else ""


def _parcel(facts: Facts) -> str:
    parts = [str(facts[name]) for name in ("carrier", "tracking") if facts.get(name)]
    return "".join(f", {part}" for part in parts)


def _numbered(facts: Facts) -> str:
    return f", number {facts['number']}" if facts.get("number") else ""


def _refused(facts: Facts, _by: str) -> Said:
    tries = int(facts.get("attempt", 1))
    aside = "the carrier made no label" if tries == 1 else f"the carrier made no label in {tries} attempts"
    return Said("failed", "Shipping failed", aside, card=str(facts.get("words", "")))


def _delayed(facts: Facts, _by: str) -> Said:
    words = str(facts.get("words", ""))
    return Said(
        "failed", "Label delayed", f"attempt {facts.get('attempt', 1)}, it is tried again", card=words
    )


def _rejected(facts: Facts, by: str) -> Said:
    return Said("failed", "Rejected", by, card=str(facts.get("reason", "")))


def _resubmitted(facts: Facts, by: str) -> Said:
    what = facts.get("what")
    return Said("transition", "Sent to the carrier again", f"{by}, {what} corrected" if what else by)


def _excepted(facts: Facts, by: str) -> Said:
    rule = str(facts.get("rule", ""))
    seen = measured(rule, str(facts.get("observed", "")), str(facts.get("limit", "")))
    why = excuse_words(str(facts.get("reason", "")))
    return Said("edited", f"Exception: {rule_name(rule).lower()}", f"{by}, {seen}. {why}")


def _delivered(facts: Facts, by: str) -> Said:
    day = str(facts.get("delivered_on", ""))
    return Said("edited", "Day of delivery corrected", f"{by}, {day}" if day else f"{by}, not known")


def _assigned(facts: Facts, by: str) -> Said:
    name = facts.get("name")
    return Said("edited", f"Assigned to {name}" if name else "Assigned to nobody", by)


Speaker = Callable[[Facts, str], Said]

_EVENTS: dict[str, Speaker] = {
    "link_issued": lambda f, by: Said("link", "Link made", by + _until(f)),
    "completed_manual": lambda _, by: Said("transition", "Waits for authorization", f"completed {by}"),
    "completed_automatic": lambda f, by: Said("done", "Authorized automatically", f"completed {by}{_numbered(f)}"),
    "authorized": lambda f, by: Said("done", "Authorized", by + _numbered(f)),
    "authorized_none_returnable": lambda f, by: Said(
        "done", "Authorized, nothing comes back", f"{by}{_numbered(f)}. It goes to settlement"
    ),
    "rejected": _rejected,
    "checked_out": lambda f, by: Said("shipped", "Label made", f"confirmed {by}{_parcel(f)}"),
    "checked_out_for_pickup": lambda f, by: Said("shipped", "Label made, pickup to book", by + _parcel(f)),
    "label_refused": _refused,
    "pickup_booked": lambda f, by: Said("shipped", "Pickup booked", by + more.pickup(f)),
    "received": lambda _, by: Said("transition", "Received", by),
    "receipt_undone": lambda _, by: Said("edited", "Receipt undone", f"{by}. The parcel is still to come"),
    "receipt_undone_for_pickup": lambda _, by: Said("edited", "Receipt undone", f"{by}. The pickup is still to book"),
    "checked": lambda f, by: Said("transition", "Checked", f"{by}. {more.checked(f)}"),
    "settled": lambda f, by: Said("done", "Completed", by + more.settled(f)),
    "canceled": lambda f, by: Said("failed", "Canceled", more.canceled(f, by), card=str(f.get("reason", ""))),
}  # fmt: skip

_KINDS: dict[str, Speaker] = {
    "pickup_not_booked": lambda f, _: Said("failed", "Pickup not booked as wished", more.not_booked(f)),
    "draft_started": lambda f, by: Said("edited", "Draft started", f"{by}, {f.get('policy', '')}".rstrip(", ")),
    "link_opened": lambda _, by: Said("opened", "Link opened", by),
    "ended_link_opened": lambda _, by: Said("failed", "Opened a link whose return type has ended", by),
    "step_finished": lambda f, by: Said(
        "opened", f"Filled in {_STEPS.get(str(f.get('step')), str(f.get('step', '')))}", by
    ),
    "checkout_confirmed": lambda f, by: Said("transition", "Checkout confirmed", by + _numbered(f)),
    "label_delayed": _delayed,
    "link_replaced": lambda f, by: Said("link", "Link replaced by a new one", by + _until(f)),
    "link_revoked": lambda _, by: Said("link", "Link revoked", by),
    "link_expiry_changed": lambda f, by: Said("link", "Link’s end changed", by + _until(f)),
    "no_answer_needed": lambda _, by: Said("edited", "Marked as needing no answer", by),
    "fresh_link_asked": lambda _, by: Said("reply", "Asked for a fresh link", by),
    "submitted_for_shipping": lambda _, by: Said(
        "transition", "Submitted for shipping", f"{by}. The customer chooses how to send it"
    ),
    "resubmitted": _resubmitted,
    "spare_label_wanted": lambda f, by: Said("transition", f"Further label {f.get('number', '')} asked for", by),
    "spare_label_made": lambda f, _: Said("shipped", f"Further label {f.get('number', '')} made", _parcel(f)[2:]),
    "spare_label_failed": lambda f, _: Said(
        "failed", "Further label not made", "the customer waits for an answer", card=str(f.get("words", ""))
    ),
    "items_added": lambda f, by: Said("edited", more.added(f), by),
    "label_voided": lambda f, _: Said("shipped", "Label called off", f"{f.get('carrier', '')} knows"),
    "label_not_voided": lambda f, _: Said(
        "failed", "Label not called off", f"{f.get('carrier', '')} could not", card=str(f.get("words", ""))
    ),
    "customer_merged": lambda f, by: Said(
        "edited", f"Customer {f.get('was')} is {f.get('became')} now", f"{by}. The two were one person"
    ),
    "customer_erased": lambda _, by: Said("edited", "Personal data erased", f"{by}, at the customer’s request"),
    "exception_granted": _excepted,
    "exception_withdrawn": lambda f, by: Said(
        "edited", f"Exception withdrawn: {rule_name(str(f.get('rule', ''))).lower()}", by
    ),
    "delivery_corrected": _delivered,
    "assigned": _assigned,
    "withdrawal_declared": lambda f, by: Said("transition", "Withdrawal declared", by + more.refund_due(f)),
    "taken_over": lambda _, by: Said("edited", "Taken over from a colleague", by),
}  # fmt: skip

_MAIL_KINDS = {
    "mail_posted": ("mail", "waits to be sent"),
    "mail_sent": ("mail", "sent"),
    "mail_failed": ("failed", "could not be delivered"),
    "mail_withdrawn": ("edited", "withdrawn before it was sent"),
}


def _mail(entry: TimelineEntry, mails: MailNames) -> Said:
    kind, became = _MAIL_KINDS[entry.kind]
    mail_id = str(entry.facts.get("mail_id", ""))
    subject = mails.subjects.get(mail_id, "")
    about = _MAILS.get(str(entry.facts.get("mail")), "")
    what = f"E-mail “{subject}”" if subject else f"E-mail {about}".rstrip()
    recipient = mails.recipients.get(mail_id, "")
    card = str(entry.facts.get("words", "")) if entry.kind == "mail_failed" else ""
    aside = f"{became} to {recipient}" if recipient else became
    return Said(kind, what, aside, card=card, mail_id=mail_id if subject else "")


_WRITTEN_KINDS = {
    "note_added": ("note", "internal note"),
    "message_sent": ("reply", "to the customer"),
    "message_received": ("message", "message"),
}
_BECAME = {
    "pending": "e-mail waits to be sent",
    "sent": "e-mailed",
    "dead": "the e-mail could not be delivered",
}


def _written(entry: TimelineEntry, names: MailNames) -> Said:
    """A note or message by its writer. Its words are kept apart from the timeline, so that they can be erased."""
    kind, aside = _WRITTEN_KINDS[entry.kind]
    message_id = str(entry.facts.get("message_id", ""))
    mail_id, status = names.sent.get(message_id, ("", ""))
    became = _BECAME.get(status, "")
    words = names.written.get(message_id, "")
    return Said(
        kind, entry.actor_name, f"{aside}, {became}" if became else aside, card=words, mail_id=mail_id
    )


_IN_FEW_WORDS = {
    "note_added": "Note by {name}",
    "message_sent": "Message to the customer",
    "message_received": "Message from the customer",
}


def in_few_words(entry: TimelineEntry, said: Said) -> str:
    """What one entry says where nothing stands beside it: a note or message is not told by its writer alone."""
    written = _IN_FEW_WORDS.get(entry.kind)
    return written.format(name=entry.actor_name) if written else said.what
