"""The sign-in page of the desk."""

import reflex as rx

from returns_app import routes
from returns_app.flows.sign_in.frame import FORM, done, door_frame, onward, problem
from returns_app.flows.sign_in.state import SignIn
from returns_app.flows.stage.ways_in import ways_in
from returns_app.settings import load
from returns_app.ui.desk_fields import field, text_input
from returns_app.ui.native_form import native_form
from returns_app.ui.theme import LINK, MUTED, SMALL


def page() -> rx.Component:
    """Ask who is there."""
    return door_frame(
        "Service desk",
        "Sign in with your work account.",
        _form(),
        ways_in(),
        rx.el.p(
            "Finishing a return as a customer? Use the link in your e-mail. You do not need an account.",
            class_name=f"{SMALL} {MUTED}",
        ),
    )


def _form() -> rx.Component:
    forgotten = rx.el.a("Forgot it?", href=routes.FORGOTTEN, class_name=f"{SMALL} {LINK} ml-auto")
    return native_form(
        problem(SignIn.error),
        done(SignIn.done),
        field("E-mail", _email(), name="email"),
        field("Password", _password(), name="password", aside=forgotten),
        rx.el.input(type="hidden", name="next", value=SignIn.next_path),
        onward("Sign in"),
        rx.el.p(_how_long(), class_name=f"{SMALL} {MUTED}"),
        action=routes.SIGN_IN,
        class_name=FORM,
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
