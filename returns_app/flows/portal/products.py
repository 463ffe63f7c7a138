"""The products step: lines that are being edited, until Next keeps them."""

# ruff: noqa: SLF001 - what is no event of a state begins with an underscore, also for its neighbors

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import reflex as rx

from returns_app.actions.add_items import add_items
from returns_app.actions.declare_withdrawal import DeclarationWish, save_declaration
from returns_app.actions.save_lines import LinesWish, LineWish, save_lines
from returns_app.db.session import read
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.lines import name_problem
from returns_app.domain.words import say
from returns_app.flows.handler import customer
from returns_app.flows.notices import language_of
from returns_app.flows.portal import forms, way
from returns_app.flows.portal.state import Portal, form_of
from returns_app.flows.searching import searching
from returns_app.flows.who import acting
from returns_app.i18n import words
from returns_app.queries.portal_products import find_products, kept_lines, new_line, products_form
from returns_app.queries.portal_views import LineForm, PortalView, ProductsForm
from returns_app.queries.portal_words import pieces
from returns_app.ui.combobox import Option, marked


@form_of(way.FORGOTTEN)
@form_of("products")
class Products(rx.State):
    """`editing` are the ids of the lines that are open. `answered` are the words that `found` answers."""

    form: ProductsForm = ProductsForm()
    lines: list[LineForm] = []
    editing: list[str] = []
    found: list[Option] = []
    answered: str = ""
    found_words: str = ""
    count_words: str = ""
    _is_touched: bool = False

    @rx.event
    @customer
    @searching
    async def look(self, query: str) -> None:
        """Search the catalogue."""
        language = language_of(self)
        items = await read(find_products, query, language=language)
        self.found = [
            Option(value=item.id, parts=marked(item.name, query), detail=item.details, icon=item.picture)
            for item in items
        ]
        self.answered = query
        self.found_words = words(language).n(
            "{count} product found", "{count} products found", len(self.found)
        )

    @rx.event
    @customer
    async def pick(self, product_id: str) -> None:
        """Add a product of the catalogue, or open the line it has already."""
        await acting()
        known = next((line for line in self.lines if line.product_id == product_id), None)
        if known is not None:
            self.editing = [known.id]
            return
        line = await _line_of(product_id)
        if line is None:
            problem = Problem("add", say("Choose a product from the list."))
            (await self.get_state(Portal))._refuse([problem])
            return
        self._add(line)

    @rx.event
    @customer
    async def add_typed(self, name: str) -> None:
        """Add a product in the customer's own words."""
        tidy = " ".join(name.split())
        if wrong := name_problem(tidy):
            (await self.get_state(Portal))._refuse([Problem("add", wrong)])
            return
        # Tapped again where the first tap seemed lost, it is still one product.
        known = next((line for line in self.lines if not line.product_id and line.name == tidy), None)
        if known is None:
            self._add(LineForm(str(uuid4()), "", tidy))
        else:
            self.editing = [known.id]

    @rx.event
    @customer
    async def open_line(self, line_id: str) -> None:
        """Edit a line."""
        self.editing = [line.id for line in self.lines if line.id == line_id]

    @rx.event
    @customer
    async def remove(self, line_id: str) -> None:
        """Take a line out."""
        self._is_touched = True
        self.lines = [line for line in self.lines if line.id != line_id]
        self._count()

    @rx.event
    @customer
    async def set_count(self, line_id: str, count: int) -> None:
        """Note how many, as the stepper came to rest."""
        self._change(line_id, lambda line: replace(line, quantity=max(1, min(count, self.form.most_pieces))))

    @rx.event
    @customer
    async def set_reason(self, line_id: str, reason: str) -> None:
        """Note why, as it was chosen."""
        if reason in {"", *(choice.value for choice in self.form.line_reasons)}:
            self._change(line_id, lambda line: replace(line, reason=reason))

    @rx.event
    @customer
    async def set_outcome(self, line_id: str, outcome: str) -> None:
        """Note what the customer would like, as it was chosen."""
        if outcome in {"", *(choice.value for choice in self.form.line_outcomes)}:
            self._change(line_id, lambda line: replace(line, outcome=outcome))

    @rx.event
    @customer
    async def restore(self, data: dict[str, Any]) -> None:
        """Show again the lines that this browser kept and the server never saved, or has forgotten."""
        await acting()
        await self._adopt(data)

    @rx.event
    @customer
    async def save(self, data: dict[str, Any]) -> None:
        """Keep the lines and go on."""
        portal = await self.get_state(Portal)
        await self._adopt(data)
        renamed = partial(forms.problems_at, lines=self.lines)
        try:
            wish = self._wish(data)
        except Invalid as refusal:
            portal._refuse(renamed(refusal))
        else:
            step = way.FORGOTTEN if self.form.adds else "products"
            deed, said = _deed(step, portal.view, data, wish)
            self._is_touched = not await portal._save(step, deed, said, renamed=renamed)
        self._point_out(portal)

    async def _adopt(self, data: dict[str, Any]) -> None:
        """Take over the lines as the customer sees them, unless these are the ones that the server knows of."""
        seen = forms.rows(data)
        if self._is_touched or {line.id for line in seen} == {line.id for line in self.lines}:
            return
        if seen:
            self._is_touched = True
            self.lines = [self._said(self._bounded(line)) for line in await read(kept_lines, seen)]
            self.editing = [line.id for line in self.lines if _is_open(line, self.form)]
            self._count()

    def _bounded(self, line: LineForm) -> LineForm:
        return replace(line, quantity=max(1, min(line.quantity, self.form.most_pieces)))

    def _wish(self, data: dict[str, Any]) -> LinesWish:
        lines = tuple(
            LineWish(UUID(line.id), forms.line(data, line, at)) for at, line in enumerate(self.lines)
        )
        return LinesWish(
            lines,
            forms.identifier(forms.text(data, "reason"), "reason", say("Choose one of the reasons.")),
            forms.outcome(forms.text(data, "outcome"), "outcome"),
        )

    def _point_out(self, portal: Portal) -> None:
        """Open the lines that have problems, and name the product beside each problem."""
        wrong = [
            line.id for line in self.lines if any(field.startswith(line.id) for field in portal.problems)
        ]
        self.editing = wrong or self.editing
        portal.fixes = [
            replace(fix, words=f"{name}: {fix.words}")
            if (name := forms.about(fix.field, self.lines))
            else fix
            for fix in portal.fixes
        ]

    def _add(self, line: LineForm) -> None:
        self._is_touched = True
        self.lines = [*self.lines, self._said(line)]
        self.editing = [line.id]
        self._count()

    def _change(self, line_id: str, change: Callable[[LineForm], LineForm]) -> None:
        self._is_touched = True
        self.lines = [self._said(change(line)) if line.id == line_id else line for line in self.lines]

    def _said(self, line: LineForm) -> LineForm:
        """The line with its facts in words, for when it is folded."""
        t = words(language_of(self))
        labels = {one.value: one.label for one in (*self.form.line_reasons, *self.form.line_outcomes)}
        chosen = [labels[value] for value in (line.reason, line.outcome) if value in labels]
        return replace(line, said=" · ".join([pieces(t, line.quantity), *chosen]))

    def _count(self) -> None:
        t = words(language_of(self))
        self.count_words = t.n("{count} product", "{count} products", len(self.lines)) if self.lines else ""

    async def _fill(self, actor: Actor, language: str) -> None:
        form, lines = await read(products_form, actor, language=language)
        # Lines that were touched before the confirmation are no forgotten ones.
        self._is_touched = self._is_touched and form.adds == self.form.adds
        self.form = form
        if not self._is_touched:
            self.lines = lines
            needed = {line.id for line in lines if _is_open(line, form)}
            self.editing = [line.id for line in lines if line.id in needed]
        self.lines = [self._said(line) for line in self.lines]
        self._count()


def _deed(
    step: str, view: PortalView, data: dict[str, Any], lines: LinesWish
) -> tuple[Callable[..., Any], Any]:
    """What becomes of the lines: a declaration, an addition to what was confirmed, or the return itself."""
    if step == way.FORGOTTEN:
        return add_items, lines.lines
    return _declared(view, data, lines) if view.withdrawal.declares else (save_lines, lines)


def _declared(view: PortalView, data: dict[str, Any], lines: LinesWish) -> tuple[Callable[..., Any], Any]:
    """The order number goes with the goods, unless the desk has filled it in."""
    mine = "order_number" in view.changeable
    return save_declaration, DeclarationWish(lines, forms.text(data, "order_number") if mine else None)


def _is_open(line: LineForm, form: ProductsForm) -> bool:
    return bool((form.line_reasons and not line.reason) or (form.line_outcomes and not line.outcome))


async def _line_of(product_id: str) -> LineForm | None:
    try:
        return await read(new_line, UUID(product_id), uuid4())
    except ValueError:
        return None
