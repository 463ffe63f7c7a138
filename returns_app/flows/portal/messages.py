"""The conversation with the desk, on the customer's page."""

import reflex as rx

from returns_app import routes
from returns_app.flows.portal.messages_state import Talking
from returns_app.flows.portal.state import Portal
from returns_app.i18n import Translator
from returns_app.queries.portal_views import TalkLine
from returns_app.ui import portal_fields as f
from returns_app.ui import portal_frame as pf
from returns_app.ui import portal_outcome as o
from returns_app.ui.icons import icon
from returns_app.ui.kept_text import kept_text
from returns_app.ui.portal_steps import action_button

TALK = Portal.view.talk
MAX_WORDS = 2000


def messages(t: Translator) -> rx.Component:
    """What was said so far, and a box to answer in; one quiet part of a page about something else."""
    lines = rx.el.ol(
        rx.foreach(TALK.lines, _line),
        aria_live="polite",
        aria_label=t._("Messages"),
        class_name="mb-4 grid gap-4 empty:hidden",
    )
    part = pf.section(t._("Messages"), lines, rx.cond(TALK.waits, _sent(t)), _reply(t))
    return rx.el.div(part, id=routes.MESSAGES, tab_index=-1, class_name="scroll-mt-4 outline-none")


def messages_in_checkout(t: Translator) -> rx.Component:
    """The same below the steps of a return that is not finished, once there is something to read."""
    there = (Portal.view.stage == "checkout") & (TALK.lines.length() > 0)
    return rx.cond(there, pf.aside(messages(t)))


def _line(line: rx.Var[TalkLine]) -> rx.Component:
    return rx.el.li(o.message(line.sender, line.words, mine=line.mine), key=line.key)


def _sent(t: Translator) -> rx.Component:
    words = t._("Sent. We answer here and by e-mail.")
    return rx.el.p(
        icon("check", class_name="mt-[3px] text-(--done-ink)"),
        words,
        role="status",
        class_name=f"mb-4 flex gap-1.5 {pf.HINT}",
    )


def _reply(t: Translator) -> rx.Component:
    box = kept_text(
        "reply",
        place="reply",
        keep=Portal.keep,
        sent=Talking.sent,
        error=Talking.problem,
        rows=3,
        max_length=MAX_WORDS,
        class_name=f.TEXT_AREA,
    )
    send = action_button(
        rx.fragment(icon("send", size=20), t._("Send message")),
        turn=Talking.turn,
        visit=Portal.visit,
        busy_words=t._("Sending"),
        lost_words=t._("Waiting for connection"),
        quiet=True,
    )
    return rx.el.form(
        f.field(TALK.write_to, box, name="reply", error=Talking.problem),
        send,
        on_submit=Talking.send,
        class_name="grid gap-3",
    )
