"""The sheet behind "?": every shortcut of the desk, in the words of the place where it works.

Whoever binds a key lists it here; a test compares this list with what the pages bind, both ways.
"""

from dataclasses import dataclass
from typing import Final

import reflex as rx

from returns_app.ui.desk_buttons import key
from returns_app.ui.dialog import own_sheet
from returns_app.ui.theme import Flag, h3

SHEET: Final = "shortcuts"
# The browser itself, for what links and native controls do anyway.
NATIVE: Final = "native"


@dataclass(frozen=True)
class Shortcut:
    """What one or several combos do, each written as for `hotkeys.hotkey`.

    `by` names the file in assets/ui that binds them, where no `hotkey` does. `desk` is for those who make returns.
    """

    words: str
    combos: tuple[str, ...]
    by: str = ""
    desk: bool = False
    supervisor: bool = False
    printed: str = ""


def _desk(words: str, *combos: str) -> Shortcut:
    return Shortcut(words, combos, desk=True)


SHORTCUTS: dict[str, tuple[Shortcut, ...]] = {
    "Anywhere": (
        Shortcut("Search and commands", ("/", "mod+k")),
        _desk("New return", "c", "n"),
        _desk("Next to authorize", "a"),
        Shortcut("Show these shortcuts", ("?",)),
        Shortcut("Fold or open the sidebar", ("[",)),
    ),
    "Go to": (
        _desk("Dashboard", "g d"),
        Shortcut("Returns", ("g r",)),
        _desk("Work queue", "g q"),
        _desk("Messages", "g m"),
        Shortcut("Receiving", ("g v",)),
        _desk("Customers", "g c"),
        Shortcut("Exceptions", ("g x",), supervisor=True),
        Shortcut("Inbox", ("g i",)),
    ),
    "In search and commands": (
        Shortcut("Move", ("arrowdown", "arrowup"), by="palette.jsx"),
        Shortcut("Open", ("enter",), by="palette.jsx"),
        Shortcut("New return for this one", ("alt+n",), by="palette.jsx", desk=True),
        Shortcut("To the results, where single letters act", ("tab",), by="palette.jsx"),
    ),
    "In a list": (
        Shortcut("Next or previous row", ("j", "k"), by="rows.jsx"),
        Shortcut("Open", ("enter",), by=NATIVE),
        Shortcut("Select, select a range", ("x", "shift+x"), by="list_selection.jsx", desk=True),
        Shortcut("Newer or older page", ("p", "o")),
        Shortcut("Show what is new in the list", (".",)),
    ),
    "In a new return": (
        _desk("Next step", "enter"),
        Shortcut("Choose a return type", tuple("123456789"), desk=True, printed="1 to 9"),
        _desk("Leave this step to the customer", "s"),
        _desk("Leave all that is open to the customer", "shift+s"),
        _desk("Back one step", "alt+b"),
        _desk("Search customers or products", "alt+p"),
        _desk("Cancel before the first step is saved", "escape"),
        Shortcut("Inside a text field, hold Alt", ("alt+s",), by="hotkey.jsx", desk=True),
    ),
    "On a return": (
        Shortcut("Copy the number or the link", ("y",)),
        _desk("Internal note", "i"),
        _desk("Message to the customer", "m"),
        _desk("Authorize and submit, or submit again", "enter"),
        _desk("Authorize only", "shift+enter"),
        _desk("Reject", "r"),
    ),
    "On a customer": (
        _desk("New return for them", "c"),
        _desk("Edit", "e"),
        _desk("Note", "i"),
    ),
}

_NAMES = {
    "arrowdown": "↓", "arrowup": "↑", "arrowleft": "←", "arrowright": "→", "mod": "Ctrl", "escape": "Esc"
}  # fmt: skip


def printed(combo: str) -> list[str]:
    """The keys of a combo as they stand on a keyboard: `"shift+s"` is Shift and S, `"g r"` G and R."""
    return [_NAMES.get(name, name.capitalize()) for part in combo.split(" ") for name in part.split("+")]


def shortcut_sheet(*, desk: Flag = True, supervisor: Flag = True) -> rx.Component:
    """Show the shortcuts at the right: `hotkey("?", signal=SHEET)` opens it, as does a press on `data_open=SHEET`.

    Those for the desk and for supervisors are left out for whoever is neither.
    """
    groups = [_group(place, rows, desk=desk, supervisor=supervisor) for place, rows in SHORTCUTS.items()]
    return own_sheet(*groups, name=SHEET, title="Keyboard shortcuts")


def _group(place: str, shortcuts: tuple[Shortcut, ...], *, desk: Flag, supervisor: Flag) -> rx.Component:
    rows = [_for_whom(each, _row(each), desk=desk, supervisor=supervisor) for each in shortcuts]
    group = rx.el.section(h3(place), rx.el.dl(*rows, class_name="mt-1 grid"))
    return rx.cond(desk, group, rx.fragment()) if all(each.desk for each in shortcuts) else group


def _for_whom(each: Shortcut, row: rx.Component, *, desk: Flag, supervisor: Flag) -> rx.Component:
    if each.supervisor:
        return rx.cond(supervisor, row, rx.fragment())
    return rx.cond(desk, row, rx.fragment()) if each.desk else row


def _row(each: Shortcut) -> rx.Component:
    return rx.el.div(
        rx.el.dt(each.words),
        rx.el.dd(*_keys(each), class_name="flex flex-none items-center gap-1 text-(--ink-3) text-(length:--text-xs)"),
        class_name="flex min-h-8 items-center justify-between gap-4 border-t border-(--line) py-1",
    )  # fmt: skip


def _keys(each: Shortcut) -> list[rx.Component]:
    if each.printed:
        return [key(name) if name.isdigit() else rx.el.span(name) for name in each.printed.split()]
    parts: list[rx.Component] = []
    for combo in each.combos:
        if parts:
            parts.append(rx.el.span("or"))
        parts += [key(name) for name in printed(combo)]
    return parts
