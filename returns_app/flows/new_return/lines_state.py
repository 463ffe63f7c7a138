"""The fourth step: finding products, and saying how many come back and why. Every change is saved at once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID, uuid4

import reflex as rx
from reflex.event import EventSpec
from sqlmodel import Session

from returns_app.actions.empty_step import clear_lines
from returns_app.actions.save_lines import LinesWish, LineWish, save_lines
from returns_app.db.session import read, write
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.lines import WantedLine
from returns_app.domain.policy import Outcome
from returns_app.domain.texts import is_printable
from returns_app.domain.wizard import StepKey
from returns_app.domain.words import say
from returns_app.flows.handler import desk
from returns_app.flows.new_return.reading import id_of
from returns_app.flows.new_return.state import NewReturn, quiet
from returns_app.flows.new_return.two_tabs import Seen, Stale, line_words, newer_than
from returns_app.flows.new_return.way import Kept
from returns_app.flows.searching import searching
from returns_app.flows.who import acting
from returns_app.queries.beginning import OfferedLine
from returns_app.queries.draft_views import DraftView, LineView
from returns_app.queries.drafts import draft_view
from returns_app.queries.products import ProductHit, find_products
from returns_app.ui.combobox import Part, marked

_NO_REASON = say("Choose one of the reasons of this return type.")
_NO_OUTCOME = say("Choose refund, exchange or repair.")
_NO_PRODUCT = say("This product is not in the catalogue any more.")

Change = Callable[[list[LineView]], list[LineView]]


@dataclass(frozen=True)
class FoundProduct:
    """One row of the product search."""

    value: str
    sku: str
    price: str
    category: str
    picture: str
    parts: list[Part] = field(default_factory=list)


class Lines(rx.State):
    """The product search, and the changes to the lines, which live in the draft itself."""

    hits: list[FoundProduct] = []
    answered: str = ""
    closest: str = ""
    told: str = ""

    @rx.event(supersedes=True)
    @desk
    @searching
    async def search(self, words: str) -> None:
        """Find products by what was typed so far."""
        found = await read(find_products, await acting(), words)
        self.hits = [_row(hit, found.words) for hit in found.hits]
        self.closest = found.closest
        self.told = f"{len(found.hits)} found" if found.hits else "Nothing found"
        self.answered = words

    @rx.event
    @desk
    async def add(self, product_id: str) -> EventSpec | None:
        """Add a product of the catalogue; one that is there already comes back once more."""
        return await self._save(lambda lines: _with_product(lines, product_id))

    @rx.event
    @desk
    async def add_typed(self, name: str) -> EventSpec | None:
        """Add something that is not in the catalogue, by its name alone."""
        return await self._save(lambda lines: [*lines, _line(name=_printable(name))])

    @rx.event
    @desk
    async def add_offered(self, key: str) -> EventSpec | None:
        """Add a line of the earlier return that this one begins with."""
        offered = {one.key: one for one in (await self.get_state(NewReturn)).begun.lines}
        if key not in offered:
            return None
        return await self._save(lambda lines: _with_offered(lines, offered[key]))

    @rx.event
    @desk
    async def count(self, line_id: str, quantity: int) -> EventSpec | None:
        """Say how many pieces of a line come back."""
        return await self._save(lambda lines: _changed(lines, line_id, quantity=quantity))

    @rx.event
    @desk
    async def give_reason(self, line_id: str, reason_id: str) -> EventSpec | None:
        """Say why a line comes back; empty leaves it open."""
        return await self._save(lambda lines: _changed(lines, line_id, reason=reason_id))

    @rx.event
    @desk
    async def give_outcome(self, line_id: str, outcome: str) -> EventSpec | None:
        """Say what the customer would like for a line; empty leaves it open."""
        return await self._save(lambda lines: _changed(lines, line_id, outcome=outcome))

    @rx.event
    @desk
    async def remove(self, line_id: str) -> EventSpec | None:
        """Take a line off."""
        gone = await self._save(lambda lines: [one for one in _having(lines, line_id) if one.id != line_id])
        # The button that was pressed is gone with its line.
        return gone or rx.set_focus("product-search")  # type: ignore[no-any-return]

    @rx.event
    @desk
    async def answer_for_all(self, what: Literal["reason", "outcome"], value: str) -> EventSpec | None:
        """Say the reason or the outcome once for the whole return; empty leaves it open."""
        return await self._save(list, **{what: value})

    async def _save(self, change: Change, **whole: str) -> EventSpec | None:
        """Save the lines of the draft as changed. What is refused is named at its line, and nothing is written."""
        wizard = await self.get_state(NewReturn)
        if wizard._draft_id is None or wizard.step != StepKey.PRODUCTS:  # noqa: SLF001
            return None
        wizard.problems = {}
        try:
            lines = change(wizard.view.lines)
            wish = _wish(lines, wizard.view, whole)
            view = await write(store_lines, await acting(), wizard.view, wish, now=datetime.now(UTC))
        except Stale as stale:
            return await wizard._clashed(stale, Kept(line_words(lines), lines=wish))  # noqa: SLF001
        except Conflict:
            return await wizard._moved_on()  # noqa: SLF001
        except Invalid as refusal:
            wizard.problems = {problem.field: str(problem.sentence) for problem in refusal.problems}
            raise
        wizard._show(view)  # noqa: SLF001
        await quiet(wizard)
        return None


def store_lines(
    session: Session, actor: Actor, seen: DraftView, wish: LinesWish, *, now: datetime
) -> DraftView:
    """Replace the lines that were seen by these. Raises `Stale` when others were saved meanwhile."""
    newer = newer_than(session, actor, Seen(seen), StepKey.PRODUCTS, now=now)
    if newer is not None:
        raise Stale(newer)
    draft_id = UUID(seen.id)
    if wish.lines:
        save_lines(session, actor, draft_id, wish, now=now)
    else:
        clear_lines(session, actor, draft_id, now=now)
    return draft_view(session, actor, draft_id, now=now)


def _wish(lines: list[LineView], view: DraftView, whole: dict[str, str]) -> LinesWish:
    rules = view.rules
    reason, outcome = whole.get("reason", rules.reason), whole.get("outcome", rules.outcome)
    return LinesWish(
        lines=tuple(_line_wish(at, line) for at, line in enumerate(lines)),
        reason_id=id_of(reason, field="reason", sentence=_NO_REASON) if reason else None,
        outcome=_outcome(outcome, "outcome"),
    )


def _line_wish(at: int, line: LineView) -> LineWish:
    reason = id_of(line.reason, field=f"lines.{at}.reason", sentence=_NO_REASON) if line.reason else None
    product = id_of(line.product_id, field="lines", sentence=_NO_PRODUCT) if line.product_id else None
    outcome = _outcome(line.outcome, f"lines.{at}.outcome")
    return LineWish(UUID(line.id), WantedLine(product, line.name, line.quantity, reason, outcome))


def _outcome(text: str, at: str) -> Outcome | None:
    if not text:
        return None
    try:
        return Outcome(text)
    except ValueError as error:
        raise Invalid.at(at, _NO_OUTCOME) from error


def _with_product(lines: list[LineView], product_id: str) -> list[LineView]:
    wanted = str(id_of(product_id, field="lines", sentence=_NO_PRODUCT))
    known = next((line for line in lines if line.product_id == wanted), None)
    if known is not None:
        return _changed(lines, known.id, quantity=known.quantity + 1)
    return [*lines, _line(product_id=wanted, name="-")]


def _with_offered(lines: list[LineView], offered: OfferedLine) -> list[LineView]:
    """One line more; what is there already stays as it is."""
    if any((line.product_id, line.name) == (offered.product_id, offered.name) for line in lines):
        return lines
    line = _line(product_id=offered.product_id, name=offered.name or "-")
    return [*lines, replace(line, quantity=offered.quantity)]


def _printable(name: str) -> str:
    if not is_printable(name):
        raise Invalid.at("lines", say("This holds a character that cannot be printed."))
    return name


def _having(lines: list[LineView], line_id: str) -> list[LineView]:
    if not any(line.id == line_id for line in lines):
        raise Invalid.at("lines", say("This line is not there any more. This is how it is now."))
    return lines


def _line(*, product_id: str = "", name: str) -> LineView:
    """A new line; its id is made here, so that what is asked about it stays with it."""
    return LineView(
        id=str(uuid4()),
        at="",
        product_id=product_id,
        name=name,
        sku="",
        price="",
        picture="",
        quantity=1,
        reason="",
        outcome="",
        words="",
    )


def _changed(
    lines: list[LineView],
    line_id: str,
    *,
    quantity: int | None = None,
    reason: str | None = None,
    outcome: str | None = None,
) -> list[LineView]:
    news = {"quantity": quantity, "reason": reason, "outcome": outcome}
    said = {name: value for name, value in news.items() if value is not None}
    return [replace(line, **said) if line.id == line_id else line for line in _having(lines, line_id)]  # type: ignore[arg-type]


def _row(hit: ProductHit, words: str) -> FoundProduct:
    return FoundProduct(hit.id, hit.sku, hit.price, hit.category, hit.picture, marked(hit.name, words))
