"""What happened with a return's link, in six events, and how far its customer is with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from returns_app.db.drafts import LoadedDraft
from returns_app.db.links import Link
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return
from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import FINAL, WITH_CUSTOMER, Status
from returns_app.domain.wizard import StepKey, customer_steps, remaining
from returns_app.queries.duties import plural
from returns_app.queries.link_views import TrackEvent
from returns_app.queries.moments import clock, near

_CARRIES_LINK = frozenset({"link", "authorized"})
_SHIPPED = frozenset(
    {
        Status.SUBMITTED,
        Status.PICKUP_REQUESTED,
        Status.RECEIVED,
        Status.SETTLEMENT_REQUESTED,
        Status.COMPLETED,
    }
)


@dataclass(frozen=True)
class KnownLink:
    """A link with the rows that tell its story. `mail` is the last one that carried it."""

    row: Return
    link: Link
    loaded: LoadedDraft
    customer: str
    email: str
    mail: OutboxMail | None
    entries: list[TimelineEntry]
    actor: Actor
    now: datetime


def mail_of_link(link: Link, mails: Iterable[OutboxMail]) -> OutboxMail | None:
    """The last mail that carried the link, of mails given newest first."""
    return next((one for one in mails if one.link_id == link.id and one.kind in _CARRIES_LINK), None)


def link_state(known: KnownLink) -> str:
    """What the link is now: live, expired, revoked, ended (its return type was switched off) or finished."""
    row, link = known.row, known.link
    if row.checkout_at is not None or row.status not in WITH_CUSTOMER:
        return "finished"
    if link.revoked_at is not None or link.superseded_at is not None:
        return "revoked"
    if link.expires_at <= known.now:
        return "expired"
    return "live" if known.loaded.policy and known.loaded.policy.active else "ended"


def mail_words(known: KnownLink) -> tuple[str, str]:
    """How the last mail with the link fares, and its tone: done, waiting or urgent; both empty for no mail."""
    mail = known.mail
    if mail is None:
        return "", ""
    if mail.status == "sent" and mail.sent_at:
        return f"Sent {near(mail.sent_at, now=known.now)}", "done"
    if mail.status == "dead":
        return "Could not be sent", "urgent"
    return ("Tried, will be tried again", "urgent") if mail.attempts > 1 else ("On its way", "waiting")


def link_track(known: KnownLink) -> list[TrackEvent]:
    """The six events of a link: made, sent, opened, the steps, confirmed, the label."""
    state = link_state(known)
    link, row, now = known.link, known.row, known.now
    maker = "by you" if known.actor.id == link.created_by else "by the desk"
    mail, tone = mail_words(known)
    sent = {"done": "done", "urgent": "failed", "waiting": "now"}.get(tone, "todo")
    opened = link.opened_at
    made = TrackEvent("Made", f"{near(link.created_at, now=now)}, {maker}", "done")
    ended = _end_of_link(known, state)
    return [
        ended or made,
        TrackEvent("Sent", mail.removeprefix("Sent ") or "Not by e-mail yet", sent),
        TrackEvent("Opened", near(opened, now=now) if opened else "Not yet", "done" if opened else "todo"),
        _step_event(known, state),
        TrackEvent("Confirmed", near(row.checkout_at, now=now) if row.checkout_at else "Gets the number",
                   "done" if row.checkout_at else "todo"),
        _label_event(row),
    ]  # fmt: skip


def _end_of_link(known: KnownLink, state: str) -> TrackEvent | None:
    ended = known.link.revoked_at or known.link.superseded_at
    if state == "revoked" and ended:
        return TrackEvent("Revoked", near(ended, now=known.now), "failed")
    if state == "expired":
        return TrackEvent("Expired", near(known.link.expires_at, now=known.now), "failed")
    return None


def _step_event(known: KnownLink, state: str) -> TrackEvent:
    left, finished = remaining(known.loaded.draft), finished_steps(known)
    total = len(left) + len(finished)
    if known.row.checkout_at is not None:
        done = f"{plural(total, 'step', 'steps')} gone through" if total else "Only to confirm"
        return TrackEvent("All steps", done, "done")
    if not left or state == "finished":
        return TrackEvent("Steps", "Nothing to do", "todo")
    # Counted as on the customer's phone, where the confirmation is the last check and no step.
    asked = len([step for step in left if step.key is not StepKey.CONFIRM])
    name = f"Step {len(finished) + 1} of {asked + len(finished)}" if asked else "Last check"
    since = max([*finished.values(), *([known.link.opened_at] if known.link.opened_at else [])], default=None)
    if since is None or state != "live":
        return TrackEvent(name, str(left[0].title), "todo")
    return TrackEvent(name, f"{left[0].title}, since {clock(since)}", "now")


def _label_event(row: Return) -> TrackEvent:
    if row.status == Status.SHIPPING_FAILED:
        return TrackEvent("Label", "The carrier refused it", "failed")
    if row.checkout_at is not None and row.status in _SHIPPED:
        return TrackEvent("Label", "Made and mailed", "done")
    if row.checkout_at is not None and row.status not in FINAL:
        return TrackEvent("Label", "Being made", "now")
    return TrackEvent("Label", "Comes at the end", "todo")


def finished_steps(known: KnownLink) -> dict[str, datetime]:
    """The steps the customer has gone through, with when, in their order."""
    when: dict[str, datetime] = {}
    for entry in known.entries:
        if entry.kind == "step_finished":
            when.setdefault(str(entry.facts.get("step", "")), entry.at)
    open_now = {step.key.value for step in remaining(known.loaded.draft)}
    gone = [
        step.key.value
        for step in customer_steps(known.loaded.draft)
        if step.key.value in known.row.finished_steps and step.key.value not in open_now
    ]
    return {key: when.get(key, known.row.changed_at) for key in gone}
