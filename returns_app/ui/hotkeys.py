"""Keyboard shortcuts, matched in the browser: only a shortcut that fired reaches the server."""

from collections.abc import Callable
from typing import Any

import reflex as rx

_LIBRARY = "$/public/ui/hotkey.jsx"


class Hotkey(rx.Component):
    """One shortcut; listens while it is on the page."""

    library = _LIBRARY
    tag = "Hotkey"

    combo: rx.Var[str]
    press: rx.Var[str]
    go: rx.Var[str]
    signal: rx.Var[str]
    typing: rx.Var[bool]

    on_fire: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg,valid-type]


class KeyHints(rx.Component):
    """Shows the sidebar's keys while G is held or was just pressed."""

    library = _LIBRARY
    tag = "KeyHints"


def hotkey(combo: str, **props: Any) -> rx.Component:
    """Bind `combo` ("n", "shift+s", "enter", "alt+arrowleft", "ctrl+enter", "?", "mod+k", "g r") to one of four things.

    `press="id"` presses the visible button or link of that id, or focuses the field (best: what is disabled stays
    so). `go="/path"` navigates. `signal="palette"` opens what waits on the page by that name, without the server.
    `on_fire=Handler` sends an event. List the combo in `desk_shortcuts.SHORTCUTS`; a test demands it. Single letters never fire while somebody types;
    there the same letter works with Alt, unless `typing=False`. Enter never fires from a field (its form takes it),
    from a button, or while a list is open. Inside a dialog only the dialog's own shortcuts live.
    """
    return Hotkey.create(combo=combo, **props)


def digit_keys(fire: Callable[[int], Any]) -> list[rx.Component]:
    """Bind 1 to 9 to what `fire(number)` returns."""
    return [Hotkey.create(combo=str(number), on_fire=fire(number)) for number in range(1, 10)]


def key_hints_on_g() -> rx.Component:
    """Put this once on every desk page, so that G shows the keys of the sidebar."""
    return KeyHints.create()
