"""What the report of exceptions is asked for, and how its address says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from returns_app import routes
from returns_app.domain.findings import Rule
from returns_app.queries.page_address import address, day_text, read_day, read_uuid
from returns_app.queries.paging import read_cursor

DAYS = 30
LONGEST = 366
Cursor = tuple[datetime, UUID]


@dataclass(frozen=True)
class ReportFind:
    """A period by its first and last day, `days` long where they are not given; a rule and an agent's id, or none."""

    first: date | None = None
    last: date | None = None
    days: int = DAYS
    rule: str = ""
    agent: str = ""
    before: Cursor | None = None
    after: Cursor | None = None

    def within(self, today: date) -> "ReportFind":
        """The same with its days known: never longer than a year, never ending before it begins."""
        last = min(self.last or today, today)
        first = self.first or last - timedelta(days=self.days - 1)
        first = max(min(first, last), last - timedelta(days=LONGEST - 1))
        return replace(self, first=first, last=last, days=(last - first).days + 1)

    def only(self, *, rule: str | None = None, agent: str | None = None) -> "ReportFind":
        """The same for one rule or one agent alone, from its newest on; an empty one is all."""
        chosen = {
            "rule": self.rule if rule is None else rule,
            "agent": self.agent if agent is None else agent,
        }
        return replace(self, rule=chosen["rule"], agent=chosen["agent"], before=None, after=None)


def read_report(given: Mapping[str, str]) -> ReportFind:
    """What an address asks for. What makes no sense is dropped."""
    days = given.get("days", "")
    rule, agent = given.get("rule", ""), given.get("agent", "")
    return ReportFind(
        first=read_day(given.get("from", "")),
        last=read_day(given.get("to", "")),
        days=min(max(int(days), 1), LONGEST) if days.isascii() and days.isdigit() and len(days) < 5 else DAYS,
        rule=rule if rule in set(Rule) else "",
        agent=str(one) if (one := read_uuid(agent)) else "",
        before=_place(given.get("before", "")),
        after=_place(given.get("after", "")),
    )


def report_address(find: ReportFind, **place: str) -> str:
    """The address of a report; `before` or `after` may be given as cursors."""
    asked = {
        "from": day_text(find.first),
        "to": day_text(find.last),
        "rule": find.rule,
        "agent": find.agent,
        **place,
    }
    return address(routes.EXCEPTIONS, asked)


def _place(text: str) -> Cursor | None:
    place = read_cursor(text)
    one = read_uuid(place[1]) if place else None
    return (place[0], one) if place and one else None
