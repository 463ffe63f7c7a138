"""The screens after the confirmation: the wait, the label, the delay, and what became of the return."""

import reflex as rx

from returns_app import routes
from returns_app.flows.notices import Notices
from returns_app.flows.portal.frame import GAP, around, items, refused
from returns_app.flows.portal.messages import messages
from returns_app.flows.portal.pickup import choose_pickup
from returns_app.flows.portal.screens_help import further_labels, send_on, what_else
from returns_app.flows.portal.state import Portal
from returns_app.flows.portal.withdrawal import acknowledged
from returns_app.i18n import Translator
from returns_app.queries.portal_views import TrackStep
from returns_app.ui import portal_frame as pf
from returns_app.ui import portal_outcome as o
from returns_app.ui.icons import icon
from returns_app.ui.portal_after import bright_code
from returns_app.ui.portal_steps import stopwatch

OUTCOME = Portal.view.outcome


def working(t: Translator) -> rx.Component:
    """The wait for the label, with what is really going on."""
    mailed = around(t._("E-mail to {address}", address=GAP), Portal.view.email)
    return pf.content(
        pf.question(t._("Making your label")),
        pf.lead(t._("Usually about five seconds. You don’t need to wait here: it also goes to your e-mail.")),
        rx.el.div(
            o.steps(
                rx.foreach(OUTCOME.steps, _tracked),
                o.track_step(mailed, look="next"),
                live=True,
            ),
            # Beside the second mark: the first takes two lines of words.
            rx.el.div(stopwatch(), class_name="absolute top-[66px] right-0"),
            class_name="relative mt-8 [&_li]:pr-10",
        ),
        o.ticket_skeleton(),
        pf.hint(
            t._(
                "Confirmed once is enough. If you reload or tap again, you get this same return and one label."
            ),
            class_name="mt-6",
        ),
        busy=True,
    )


def done(t: Translator) -> rx.Component:
    """The label or the code, the number, and what to do next."""
    return rx.fragment(
        pf.content(
            rx.cond(Notices.notice.text != "", refused()),
            rx.cond(OUTCOME.days.length() > 0, o.sign("truck", tone="transit"), o.sign("check", tone="done")),
            pf.question(OUTCOME.title),
            pf.lead(OUTCOME.lead),
            rx.cond(OUTCOME.pickup.day, _leaf()),
            rx.cond(OUTCOME.code, _code(t)),
            choose_pickup(t),
            _number(t),
            pf.section(t._("What to do next"), o.steps(rx.foreach(OUTCOME.steps, _numbered))),
            rx.cond(OUTCOME.code, rx.fragment(), _paper(t)),
            further_labels(t),
            acknowledged(t),
            o.rows(
                send_on(t),
                o.row_link(
                    "route",
                    t._("Follow your return"),
                    t._("This link keeps showing where it is"),
                    on_click=Portal.go("status"),
                ),
            ),
            what_else(t),
            messages(t),
        ),
        pf.action_bar(_main_act(t)),
    )


def _main_act(t: Translator) -> rx.Component:
    """What brings the parcel on its way: the code held up, the pickup noted, or the label printed."""
    show = bright_code(
        t._("Show it full screen"),
        OUTCOME.code,
        number=Portal.view.number,
        caption=OUTCOME.caption,
        label=around(t._("Code of return {number}", number=GAP), Portal.view.number),
        close=t._("Close"),
    )
    note = pf.primary_link(
        icon("calendar-plus", size=20), t._("Add the pickup to my calendar"), href=routes.PICKUP
    )
    download = pf.primary_link(t._("Download my label"), href=routes.LABEL, download=True)
    return rx.cond(OUTCOME.code, show, rx.cond(OUTCOME.pickup.day, note, download))


def _leaf() -> rx.Component:
    leaf = OUTCOME.pickup
    return o.pickup_date(leaf.month, leaf.day, leaf.what, leaf.when)


def failed(t: Translator) -> rx.Component:
    """Calm words: nothing is lost, and somebody is at it."""
    mailed = around(t._("Label to {address}", address=GAP), Portal.view.email)
    return pf.content(
        rx.cond(Notices.notice.text != "", refused()),
        o.sign("clock", tone="todo"),
        pf.question(OUTCOME.title),
        pf.lead(OUTCOME.lead),
        _number(t),
        rx.el.div(
            o.steps(rx.foreach(OUTCOME.steps, _tracked), o.track_step(mailed, look="next")),
            class_name="mt-6",
        ),
        pf.notice(
            rx.el.strong(t._("There is nothing you need to do.")),
            " ",
            t._(
                "You have not paid anything and don’t have to start again. Keep the parcel at home until the label is there."
            ),
        ),
        acknowledged(t),
        what_else(t),
        messages(t),
    )


def status(t: Translator) -> rx.Component:
    """Where the return is now."""
    return pf.content(
        rx.cond(Notices.notice.text != "", refused()),
        rx.match(
            rx.cond(OUTCOME.kind == "status", OUTCOME.sign, "transit"),
            ("done", o.sign("check", tone="done")),
            ("todo", o.sign("clock", tone="todo")),
            ("transit", o.sign("truck", tone="transit")),
            o.sign("undo-2"),
        ),
        pf.question(rx.cond(OUTCOME.kind == "status", OUTCOME.title, t._("We expect your parcel"))),
        pf.lead(rx.cond(OUTCOME.kind == "status", OUTCOME.lead, t._("We e-mail you when it arrives."))),
        rx.cond((OUTCOME.kind == "status") & (OUTCOME.caption != ""), _reason()),
        rx.cond(Portal.view.number, _number(t)),
        rx.cond(
            OUTCOME.track.length() > 0,
            rx.el.div(
                o.steps(rx.foreach(OUTCOME.track, _tracked), label=t._("Where your return is")), class_name="mt-6"
            ),
        ),
        rx.foreach(
            OUTCOME.trackings,
            lambda one: pf.hint(around(t._("Tracking number {number}", number=GAP), one), class_name="mt-4"),
        ),
        rx.cond(Portal.view.goods.length() > 0, pf.section(t._("What is in it"), items(), beside=Portal.view.products)),
        rx.el.div(
            rx.cond(
                Portal.view.stage == "done",
                pf.quiet_button(t._("Back to my label"), on_click=Portal.go("done")),
            ),
            class_name="mt-6 grid gap-3 empty:hidden",
        ),
        acknowledged(t),
        what_else(t),
        messages(t),
    )  # fmt: skip


def _code(t: Translator) -> rx.Component:
    return o.ticket(
        OUTCOME.code,
        o.ticket_link("download", t._("Save image"), href=f"{routes.CODE}?save=1", download=True),
        o.ticket_link("printer", t._("Label as PDF"), href=routes.LABEL, download=True),
        caption=OUTCOME.caption,
        label=around(t._("Code of return {number}", number=GAP), Portal.view.number),
    )


def _paper(t: Translator) -> rx.Component:
    return pf.section(
        t._("Your label"),
        o.label_sheet(t._("Shipping label"), t._("PDF for a label printer, A6"), href=routes.LABEL),
        rx.el.div(
            o.label_sheet(
                t._("On plain paper"), t._("PDF for any printer, A4"), href=f"{routes.LABEL}?paper=a4"
            ),
            class_name="mt-3",
        ),
    )


def _number(t: Translator) -> rx.Component:
    return o.return_number(
        t._("Return number"),
        Portal.view.number,
        copy=t._("Copy the return number"),
        copied=t._("Copied"),
    )


def _reason() -> rx.Component:
    look = "mt-5 border-l-3 border-(--line-strong) pl-4 whitespace-pre-line wrap-anywhere"
    return rx.el.blockquote(OUTCOME.caption, class_name=look)


def _tracked(step: rx.Var[TrackStep]) -> rx.Component:
    return o.track_step(step.title, look=step.state, time=step.when, note=step.note)


def _numbered(step: rx.Var[TrackStep], at: rx.Var[int]) -> rx.Component:
    return o.step((at + 1).to_string(), step.title, step.note)
