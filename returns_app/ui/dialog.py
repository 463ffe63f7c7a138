"""Modal windows of the desk: a dialog in the middle, a sheet at the right. Native, so focus is trapped and given back."""

from typing import Any

import reflex as rx

from returns_app.ui.desk_buttons import icon_button
from returns_app.ui.icons import icon
from returns_app.ui.theme import H2, MUTED, STACK_TIGHT, Child, Flag, Text

_FLOATING = "border-(--line-strong) bg-(--raised) text-(--ink) shadow-(--shadow-3)"
_SHEET = (
    "fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-[440px] max-w-[100vw] border-l"
    f" {_FLOATING} open:motion-safe:animate-[arrive_var(--calm)_var(--ease)]"
)


class Dialog(rx.Component):
    """Opens and closes with `open`; Escape and the scrim ask through `on_close`. With a `name` it minds itself."""

    library = "$/public/ui/dialog.jsx"
    tag = "Dialog"

    open: rx.Var[bool]
    name: rx.Var[str]
    label: rx.Var[str]
    labelled_by: rx.Var[str]
    alert: rx.Var[bool]

    on_close: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg,valid-type]


def dialog(
    *body: Child,
    open: Flag,
    title: Text,
    acts: tuple[Child, ...] = (),
    on_close: Any,
    alert: bool = False,
    class_name: str = "w-[440px]",
) -> rx.Component:
    """Ask something that must be answered before going on.

    `open` is a state var; `on_close` must set it to False. `acts` stand at the foot, the primary one last. Set `alert`
    for a conflict or a destructive act. The body may be a form; then put its acts inside it with `dialog_acts`.
    """
    foot = dialog_acts(*acts) if acts else None
    return Dialog.create(
        rx.el.div(rx.el.h2(title, class_name=H2), *body, class_name=f"p-4 {STACK_TIGHT}"),
        foot,
        open=open,
        label=title,
        alert=alert,
        on_close=on_close,
        class_name=f"{class_name} max-w-[calc(100vw-32px)] overflow-hidden rounded-(--radius-3) border {_FLOATING}"
        " open:motion-safe:animate-[arrive_var(--calm)_var(--ease)]",
    )  # fmt: skip


def dialog_acts(*acts: Child) -> rx.Component:
    """Close a dialog with its acts, at the right."""
    look = "flex items-center justify-end gap-2 border-t border-(--line) px-4 py-3"
    return rx.el.div(*acts, class_name=f"{look} {MUTED}")


def sheet(*body: Child, open: Flag, title: Text, on_close: Any) -> rx.Component:
    """Show something long beside the page, at the right edge: a preview."""
    close = icon_button(icon("x"), label="Close", on_click=on_close)
    return Dialog.create(
        _sheet_body(body, title, close), open=open, label=title, on_close=on_close, class_name=_SHEET
    )


def own_sheet(*body: Child, name: str, title: Text) -> rx.Component:
    """Show something that needs no server: it opens at `hotkey(..., signal=name)` or a press on `data_open=name`."""
    close = icon_button(icon("x"), label="Close", data_close="")
    return Dialog.create(_sheet_body(body, title, close), name=name, label=title, class_name=_SHEET)


def _sheet_body(body: tuple[Child, ...], title: Text, close: rx.Component) -> rx.Component:
    head = rx.el.div(
        rx.el.h2(title, class_name=H2),
        rx.el.span(close, class_name="ml-auto"),
        class_name="flex h-14 flex-none items-center gap-2 border-b border-(--line) pr-3 pl-6",
    )
    # It scrolls, so it takes the focus: only then can it be read by keyboard.
    long = rx.el.div(
        *body,
        tab_index=0,
        role="region",
        aria_label=title,
        class_name="grid content-start gap-5 overflow-auto px-6 py-5 focus-visible:-outline-offset-2",
    )
    return rx.el.div(head, long, class_name="flex h-full flex-col")
