"""The page for a link that opens nothing: what happened, and what to do."""

import reflex as rx

from returns_app import routes
from returns_app.flows.portal.dead_state import DeadLink
from returns_app.flows.portal.page import shell
from returns_app.i18n import Translator, words
from returns_app.settings import load
from returns_app.ui import portal_frame as pf
from returns_app.ui import portal_outcome as o
from returns_app.ui.native_form import native_form
from returns_app.ui.portal_outcome import SignTone


def page(language: str) -> rx.Component:
    """Say why the link opens nothing, and reveal nothing else."""
    t = words(language)
    merchant = load().merchant_name
    days = load().link_days
    expired = t._(
        "Links work for {days} days, to keep your return private. We can send you a fresh one.", days=days
    )
    states = (
        ("expired", _dead(t, "hourglass", t._("This link has expired"), expired, _kept(t), fresh=True)),
        ("superseded", _dead(t, "refresh-cw", t._("There is a newer link"), t._("{merchant} sent you a newer one. Look for the latest e-mail about your return, or ask for a fresh link.", merchant=merchant), fresh=True)),
        ("revoked", _dead(t, "unlink", t._("This link was withdrawn"), t._("{merchant} has withdrawn it. That happens, for example, when a return is no longer needed. Questions? We’re happy to help.", merchant=merchant))),
        ("ended", _dead(t, "calendar-x", t._("This kind of return has ended"), t._("{merchant} does not take returns this way any more. Questions? We’re happy to help.", merchant=merchant))),
        ("sent", _dead(t, "mail-check", t._("Look in your inbox"), t._("If this link belongs to a return, a fresh link is on its way to the e-mail address on file."), t._("Nothing there after a few minutes? Look in your spam folder. You can ask again in an hour."), tone="done")),
        ("unknown", _dead(t, "search-x", t._("We can’t open this link"), t._("It may be incomplete. Open it again from the e-mail, or copy the whole address. Still stuck? We’re happy to help."))),
    )  # fmt: skip
    waiting = pf.content(o.skeleton_lines(3), busy=True)
    return shell(
        t,
        routes.dead_link,
        pf.portal_main(rx.match(DeadLink.why, *states, waiting)),
        place=rx.Var.create("?why=") + DeadLink.why,
    )


def _dead(
    t: Translator,
    symbol: str,
    title: str,
    lead: str,
    hint: str = "",
    *,
    fresh: bool = False,
    tone: SignTone = "plain",
) -> rx.Component:
    again = pf.action_bar(
        native_form(pf.primary_button(t._("Send me a fresh link")), action=routes.dead_link(t.language))
    )
    return rx.fragment(
        pf.content(
            o.sign(symbol, tone=tone),
            pf.question(title),
            pf.lead(lead),
            pf.hint(hint, class_name="mt-5") if hint else rx.fragment(),
            _contact(t),
        ),
        again if fresh else rx.fragment(),
    )


def _kept(t: Translator) -> str:
    return t._("It goes to the e-mail address we have on file. What you already filled in is kept.")


def _contact(t: Translator) -> rx.Component:
    settings = load()
    phone = settings.merchant_phone
    return o.rows(
        o.row_link(
            "mail",
            _breakable(settings.merchant_email),
            t._("Write to us"),
            href=f"mailto:{settings.merchant_email}",
        ),
        o.row_link("phone", phone, t._("Call us"), href=f"tel:{phone.replace(' ', '')}"),
    )


def _breakable(email: str) -> rx.Component:
    """An address that goes on in the next line after its @, where it has to, and not in the middle of a word."""
    local, _, domain = email.partition("@")
    return rx.fragment(local, "@", rx.el.wbr(), domain)
