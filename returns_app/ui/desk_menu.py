"""The menu behind three dots: acts that are legal but rarely meant."""

from typing import Any, Literal

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.theme import Child, Text

_BUTTON = (
    "inline-flex size-8 items-center justify-center rounded-(--radius-control) text-(--ink-2) hover:bg-(--hover)"
    " hover:text-(--ink)"
)
_PANEL = (
    "absolute top-full z-30 mt-1 grid min-w-48 rounded-(--radius-2) border border-(--line-strong) bg-(--raised)"
    " max-h-80 overflow-y-auto p-1 shadow-(--shadow-2)"
)
_ITEM = (
    "flex h-8 w-full items-center gap-2.5 rounded-(--radius-control) px-2 text-left font-medium whitespace-nowrap"
    " focus-visible:outline-offset-[-2px]"
)


class Menu(rx.Component):
    """A button with a list of acts; opens, closes and moves by keyboard in the browser alone."""

    library = "$/public/ui/menu.jsx"
    tag = "Menu"

    label: rx.Var[str]
    button_class: rx.Var[str]
    panel_class: rx.Var[str]


def menu(
    *items: Child,
    label: Text = "More actions",
    opener: Child | None = None,
    opener_class: str = _BUTTON,
    align: Literal["start", "end"] = "end",
) -> rx.Component:
    """Offer more acts; items come from `menu_item`, and `rx.cond` leaves out those that are not legal.

    An `opener` that is more than an icon brings its own classes; `align` is the edge that the list shares with it.
    """
    return Menu.create(
        opener if opener is not None else icon("ellipsis"),
        rx.fragment(*items),
        label=label,
        button_class=opener_class,
        panel_class=f"{_PANEL} {'left-0' if align == 'start' else 'right-0'}",
    )


def menu_item(symbol: rx.Component, label: Text, *, danger: bool = False, **props: Any) -> rx.Component:
    """Be one act of a menu."""
    look = "text-(--urgent-ink) hover:bg-(--urgent-soft)" if danger else "text-(--ink) hover:bg-(--hover)"
    return rx.el.button(symbol, label, type="button", class_name=f"{_ITEM} {look}", **props)


def menu_link(symbol: rx.Component, label: Text, *, href: Text, **props: Any) -> rx.Component:
    """Be one place to go to from a menu."""
    return rx.el.a(symbol, label, href=href, class_name=f"{_ITEM} text-(--ink) hover:bg-(--hover)", **props)
