"""The ready link: the line to copy, the visible contract, the QR code, the e-mail's preview."""

from typing import Any

import reflex as rx

from returns_app.ui.copying import copy_button
from returns_app.ui.desk_buttons import keys
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, H2, MUTED, SMALL, Child, Text

_COPY = (
    "inline-flex h-10 flex-none items-center gap-1.5 rounded-(--radius-control) border border-(--accent) bg-(--accent) px-4"
    " font-medium whitespace-nowrap text-(--ink-on-accent) hover:bg-(--accent-hover)"
)
_COPY_SMALL = (
    "inline-flex size-7 flex-none items-center justify-center rounded-(--radius-control) text-(--ink-2) hover:bg-(--hover)"
    " hover:text-(--ink)"
)


def link_line(url: Text, *, hint: str = "Y", **props: Any) -> rx.Component:
    """Show the link with its one primary act. `on_copied` may tell the server; the button's id is "copy-link"."""
    keys_shown = rx.el.span(*keys(hint, on_accent=True), class_name="-mr-1 flex gap-1", aria_hidden="true")
    return rx.el.div(
        rx.el.span(
            rx.el.span(url, class_name="truncate"),
            class_name="flex h-10 min-w-0 flex-1 items-center rounded-(--radius-control) border border-(--line-strong)"
            " bg-(--canvas) px-3 font-mono text-(length:--text-sm)",
        ),
        copy_button(
            rx.fragment(icon("copy"), "Copy link", keys_shown),
            rx.fragment(icon("check"), "Copied", rx.el.span(class_name="w-8")),
            text=url,
            words=("Link copied", "Could not copy. Select the link and copy it by hand."),
            class_name=_COPY,
            id="copy-link",
            **props,
        ),
        class_name="flex gap-2",
    )


def copy_icon(text: Text, *, label: Text, **props: Any) -> rx.Component:
    """Copy a number by a small icon beside it."""
    done = icon("check", class_name="text-(--done-ink)")
    return copy_button(icon("copy"), done, text=text, label=label, class_name=_COPY_SMALL, **props)


def contract(*parts: Child) -> rx.Component:
    """Show what was agreed in three columns; they come from `contract_part`."""
    return rx.el.div(
        *parts,
        class_name="grid grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)_minmax(0,.9fr)] max-[1180px]:grid-cols-2"
        " *:not-first:border-l *:not-first:border-(--line) max-[1180px]:*:nth-3:col-span-full"
        " max-[1180px]:*:nth-3:border-t max-[1180px]:*:nth-3:border-l-0",
    )


def contract_part(symbol: str, title: Text, *children: Child) -> rx.Component:
    """Be one column: fixed by you ("lock"), left to the customer ("smartphone"), lives until ("clock")."""
    return rx.el.div(
        rx.el.h3(icon(symbol, size=14), title, class_name=f"flex items-center gap-1.5 font-medium {MUTED}"),
        *children,
        class_name="grid min-w-0 content-start gap-3 px-5 pt-4 pb-5",
    )


def contract_list(*pairs: Child) -> rx.Component:
    """List what is fixed; pairs come from `contract_fact`."""
    return rx.el.dl(*pairs, class_name="grid gap-2.5")


def contract_fact(name: Text, *values: Child) -> rx.Component:
    """Be one fixed thing; several values (products) stand below each other."""
    return rx.el.div(
        rx.el.dt(name, class_name=f"{SMALL} {FAINT}"),
        rx.el.dd(*values, class_name="grid gap-2 wrap-anywhere"),
    )


def big_date(date: Text, detail: Text) -> rx.Component:
    """Say until when the link lives."""
    return rx.el.div(
        rx.el.p(date, class_name="text-(length:--text-xl) leading-7 font-semibold tracking-[-0.015em]"),
        rx.el.p(detail, class_name=MUTED),
    )


def qr_panel(svg: Text, *acts: Child, label: Text = "QR code of the link") -> rx.Component:
    """Show the link as a QR code from the server's SVG (our own, so trusted); dark on white in both themes."""
    return rx.el.div(
        qr_code(svg, label=label, class_name="size-[132px] rounded-(--radius-control) border border-(--line) p-2 max-[1180px]:size-24"),
        rx.el.div(
            rx.el.h2("QR code", class_name=H2),
            rx.el.p("For a customer at the counter. Same link, same rights.", class_name=f"{SMALL} {MUTED}"),
            rx.el.div(*acts),
            class_name="grid gap-2",
        ),
        class_name="grid grid-cols-[132px_minmax(0,1fr)] items-center gap-4 p-4 max-[1180px]:grid-cols-[96px_minmax(0,1fr)]",
    )  # fmt: skip


def qr_code(svg: Text, *, label: Text, class_name: str) -> rx.Component:
    """Draw a server-made SVG of a code on white; its size is the frame's."""
    return rx.el.div(
        rx.html(svg, class_name="[&>svg]:block [&>svg]:size-full"),
        role="img",
        aria_label=label,
        class_name=f"bg-(--paper) {class_name}",
    )


def mail_preview(subject: Text, *lines: Child) -> rx.Component:
    """Show the subject that the customer will read, and what else matters of the e-mail."""
    return rx.el.div(
        rx.el.p("Subject", class_name=f"{SMALL} {FAINT}"),
        rx.el.p(subject, class_name="font-medium text-(--ink)"),
        *lines,
        class_name="grid gap-1.5 rounded-(--radius-control) border border-(--line) bg-(--canvas) p-3 text-(--ink-2)",
    )
