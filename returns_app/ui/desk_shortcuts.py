"""The sheet behind "?": every shortcut of the desk, in the words of the place where it works.

Whoever binds a key lists it here; a test compares this list with what the pages bind, both ways.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import reflex as rx

from returns_app.ui.desk_buttons import key
from returns_app.ui.dialog import own_sheet
from returns_app.ui.theme import Flag, h3

SHEET: Final = "shortcuts"
# The browser itself, for what links and native controls do anyway.
NATIVE: Final = "native"
DESK: Final = "desk"
WAREHOUSE: Final = "warehouse"
SUPERVISOR: Final = "supervisor"
ADMIN: Final = "admin"


@dataclass(frozen=True)
class Shortcut:
    """What one or several combos do, each written as for `hotkeys.hotkey`.

    `by` names the file in assets/ui that binds them, where no `hotkey` does. `whose` is "desk" (those who make returns),
    "warehouse" (those who receive parcels), "supervisor", "admin", or empty for everybody.
    """

    words: str
    combos: tuple[str, ...]
    by: str = ""
    whose: str = ""
    printed: str = ""


def _desk(words: str, *combos: str) -> Shortcut:
    return Shortcut(words, combos, whose=DESK)


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
        Shortcut("Receiving", ("g v",), whose=WAREHOUSE),
        _desk("Customers", "g c"),
        Shortcut("Exceptions", ("g x",), whose=SUPERVISOR),
        Shortcut("Audit", ("g u",), whose=ADMIN),
        Shortcut("Inbox", ("g i",)),
        Shortcut("Mail samples", ("g e",), whose=SUPERVISOR),
    ),
    "In search and commands": (
        Shortcut("Move", ("arrowdown", "arrowup"), by="palette.jsx"),
        Shortcut("Open", ("enter",), by="palette.jsx"),
        Shortcut("New return for this one", ("alt+n",), by="palette.jsx", whose=DESK),
        Shortcut("To the results, where single letters act", ("tab",), by="palette.jsx"),
    ),
    "In a list": (
        Shortcut("Next or previous row", ("j", "k"), by="rows.jsx"),
        Shortcut("Open", ("enter",), by=NATIVE),
        Shortcut("Select, select a range", ("x", "shift+x"), by="list_selection.jsx", whose=DESK),
        Shortcut("Newer or older page", ("p", "o")),
        Shortcut("Show what is new in the list", (".",)),
    ),
    "In a new return": (
        _desk("Next step", "enter"),
        Shortcut("Choose a return type", tuple("123456789"), whose=DESK, printed="1 to 9"),
        _desk("Leave this step to the customer", "s"),
        _desk("Leave all that is open to the customer", "shift+s"),
        _desk("Back one step", "alt+b"),
        _desk("Search customers or products", "alt+p"),
        _desk("Cancel before the first step is saved", "escape"),
        Shortcut("Inside a text field, hold Alt", ("alt+s",), by="hotkey.jsx", whose=DESK),
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


def shortcut_sheet(shown: Mapping[str, Flag]) -> rx.Component:
    """Show the shortcuts at the right: `hotkey("?", signal=SHEET)` opens it, as does a press on `data_open=SHEET`.

    `shown` says of DESK, WAREHOUSE, SUPERVISOR and ADMIN whether the reader is one; what is others' is left out.
    """
    return own_sheet(
        *[_group(place, rows, shown) for place, rows in SHORTCUTS.items()],
        name=SHEET,
        title="Keyboard shortcuts",
    )


def _group(place: str, shortcuts: tuple[Shortcut, ...], shown: Mapping[str, Flag]) -> rx.Component:
    rows = [_for_whom(each.whose, _row(each), shown) for each in shortcuts]
    group = rx.el.section(h3(place), rx.el.dl(*rows, class_name="mt-1 grid"))
    whose = {each.whose for each in shortcuts}
    return _for_whom(whose.pop() if len(whose) == 1 else "", group, shown)


def _for_whom(whose: str, part: rx.Component, shown: Mapping[str, Flag]) -> rx.Component:
    return rx.cond(shown[whose], part, rx.fragment()) if whose else part


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
