"""Quantity steppers: less, a number, more. They count in the browser and tell the page where they came to rest."""

from typing import Any

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.theme import Text

DESK_QUANTITY = "inline-flex h-7 flex-none items-stretch overflow-hidden rounded-(--radius-control) border border-(--field-line) bg-(--surface)"
DESK_QUANTITY_BUTTON = (
    "grid w-6 place-items-center text-(--ink-2) focus-visible:outline-offset-[-2px] enabled:hover:bg-(--hover)"
    " enabled:hover:text-(--ink) disabled:cursor-default disabled:text-(--line-strong)"
)
DESK_QUANTITY_OUTPUT = "w-[26px] text-center leading-[26px] font-medium tabular-nums"
_PORTAL = (
    "inline-grid h-(--control-portal) grid-cols-[44px_36px_44px] items-center justify-self-start rounded-(--radius-2)"
    " border border-(--ink-3)"
)
_PORTAL_BUTTON = "grid h-full place-items-center rounded-(--radius-2) text-(--ink) disabled:cursor-default disabled:text-(--line-strong)"
_PORTAL_OUTPUT = "text-center font-semibold tabular-nums"


class Quantity(rx.Component):
    """Keeps its own count; a `value` that the page changes replaces it."""

    library = "$/public/ui/quantity.jsx"
    tag = "Quantity"

    name: rx.Var[str]
    value: rx.Var[int]
    min: rx.Var[int]
    max: rx.Var[int]
    label: rx.Var[str]
    less_words: rx.Var[str]
    more_words: rx.Var[str]
    button_class: rx.Var[str]
    output_class: rx.Var[str]
    zero_class: rx.Var[str]

    on_change: rx.EventHandler[rx.event.passthrough_event_spec(int)]  # type: ignore[type-arg,valid-type]


def quantity(*, value: rx.Var[int] | int, label: Text = "Quantity", **props: Any) -> rx.Component:
    """Count pieces on the desk: `quantity(value=line.quantity, max=9, on_change=lambda n: State.count(line.id, n))`.

    `name` sends it with a form instead; `min` is 1 unless given.
    """
    return Quantity.create(
        icon("minus", size=14),
        icon("plus", size=14),
        value=value,
        label=label,
        less_words="Less",
        more_words="More",
        class_name=DESK_QUANTITY,
        button_class=DESK_QUANTITY_BUTTON,
        output_class=DESK_QUANTITY_OUTPUT,
        zero_class="text-(--ink-3)",
        **props,
    )


def portal_quantity(
    *, value: rx.Var[int] | int, label: Text, less: Text, more: Text, **props: Any
) -> rx.Component:
    """Count pieces in the portal, with 44 px targets; words are given in the customer's language."""
    return Quantity.create(
        icon("minus", size=20),
        icon("plus", size=20),
        value=value,
        label=label,
        less_words=less,
        more_words=more,
        class_name=_PORTAL,
        button_class=_PORTAL_BUTTON,
        output_class=_PORTAL_OUTPUT,
        **props,
    )
