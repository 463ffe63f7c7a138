"""The bar above the stage."""

import reflex as rx

from returns_app.ui.theme import H1


def stage_bar() -> rx.Component:
    """Name what is shown."""
    return rx.el.div(
        rx.el.h1("One return, from both sides", class_name=H1), class_name="flex items-center px-6 py-3"
    )
