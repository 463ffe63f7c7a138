"""The report of exceptions. Its period and what it is narrowed to are in the page's address alone."""

from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex.event import EventSpec

from returns_app.db.session import read
from returns_app.domain.actors import Role
from returns_app.domain.excusing import supervises
from returns_app.flows.handler import roles, staff
from returns_app.flows.loading import loading
from returns_app.flows.who import acting
from returns_app.queries.exceptions import ReportView, exceptions_report
from returns_app.queries.exceptions_query import ReportFind, read_report, report_address


class Exceptions(rx.State):
    """The report on screen. `barred` says that it is not for the one who looks."""

    view: ReportView = ReportView()
    loaded: bool = False
    barred: bool = False
    failed: bool = False

    @rx.event
    @staff
    async def load(self) -> None:
        """Show the period that the address names."""
        actor, now = await acting(), datetime.now(UTC)
        self.barred = not supervises(actor)
        with loading(self):
            self.view = (
                ReportView() if self.barred else await read(exceptions_report, actor, self._asked(), now=now)
            )

    @rx.event
    @roles(Role.SUPERVISOR, Role.ADMIN)
    async def show(self, data: dict[str, Any]) -> EventSpec:
        """Show another period."""
        given = {name: str(data.get(name) or "") for name in ("from", "to")}
        wish = read_report({**given, "rule": self._asked().rule, "agent": self._asked().agent})
        return rx.redirect(report_address(wish))

    @rx.event
    @roles(Role.SUPERVISOR, Role.ADMIN)
    async def older(self) -> EventSpec:
        """Go on to what was granted before these."""
        return rx.redirect(report_address(self._asked(), before=self.view.older))

    @rx.event
    @roles(Role.SUPERVISOR, Role.ADMIN)
    async def newer(self) -> EventSpec:
        """Go back to what was granted after these."""
        return rx.redirect(report_address(self._asked(), after=self.view.newer))

    def _asked(self) -> ReportFind:
        return read_report(self.router.url.query_parameters)
