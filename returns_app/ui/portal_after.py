"""What is done with a label, in the portal: held up to be scanned, sent on, asked for once more, called off."""

from typing import Any

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.portal_frame import HINT, LINK_ROW, NUMBER, PRIMARY, QUESTION, QUIET
from returns_app.ui.theme import Child, Text, anchor

_LIBRARY = "$/public/ui/sheet.jsx"
_BRIGHT = (
    "m-0 h-dvh max-h-none w-screen max-w-none border-0 bg-(--paper) p-0 text-(--print) open:grid"
    " open:grid-rows-[auto_1fr_auto]"
)
_ASKING = (
    "mx-auto mt-auto mb-0 w-full max-w-[600px] rounded-t-(--radius-3) border border-(--line-strong) bg-(--surface) p-5"
    " pb-[calc(20px+env(safe-area-inset-bottom,0px))] text-(--ink) sm:m-auto sm:rounded-(--radius-3) sm:p-10"
)
_ROW = (
    "grid min-h-15 w-full grid-cols-[24px_1fr_20px] items-center gap-3 border-b border-(--line) py-2 text-left"
    " leading-[22px]"
)


class Sheet(rx.Component):
    """Its first child is in the button that opens it, its second in the window."""

    library = _LIBRARY
    tag = "Sheet"

    bright: rx.Var[bool]
    alert: rx.Var[bool]
    turn: rx.Var[int]
    label: rx.Var[str]
    opener: rx.Var[str]


class WriteButton(rx.Component):
    """Begins a message."""

    library = _LIBRARY
    tag = "WriteButton"

    field: rx.Var[str]
    words: rx.Var[str]


def bright_code(
    words: Text, svg: Text, *, number: Text, caption: Text, label: Text, close: Text, quiet: bool = False
) -> rx.Component:
    """Be the filled button, or a `quiet` one, that shows a code as large as the screen, black on white in both themes.

    It needs no connection. The screen stays awake, and Back, Escape or `close` ends it.
    """
    away = rx.el.button(
        icon("x", size=24),
        type="button",
        aria_label=close,
        data_close="",
        class_name="m-2 grid size-13 place-items-center justify-self-end rounded-(--radius-full)",
    )
    code = rx.el.div(
        rx.html(svg, class_name="[&>svg]:block [&>svg]:h-auto [&>svg]:w-full"),
        role="img",
        aria_label=label,
        class_name="w-[min(100vw,100dvh-196px)] place-self-center",
    )
    foot = rx.el.p(
        rx.el.span(number, class_name=f"block text-(length:--text-xl) leading-8 font-semibold {NUMBER}"),
        rx.el.span(caption, class_name="block text-(--print-2)"),
        class_name="px-5 pt-2 pb-8 text-center",
    )
    return Sheet.create(
        rx.fragment(icon("scan-line", size=20), words),
        rx.fragment(away, code, foot),
        bright=True,
        label=label,
        opener=f"{QUIET} mt-3" if quiet else PRIMARY,
        class_name=_BRIGHT,
    )


def asking(
    title: Text, *body: Child, opener: tuple[Child, ...], keep: Text, act: Child, turn: Any
) -> rx.Component:
    """Be a row that asks before it does something for good; `act` does it, and `keep` leaves all as it is.

    The window closes when `turn` changes: the act was answered.
    """
    leave = rx.el.button(keep, type="button", data_close="", class_name=QUIET)
    return Sheet.create(
        rx.fragment(*opener),
        rx.el.div(
            rx.el.h2(title, class_name=QUESTION),
            *[rx.el.p(part, class_name="mt-3 text-(--ink-2)") for part in body],
            rx.el.div(act, leave, class_name="mt-6 grid gap-3"),
        ),
        alert=True,
        turn=turn,
        label=title,
        opener=f"{_ROW} cursor-pointer",
        class_name=_ASKING,
    )


def row_words(symbol: str, title: Text, detail: Text) -> tuple[rx.Component, ...]:
    """The parts of a row: an icon, words, a second line."""
    return (
        icon(symbol, size=20, class_name="text-(--ink-2)"),
        rx.el.span(
            title,
            rx.el.small(detail, class_name="block text-(length:--text-md) leading-5 text-(--ink-3)"),
            class_name="min-w-0 wrap-anywhere",
        ),
    )


def opening_row(symbol: str, title: Text, detail: Text, *body: Child) -> rx.Component:
    """Be a row that opens in place; it needs no server."""
    return rx.el.li(
        rx.el.details(
            rx.el.summary(
                *row_words(symbol, title, detail),
                icon("chevron-down", size=20, class_name="text-(--ink-3) group-open/row:rotate-180"),
                class_name=f"{_ROW} cursor-pointer list-none border-b-0! [&::-webkit-details-marker]:hidden",
            ),
            rx.el.div(*body, class_name="grid gap-4 pt-1 pb-5"),
            class_name="group/row border-b border-(--line)",
        ),
        # Another row at the same place begins closed.
        key=detail,
    )


def write_button(*words: Child, begin: Text, field: str) -> rx.Component:
    """Begin a message with these words in the text area `field`, and lead to it."""
    return WriteButton.create(*words, words=begin, field=field, class_name=QUIET)


def plain(words: Text) -> rx.Component:
    """Say something in an opened row."""
    return rx.el.p(words, class_name="text-(--ink-2)")


def waiting_label(title: Text, words: Text, *, failed: Any) -> rx.Component:
    """Stand where a further label will be."""
    return rx.el.div(
        rx.cond(
            failed,
            icon("circle-alert", size=20, class_name="mt-0.5 text-(--todo-ink)"),
            icon(
                "loader-circle",
                size=20,
                class_name="mt-0.5 animate-spin text-(--accent) motion-reduce:animate-none",
            ),
        ),
        rx.el.p(rx.el.strong(title, class_name="font-[620]"), rx.el.span(words, class_name=f"block {HINT}")),
        role="status",
        class_name="mt-4 grid grid-cols-[20px_1fr] gap-3 rounded-(--radius-2) border border-(--line) p-4",
    )


def file_link(symbol: str, words: Text, *, href: Any) -> rx.Component:
    """Offer a file in the flow of the page."""
    return anchor(icon(symbol, size=20), words, href=href, download=True, class_name=LINK_ROW)
