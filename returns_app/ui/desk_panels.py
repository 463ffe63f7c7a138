"""Panels, facts and notes of the desk: flat planes parted by hairlines."""

from typing import Any, Literal

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, H2, MUTED, SMALL, STACK_TIGHT, Child, Text

_FACTS = {
    "112": "grid-cols-[112px_minmax(0,1fr)]",
    "84": "grid-cols-[84px_minmax(0,1fr)] max-[1180px]:grid-cols-[72px_minmax(0,1fr)]",
    "72": "grid-cols-[72px_minmax(0,1fr)]",
}
PANEL = "min-w-0 rounded-(--radius-2) border border-(--line) bg-(--surface)"


def panel(*children: Child, class_name: str = "", **props: Any) -> rx.Component:
    """Frame one matter; the parts come from `panel_head`, `panel_body` and `panel_foot`."""
    return rx.el.section(*children, class_name=f"{PANEL} {class_name}", **props)


def panel_head(title: Text, *beside: Child, bare: bool = False) -> rx.Component:
    """Head a panel; put `push()` in `beside` before what stands at the right."""
    line = "" if bare else "border-b border-(--line)"
    look = "flex min-h-11 items-center gap-2 pr-2 pl-4"
    return rx.el.div(rx.el.h2(title, class_name=H2), *beside, class_name=f"{look} {line}")


def panel_aside(*children: Child) -> rx.Component:
    """Say something quiet beside a panel's title: "3 lines, 5 pieces"."""
    return rx.el.span(*children, class_name=FAINT)


def panel_end(*children: Child) -> rx.Component:
    """Stand at the end of a panel's head, on the panel's own margin: a link, a badge, a small remark."""
    return rx.el.span(*children, class_name=f"mr-2 ml-auto {SMALL}")


def panel_body(*children: Child, class_name: str = "", **props: Any) -> rx.Component:
    """Hold a panel's content, 16 px from its edges, 12 px apart."""
    return rx.el.div(*children, class_name=f"p-4 {STACK_TIGHT} {class_name}", **props)


def panel_foot(*children: Child, class_name: str = "") -> rx.Component:
    """Close a panel with a remark or acts."""
    return rx.el.div(*children, class_name=f"border-t border-(--line) px-4 py-3 {MUTED} {class_name}")


def facts(*pairs: Child, label_width: Literal["112", "84", "72"] = "112") -> rx.Component:
    """List names and values in two columns; pairs come from `fact`, or from an `rx.foreach` of it.

    Names are 112 wide in a panel, 84 in the wizard's summary, 72 in a narrow side panel.
    """
    return rx.el.dl(*pairs, class_name=f"grid gap-x-3 gap-y-1.5 {_FACTS[label_width]}")


def fact(name: Text, *value: Child, class_name: str = "") -> rx.Component:
    """Be one pair of `facts`. A second line in the value comes from `theme.small`."""
    return rx.fragment(
        rx.el.dt(name, class_name=FAINT),
        rx.el.dd(*value, class_name=f"min-w-0 wrap-anywhere {class_name}"),
    )


def fact_strip(*pairs: Child) -> rx.Component:
    """List a few facts in one row under a page's head; pairs come from `strip_fact`."""
    return rx.el.dl(*pairs, class_name="flex flex-wrap gap-x-6 gap-y-2")


def strip_fact(name: Text, *value: Child, class_name: str = "") -> rx.Component:
    """Be one fact of a strip."""
    return rx.el.div(
        rx.el.dt(name, class_name=f"{SMALL} {FAINT}"),
        rx.el.dd(*value, class_name=class_name),
        class_name="grid",
    )


def answer(question: Text, *given: Child) -> rx.Component:
    """Show a question with what was answered."""
    return rx.el.div(
        rx.el.p(question, class_name=f"{SMALL} {FAINT}"), rx.el.div(*given, class_name="wrap-anywhere")
    )


_NOTES: dict[str, tuple[str, str]] = {
    "plain": ("bg-(--canvas) text-(--ink-2)", ""),
    "todo": ("bg-(--todo-soft) text-(--ink)", "text-(--todo-ink)"),
    "urgent": ("bg-(--urgent-soft) text-(--ink)", "text-(--urgent-ink)"),
    "accent": ("bg-(--accent-soft) text-(--ink)", "text-(--accent-ink)"),
}


def note(
    *children: Child, symbol: str = "info", tone: Literal["plain", "todo", "urgent", "accent"] = "plain"
) -> rx.Component:
    """Remark on what is above or below, with an icon: `note("14 days.", symbol="clock", tone="todo")`."""
    ground, ink = _NOTES[tone]
    return rx.el.div(
        icon(symbol, class_name=f"mt-0.5 {ink}"),
        rx.el.div(*children, class_name="min-w-0"),
        class_name=f"flex gap-2.5 rounded-(--radius-control) px-3 py-2.5 {ground}",
    )


def side_note(*children: Child, symbol: str = "info") -> rx.Component:
    """Close a side column with a remark under a hairline."""
    return rx.el.div(
        icon(symbol, class_name="mx-0.5 mt-0.5"),
        rx.el.div(*children, class_name="min-w-0"),
        class_name=f"flex gap-2.5 border-t border-(--line) pt-4 {MUTED}",
    )


def work_grid(main: Child, side: Child, *, side_width: Literal["320", "360"] = "320") -> rx.Component:
    """Put the work at the left and its context at the right (320, 360; 280 below 1180 px)."""
    width = "grid-cols-[minmax(0,1fr)_360px]" if side_width == "360" else "grid-cols-[minmax(0,1fr)_320px]"
    narrow = "max-[1180px]:grid-cols-[minmax(0,1fr)_280px] max-[1180px]:gap-5"
    narrow += " max-[900px]:grid-cols-[minmax(0,1fr)]"
    return rx.el.div(main, side, class_name=f"grid items-start gap-6 {width} {narrow}")


def two_up(*children: Child) -> rx.Component:
    """Put two panels side by side while there is room."""
    return rx.el.div(*children, class_name="grid grid-cols-2 items-start gap-6 max-[1180px]:grid-cols-1")


def doc_row(symbol: str, name: Child, detail: Child, *acts: Child) -> rx.Component:
    """Offer one document: icon, name, size or use, and its acts at the right."""
    return rx.el.div(
        icon(symbol),
        rx.el.span(name, class_name="font-medium"),
        rx.el.span(detail, class_name=f"{SMALL} {FAINT}"),
        rx.el.span(*acts, class_name="ml-auto flex items-center gap-1"),
        class_name="flex min-h-11 items-center gap-3 px-4 not-first:border-t not-first:border-(--line)",
    )
