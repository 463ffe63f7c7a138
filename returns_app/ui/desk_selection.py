"""Rows that are selected, and what may be done with them all. The selection lives in the browser."""

from typing import Any

import reflex as rx

from returns_app.ui.desk_fields import CHECKBOX
from returns_app.ui.theme import Child, Text

_LIBRARY = "$/public/ui/list_selection.jsx"
# Some of the rows: a dash instead of the tick.
_ALL = (
    f"{CHECKBOX} indeterminate:border-(--accent) indeterminate:bg-(--accent) indeterminate:after:h-0.5 indeterminate:after:w-2"
    " indeterminate:after:bg-(--ink-on-accent) indeterminate:after:content-['']"
)
_CELL = "-ml-6 flex h-10 items-center pl-6"
_HEAD = "-ml-6 flex h-8 items-center pl-6"
_QUIET = (
    "inline-flex h-7 flex-none items-center justify-center gap-1.5 rounded-(--radius-control) border border-transparent px-2.5"
    " font-medium whitespace-nowrap text-(--ink-2) hover:bg-(--hover) hover:text-(--ink)"
)
_DANGER = (
    "inline-flex h-7 flex-none items-center justify-center gap-1.5 rounded-(--radius-control) border border-transparent px-2.5"
    " font-medium whitespace-nowrap text-(--urgent-ink) hover:bg-(--urgent-soft)"
)
_KEY = (
    "inline-grid h-4.5 min-w-4.5 flex-none place-items-center rounded-(--radius-1) border border-(--line-strong) bg-(--surface)"
    " px-1 font-(family-name:--font-desk) text-[0.6875rem] leading-none font-medium text-(--ink-2)"
)


class Pick(rx.Component):
    """The checkbox of a row."""

    library = _LIBRARY
    tag = "Pick"

    acts: rx.Var[str]
    label: rx.Var[str]
    box_class: rx.Var[str]


class PickAll(rx.Component):
    """The checkbox over a page of rows."""

    library = _LIBRARY
    tag = "PickAll"

    ids: rx.Var[list[str]]
    label: rx.Var[str]
    box_class: rx.Var[str]


class PickKeys(rx.Component):
    """The keys of the selection; listens while it is on the page."""

    library = _LIBRARY
    tag = "PickKeys"

    done: rx.Var[int]


class BulkBar(rx.Component):
    """Floats while something is selected."""

    library = _LIBRARY
    tag = "BulkBar"

    label: rx.Var[str]
    count_class: rx.Var[str]
    clear_class: rx.Var[str]
    key_class: rx.Var[str]


class BulkAct(rx.Component):
    """One act of the bar."""

    library = _LIBRARY
    tag = "BulkAct"

    act: rx.Var[str]

    on_ask: rx.EventHandler[rx.event.passthrough_event_spec(list[str])]  # type: ignore[type-arg,valid-type]


def pick(id: rx.Var[str], *, acts: Text, label: Text) -> rx.Component:
    """Select a row. `acts` are the names of what is legal for it, with blanks between; the whole cell takes the press."""
    return Pick.create(id=id, acts=acts, label=label, class_name=_CELL, box_class=CHECKBOX)


def pick_all(ids: rx.Var[list[str]], *, label: str = "Select all on this page") -> rx.Component:
    """Select every row of the page, or none."""
    return PickAll.create(ids=ids, label=label, class_name=_HEAD, box_class=_ALL)


def pick_keys(done: rx.Var[int]) -> rx.Component:
    """Put this once beside the list: X selects, Shift+J and Shift+K extend, Escape clears; so does a growing `done`."""
    return PickKeys.create(done=done)


def bulk_bar(*acts: Child, label: str = "Selected returns") -> rx.Component:
    """Float above the list's foot while rows are selected; acts come from `bulk_act`."""
    return BulkBar.create(
        *acts,
        label=label,
        class_name="absolute bottom-[calc(100%+12px)] left-1/2 z-10 flex w-max max-w-[calc(100vw-var(--sidebar)-24px)] -translate-x-1/2"
        " flex-wrap items-center gap-1 rounded-(--radius-2) border border-(--line-strong) bg-(--raised) py-1.5 pr-1.5 pl-4"
        " whitespace-nowrap shadow-(--shadow-2) motion-safe:animate-[arrive_var(--fast)_var(--ease)]",
        count_class="mr-1 border-r border-(--line) pr-3 font-medium tabular-nums",
        clear_class=_QUIET,
        key_class=_KEY,
    )


def bulk_act(*words: Child, act: str, id: str, danger: bool = False, on_ask: Any) -> rx.Component:
    """Offer an act for all that is selected; it is there only while it is legal for every one. Sends the ids."""
    return BulkAct.create(*words, act=act, id=id, class_name=_DANGER if danger else _QUIET, on_ask=on_ask)
