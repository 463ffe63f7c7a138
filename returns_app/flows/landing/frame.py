"""The frame of the still pages: a bar with the ways on, and a foot. Every link is the browser's own."""

import reflex as rx

from returns_app import routes
from returns_app.settings import load
from returns_app.ui.desk_buttons import link_button
from returns_app.ui.desk_shell import demo_note
from returns_app.ui.icons import brand_mark
from returns_app.ui.theme import MUTED, SMALL, Child, anchor

WIDE = "mx-auto w-full max-w-[1160px] px-6 max-[480px]:px-4"
EYEBROW = "text-(length:--text-sm) leading-5 font-medium text-(--accent-ink)"
TITLE = "text-(length:--text-2xl) leading-8 font-semibold tracking-[-0.02em] text-balance"
_QUIET = "rounded-(--radius-1) py-2 text-(--ink-2) hover:text-(--ink)"


def still_page(*sections: Child) -> rx.Component:
    """Frame a still page."""
    return rx.el.div(
        anchor(
            "Skip to the content",
            href="#content",
            class_name="sr-only focus:not-sr-only focus:absolute focus:m-3 focus:rounded-(--radius-control)"
            " focus:bg-(--surface) focus:px-3 focus:py-2",
        ),
        _bar(),
        rx.el.main(*sections, id="content"),
        _foot(),
        class_name="min-h-dvh bg-(--surface) font-(family-name:--font-desk) text-(length:--text-md) leading-6"
        " text-(--ink)",
    )


def open_desk(size: str = "md", *, primary: bool = False) -> rx.Component:
    """Lead to the desk: who is signed in is there at once, anybody else is asked to sign in."""
    return link_button(
        "Open the desk",
        href=routes.DESK,
        document=True,
        tone="primary" if primary else "plain",
        size="lg" if size == "lg" else "md",
    )


def _bar() -> rx.Component:
    home = anchor(
        brand_mark(),
        rx.el.span("Returns", class_name="font-semibold"),
        rx.el.span(load().merchant_name, class_name=f"{MUTED} max-[720px]:hidden"),
        href=routes.HOME,
        class_name="flex items-center gap-2.5 rounded-(--radius-1)",
    )
    ways = rx.el.nav(
        *([anchor("Demo", href=routes.DEMO, class_name=_QUIET)] if load().demo else []),
        anchor("Docs", href=routes.DOCS, class_name=_QUIET),
        open_desk(),
        aria_label="Ways on",
        class_name="flex items-center gap-5",
    )
    return rx.el.header(
        rx.el.div(home, ways, class_name=f"{WIDE} flex h-16 items-center justify-between gap-4"),
        class_name="border-b border-(--line)",
    )


def _foot() -> rx.Component:
    merchant = load()
    return rx.el.footer(
        rx.el.div(
            *([demo_note()] if merchant.demo else []),
            rx.el.p(
                "Returning something? Use the link in your e-mail; you need no account. Questions: ",
                anchor(
                    merchant.merchant_email,
                    href=f"mailto:{merchant.merchant_email}",
                    class_name="underline underline-offset-3 hover:text-(--ink)",
                ),
                ".",
            ),
            rx.el.p(merchant.merchant_legal_name),
            class_name=f"{WIDE} {SMALL} {MUTED} flex flex-wrap justify-between gap-x-8 gap-y-2 py-8",
        ),
        class_name="border-t border-(--line)",
    )
