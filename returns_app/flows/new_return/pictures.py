"""The small picture beside a product."""

import reflex as rx

from returns_app.ui.icons import icon

_PICTURE = "size-8 flex-none rounded-(--radius-1) bg-(--sunken) object-contain"
_BLANK_PICTURE = "grid size-8 flex-none place-items-center rounded-(--radius-1) bg-(--sunken) text-(--ink-3)"


def picture(source: rx.Var[str]) -> rx.Component:
    """Show what a product looks like; a parcel where nobody has given a picture."""
    return rx.cond(
        source,
        rx.el.img(src=source, alt="", class_name=_PICTURE),
        rx.el.span(icon("package"), class_name=_BLANK_PICTURE),
    )
