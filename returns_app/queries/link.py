"""A return's link: whether it lives, what happened with it, and what its customer still has to do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.db.customers import Customer
from returns_app.db.drafts import LoadedDraft, load_draft
from returns_app.db.links import Link, latest_link, live_link
from returns_app.db.outbox import OutboxMail, mails_of
from returns_app.db.returns import Return, fetch
from returns_app.db.timeline import TimelineEntry, entries_of
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import FINAL, WITH_CUSTOMER, Status
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey, customer_steps, remaining
from returns_app.i18n import SOURCE_LANGUAGE, known_language, language_name
from returns_app.mail.brand import Brand
from returns_app.mail.facts import LinkFacts, Step
from returns_app.mail.letter import Writer
from returns_app.mail.letters import write_letter
from returns_app.queries.draft_views import DraftView
from returns_app.queries.drafts import draft_view
from returns_app.queries.duties import Duty, plural
from returns_app.queries.link_views import LinkView, TrackEvent
from returns_app.queries.moments import ZONE, clock, day, near
from returns_app.queries.standing import shown_number
from returns_app.settings import load

_STEP_WORDS: dict[StepKey, Step] = {
    StepKey.ORDER_NUMBER: "order",
    StepKey.PRODUCTS: "products",
    StepKey.SURVEYS: "survey",
    StepKey.ADDRESS: "address",
    StepKey.SHIPPING: "shipping",
}
_CARRIES_LINK = frozenset({"link", "authorized"})
# A subject holds no address; a letter cannot be written without one.
_ANY_URL = "https://link.invalid"
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
class _Known:
    row: Return
    link: Link
    loaded: LoadedDraft
    customer: str
    email: str
    mail: OutboxMail | None
    entries: list[TimelineEntry]
    actor: Actor
    now: datetime


def link_view(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> LinkView:
    """The newest link of the return; a view without a `state` where it never had one. Raises `NotFound`.

    The number of statements does not depend on what the return holds.
    """
    actor.require_desk()
    row = fetch(session, actor, return_id)
    link = live_link(session, row.id) or latest_link(session, row.id)
    if link is None:
        return LinkView(return_id=str(row.id), status=row.status)
    customer = session.get(Customer, row.customer_id) if row.customer_id else None
    sent = [one for one in mails_of(session, row.id) if one.link_id == link.id and one.kind in _CARRIES_LINK]
    known = _Known(
        row=row,
        link=link,
        loaded=load_draft(session, row),
        customer=customer.name if customer else "the customer",
        email=customer.email if customer else "",
        mail=sent[0] if sent else None,
        entries=entries_of(session, row.id),
        actor=actor,
        now=now,
    )
    return _view(known, draft_view(session, actor, return_id, now=now))


def _view(known: _Known, draft: DraftView) -> LinkView:
    row, link = known.row, known.link
    state = _state(known)
    title, lead = _words(known, state)
    mail, tone = _mail_words(known)
    return LinkView(
        return_id=str(row.id),
        link_id=str(link.id),
        status=row.status,
        state=state,
        reference=shown_number(row),
        number=row.number or "",
        title=title,
        lead=lead,
        language=language_name(SOURCE_LANGUAGE, row.language),
        email=known.email,
        subject=_subject(known),
        mail=mail,
        mail_tone=tone,
        lives_until=day(link.expires_at, now=known.now),
        lives_detail=f"{clock(link.expires_at)} in Amsterdam, {_life(known)}",
        ends_on=link.expires_at.astimezone(ZONE).date().isoformat(),
        draft=draft,
        track=_track(known, state),
        duties=_duties(known, draft),
    )


def _state(known: _Known) -> str:
    row, link = known.row, known.link
    if row.checkout_at is not None or row.status not in WITH_CUSTOMER:
        return "finished"
    if link.revoked_at is not None or link.superseded_at is not None:
        return "revoked"
    if link.expires_at <= known.now:
        return "expired"
    return "live" if known.loaded.policy and known.loaded.policy.active else "ended"


def _words(known: _Known, state: str) -> tuple[str, str]:
    name, row = known.customer, known.row
    if state == "finished":
        return _finished_words(known)
    if state == "revoked":
        return (
            f"The link for {name} was revoked",
            "It opens nothing any more. Make a new one when it is needed.",
        )
    if state == "expired":
        opened = "It was opened, but not finished." if known.link.opened_at else "Nobody opened it."
        return (
            f"The link for {name} has expired",
            f"{opened} What was filled in is kept; a new link goes on there.",
        )
    if state == "ended":
        return (
            f"The link for {name} opens nothing now",
            "Its return type was switched off. The customer reads that the service desk will help.",
        )
    authorized = "Authorized. No further decision is needed from you."
    if row.path == CreationPath.COMPLETE:
        return (f"{name} can choose how to ship", authorized)
    return (f"The link for {name} is ready", authorized)


def _finished_words(known: _Known) -> tuple[str, str]:
    row, name = known.row, known.customer
    if row.status in {Status.CANCELED, Status.REJECTED} and row.checkout_at is None:
        return (f"The return of {name} was {row.status}", "Its link opens nothing any more.")
    if row.checkout_at is None:
        return (f"The return of {name} needs no link", "There is nothing left for the customer to do.")
    return (f"{name} has finished", "The link now shows the finished return: number, label and status.")


def _mail_words(known: _Known) -> tuple[str, str]:
    mail = known.mail
    if mail is None:
        return "", ""
    if mail.status == "sent" and mail.sent_at:
        return f"Sent {near(mail.sent_at, now=known.now)}", "done"
    if mail.status == "dead":
        return "Could not be sent", "urgent"
    return ("Tried, will be tried again", "urgent") if mail.attempts > 1 else ("On its way", "waiting")


def _subject(known: _Known) -> str:
    settings = load()
    brand = Brand(settings.merchant_name, settings.merchant_lines, settings.merchant_email)
    steps = tuple(_STEP_WORDS[step.key] for step in remaining(known.loaded.draft) if step.key in _STEP_WORDS)
    facts = LinkFacts(
        expires_at=known.link.expires_at, name=known.customer, agent=known.actor.name, steps=steps
    )
    writer = Writer(known_language(known.row.language), brand.timezone)
    return write_letter(facts, writer, brand=brand, url=_ANY_URL).subject


def _life(known: _Known) -> str:
    hours = (known.link.expires_at - known.now).total_seconds() / 3600
    if hours <= 0:
        return "over"
    return f"{plural(round(hours / 24), 'day', 'days')} left" if hours >= 24 else "less than a day left"


def _track(known: _Known, state: str) -> list[TrackEvent]:
    link, row, now = known.link, known.row, known.now
    maker = "by you" if known.actor.id == link.created_by else "by the desk"
    mail, tone = _mail_words(known)
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


def _end_of_link(known: _Known, state: str) -> TrackEvent | None:
    ended = known.link.revoked_at or known.link.superseded_at
    if state == "revoked" and ended:
        return TrackEvent("Revoked", near(ended, now=known.now), "failed")
    if state == "expired":
        return TrackEvent("Expired", near(known.link.expires_at, now=known.now), "failed")
    return None


def _step_event(known: _Known, state: str) -> TrackEvent:
    left, finished = remaining(known.loaded.draft), _finished(known)
    total = len(left) + len(finished)
    if known.row.checkout_at is not None:
        return TrackEvent("All steps", f"{plural(total, 'step', 'steps')} gone through", "done")
    if not left or state == "finished":
        return TrackEvent("Steps", "Nothing to do", "todo")
    name = f"Step {len(finished) + 1} of {total}"
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


def _finished(known: _Known) -> dict[str, datetime]:
    """The steps the customer has gone through, with when, in their order."""
    when: dict[str, datetime] = {}
    for entry in known.entries:
        if entry.kind == "step_finished":
            when.setdefault(str(entry.facts.get("step", "")), entry.at)
    open_now = {step.key.value for step in remaining(known.loaded.draft)}
    gone = [
        step.key.value
        for step in customer_steps(known.loaded.draft.path)
        if step.key.value in known.row.finished_steps and step.key.value not in open_now
    ]
    return {key: when.get(key, known.row.changed_at) for key in gone}


def _duties(known: _Known, draft: DraftView) -> list[Duty]:
    titles = {step.key.value: str(step.title) for step in customer_steps(known.loaded.draft.path)}
    done = [
        Duty("", titles[key], f"Done {near(moment, now=known.now)}", "done")
        for key, moment in _finished(known).items()
    ]
    if known.row.checkout_at is not None:
        return [*done, Duty("", "Confirm", f"Done {near(known.row.checkout_at, now=known.now)}", "done")]
    left = draft.duties if known.row.path == CreationPath.LINK else _shipping_duties(known)
    return [
        *done,
        *(Duty(str(at), one.title, one.detail, "certain") for at, one in enumerate(left, len(done) + 1)),
    ]


def _shipping_duties(known: _Known) -> list[Duty]:
    words = {
        StepKey.ADDRESS: ("Check the address", "It lacks something"),
        StepKey.SHIPPING: ("Choose how to ship", plural(known.loaded.draft.options, "option", "options")),
        StepKey.CONFIRM: ("Confirm", "Gets the label"),
    }
    return [Duty("", *words[step.key]) for step in remaining(known.loaded.draft)]
