"""The list of customers. What it shows is in the page's address alone, so that a reload or a colleague sees the same."""

from datetime import UTC, datetime

import reflex as rx
from reflex.event import EventSpec

from returns_app import routes
from returns_app.db.session import read
from returns_app.flows.handler import desk
from returns_app.flows.loading import loading
from returns_app.flows.searching import searching
from returns_app.flows.who import acting
from returns_app.queries.customer_list import CustomerList, FindCustomers, Order, list_customers
from returns_app.queries.found import asked
from returns_app.queries.page_address import address

MAX_WORDS = 120


class Customers(rx.State):
    """One page of the list. `order` and `words` are what the address asks for; `kept` carries the words along."""

    found: CustomerList = CustomerList()
    order: str = ""
    words: str = ""
    loaded: bool = False
    failed: bool = False
    box: int = 0
    _typed: str = ""

    @rx.event
    @desk
    @searching
    async def load(self) -> None:
        """Show the page of the list that the address names."""
        find = self._asked()
        self.order, self.words = find.order.value, find.words
        if find.words != self._typed:
            self.box, self._typed = self.box + 1, find.words
        actor = await acting()
        with loading(self):
            self.found = await read(list_customers, actor, find, now=datetime.now(UTC))

    @rx.event
    @desk
    async def search(self, words: str) -> EventSpec:
        """Look for other words."""
        self._typed = words[:MAX_WORDS].strip()
        return rx.redirect(_address(self.order, self._typed), replace=True)

    @rx.event
    @desk
    async def older(self) -> EventSpec:
        """Go on to the customers after these."""
        return rx.redirect(_address(self.order, "", before=self.found.older))

    @rx.event
    @desk
    async def newer(self) -> EventSpec:
        """Go back to the customers before these."""
        return rx.redirect(_address(self.order, "", after=self.found.newer))

    def _asked(self) -> FindCustomers:
        given = self.router.url.query_parameters
        wish = given.get("sort", "")
        return FindCustomers(
            words=asked(given.get("q", "")),
            order=Order(wish) if wish in set(Order) else Order.NAME,
            before=given.get("before", "")[:20],
            after=given.get("after", "")[:20],
        )


def _address(order: str, words: str, **place: str) -> str:
    wish = {"sort": "" if order == Order.NAME else order, "q": words, **place}
    return address(routes.CUSTOMERS, wish)
