"""The pages of a forgotten password: asking for a mail, and choosing a new one with its link."""

import reflex as rx

from returns_app import routes
from returns_app.flows.sign_in.frame import FORM, done, door_frame, onward, problem, way_back
from returns_app.flows.sign_in.reset_state import NewPassword
from returns_app.ui.desk_buttons import link_button
from returns_app.ui.desk_fields import field, text_input
from returns_app.ui.native_form import native_form
from returns_app.ui.theme import MUTED

_IS_DEAD = NewPassword.loaded & ~NewPassword.alive
_SENT = (
    "If there is an account with this address, a mail with a link is on its way to it. "
    "The link works for 30 minutes, in the browser you open it with."
)


def forgotten_page() -> rx.Component:
    """Ask for the address."""
    return door_frame(
        "Forgotten password",
        "We send a link for a new one to your work address.",
        native_form(
            problem(NewPassword.error),
            rx.cond(NewPassword.sent, done(_SENT)),
            field("E-mail", _email(), name="email"),
            onward(rx.cond(NewPassword.sent, "Send another link", "Send me a link")),
            action=routes.FORGOTTEN,
            class_name=FORM,
        ),
        way_back("Back to signing in", routes.SIGN_IN),
    )


def new_password_page() -> rx.Component:
    """Ask for the new password, while the link lives."""
    return door_frame(
        rx.cond(NewPassword.is_first, "Welcome", "New password"),
        rx.cond(
            _IS_DEAD,
            "This link does not work any more.",
            rx.cond(
                NewPassword.is_first,
                "Choose the password that you sign in with from now on.",
                "Setting it signs your account out everywhere.",
            ),
        ),
        rx.cond(
            _IS_DEAD,
            _dead(),
            native_form(
                problem(NewPassword.error),
                field(rx.cond(NewPassword.is_first, "Password", "New password"), _password(), name="password", help="At least 12 characters. A few random words do well."),
                onward("Set the password"),
                action=routes.NEW_PASSWORD,
                class_name=FORM,
            ),
        ),
        way_back("Back to signing in", routes.SIGN_IN),
    )  # fmt: skip


def _dead() -> rx.Component:
    return rx.el.div(
        rx.el.p("It was used, replaced by a newer one, or is too old.", class_name=MUTED),
        link_button("Ask for a new link", href=routes.FORGOTTEN, tone="primary", class_name="h-10! w-full"),
        class_name=FORM,
    )


def _email() -> rx.Component:
    return text_input(
        "email",
        size="lg",
        type="email",
        auto_complete="username",
        required=True,
        auto_focus=True,
        max_length=254,
    )


def _password() -> rx.Component:
    return text_input(
        "password",
        size="lg",
        type="password",
        auto_complete="new-password",
        required=True,
        auto_focus=True,
        min_length=12,
        max_length=256,
        aria_describedby="problem",
    )
