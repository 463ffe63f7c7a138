"""Sending the link by e-mail: to whom, with a line of one's own, and how the last one fares."""

import reflex as rx

from returns_app.flows.link.state import LinkDesk
from returns_app.ui.badges import badge
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_fields import field, text_area, text_input
from returns_app.ui.desk_link import mail_preview
from returns_app.ui.desk_panels import panel, panel_body, panel_end, panel_head
from returns_app.ui.icons import icon
from returns_app.ui.theme import MUTED, small

_VIEW = LinkDesk.view
_ERRORS = LinkDesk.problems


def mail_panel() -> rx.Component:
    """Offer to mail the link; nothing can be sent while no link lives."""
    dead = small("There is no living link to send.", class_name=MUTED)
    return panel(
        panel_head("E-mail", panel_end(rx.cond(_VIEW.mail, _how_it_fares()))),
        panel_body(rx.cond(_VIEW.state == "live", _form(), dead)),
    )


def _how_it_fares() -> rx.Component:
    return rx.match(
        _VIEW.mail_tone,
        ("done", badge(_VIEW.mail, tone="done", symbol="check")),
        ("urgent", badge(_VIEW.mail, tone="urgent", symbol="triangle-alert")),
        badge(_VIEW.mail, tone="waiting", symbol="send"),
    )


def _form() -> rx.Component:
    to = text_input("to", value=_VIEW.email, type="text", input_mode="email", error=_ERRORS["to"])
    line = text_area(
        "message",
        rows=2,
        error=_ERRORS["message"],
        max_length=20000,
        placeholder=f"Shown above the button, in {_VIEW.language}",
    )
    return rx.el.form(
        rx.el.input(type="hidden", name="key", value=LinkDesk.key, read_only=True),
        field("To", to, name="to", error=_ERRORS["to"]),
        field("Language", rx.el.p(_VIEW.language, ", as the customer prefers", class_name=MUTED)),
        field("Personal line", line, name="message", error=_ERRORS["message"], optional=True),
        mail_preview(_VIEW.subject),
        button(
            icon("send"),
            rx.cond(_VIEW.mail, "Send again", "Send"),
            type="submit",
            id="send-link",
            class_name="w-full",
        ),
        on_submit=LinkDesk.send,
        no_validate=True,
        key=LinkDesk.key,
        class_name="grid gap-4",
    )
