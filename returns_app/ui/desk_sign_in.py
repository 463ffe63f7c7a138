"""The sign-in page: a plain form that posts, no state."""

import reflex as rx

from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_fields import field, text_input
from returns_app.ui.desk_panels import note
from returns_app.ui.desk_shell import page_title
from returns_app.ui.icons import brand_mark
from returns_app.ui.native_form import native_form
from returns_app.ui.theme import MUTED, SMALL, Child, Flag, Text


def sign_in(
    *foot: Child,
    merchant: Text,
    failed: Flag = False,
    problem: Text = "",
    demo: Child | None = None,
    action: str = "/sign-in",
    hidden: tuple[Child, ...] = (),
) -> rx.Component:
    """Ask who is there. The form posts `email` and `password` (and what `hidden` holds) to `action`.

    `failed` shows `problem`; `demo` stands below the form (demo accounts); `foot` closes the page.
    """
    form = native_form(
        *hidden,
        rx.cond(failed, rx.el.div(note(problem, symbol="circle-alert", tone="urgent"), role="alert")),
        field(
            "E-mail",
            text_input("email", size="lg", type="email", auto_complete="username", required=True),
            name="email",
        ),
        field(
            "Password",
            text_input(
                "password", size="lg", type="password", auto_complete="current-password", required=True
            ),
            name="password",
        ),
        button("Sign in", tone="primary", size="lg", type="submit", class_name="w-full"),
        rx.el.p("You stay signed in for 12 hours on this browser.", class_name=f"{SMALL} {MUTED}"),
        action=action,
        class_name="grid gap-4 rounded-(--radius-3) border border-(--line) bg-(--surface) p-6 shadow-(--shadow-1)",
    )
    return rx.el.div(
        rx.el.header(
            rx.el.span(brand_mark(), merchant, class_name="flex items-center gap-2.5 font-semibold tracking-[-0.01em]"),
            class_name="flex items-center p-6 sm:px-8",
        ),
        rx.el.main(
            page_title("Service desk", "Sign in with your work account."),
            form,
            demo,
            rx.el.p(
                "Finishing a return as a customer? Use the link in your e-mail. You do not need an account.",
                class_name=f"{SMALL} {MUTED}",
            ),
            class_name="grid w-[376px] max-w-[calc(100vw-48px)] gap-6 place-self-center pb-12",
        ),
        rx.el.footer(*foot, class_name=f"flex gap-6 p-6 sm:px-8 {SMALL} text-(--ink-3)"),
        class_name="grid min-h-screen grid-rows-[auto_1fr_auto] bg-(--canvas)",
    )  # fmt: skip
