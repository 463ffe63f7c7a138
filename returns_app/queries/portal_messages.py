"""The conversation about a return as its customer reads it. Notes among colleagues are never part of it."""

from sqlmodel import Session

from returns_app.db.messages import NOTE, TO_CUSTOMER, Message, messages_of
from returns_app.db.returns import Return
from returns_app.i18n import Translator, short_date, time
from returns_app.queries.portal_views import Talk, TalkLine
from returns_app.queries.portal_words import ZONE, first_name
from returns_app.settings import load


def talk_of(session: Session, t: Translator, row: Return) -> Talk:
    """What was said between the desk and this return's customer, and whom the next message goes to."""
    said = [one for one in messages_of(session, row.id) if one.kind != NOTE]
    agents = [first_name(one.author_name) for one in said if one.kind == TO_CUSTOMER]
    to = agents[-1] if agents else load().merchant_name
    return Talk(
        lines=[_line(t, one) for one in said],
        write_to=t._("Write to {merchant}", merchant=to),
        # The desk may have something to see to that nobody wrote about.
        waits=row.unanswered_at is not None and bool(said) and said[-1].kind != TO_CUSTOMER,
    )


def _line(t: Translator, one: Message) -> TalkLine:
    mine = one.kind != TO_CUSTOMER
    who = t._("You") if mine else f"{first_name(one.author_name)}, {load().merchant_name}"
    when = f"{short_date(t.language, one.created_at, ZONE)}, {time(t.language, one.created_at, ZONE)}"
    return TalkLine(key=str(one.id), mine=mine, sender=f"{who} · {when}", words=one.words)
