"""The acts after the checkout, on the return page: pickup, receipt, settlement, reminder."""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import reflex as rx

from returns_app import routes
from returns_app.actions.receive_return import receive_return, undo_receipt
from returns_app.actions.remind import remind
from returns_app.actions.settle_return import settle_return
from returns_app.db.session import outside, read, write
from returns_app.domain.actors import Role
from returns_app.domain.errors import Invalid
from returns_app.domain.money import Money
from returns_app.domain.pickups import Pickup
from returns_app.domain.settling import Settled, Settling
from returns_app.domain.words import say
from returns_app.flows.desk.return_state import on_screen, show_again
from returns_app.flows.handler import desk, roles, staff
from returns_app.flows.notices import say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.queries.lifecycle import PickupForm, SettleForm, pickup_form, settle_form
from returns_app.worker import wake
from returns_app.worker.pickups import arrange_pickup

warehouse = roles(Role.OPERATOR, Role.SUPERVISOR, Role.ADMIN)
# Three digits behind a point or a comma are thousands in half of the languages: a person has to say which is meant.
_AMOUNT = re.compile(r"(?P<whole>[0-9]{1,8})(?:[.,](?P<cents>[0-9]{0,2}))?")


class LifecycleDesk(rx.State):
    """The dialogs of the return on screen. `asking` names the open one: `pickup` or `settle`.

    What they send is about the return that they asked about, whatever is on screen by then.
    """

    asking: str = ""
    pickup: PickupForm = PickupForm()
    settle_form: SettleForm = SettleForm()
    by_hand: bool = False
    outcome: str = ""
    problems: dict[str, str] = {}
    _key: str = ""

    @rx.event
    @desk
    async def ask_pickup(self) -> None:
        """Ask for the day and window of the pickup."""
        page = await on_screen(self)
        self.problems, self.by_hand = {}, False
        self.pickup = await read(pickup_form, await acting(), read_id(page.id), now=datetime.now(UTC))
        self.asking = "pickup"

    @rx.event
    @desk
    async def ask_settle(self) -> None:
        """Ask what the customer gets."""
        page = await on_screen(self)
        self.problems = {}
        self.settle_form = await read(settle_form, await acting(), read_id(page.id))
        self.outcome = self.settle_form.outcome
        self.asking = "settle"

    @rx.event
    @staff
    async def close(self) -> None:
        """Leave things as they are."""
        self.asking, self.problems = "", {}

    @rx.event
    @desk
    async def choose_outcome(self, outcome: str) -> None:
        """Show what goes with this outcome: only a refund has an amount."""
        self.outcome = outcome

    @rx.event
    @desk
    async def book_by_hand(self, how: str) -> None:
        """Somebody books it by phone and writes the reference down, or the carrier is asked now."""
        self.by_hand = how == "hand"

    @rx.event
    @desk
    async def book_pickup(self, data: dict[str, Any]) -> None:
        """Book the pickup with the carrier, or write down the one that was booked by hand."""
        actor, about = await acting(), read_id(self.pickup.about)
        self.problems = {}
        await outside(arrange_pickup, actor, about, _pickup(data, by_hand=self.by_hand))
        wake()
        self.asking = ""
        await show_again(self)
        await say_done(self, say("The pickup is booked, and the customer is told."))

    @rx.event
    @warehouse
    async def receive(self) -> Any:
        """Take the parcel in, and go where it is checked."""
        actor, page = await acting(), await on_screen(self)
        await write(receive_return, actor, read_id(page.id), now=datetime.now(UTC))
        return rx.redirect(f"{routes.RECEIVING}?id={page.id}")

    @rx.event
    @warehouse
    async def undo_receipt(self) -> None:
        """It was another parcel: this one is expected again."""
        actor, page = await acting(), await on_screen(self)
        row = await write(undo_receipt, actor, read_id(page.id), now=datetime.now(UTC))
        await show_again(self)
        await say_done(self, say("{number} is expected again.", number=row.number or ""))

    @rx.event
    @desk
    async def settle(self, data: dict[str, Any]) -> None:
        """Complete the return."""
        actor, asked = await acting(), self.settle_form
        self.problems = {}
        wish, about = _settled(data, asked.currency), read_id(asked.about)
        await write(settle_return, actor, about, wish, version=asked.version, now=datetime.now(UTC))
        wake()
        self.asking = ""
        await show_again(self)
        await say_done(self, say("The return is completed, and the customer is told."))

    @rx.event(temporal=True)
    @desk
    async def remind(self) -> None:
        """Send the customer a friendly word about what they have left to do."""
        actor, page = await acting(), await on_screen(self)
        self._key = self._key or uuid4().hex
        await write(remind, actor, read_id(page.id), key=self._key, now=datetime.now(UTC))
        self._key = ""
        wake()
        await show_again(self)
        await say_done(self, say("A reminder is on its way to the customer."))


def _pickup(data: dict[str, Any], *, by_hand: bool) -> Pickup:
    reference = str(data.get("reference", "")).strip()
    if by_hand and not reference:
        raise Invalid.at("reference", say("Enter the reference of the booking."))
    try:
        day = date.fromisoformat(str(data.get("day", "")))
    except ValueError:
        raise Invalid.at("day", say("Choose a day.")) from None
    return Pickup(day, str(data.get("window", "")), reference if by_hand else "")


def _settled(data: dict[str, Any], currency: str) -> Settled:
    outcome = str(data.get("outcome", ""))
    return Settled(
        outcome,
        _amount(str(data.get("amount", "")), currency) if outcome == Settling.REFUND else None,
        str(data.get("reference", "")),
        str(data.get("words", "")),
    )


def _amount(text: str, currency: str) -> Money | None:
    """An amount as a person types it, with a point or a comma; `None` for none."""
    plain = text.strip()
    if not plain:
        return None
    typed = _AMOUNT.fullmatch(plain)
    if typed is None:
        raise Invalid.at("amount", say("Enter an amount like 12.50."))
    return Money(int(typed["whole"]) * 100 + int((typed["cents"] or "").ljust(2, "0")), currency)
