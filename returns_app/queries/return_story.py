"""What happened with a return and what was written about it, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from returns_app import routes
from returns_app.db.messages import answer_link, messages_of
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return
from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import DESK_ROLES, Actor
from returns_app.i18n import SOURCE_LANGUAGE, language_name
from returns_app.queries import moments
from returns_app.queries.return_views import CustomerView, MailView, StoryView, WritingView
from returns_app.queries.timeline_story import (
    ALL,
    FILTERS,
    Told,
    entry_views,
    filtered,
    shown,
    told,
)
from returns_app.queries.timeline_words import MailNames

_MESSAGE_KEY = "message:"


@dataclass(frozen=True)
class Look:
    """How somebody looks at the page: `ship` to choose shipping themselves, `only` and `whole` for the timeline."""

    ship: bool = False
    only: str = ALL
    whole: bool = False


def whole_story(
    session: Session,
    row: Return,
    entries: list[TimelineEntry],
    mails: list[OutboxMail],
    subjects: Mapping[str, str],
) -> list[Told]:
    """Everything worth telling, newest first, with the words that were written and the mails that went out."""
    written = {str(message.id): message.words for message in messages_of(session, row.id)}
    names = MailNames(
        subjects=subjects,
        recipients={str(mail.id): mail.to_address for mail in mails},
        written=written,
        sent={
            mail.dedupe_key.removeprefix(_MESSAGE_KEY): (str(mail.id), mail.status)
            for mail in mails
            if mail.dedupe_key.startswith(_MESSAGE_KEY)
        },
    )
    return told(entries, names)


def story_view(story: list[Told], look: Look, actor: Actor, *, now: datetime) -> StoryView:
    """The part of the story that is asked for. A mail may hold a link, so only the desk can open one."""
    chosen = filtered(story, look.only)
    visible = shown(chosen, whole=look.whole)
    return StoryView(
        told=entry_views(visible, now=now, mails=actor.role in DESK_ROLES),
        only=look.only if look.only in FILTERS else ALL,
        total=len(chosen),
        folded=len(chosen) - len(visible),
    )


def mail_views(mails: list[OutboxMail], subjects: Mapping[str, str], actor: Actor) -> list[MailView]:
    """The mails of the return, newest first; without a preview for whoever may not open them."""
    return [
        MailView(
            id=str(mail.id),
            subject=subjects[str(mail.id)],
            recipient=mail.to_address,
            when=moments.at(mail.sent_at or mail.created_at),
            status=mail.status,
            html=routes.mail_file(mail.id, "mail.html") if actor.role in DESK_ROLES else "",
        )
        for mail in mails
    ]


def writing_view(session: Session, row: Return, customer: CustomerView, *, now: datetime) -> WritingView:
    """What the composer has to say."""
    link, may_make = answer_link(session, row, now=now)
    answers = "back here" if link or may_make else "by e-mail: the link opens nothing now"
    asked = row.unanswered_at
    return WritingView(
        name=customer.name,
        email=customer.email,
        language=language_name(SOURCE_LANGUAGE, row.language),
        answers=answers,
        unanswered=moments.near(asked, now=now) if asked else "",
    )
