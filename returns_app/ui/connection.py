"""The banner that says the connection is gone, and that it is back; needs no state of ours."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from returns_app.ui.icons import icon
from returns_app.ui.theme import Text


class Connection(rx.Component):
    """Watches Reflex's socket and the browser's own idea of being online."""

    library = "$/public/ui/connection.jsx"
    tag = "Connection"

    lost: rx.Var[bool]
    label: rx.Var[str]


def desk_connection() -> rx.Component:
    """Stand between the desk's top bar and its page; empty while all is well."""
    look = "flex min-h-10 items-center gap-2.5 border-b border-(--line) px-6 text-(--ink)"
    lost = rx.el.div(
        icon("wifi-off", class_name="text-(--todo-ink)"),
        rx.el.span(
            rx.el.b("Connection lost.", class_name="font-medium"),
            " Reconnecting. What you typed is kept; changes by others will show when you are back.",
        ),
        class_name=f"{look} bg-(--todo-soft)",
    )
    back = rx.el.div(
        icon("wifi", class_name="text-(--done-ink)"),
        rx.el.span(rx.el.b("Back again.", class_name="font-medium"), " This page is up to date."),
        class_name=f"{look} bg-(--done-soft)",
    )
    return Connection.create(lost, back, lost=has_connection_errors, label="Connection")


def portal_connection(*, title: Text, words: Text, back_title: Text, back_words: Text) -> rx.Component:
    """Stand above the portal's masthead; empty while all is well."""
    look = "grid grid-cols-[20px_1fr] gap-x-3 gap-y-0.5 px-5 py-3 text-(length:--text-md) leading-5 sm:px-10"
    lost = rx.el.div(
        icon("wifi-off", size=20, class_name="row-span-2"),
        rx.el.strong(title, class_name="font-[650]"),
        rx.el.span(words, class_name="col-start-2"),
        class_name=f"{look} bg-(--todo-soft) text-(--todo-ink)",
    )
    back = rx.el.div(
        icon("wifi", size=20, class_name="row-span-2"),
        rx.el.strong(back_title, class_name="font-[650]"),
        rx.el.span(back_words, class_name="col-start-2"),
        class_name=f"{look} bg-(--done-soft) text-(--done-ink)",
    )
    return Connection.create(lost, back, lost=has_connection_errors, label=title)
