"""What the timeline says: every kind of entry as a sentence with a strong and a quiet part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import ActorKind
from returns_app.queries import moments

Facts = Mapping[str, Any]

_STEPS = {
    "order_number": "the order number",
    "products": "the products",
    "surveys": "the questions",
    "address": "the address",
    "shipping": "how to send it",
}
_MAILS = {
    "link": "with the link",
    "authorized": "that it is authorized",
    "label": "with the label",
    "rejected": "that it is rejected",
}


@dataclass(frozen=True)
class Said:
    """One entry in words. `kind` is an entry kind of `ui.desk_story`; `card` holds somebody's own words."""

    kind: str
    what: str
    aside: str = ""
    card: str = ""


@dataclass(frozen=True)
class EntryView:
    """One entry on screen. `day` is filled where a new day begins; `time` is short, `when` the full date."""

    key: str
    day: str
    kind: str
    what: str
    aside: str
    card: str
    time: str
    when: str
    mail_id: str = ""


@dataclass(frozen=True)
class MailNames:
    """What is known of a return's mails by their ids: subjects, and who they go to."""

    subjects: Mapping[str, str] = field(default_factory=dict)
    recipients: Mapping[str, str] = field(default_factory=dict)


def tell_timeline(entries: list[TimelineEntry], mails: MailNames, *, now: datetime) -> list[EntryView]:
    """The entries, given newest first, with their words. A mail that left is told once, not also as waiting."""
    settled = {entry.facts.get("mail_id") for entry in entries if entry.kind in {"mail_sent", "mail_failed"}}
    views: list[EntryView] = []
    last_day = ""
    for entry in entries:
        if entry.kind == "mail_posted" and entry.facts.get("mail_id") in settled:
            continue
        said = words_of(entry, mails)
        today = moments.day(entry.at, now=now)
        views.append(
            EntryView(
                key=str(entry.id),
                day=today if today != last_day else "",
                kind=said.kind,
                what=said.what,
                aside=said.aside,
                card=said.card,
                time=moments.clock(entry.at),
                when=moments.at(entry.at),
                mail_id=str(entry.facts.get("mail_id", "")),
            )
        )
        last_day = today
    return views


def words_of(entry: TimelineEntry, mails: MailNames) -> Said:
    """What one entry says. A kind nobody has words for is told by its name, so that nothing is hidden."""
    if entry.kind == "transition":
        speak = _EVENTS.get(str(entry.facts.get("event", "")))
    elif entry.kind in _MAIL_KINDS:
        return _mail(entry, mails)
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
    "pickup_booked": lambda f, by: Said("shipped", "Pickup booked", by + _parcel(f)),
    "received": lambda _, by: Said("transition", "Received", by),
    "receipt_undone": lambda _, by: Said("edited", "Receipt undone", f"{by}. The parcel is still to come"),
    "receipt_undone_for_pickup": lambda _, by: Said("edited", "Receipt undone", f"{by}. The pickup is still to be booked"),
    "checked": lambda _, by: Said("transition", "Checked", f"{by}. It waits for settlement"),
    "settled": lambda _, by: Said("done", "Completed", by),
    "canceled": lambda _, by: Said("failed", "Canceled", by),
}  # fmt: skip

_KINDS: dict[str, Speaker] = {
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
    "fresh_link_asked": lambda _, by: Said("reply", "Asked for a fresh link", by),
    "submitted_for_shipping": lambda _, by: Said(
        "transition", "Submitted for shipping", f"{by}. The customer chooses how to send it"
    ),
    "resubmitted": _resubmitted,
}  # fmt: skip

_MAIL_KINDS = {
    "mail_posted": ("mail", "waits to be sent"),
    "mail_sent": ("mail", "sent"),
    "mail_failed": ("failed", "could not be delivered"),
}


def _mail(entry: TimelineEntry, mails: MailNames) -> Said:
    kind, became = _MAIL_KINDS[entry.kind]
    mail_id = str(entry.facts.get("mail_id", ""))
    subject = mails.subjects.get(mail_id, "")
    about = _MAILS.get(str(entry.facts.get("mail")), "")
    what = f"E-mail “{subject}”" if subject else f"E-mail {about}".rstrip()
    recipient = mails.recipients.get(mail_id, "")
    card = str(entry.facts.get("words", "")) if entry.kind == "mail_failed" else ""
    return Said(kind, what, f"{became} to {recipient}" if recipient else became, card=card)
