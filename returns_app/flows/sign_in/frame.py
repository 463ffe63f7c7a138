"""The frame of every page before the desk: the shop's name, one question, one form."""

import reflex as rx

from returns_app.settings import load
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_shell import demo_note
from returns_app.ui.icons import brand_mark
from returns_app.ui.theme import LINK, MUTED, SMALL, Child, Text

FORM = "grid gap-5 rounded-(--radius-3) border border-(--line) bg-(--surface) p-6 shadow-(--shadow-1)"


def door_frame(title: Text, lead: Child, *content: Child) -> rx.Component:
    """Ask one thing."""
    return rx.el.div(
        rx.el.header(
            rx.el.span(
                brand_mark(), load().merchant_name, class_name="flex items-center gap-2.5 font-semibold"
            ),
            demo_note() if load().demo else rx.fragment(),
            class_name="flex w-full items-center justify-between gap-4 px-8 py-6 max-[480px]:px-4",
        ),
        rx.el.main(
            rx.el.div(
                rx.el.h1(title, class_name="text-(length:--text-xl) font-semibold tracking-tight"),
                rx.el.p(lead, class_name=f"{MUTED} text-pretty"),
                class_name="grid gap-0.5",
            ),
            *content,
            class_name="grid w-full max-w-100 gap-6 px-4 py-4",
        ),
        rx.el.footer(load().merchant_legal_name, class_name=f"{SMALL} {MUTED} w-full p-8 max-[480px]:px-4"),
        class_name="grid min-h-dvh grid-rows-[auto_1fr_auto] place-items-center bg-(--canvas) text-(--ink)"
        " font-(family-name:--font-desk) text-(length:--text-sm)",
    )


def problem(words: Text) -> rx.Component:
    """Say what went wrong; nothing where the words are empty."""
    return rx.cond(
        words != "", _told(words, "alert", "bg-(--urgent-soft) text-(--urgent-ink)"), rx.fragment()
    )


def done(words: Text) -> rx.Component:
    """Say what was done; nothing where the words are empty."""
    return rx.cond(words != "", _told(words, "status", "bg-(--done-soft) text-(--done-ink)"), rx.fragment())


def onward(words: Text) -> rx.Component:
    """Send the form: the one button of the page."""
    return button(words, tone="primary", type="submit", class_name="h-10! w-full justify-center")


def way_back(words: str, href: str) -> rx.Component:
    """Lead elsewhere, below the form."""
    return rx.el.p(rx.el.a(words, href=href, class_name=LINK), class_name=SMALL)


def _told(words: Text, role: str, colors: str) -> rx.Component:
    return rx.el.p(words, role=role, id="problem", class_name=f"rounded-(--radius-2) px-3 py-2 {colors}")
