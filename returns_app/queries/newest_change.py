"""Who changed a return last, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.db.returns import Return, fetch
from returns_app.db.timeline import TimelineEntry, entries_of
from returns_app.domain.actors import Actor
from returns_app.queries import moments
from returns_app.queries.timeline_words import MailNames, in_few_words, words_of


@dataclass(frozen=True)
class Change:
    """What happened last, in words, and the version it made."""

    version: int
    words: str


def newest_change(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> Change:
    """The last change of a return. Raises `NotFound` beyond the actor's scope."""
    row = fetch(session, actor, return_id)
    ago = moments.short_age(row.changed_at, now=now)
    when = "a moment ago" if ago == "now" else f"{ago} ago"
    newest = next((one for one in entries_of(session, row.id) if _made(one, row)), None)
    if newest is None:
        return Change(row.version, f"Somebody changed this return {when}.")
    said = words_of(newest, MailNames())
    few = in_few_words(newest, said)
    words = f"{said.what} {said.aside}".strip() if few == said.what else few
    return Change(row.version, f"{words}, {when}.")


def _made(entry: TimelineEntry, row: Return) -> bool:
    """Whether an entry is of the last change; the mails that a change brings along are none."""
    return entry.at == row.changed_at and not entry.kind.startswith("mail_")
