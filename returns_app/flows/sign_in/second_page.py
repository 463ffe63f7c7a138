"""The second factor at sign-in: a page for its code, and one to set it up for those who must have one."""

import reflex as rx

from returns_app import routes
from returns_app.flows.sign_in.frame import FORM, door_frame, onward, problem, way_back
from returns_app.flows.sign_in.second_state import SecondStep
from returns_app.ui.desk_fields import field
from returns_app.ui.native_form import native_form
from returns_app.ui.second_factor import code_field, setup_steps


def code_page() -> rx.Component:
    """Ask for the code."""
    return door_frame(
        "One more step",
        rx.fragment("Enter the code of your authenticator app for ", rx.el.strong(SecondStep.email), "."),
        native_form(
            problem(SecondStep.error),
            field(
                "Code",
                code_field(recovery=True, auto_focus=True),
                name="code",
                help="Six digits. Lost your app? A recovery code works here, too, once.",
            ),
            _onward("Sign in"),
            action=routes.SECOND_STEP,
            class_name=FORM,
        ),
        way_back("Sign in as somebody else", routes.SIGN_IN),
    )


def setup_page() -> rx.Component:
    """Have a second factor set up before anything else."""
    return door_frame(
        "Set up a second factor",
        "Admins sign in with a password and a code here. It takes two minutes, once.",
        native_form(
            problem(SecondStep.error),
            setup_steps(SecondStep.setup.picture, key=SecondStep.setup.key, codes=SecondStep.setup.codes),
            field("Code", code_field(), name="code", help="The six digits that your app shows now."),
            _onward("Turn it on and go on"),
            action=routes.SECOND_SETUP,
            class_name=FORM,
        ),
        way_back("Sign in as somebody else", routes.SIGN_IN),
    )


def _onward(words: str) -> rx.Component:
    return rx.fragment(
        rx.el.input(type="hidden", name="next", value=SecondStep.next_path),
        onward(words),
    )
