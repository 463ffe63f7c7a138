"""A mail as its recipient sees it: in a frame without scripts, forms or our cookies."""

from typing import Any

import reflex as rx

from returns_app.ui.desk_buttons import file_button, icon_button
from returns_app.ui.dialog import Dialog
from returns_app.ui.icons import icon
from returns_app.ui.theme import H2, Text

# Links may be followed, in a tab of their own that is not bound by the frame's rules. Nothing else is allowed.
_SANDBOX = "allow-popups allow-popups-to-escape-sandbox"


def mail_frame(source: Text, *, title: Text, class_name: str = "") -> rx.Component:
    """Show the HTML of a mail from one of our own routes."""
    return rx.el.iframe(
        src=source,
        title=title,
        custom_attrs={"sandbox": _SANDBOX},
        referrer_policy="no-referrer",
        class_name=f"block size-full border-0 bg-(--paper) {class_name}",
    )


def mail_sheet(source: rx.Var[str], *, title: rx.Var[str], on_close: Any) -> rx.Component:
    """Show a mail beside the page; `source` is empty while there is none."""
    head = rx.el.div(
        rx.el.h2(title, class_name=f"{H2} min-w-0 truncate"),
        rx.el.span(
            file_button("Open alone", href=source, tone="quiet", size="sm", target="_blank"),
            icon_button(icon("x"), label="Close", on_click=on_close),
            class_name="ml-auto flex flex-none items-center gap-1",
        ),
        class_name="flex h-14 flex-none items-center gap-2 border-b border-(--line) pr-3 pl-6",
    )
    return Dialog.create(
        rx.el.div(
            head, mail_frame(source, title=title, class_name="flex-1"), class_name="flex h-full flex-col"
        ),
        open=source != "",
        label=title,
        on_close=on_close,
        class_name="fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-[680px] max-w-[100vw] border-l border-(--line-strong)"
        " bg-(--raised) text-(--ink) shadow-(--shadow-3) open:motion-safe:animate-[arrive_var(--calm)_var(--ease)]",
    )
