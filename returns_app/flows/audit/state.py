"""The audit. What it is narrowed to is in the page's address alone."""

from typing import Any

import reflex as rx
from reflex.event import EventSpec

from returns_app.db.session import read
from returns_app.domain.actors import Role
from returns_app.flows.handler import roles, staff
from returns_app.flows.loading import loading
from returns_app.flows.who import acting
from returns_app.queries.audit import AuditView, audit_page
from returns_app.queries.audit_query import AuditFind, audit_address, read_audit


class Audit(rx.State):
    """The audit on screen. `barred` says that it is not for the one who looks."""

    view: AuditView = AuditView()
    loaded: bool = False
    barred: bool = False
    failed: bool = False

    @rx.event
    @staff
    async def load(self) -> None:
        """Show what the address asks for."""
        actor = await acting()
        self.barred = actor.role is not Role.ADMIN
        with loading(self):
            self.view = AuditView() if self.barred else await read(audit_page, actor, self._asked())

    @rx.event
    @roles(Role.ADMIN)
    async def show(self, data: dict[str, Any]) -> EventSpec:
        """Narrow it to what the form says."""
        given = {name: str(data.get(name) or "") for name in ("from", "to", "who", "what", "about")}
        return rx.redirect(audit_address(read_audit(given)))

    @rx.event
    @roles(Role.ADMIN)
    async def older(self) -> EventSpec:
        """Go on to what was done before these."""
        return rx.redirect(audit_address(self._asked(), before=self.view.older))

    @rx.event
    @roles(Role.ADMIN)
    async def newer(self) -> EventSpec:
        """Go back to what was done after these."""
        return rx.redirect(audit_address(self._asked(), after=self.view.newer))

    def _asked(self) -> AuditFind:
        return read_audit(self.router.url.query_parameters)
