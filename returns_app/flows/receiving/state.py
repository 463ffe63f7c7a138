"""The receiving page: a scan receives and opens its return; counts are kept as they are typed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import reflex as rx

from returns_app import routes
from returns_app.actions.check_return import finish_check, save_check
from returns_app.actions.receive_return import NotExpected, Receipt, receive_scanned, undo_receipt
from returns_app.db.session import read, write
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict, Invalid, Refusal
from returns_app.domain.scanning import MAX_SCAN, read_code
from returns_app.domain.words import say
from returns_app.flows.handler import roles
from returns_app.flows.keep_fresh import keep_fresh
from returns_app.flows.notices import say_done
from returns_app.flows.receiving.reading import filled_extras, read_wish
from returns_app.flows.searching import searching
from returns_app.flows.who import acting
from returns_app.queries import moments
from returns_app.queries.receiving import ExtraItem, ParcelView, ReceivingView, found_words, parcel, receiving
from returns_app.worker import wake

warehouse = roles(Role.OPERATOR, Role.SUPERVISOR, Role.ADMIN)
MAX_EXTRAS = 20


@dataclass(frozen=True)
class ScanResult:
    """What a scan came to. `look`: `done`, `again` or `stop`; `serial` grows, so that the same words are read out."""

    look: str = ""
    title: str = ""
    words: str = ""
    serial: int = 0


class Receiving(rx.State):
    """The lists, what the last scan came to, and the parcel that is open for checking."""

    view: ReceivingView = ReceivingView()
    parcel: ParcelView = ParcelView()
    extras: list[ExtraItem] = []
    result: ScanResult = ScanResult()
    problems: dict[str, str] = {}
    kept: str = ""
    loaded: bool = False
    # The versions of the parcels opened in this tab: a count that was typed before the next scan still finds its own.
    _versions: dict[str, int] = {}

    @rx.event
    @warehouse
    async def load(self) -> None:
        """Show the lists; the address may name a parcel to open."""
        self.parcel, self.extras, self.result, self.problems = ParcelView(), [], ScanResult(), {}
        await self._read_again()
        self.loaded = True
        wanted = self.router.url.query_parameters.get("id", "")
        if wanted:
            await self._open(wanted)

    @rx.event(background=True)
    @warehouse
    async def follow(self) -> None:
        """Keep the lists true: colleagues receive and check, too."""
        await keep_fresh(self, path=routes.RECEIVING, refresh=self._read_again)

    @rx.event
    @warehouse
    @searching
    async def scan(self, code: str) -> None:
        """Receive what was scanned or typed, and open it. Scans are worked off one by one, in their order."""
        actor, now = await acting(), datetime.now(UTC)
        reading = read_code(code[:MAX_SCAN])
        try:
            receipt = await write(receive_scanned, actor, reading, now=now)
        except NotExpected as refusal:
            self._say("stop", "Do not take this in", str(refusal.sentence))
            self._close()
            return
        except Refusal as refusal:
            self._say("stop", "Unknown code", str(refusal.sentence))
            self._close()
            return
        await self._open(str(receipt.return_id))
        self._say_receipt(receipt)
        await self._read_again()

    @rx.event
    @warehouse
    async def open_parcel(self, return_id: str) -> None:
        """Check a parcel that waits."""
        self.result = ScanResult(serial=self.result.serial)
        await self._open(return_id)

    @rx.event
    @warehouse
    async def close_parcel(self) -> None:
        """Leave it for later; what was counted is kept."""
        self._close()

    @rx.event
    @warehouse
    async def save(self, return_id: str, fields: dict[str, Any]) -> None:
        """Keep what is typed so far. What is not a number yet is left to the end of the check."""
        actor = await acting()
        if return_id not in self._versions:
            return
        try:
            shown = await read(parcel, actor, _id(return_id))
            wish = read_wish(fields, [line.id for line in shown.lines], self._extra_keys(fields))
            version = self._versions[return_id]
            row = await write(save_check, actor, _id(return_id), wish, version=version, now=datetime.now(UTC))
        except Invalid:
            self.kept = ""
            return
        except Conflict:
            if return_id == self.parcel.id:
                await self._open(return_id)
            raise
        self._versions[return_id] = row.version
        self.kept = f"Kept at {moments.clock(datetime.now(UTC))}" if return_id == self.parcel.id else ""

    @rx.event
    @warehouse
    async def finish(self, return_id: str, fields: dict[str, Any]) -> Any:
        """The parcel is checked: hand it over to settlement, and wait for the next."""
        actor, version = await acting(), self._versions.get(return_id, 0)
        self.problems = {}
        keys = self._extra_keys(fields)
        try:
            wish = read_wish(fields, [line.id for line in self.parcel.lines], keys)
            await write(finish_check, actor, _id(return_id), wish, version=version, now=datetime.now(UTC))
        except Invalid as refusal:
            self.problems = _at_fields(refusal, filled_extras(fields, keys))
            return None
        except Conflict:
            await self._open(return_id)
            raise
        as_expected, words = await read(found_words, actor, _id(return_id))
        number = self.parcel.number
        self._close()
        self._say(
            "done" if as_expected else "again", f"{number} is checked", f"{words} It waits for settlement."
        )
        await self._read_again()
        return rx.set_focus("scan")

    @rx.event
    @warehouse
    async def undo(self, return_id: str) -> None:
        """It was the wrong parcel: the return is expected again."""
        actor = await acting()
        row = await write(undo_receipt, actor, _id(return_id), now=datetime.now(UTC))
        if return_id == self.parcel.id:
            self._close()
        self.result = ScanResult(serial=self.result.serial)
        await self._read_again()
        wake()
        await say_done(self, say("{number} is expected again.", number=row.number or ""))

    @rx.event
    @warehouse
    async def add_extra(self) -> None:
        """Make room to write down something that nobody had announced."""
        if self.parcel.id and len(self.extras) < MAX_EXTRAS:
            self.extras = [*self.extras, ExtraItem(uuid4().hex)]

    @rx.event
    @warehouse
    async def drop_extra(self, key: str) -> None:
        """Take such a row away."""
        self.extras = [item for item in self.extras if item.key != key]

    async def _read_again(self) -> None:
        self.view = await read(receiving, await acting(), now=datetime.now(UTC))

    async def _open(self, return_id: str) -> None:
        shown = await read(parcel, await acting(), _id(return_id))
        self.parcel, self.extras, self.problems, self.kept = shown, list(shown.extras), {}, ""
        self._versions[shown.id] = shown.version

    def _close(self) -> None:
        self.parcel, self.extras, self.problems, self.kept = ParcelView(), [], {}, ""

    def _extra_keys(self, fields: dict[str, Any]) -> list[str]:
        """The undeclared rows of the fields, in the order in which they stand on the page."""
        named = [
            name.split(".")[1] for name in fields if name.startswith("extra.") and name.endswith(".name")
        ]
        return named[:MAX_EXTRAS]

    def _say_receipt(self, receipt: Receipt) -> None:
        if not receipt.again:
            self._say(
                "done",
                f"{receipt.number} is received",
                f"{self.parcel.expected} announced. {self.parcel.customer}",
            )
            return
        when = moments.near(receipt.at, now=datetime.now(UTC))
        words = f"Already received {when} by {receipt.by}."
        if not self.parcel.can_check:
            words += " It is checked, too."
            self._close()
        self._say("again", receipt.number, words)

    def _say(self, look: str, title: str, words: str) -> None:
        self.result = ScanResult(look, title, words, self.result.serial + 1)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Conflict(say("This parcel is not open any more. Scan it again.")) from None


def _at_fields(refusal: Invalid, extras: list[str]) -> dict[str, str]:
    """The problems by the names that the page gives its fields."""
    found = {}
    for problem in refusal.problems:
        first, _, rest = problem.field.partition(".")
        at, _, part = rest.partition(".")
        if first == "undeclared" and at.isdigit() and int(at) < len(extras):
            found[f"extra.{extras[int(at)]}.{part}"] = str(problem.sentence)
        elif first == "check":
            found[f"{part}.{at}"] = str(problem.sentence)
        else:
            found[problem.field] = str(problem.sentence)
    return found
