"""Customers with a link, and the pages they see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, update

from returns_app.db.links import Link
from returns_app.db.session import Database, write_now
from returns_app.flows.portal.state import Portal
from tests import factories
from tests.driving import Answer, Browser, Server
from tests.factories import Shop


@dataclass
class Customer:
    """A customer's tab. Screens are read from what the tab was sent."""

    browser: Browser
    return_id: UUID
    token: str

    @property
    def step(self) -> str:
        return str(self.browser.sees(Portal)["step"])

    @property
    def view(self) -> Any:
        return self.browser.sees(Portal)["view"]

    @property
    def problems(self) -> dict[str, str]:
        return dict(self.browser.sees(Portal)["problems"])

    async def open(self, address: str = "/en/return") -> Answer:
        return await self.browser.open(address)

    async def send(self, handler: Any, **arguments: Any) -> Answer:
        return await self.browser.send(handler, **arguments)


Arrive = Callable[..., Customer]


@pytest.fixture
def arrive(database: Database, server: Server) -> Arrive:
    """A customer who opened their link: `arrive(shop, skipped=True)`; the link lives for a fortnight from now."""

    def come(of: Shop, *, skipped: bool = False) -> Customer:
        return_id, token = factories.linked(of, skipped=skipped)
        write_now(keep_alive, return_id)
        return Customer(Browser(server, portal=token), return_id, token)

    return come


def keep_alive(session: Session, return_id: UUID) -> None:
    """Let the return's link live for a fortnight from now, whenever the test runs."""
    later = datetime.now(UTC) + timedelta(days=14)
    session.connection().execute(
        update(Link).where(col(Link.return_id) == return_id).values(expires_at=later)
    )
