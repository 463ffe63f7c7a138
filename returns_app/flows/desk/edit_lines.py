"""Editing the lines of a return that waits for a decision: quantity, reason, outcome, more products or fewer."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import reflex as rx

from returns_app.actions.correct_return import correct_lines
from returns_app.actions.save_lines import LinesWish, LineWish
from returns_app.db.session import read
from returns_app.domain.lines import MAX_LINES, MAX_NAME, WantedLine
from returns_app.domain.policy import Outcome
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.return_state import on_screen, show_again
from returns_app.flows.handler import desk, staff
from returns_app.flows.searching import searching
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.queries.correction_form import EditLine, LinesForm, lines_form
from returns_app.queries.products import ProductHit, find_products
from returns_app.ui.combobox import Option, marked


class EditLines(rx.State):
    """The lines on screen, not kept until they are saved."""

    form: LinesForm = LinesForm()
    editing: bool = False
    problems: dict[str, str] = {}
    options: list[Option] = []
    answered: str = ""
    _hits: list[ProductHit] = []

    @rx.event
    @desk
    async def open(self) -> None:
        """Show the lines as they are, to edit."""
        actor, page = await acting(), await on_screen(self)
        self.form = await read(lines_form, actor, read_id(page.id))
        self.problems, self.options, self.answered, self.editing = {}, [], "", True

    @rx.event
    @staff
    async def close(self) -> None:
        """Leave the lines as they were."""
        self.editing, self.problems = False, {}

    @rx.event(supersedes=True)
    @desk
    @searching
    async def search(self, words: str) -> None:
        """Look for a product of the catalogue."""
        found = await read(find_products, await acting(), words)
        self._hits = found.hits
        self.options = [
            Option(hit.id, marked(hit.name, found.words), hit.sku, hit.price, hit.category)
            for hit in found.hits
        ]
        self.answered = words.strip()

    @rx.event
    @desk
    async def add(self, product_id: str) -> None:
        """Add a product that was found; one that is there already counts one more."""
        hit = next((one for one in self._hits if one.id == product_id), None)
        if hit is None:
            return
        there = next((line for line in self.form.lines if line.product_id == product_id), None)
        if there is not None and there.quantity < self.form.most:
            self._put(there.id, quantity=there.quantity + 1)
        elif there is None:
            self._append(EditLine(str(uuid4()), hit.id, hit.name, hit.sku, hit.picture, hit.price, 1))

    @rx.event
    @desk
    async def add_typed(self, name: str) -> None:
        """Add a product that is not in the catalogue."""
        if self.form.free_typed and name.strip():
            self._append(EditLine(str(uuid4()), "", name.strip()[:MAX_NAME], "", "", "", 1))

    @rx.event
    @desk
    async def count(self, line_id: str, quantity: int) -> None:
        """Set how many pieces a line has."""
        self._put(line_id, quantity=quantity)

    @rx.event
    @desk
    async def give_reason(self, line_id: str, reason_id: str) -> None:
        """Set why a line comes back."""
        self._put(
            line_id, reason_id=reason_id if reason_id in {one.value for one in self.form.reasons} else ""
        )

    @rx.event
    @desk
    async def give_outcome(self, line_id: str, outcome: str) -> None:
        """Set what the customer would like for a line."""
        self._put(line_id, outcome=outcome if outcome in set(Outcome) else "")

    @rx.event
    @desk
    async def remove(self, line_id: str) -> None:
        """Take a line out; nothing is lost before the lines are saved."""
        self.form = replace(self.form, lines=[line for line in self.form.lines if line.id != line_id])

    @rx.event
    @desk
    async def save(self) -> None:
        """Keep the lines. A line whose quantity changed is decided on anew."""
        self.problems = {}
        wish = LinesWish(
            tuple(_wish(line) for line in self.form.lines),
            reason_id=UUID(self.form.reason_id) if self.form.reason_id else None,
            outcome=Outcome(self.form.outcome) if self.form.outcome else None,
        )
        screen = await self.get_state(Authorization)
        if await screen._save(correct_lines, wish):  # noqa: SLF001 - the states of one screen
            self.editing = False
            await show_again(self)

    def _append(self, line: EditLine) -> None:
        if len(self.form.lines) < MAX_LINES:
            self.form = replace(self.form, lines=[*self.form.lines, line])

    def _put(self, line_id: str, **change: Any) -> None:
        lines = [replace(line, **change) if line.id == line_id else line for line in self.form.lines]
        self.form = replace(self.form, lines=lines)


def _wish(line: EditLine) -> LineWish:
    wanted = WantedLine(
        product_id=UUID(line.product_id) if line.product_id else None,
        name=line.name,
        quantity=line.quantity,
        reason_id=UUID(line.reason_id) if line.reason_id else None,
        outcome=Outcome(line.outcome) if line.outcome else None,
    )
    return LineWish(read_id(line.id), wanted)
