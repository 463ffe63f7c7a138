"""Setting up a second factor, and the field for its code; used at the door and on the account's page."""

from typing import Any

import reflex as rx

from returns_app.ui.copying import copy_button
from returns_app.ui.desk_fields import text_input
from returns_app.ui.theme import H3, MONO, MUTED, SMALL, Text

_COPY = (
    "inline-flex h-7 items-center justify-self-start rounded-(--radius-control) border border-(--line-strong)"
    " bg-(--surface) px-2.5 font-medium shadow-(--shadow-1) hover:border-(--field-line)"
)


def code_field(*, recovery: bool = False, **props: Any) -> rx.Component:
    """Ask for a code: digits, or with `recovery` also a recovery code."""
    return text_input(
        "code",
        size="lg",
        auto_complete="one-time-code",
        input_mode="text" if recovery else "numeric",
        max_length=20,
        required=True,
        spell_check=False,
        aria_describedby="problem",
        class_name=f"{MONO} tracking-[0.12em]",
        **props,
    )


def setup_steps(picture: Text, *, key: Text, codes: rx.Var[list[str]]) -> rx.Component:
    """Show what an app needs, and the recovery codes to keep; the field for the first code comes after."""
    # White around the code in both themes, or a camera does not find it.
    image = rx.el.img(
        src=picture,
        alt="The code for your authenticator app. The key below it says the same.",
        class_name="size-44 justify-self-center rounded-(--radius-2) bg-white",
    )
    room = rx.el.span(class_name="size-44 justify-self-center rounded-(--radius-2) bg-(--sunken)")
    return rx.el.div(
        rx.el.h2("1. Take a picture with your authenticator app", class_name=H3),
        rx.cond(picture != "", image, room),
        rx.el.p("Or type this key:", class_name=f"{SMALL} {MUTED}"),
        rx.el.p(key, id="key", class_name=f"{MONO} min-h-10 wrap-anywhere"),
        rx.el.h2("2. Keep these recovery codes", class_name=f"{H3} mt-2"),
        rx.el.p(
            "Each of them lets you in once if you lose your app. Put them where your password is not.",
            class_name=f"{SMALL} {MUTED}",
        ),
        recovery_codes(codes),
        rx.el.h2("3. Enter the code that your app shows", class_name=f"{H3} mt-2"),
        class_name="grid gap-2",
    )


def recovery_codes(codes: rx.Var[list[str]]) -> rx.Component:
    """Show recovery codes in two columns, to copy all at once."""
    return rx.el.div(
        rx.el.ul(
            rx.foreach(codes, lambda code: rx.el.li(code, class_name=MONO)),
            aria_label="Recovery codes",
            class_name="grid min-h-28 grid-cols-2 gap-x-4 gap-y-1 rounded-(--radius-2) bg-(--canvas) px-3 py-2.5",
        ),
        copy_button(
            "Copy all",
            "Copied",
            text=codes.join("\n"),
            class_name=f"{_COPY} {SMALL}",
        ),
        class_name="grid gap-2",
    )
