"""Products with their pictures, in the portal: rows to read and rows that open to be edited."""

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.portal_items import THUMB
from returns_app.ui.theme import Child, Flag, Text

_META = "mt-0.5 block text-(length:--text-md) leading-5 text-(--ink-3)"
_ROW = (
    "grid grid-cols-[56px_1fr_auto] items-start gap-x-4 border-b border-(--line) py-4 max-[359px]:grid-cols-[48px_1fr_auto]"
    " max-[359px]:gap-x-3"
)


def picture(source: Text) -> rx.Component:
    """Show a product's picture, or a parcel where there is none. The name stands beside it, so it says nothing itself."""
    image = rx.el.img(src=source, alt="", class_name="size-full object-contain p-1")
    return rx.el.span(rx.cond(source, image, icon("package", size=30)), class_name=f"{THUMB} overflow-hidden")


def picture_item(source: Text, name: Text, *meta: Child, act: Child | None = None) -> rx.Component:
    """Show one product to read."""
    return rx.el.li(picture(source), _words(name, *meta), act, class_name=_ROW)


def picture_form(
    source: Text, name: Text, *meta: Child, act: Child, fields: Child, is_open: Flag, key: Text
) -> rx.Component:
    """Show one product with its fields; folded, the fields keep what was chosen and go along with the form."""
    return rx.el.li(
        picture(source),
        _words(name, *meta),
        act,
        rx.el.div(fields, hidden=~is_open, class_name="col-span-full mt-4 grid gap-3 [&[hidden]]:hidden"),
        key=key,
        class_name=_ROW,
    )


def _words(name: Text, *meta: Child) -> rx.Component:
    lines = [rx.el.span(line, class_name=f"{_META} empty:hidden") for line in meta]
    return rx.el.div(
        rx.el.p(name, class_name="text-(length:--text-md) leading-5 font-semibold text-pretty wrap-anywhere"),
        *lines,
        class_name="min-w-0",
    )
