"""The customer's page in one language: a shell that paints at once, and the screen of the step."""

from collections.abc import Callable

import reflex as rx
from babel import Locale

from returns_app import routes
from returns_app.flows.portal import (
    screens_after,
    screens_check,
    screens_fill,
    screens_send,
    screens_survey,
)
from returns_app.flows.portal.messages import messages_in_checkout
from returns_app.flows.portal.state import Portal
from returns_app.flows.portal.withdrawal import withdraw
from returns_app.i18n import LANGUAGES, Translator, words
from returns_app.settings import load
from returns_app.ui import portal_frame as pf
from returns_app.ui import portal_outcome as o
from returns_app.ui.connection import portal_connection
from returns_app.ui.portal_steps import steps_guide
from returns_app.ui.theme import Child


def in_language(draw: Callable[[str], rx.Component], language: str) -> Callable[[], rx.Component]:
    """What builds a page in one language.

    Reflex keeps the parts of a page in a file named after the module of the function that builds it. Without a name
    of its own for each language, every page would carry the words of all of them.
    """

    def build() -> rx.Component:
        return draw(language)

    build.__module__ = f"{draw.__module__}_{language}"
    return build


def page(language: str) -> rx.Component:
    """The return that this browser's link opened. Static words are translated here, while the page is built."""
    t = words(language)
    screens = (
        ("start", screens_fill.start(t)),
        ("order_number", screens_fill.order(t)),
        ("products", "forgotten", screens_fill.products(t)),
        ("withdraw", withdraw(t)),
        ("surveys", screens_survey.surveys(t)),
        ("address", screens_send.address(t)),
        ("shipping", screens_send.shipping(t)),
        ("confirm", screens_check.confirm(t)),
        ("working", screens_after.working(t)),
        ("done", screens_after.done(t)),
        ("failed", screens_after.failed(t)),
        ("status", screens_after.status(t)),
    )
    return shell(
        t,
        routes.portal,
        steps_guide(
            step=Portal.step,
            final=Portal.view.stage != "checkout",
            fixes=Portal.fix_count,
            merchant=load().merchant_name,
            language=language,
            keep=Portal.keep,
            saved=Portal.saved,
            turn=Portal.turn,
            visit=Portal.visit,
        ),
        pf.portal_main(
            rx.cond(Portal.loaded, rx.match(Portal.step, *screens, _waiting(t)), _waiting(t)),
            messages_in_checkout(t),
        ),
        place=rx.Var.create("?step=") + Portal.step,
    )


def shell(t: Translator, address: Callable[[str], str], *content: Child, place: rx.Var[str]) -> rx.Component:
    """The frame of every page a customer sees, with the same page in the other languages.

    `place` is added to their addresses, so that a reader who changes the language sees the same screen again.
    """
    others = [(code, _own_name(code), address(code) + place) for code in LANGUAGES if code != t.language]
    switch = pf.language_switch(
        _own_name(t.language),
        *others,
        label=t._("Language: {language}. Choose another", language=_own_name(t.language)),
    )
    return rx.el.div(
        pf.portal_page(
            *([pf.demo_note(t._("Demo: nothing here is real, and no mail leaves."))] if load().demo else []),
            pf.masthead(load().merchant_name, home=address(t.language), languages=switch),
            *content,
            skip=t._("Skip to the question"),
            connection=portal_connection(
                title=t._("No connection right now"),
                words=t._("Keep this page open. We go on by ourselves as soon as you’re back, and nothing is sent twice."),
                back_title=t._("Back again"),
                back_words=t._("Everything you saved is here."),
            ),
        ),
        lang=t.language,
        dir=Locale.parse(t.language).text_direction,
    )  # fmt: skip


def _waiting(t: Translator) -> rx.Component:
    return pf.content(
        rx.el.p(t._("Opening your return"), class_name="sr-only", role="status"),
        o.skeleton_lines(6),
        busy=True,
    )


def _own_name(code: str) -> str:
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]
