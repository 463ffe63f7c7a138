"""The sign-in page of the desk."""

import reflex as rx

from returns_app import routes
from returns_app.flows.sign_in.state import SignIn
from returns_app.settings import load
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_fields import field, text_input
from returns_app.ui.desk_shell import demo_note
from returns_app.ui.icons import brand_mark
from returns_app.ui.native_form import native_form
from returns_app.ui.theme import MUTED, SMALL


def page() -> rx.Component:
    """Ask who is there."""
    return rx.el.div(
        _bar(),
        rx.el.main(
            rx.el.div(
                rx.el.h1("Service desk", class_name="text-(length:--text-xl) font-semibold tracking-tight"),
                rx.el.p("Sign in with your work account.", class_name=MUTED),
            ),
            _form(),
            rx.el.p(
                "Finishing a return as a customer? Use the link in your e-mail. You do not need an account.",
                class_name=f"{SMALL} {MUTED}",
            ),
            class_name="grid w-full max-w-96 gap-6",
        ),
        rx.el.footer(load().merchant_legal_name, class_name=f"{SMALL} {MUTED} w-full p-8"),
        class_name="grid min-h-dvh grid-rows-[auto_1fr_auto] place-items-center bg-(--canvas) text-(--ink)"
        " font-(family-name:--font-desk) text-(length:--text-sm)",
    )


def _bar() -> rx.Component:
    return rx.el.header(
        rx.el.span(brand_mark(), load().merchant_name, class_name="flex items-center gap-2.5 font-semibold"),
        rx.cond(load().demo, demo_note(), rx.fragment()),
        class_name="flex w-full items-center justify-between gap-4 px-8 py-6",
    )


def _form() -> rx.Component:
    return native_form(
        rx.cond(SignIn.error != "", _problem()),
        field("E-mail", _email(), name="email"),
        field("Password", _password(), name="password"),
        rx.el.input(type="hidden", name="next", value=SignIn.next_path),
        button("Sign in", tone="primary", type="submit", class_name="h-10! w-full justify-center"),
        rx.el.p(_how_long(), class_name=f"{SMALL} {MUTED}"),
        action=routes.SIGN_IN,
        class_name="grid gap-5 rounded-(--radius-3) border border-(--line) bg-(--surface) p-6 shadow-(--shadow-1)",
    )


def _problem() -> rx.Component:
    return rx.el.p(
        SignIn.error,
        role="alert",
        id="problem",
        class_name="rounded-(--radius-2) bg-(--urgent-soft) px-3 py-2 text-(--urgent-ink)",
    )


def _email() -> rx.Component:
    # The key changes with the address that was typed before, so that the field shows it again.
    return text_input(
        "email",
        value=SignIn.email,
        key=SignIn.email,
        size="lg",
        type="email",
        auto_complete="username",
        required=True,
        auto_focus=True,
        aria_describedby="problem",
    )


def _password() -> rx.Component:
    return text_input(
        "password",
        size="lg",
        type="password",
        auto_complete="current-password",
        required=True,
        max_length=256,
    )


def _how_long() -> str:
    return (
        f"You stay signed in until {load().session_idle_hours} hours after your last click in this browser."
    )
