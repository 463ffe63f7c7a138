"""Copy buttons that work wholly in the browser: a handler cannot reach the clipboard under our security policy."""

from typing import Any

import reflex as rx

from returns_app.ui.theme import Child, Text


class CopyButton(rx.Component):
    """Shows its first child, and its second for two seconds after copying."""

    library = "$/public/ui/copy.jsx"
    tag = "CopyButton"

    text: rx.Var[str]
    label: rx.Var[str]
    copied_words: rx.Var[str]
    failed_words: rx.Var[str]

    on_copied: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg,valid-type]


def copy_button(
    idle: Child,
    copied: Child,
    *,
    text: Text,
    words: tuple[Text, Text] = ("Copied", "Could not copy. Select the text and copy it by hand."),
    class_name: str,
    **props: Any,
) -> rx.Component:
    """Copy `text` on a press; the two `words` are announced on success and failure. `on_copied` may be given."""
    return CopyButton.create(
        rx.el.span(idle, class_name="contents"),
        rx.el.span(copied, class_name="contents"),
        text=text,
        copied_words=words[0],
        failed_words=words[1],
        class_name=class_name,
        **props,
    )
