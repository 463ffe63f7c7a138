"""A text area whose words survive a reload, an error and live changes; and a switch between two of them."""

from typing import Any

import reflex as rx

from returns_app.ui.theme import Child, Text


class KeptText(rx.Component):
    """Keeps its words in the tab, or in the browser; posts them as `name`, with `key`, drawn once for each text."""

    library = "$/public/ui/kept_text.jsx"
    tag = "KeptText"

    place: rx.Var[str]
    keep: rx.Var[str]
    sent: rx.Var[int]
    name: rx.Var[str]
    label: rx.Var[str]
    placeholder: rx.Var[str]
    rows: rx.Var[int]
    max_length: rx.Var[int]
    invalid: rx.Var[bool]


class Writing(rx.Component):
    """Shows one of its forms at a time."""

    library = "$/public/ui/writing.jsx"
    tag = "Writing"


def kept_text(
    name: str, *, place: Text, sent: rx.Var[int], error: rx.Var[str], class_name: str, **props: Any
) -> rx.Component:
    """Ask for several lines that are not lost; Ctrl+Enter sends the form around it.

    `place` names the text among all others of this tab. With `keep`, the name of a customer's return that nobody can
    guess, it outlives the tab as well; never give it at the desk, whose machines are shared. The field is emptied when
    `sent` grows. The form gets `key` beside the words: the same text sent again has the same key.
    """
    return KeptText.create(
        name=name, place=place, sent=sent, invalid=error.bool(), id=props.pop("id", name), class_name=class_name, **props
    )  # fmt: skip


def writing(*children: Child, class_name: str = "") -> rx.Component:
    """Hold two forms (`data_form="note"`) and the buttons that choose between them (`data_writes="note"`)."""
    return Writing.create(*children, class_name=class_name)


_WAY = (
    "h-6 rounded-(--radius-1) px-2.5 font-medium text-(--ink-2) aria-pressed:bg-(--raised) aria-pressed:text-(--ink)"
    " aria-pressed:shadow-[var(--shadow-1),0_0_0_1px_var(--line)]"
)


def way_to_write(words: Text, form: str, *, id: str) -> rx.Component:
    """Choose one of the forms; looks like a part of `desk_fields.segmented`."""
    return rx.el.button(words, type="button", data_writes=form, id=id, class_name=_WAY)
