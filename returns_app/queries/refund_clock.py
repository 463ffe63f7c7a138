"""The refund clock of a withdrawal in the words of the desk: when it was declared, until when, and whether to wait."""

from dataclasses import dataclass
from datetime import date as day
from datetime import datetime
from typing import Any

from returns_app import routes
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return
from returns_app.db.shipping import OptionRow
from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import ActorKind
from returns_app.domain.lifecycle import FINAL, Status
from returns_app.domain.shipping import Handover
from returns_app.domain.withdrawal import Clock, clock, may_withhold
from returns_app.i18n import SOURCE_LANGUAGE, date
from returns_app.mail.brand import day_of
from returns_app.mail.withdrawal_facts import WITHDRAWN
from returns_app.queries import moments
from returns_app.queries.duties import plural

_TONES = {
    Clock.RUNNING: "plain",
    Clock.SOON: "todo",
    Clock.DUE: "urgent",
    Clock.OVERDUE: "urgent",
    Clock.ENDED: "plain",
}
_HERE = frozenset({Status.RECEIVED, Status.SETTLEMENT_REQUESTED})


@dataclass(frozen=True)
class RefundClock:
    """The clock on the page of a return; `shown` is off where nothing was withdrawn.

    `tone` is `plain`, `todo` or `urgent`. `wait` says whether the merchant may wait for the goods, empty once the clock
    has stopped. `document` is where the acknowledgement is.
    """

    shown: bool = False
    tone: str = "plain"
    declared: str = ""
    due: str = ""
    left: str = ""
    wait: str = ""
    document: str = ""


def refund_clock(
    row: Return,
    *,
    entries: list[TimelineEntry],
    mails: list[OutboxMail],
    option: OptionRow | None,
    now: datetime,
) -> RefundClock:
    """How the refund of this return stands."""
    if row.withdrawn_at is None or row.refund_due_on is None:
        return RefundClock()
    stands = _stands(row, now=now)
    mail = next((one for one in mails if one.kind == WITHDRAWN and one.to_address), None)
    return RefundClock(
        shown=True,
        tone=_TONES[stands],
        declared=f"{moments.at(row.withdrawn_at)}, {_by_whom(entries)}",
        due=date(SOURCE_LANGUAGE, row.refund_due_on, year=True),
        left=_left(stands, row.refund_due_on, today=day_of(now)),
        wait="" if stands is Clock.ENDED else _wait(row, option),
        document=routes.mail_file(mail.id, "attachment.pdf") if mail else "",
    )


def short_clock(record: Any, *, now: datetime) -> tuple[str, str]:  # noqa: ANN401 - a row or a record of its columns
    """The clock in a list, and its tone: `due 7 Dec`, `due today`, `3 d overdue`; empty once it has stopped."""
    if record.withdrawn_at is None or record.status in FINAL:
        return "", ""
    due, today = record.refund_due_on, day_of(now)
    stands = clock(due, today=today, ended=False)
    match stands:
        case Clock.OVERDUE:
            words = f"{(today - due).days} d overdue"
        case Clock.DUE:
            words = "due today"
        case _:
            words = f"due {due.day} {due:%b}"
    return words, _TONES[stands]


def _stands(row: Return, *, now: datetime) -> Clock:
    due = row.refund_due_on or day_of(now)
    return clock(due, today=day_of(now), ended=row.status in FINAL)


def _by_whom(entries: list[TimelineEntry]) -> str:
    told = next((one for one in entries if one.kind == "withdrawal_declared"), None)
    if told is None or told.actor_kind == ActorKind.CUSTOMER:
        return "by the customer"
    return f"recorded by {told.actor_name}"


def _left(stands: Clock, due: day, *, today: day) -> str:
    days = abs((due - today).days)
    match stands:
        case Clock.ENDED:
            return "The clock has stopped"
        case Clock.DUE:
            return "Due today"
        case Clock.OVERDUE:
            return f"{plural(days, 'day', 'days')} overdue"
        case _:
            return f"{plural(days, 'day', 'days')} left"


def _wait(row: Return, option: OptionRow | None) -> str:
    has_goods = row.status in _HERE
    collects = row.checkout_at is not None and option is not None and option[0].handover == Handover.PICKUP
    if may_withhold(has_goods=has_goods, collects=collects):
        return (
            "You may wait until the goods are here, or until the customer shows that they were sent."
            " What they paid for standard delivery is refunded too."
        )
    reason = "The goods are here" if has_goods else "We offered to collect the goods"
    return f"{reason}: nothing to wait for. What the customer paid for standard delivery is refunded too."
