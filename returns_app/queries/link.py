"""A return's link: whether it lives, what happened with it, and what its customer still has to do."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.db.customers import Customer
from returns_app.db.drafts import load_draft
from returns_app.db.links import latest_link, live_link
from returns_app.db.outbox import mails_of
from returns_app.db.returns import fetch
from returns_app.db.timeline import entries_of
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Status
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey, customer_steps, remaining
from returns_app.i18n import SOURCE_LANGUAGE, known_language, language_name
from returns_app.mail.brand import day_of
from returns_app.mail.facts import LinkFacts, steps_in_mail
from returns_app.mail.letter import Writer
from returns_app.mail.letters import write_letter
from returns_app.mail.merchant import merchant
from returns_app.queries import moments
from returns_app.queries.draft_views import DraftView
from returns_app.queries.drafts import draft_view
from returns_app.queries.duties import Duty, plural
from returns_app.queries.link_track import (
    KnownLink,
    finished_steps,
    link_state,
    link_track,
    mail_of_link,
    mail_words,
)
from returns_app.queries.link_views import LinkView
from returns_app.queries.moments import clock, day, near
from returns_app.queries.standing import shown_number

# A subject holds no address; a letter cannot be written without one.
_ANY_URL = "https://link.invalid"


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
    known = KnownLink(
        row=row,
        link=link,
        loaded=load_draft(session, row),
        customer=customer.name if customer else "the customer",
        email=customer.email if customer else "",
        mail=mail_of_link(link, mails_of(session, row.id)),
        entries=entries_of(session, row.id),
        actor=actor,
        now=now,
    )
    return _view(known, draft_view(session, actor, return_id, now=now))


def _view(known: KnownLink, draft: DraftView) -> LinkView:
    row, link = known.row, known.link
    state = link_state(known)
    title, lead = _words(known, state)
    mail, tone = mail_words(known)
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
        ends_on=day_of(link.expires_at).isoformat(),
        draft=draft,
        track=link_track(known),
        duties=_duties(known, draft),
    )


def _words(known: KnownLink, state: str) -> tuple[str, str]:
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


def _finished_words(known: KnownLink) -> tuple[str, str]:
    row, name = known.row, known.customer
    if row.status in {Status.CANCELED, Status.REJECTED} and row.checkout_at is None:
        return (f"The return of {name} was {row.status}", "Its link opens nothing any more.")
    if row.checkout_at is None:
        return (f"The return of {name} needs no link", "There is nothing left for the customer to do.")
    return (f"{name} has finished", "The link now shows the finished return: number, label and status.")


def _subject(known: KnownLink) -> str:
    brand = merchant()
    facts = LinkFacts(
        expires_at=known.link.expires_at,
        name=known.customer,
        agent=known.actor.name,
        steps=steps_in_mail(step.key for step in remaining(known.loaded.draft)),
    )
    writer = Writer(known_language(known.row.language), brand.timezone)
    return write_letter(facts, writer, brand=brand, url=_ANY_URL).subject


def _life(known: KnownLink) -> str:
    return moments.remaining(known.link.expires_at, now=known.now)


def _duties(known: KnownLink, draft: DraftView) -> list[Duty]:
    titles = {step.key.value: str(step.title) for step in customer_steps(known.loaded.draft)}
    done = [
        Duty("", titles[key], f"Done {near(moment, now=known.now)}", "done")
        for key, moment in finished_steps(known).items()
    ]
    if known.row.checkout_at is not None:
        return [*done, Duty("", "Confirm", f"Done {near(known.row.checkout_at, now=known.now)}", "done")]
    left = draft.duties if known.row.path == CreationPath.LINK else _shipping_duties(known)
    return [
        *done,
        *(Duty(str(at), one.title, one.detail, "certain") for at, one in enumerate(left, len(done) + 1)),
    ]


def _shipping_duties(known: KnownLink) -> list[Duty]:
    words = {
        StepKey.ADDRESS: ("Check the address", "It lacks something"),
        StepKey.SHIPPING: ("Choose how to ship", plural(known.loaded.draft.options, "option", "options")),
        StepKey.CONFIRM: ("Confirm", "Gets the label"),
    }
    return [Duty("", *words[step.key]) for step in remaining(known.loaded.draft)]
