"""What the customer's screens share: the way back, the problems, the one button."""

from typing import Any

import reflex as rx

from returns_app.flows.notices import Notices
from returns_app.flows.portal.state import Fix, Portal
from returns_app.i18n import Translator
from returns_app.settings import load
from returns_app.ui import portal_fields as f
from returns_app.ui import portal_frame as pf
from returns_app.ui.icons import icon
from returns_app.ui.portal_pictures import picture_item
from returns_app.ui.portal_steps import action_button, saved_line, step_form
from returns_app.ui.theme import Child, Text

_GAP = "\0"


def around(sentence: str, var: rx.Var[Any]) -> rx.Var[Any]:
    """A sentence whose one gap (`GAP` was put there) is filled in the browser."""
    head, tail = sentence.split(_GAP)
    return rx.Var.create(head) + var.to_string(use_json=False) + tail


GAP = _GAP


def step_screen(
    t: Translator, title: Text, *asked: Child, on_submit: Any, lead: Text | None = None, **props: Any
) -> rx.Component:
    """One step: its question, what it asks, and the button that names what comes next.

    What is typed is kept in the browser until it is saved; see `portal_steps.step_form` for `on_restore`.
    """
    return rx.fragment(
        trail(t),
        step_form(
            pf.content(problems(), pf.question(title), *([] if lead is None else [pf.lead(lead)]), *asked),
            pf.action_bar(next_button(t, Portal.next_words)),
            keep=Portal.keep,
            step=Portal.step,
            visit=Portal.visit,
            on_submit=on_submit,
            **props,
        ),
    )


def trail(t: Translator) -> rx.Component:
    """The way back, and how far along it is."""
    back = rx.cond(
        Portal.back_to != "", pf.back_button(t._("Back"), on_click=Portal.go(Portal.back_to)), rx.el.span()
    )
    line = pf.progress(rx.foreach(Portal.segments, pf.segment))
    return pf.trail(
        back=back,
        step=rx.fragment(saved(t), rx.el.span(Portal.step_words, class_name="whitespace-nowrap")),
        segments=line,
    )


def saved(t: Translator) -> rx.Component:
    """Whether what the customer typed is on the server, or in this browser alone; nothing where nothing was typed."""
    return saved_line(Portal.saved, words=t._("Saved"), kept_words=t._("Kept on this device"))


def next_button(t: Translator, words: Child, **props: Any) -> rx.Component:
    """The one filled button of a screen."""
    return action_button(
        words,
        name=Portal.step,
        turn=Portal.turn,
        visit=Portal.visit,
        busy_words=t._("Saving"),
        lost_words=t._("Waiting for connection"),
        **props,
    )


def problems() -> rx.Component:
    """What has to be fixed, first on the screen; and what was refused as a whole."""
    return rx.fragment(
        rx.cond(Notices.notice.text != "", refused()),
        f.error_summary(Portal.fix_title, rx.foreach(Portal.fixes, _fix), shown=Portal.fixes.length() > 0),
    )


def refused() -> rx.Component:
    """Say that something could not be done, and why."""
    return rx.el.div(
        icon("circle-alert", size=20, class_name="mt-0.5 text-(--urgent-ink)"),
        rx.el.p(Notices.notice.text),
        role="alert",
        class_name="mb-6 grid grid-cols-[20px_1fr] gap-3 rounded-(--radius-2) border-2 border-(--urgent-ink) p-4",
    )


def items() -> rx.Component:
    """What is in the return, to read."""
    return rx.el.ul(
        rx.foreach(
            Portal.view.goods,
            lambda item: picture_item(item.picture, item.name, item.details, item.reason),
        ),
        class_name="border-t border-(--line)",
    )


def write_to_us(words: str) -> rx.Component:
    """Offer to write to the merchant."""
    return pf.link_row(icon("message-square", size=20), words, href=f"mailto:{load().merchant_email}")


def _fix(fix: rx.Var[Fix]) -> rx.Component:
    return f.error_link(fix.words, fix.field)
