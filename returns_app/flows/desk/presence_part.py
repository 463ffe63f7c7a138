"""Who else looks at the return on screen."""

import reflex as rx

from returns_app.flows.desk.following import Following
from returns_app.ui.icons import icon
from returns_app.ui.theme import MUTED


def also_here() -> rx.Component:
    """Name the others; the place is always there, so that a screen reader says who comes."""
    others = Following.others
    words = others.join(", ") + rx.cond(others.length() == 1, " is also here", " are also here")
    line = rx.el.span(icon("users-round"), words, class_name=f"inline-flex items-center gap-1.5 {MUTED}")
    return rx.el.span(rx.cond(others.length() > 0, line), role="status")
