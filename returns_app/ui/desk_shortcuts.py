"""The sheet behind "?": every shortcut of the desk, in the words of the place where it works."""

from typing import Any

import reflex as rx

from returns_app.ui.desk_buttons import keys
from returns_app.ui.dialog import sheet
from returns_app.ui.theme import Flag, h3

SHORTCUTS: dict[str, tuple[tuple[str, str], ...]] = {
    "Anywhere": (
        ("Search and commands", "/"),
        ("New return", "N"),
        ("Next to authorize", "A"),
        ("Go to dashboard", "G D"),
        ("Go to returns", "G R"),
        ("Go to work queue", "G Q"),
        ("Fold or open the sidebar", "["),
        ("Show these shortcuts", "?"),
    ),
    "In a list": (("Next or previous row", "J K"), ("Open", "Enter"), ("Newer or older page", "P O")),
    "In a new return": (
        ("Next step", "Enter"),
        ("Leave this step to the customer", "S"),
        ("Leave all that is open to the customer", "Shift S"),
        ("Back one step", "Alt ←"),
        ("Inside a text field, hold Alt", "Alt S"),
    ),
    "On a return": (("Copy link or number", "C"), ("Internal note", "I"), ("Message to the customer", "M")),
}


def shortcut_sheet(*, open: Flag, on_close: Any) -> rx.Component:
    """Show all shortcuts at the right; open it with `hotkey("?", on_fire=...)`."""
    return sheet(
        *[_group(place, pairs) for place, pairs in SHORTCUTS.items()],
        open=open,
        title="Keyboard shortcuts",
        on_close=on_close,
    )


def _group(place: str, pairs: tuple[tuple[str, str], ...]) -> rx.Component:
    rows = [
        rx.el.div(
            rx.el.dt(words),
            rx.el.dd(*keys(names), class_name="flex items-center gap-1"),
            class_name="flex h-8 items-center justify-between gap-4 border-t border-(--line)",
        )
        for words, names in pairs
    ]
    return rx.el.section(h3(place), rx.el.dl(*rows, class_name="mt-1 grid"))
