"""Product search in the portal: the desk's combobox behavior with the portal's looks and the customer's words."""

from typing import Any

import reflex as rx

from returns_app.ui.combobox import Combobox, Option, Part
from returns_app.ui.icons import icon
from returns_app.ui.theme import Text

_INPUT = (
    "min-h-(--control-portal) w-full appearance-none rounded-(--radius-2) border border-(--ink-3) bg-(--surface) py-3 pr-4"
    " pl-[46px] text-(length:--text-lg) leading-[26px] focus:border-transparent focus:outline-3 focus:outline-offset-1"
    " focus:outline-(--focus)"
)
_POPUP = "mt-1 overflow-hidden rounded-(--radius-2) border border-(--line-strong) bg-(--raised) shadow-(--shadow-2)"
_ROW = (
    "grid min-h-15 cursor-pointer grid-cols-[40px_1fr] items-center gap-3 border-b border-(--line) px-3 py-2 last:border-b-0"
    " aria-selected:bg-(--accent-soft)"
)
_THUMB = "grid size-10 place-items-center rounded-(--radius-2) bg-(--sunken) text-(--ink-2)"
_NAME = "text-(length:--text-md) leading-5 font-semibold text-pretty wrap-anywhere"
_META = "mt-0.5 block text-(length:--text-md) leading-5 text-(--ink-3) in-aria-selected:text-(--ink-2)"


def portal_combobox(
    options: Any, *, id: str, label: Text, answered: Text, on_query: Any, on_pick: Any, **props: Any
) -> rx.Component:
    """Search and pick a product; `create_words` ("Add “{text}” as I typed it") and `on_create` add the last row.

    `options` and `answered` are as in `combobox.combobox`; an option's `icon` is the address of its picture here. Label the field outside, with `html_for=id`; `label` names
    the list.
    """
    return rx.el.div(
        icon("search", size=20, class_name="pointer-events-none absolute top-4 left-4 z-1 text-(--ink-3)"),
        Combobox.create(
            rx.fragment(),
            rx.foreach(options, search_row),
            rx.el.span(icon("plus", size=20), class_name=_THUMB),
            _skeleton(),
            rx.fragment(),
            id=id,
            label=label,
            answered=answered,
            on_query=on_query,
            on_pick=on_pick,
            has_create=props.pop("has_create", "on_create" in props),
            input_class=_INPUT,
            popup_class=_POPUP,
            create_class=f"{_ROW} {_NAME}",
            note_class="hidden",
            **props,
        ),
        class_name="relative",
    )


def search_row(option: rx.Var[Option]) -> rx.Component:
    """Draw one product found: picture, name with the hit underlined, what tells it from others."""
    return rx.el.div(
        rx.el.span(_picture(option.icon), class_name=f"{_THUMB} overflow-hidden"),
        rx.el.span(
            rx.el.span(rx.foreach(option.parts, _part), class_name=_NAME),
            rx.el.span(option.detail, class_name=_META),
            class_name="block min-w-0",
        ),
        role="option",
        key=option.value,
        data_value=option.value,
        class_name=_ROW,
    )


def _picture(source: Text) -> rx.Component:
    image = rx.el.img(src=source, alt="", class_name="size-full object-contain p-0.5")
    return rx.cond(source, image, icon("package", size=20))


def _part(part: rx.Var[Part]) -> rx.Component:
    hit = rx.el.mark(part.text, class_name="font-bold underline underline-offset-3")
    return rx.cond(part.hit, hit, part.text)


def _skeleton() -> rx.Component:
    bar = "block rounded-(--radius-1) bg-(--sunken)"
    line = rx.el.div(
        rx.el.span(class_name=f"{bar} size-10"),
        rx.el.span(class_name=f"{bar} h-4 w-3/5"),
        class_name="grid min-h-15 grid-cols-[40px_1fr] items-center gap-3 px-3 py-2",
        aria_hidden="true",
    )
    return rx.fragment(line, line, line)
