"""Returns that await their customer, and what a customer's stories have in common."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, select, update

from returns_app import routes
from returns_app.db.links import Link
from returns_app.db.returns import Return
from returns_app.db.session import close_database, open_database, read_now, write_now
from returns_app.db.shipments import Label, Parcel, Shipment
from tests import factories

if TYPE_CHECKING:
    from tests.browser.conftest import Running


@dataclass(frozen=True)
class Given:
    """A return that awaits its customer."""

    of: factories.Shop
    return_id: UUID
    token: str

    @property
    def link(self) -> str:
        return routes.link_path(self.token)


@pytest.fixture
def shop_in(server: "Running") -> Iterator[None]:
    """The server's own database, open in this process, to prepare returns in."""
    open_database(server.database_url)
    yield
    close_database()


@pytest.fixture
def given(shop_in: None) -> Callable[..., Given]:
    """Prepare a return: `given(options=2, survey=True, skipped=True, language="en")`."""

    def prepare(
        *, skipped: bool = False, language: str = "en", address: bool = True, carrier: str = "", **shop: Any
    ) -> Given:
        of = factories.shop(**shop)
        return_id, token = factories.linked(of, skipped=skipped)

        def adjust(session: Session) -> None:
            row = session.get(Return, return_id)
            assert row is not None
            row.language = language
            if carrier:
                # The practice carrier does what a word in the address tells it to.
                row.address = {**(row.address or {}), "company": f"sandbox-{carrier}"}
            if not address:
                row.address, row.country = None, ""
            later = datetime.now(UTC) + timedelta(days=14)
            session.connection().execute(
                update(Link).where(col(Link.return_id) == return_id).values(expires_at=later)
            )

        write_now(adjust)
        return Given(of, return_id, token)

    return prepare


def labels_of(return_id: UUID) -> int:
    def count(session: Session) -> int:
        query = select(Label).join(Parcel, col(Label.parcel_id) == Parcel.id)
        query = query.join(Shipment, col(Parcel.shipment_id) == Shipment.id)
        return len(session.exec(query.where(Shipment.return_id == return_id)).all())

    return read_now(count)


def asks(page: Page, question: str | re.Pattern[str]) -> None:
    """The page asks this, and the focus is on the question."""
    expect(page.locator("#question")).to_have_text(question)
    expect(page.locator("#question")).to_be_focused()


def next_step(page: Page) -> None:
    page.locator("main form button[type=submit]").tap()
