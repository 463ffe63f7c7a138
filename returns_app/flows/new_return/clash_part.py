"""The question after a conflict: take what was saved elsewhere, or keep what was entered here."""

import reflex as rx

from returns_app.flows.new_return.state import NewReturn
from returns_app.flows.new_return.two_tabs_state import TwoTabs
from returns_app.ui.desk_buttons import button
from returns_app.ui.dialog import dialog
from returns_app.ui.theme import FAINT, MUTED, SMALL, h3

_CLASH = NewReturn.clash


def clash_dialog() -> rx.Component:
    """Stand over the step until one of the two is chosen; nothing is saved before."""
    return dialog(
        rx.el.p(
            "The ", _CLASH.what, " of this draft changed in another tab or at another desk. ", _CLASH.saved,
            ". What you entered here is not saved.",
            class_name=MUTED,
        ),
        rx.el.div(
            _side("Saved now", _CLASH.theirs), _side("Entered here", _CLASH.mine), class_name="grid grid-cols-2 gap-4"
        ),
        open=_CLASH.what != "",
        title="Changed elsewhere while you worked",
        acts=(
            button("Keep mine", id="keep-mine", on_click=TwoTabs.keep_mine),
            button("Take the newer", tone="primary", id="take-newer", on_click=TwoTabs.take_newer),
        ),
        # There is no way around the question: closing it would throw one of the two away unsaid.
        on_close=rx.noop(),
        alert=True,
        class_name="w-[520px]",
    )  # fmt: skip


def _side(title: str, words: rx.Var[list[str]]) -> rx.Component:
    return rx.el.section(
        h3(title),
        rx.el.ul(
            rx.foreach(words, lambda one: rx.el.li(one, class_name="[overflow-wrap:anywhere]")),
            class_name="mt-1 grid gap-1",
        ),
        class_name=f"min-w-0 rounded-(--radius-2) border border-(--line) p-3 {SMALL} {FAINT}"
        " [&_h3]:text-(--ink) [&_li]:text-(--ink)",
    )
