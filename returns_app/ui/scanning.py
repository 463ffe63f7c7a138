"""A field that takes scans wherever the hands are, and the sheet of counts below it."""

from typing import Any

import reflex as rx

from returns_app.ui.theme import Child, Text

_LIBRARY = "$/public/ui/scan.jsx"
SCAN = (
    "h-16 w-full min-w-0 rounded-(--radius-2) border border-(--field-line) bg-(--surface) pr-4 pl-14 font-(family-name:--font-mono)"
    " text-(length:--text-xl) placeholder:font-(family-name:--font-desk) placeholder:text-(length:--text-md)"
    " placeholder:text-(--ink-3) focus:border-(--focus) focus:outline-2 focus:-outline-offset-1 focus:outline-(--focus)"
)


class ScanField(rx.Component):
    """Has the focus unless somebody types elsewhere; tells of every code that ends with Enter."""

    library = _LIBRARY
    tag = "ScanField"

    label: rx.Var[str]
    placeholder: rx.Var[str]

    on_scan: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg,valid-type]


class CountForm(rx.Component):
    """The counts of one parcel: what is typed is told a moment later, and all of it at the end."""

    library = _LIBRARY
    tag = "CountForm"

    parcel: rx.Var[str]
    rows: rx.Var[int]
    complaint: rx.Var[int]

    on_edit: rx.EventHandler[rx.event.passthrough_event_spec(str, dict)]  # type: ignore[type-arg,valid-type]
    on_done: rx.EventHandler[rx.event.passthrough_event_spec(str, dict)]  # type: ignore[type-arg,valid-type]


def scan_field(*, label: Text, placeholder: Text, on_scan: Any) -> rx.Component:
    """Ask for a code. `on_scan(code)` hears every one in its order; its id is `scan`."""
    return ScanField.create(id="scan", label=label, placeholder=placeholder, on_scan=on_scan, class_name=SCAN)


def count_form(*children: Child, parcel: Text, on_edit: Any, on_done: Any, **props: Any) -> rx.Component:
    """Hold the counts of a parcel; both events hear the parcel and its fields.

    Mark the parts: `data_count` (Enter goes through them), `data_expected` (what + fills in), `data_all` and
    `data_done` (the buttons), `data_extra` (the first field of a row that can be added; `rows` counts these).
    """
    return CountForm.create(*children, parcel=parcel, on_edit=on_edit, on_done=on_done, **props)
