"""The link of a return and its e-mails, as the return page shows them."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.queries.link_views import TrackEvent
from returns_app.queries.return_views import MailView, StepView
from returns_app.ui.badges import badge
from returns_app.ui.desk_buttons import icon_button
from returns_app.ui.desk_panels import panel, panel_aside, panel_body, panel_end, panel_foot, panel_head
from returns_app.ui.desk_stepper import duty, duty_list
from returns_app.ui.desk_story import track, track_event
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, SMALL, STRONG, link

PAGE = ReturnDesk.page


def link_panel() -> rx.Component:
    """What the customer still does with the link, until when, and what happened to it."""
    contract = PAGE.contract
    steps = panel_body(duty_list(rx.foreach(contract.steps, _duty), label="What the customer does"))
    return rx.cond(
        contract.shown,
        panel(
            panel_head("Link", panel_aside(contract.words), panel_end(_standing())),
            track(rx.foreach(contract.track, _event), in_panel=True),
            rx.cond(contract.steps.length() > 0, steps),
            rx.cond(contract.ends, panel_foot(contract.ends)),
        ),
    )


def _standing() -> rx.Component:
    """A badge where the link opens nothing, else the way to its own page where it can still be changed."""
    manage = link("Open the link’s page", href=rx.Var.create(f"{routes.READY_LINK}?id=") + PAGE.id)
    return rx.match(
        PAGE.contract.state,
        ("expired", badge("Link expired", tone="urgent", symbol="link-2-off")),
        ("revoked", badge("Link revoked", tone="waiting", symbol="link-2-off")),
        ("ended", badge("Return type ended", tone="urgent", symbol="link-2-off")),
        ("live", rx.cond(PAGE.acts.contains("cancel"), manage)),
        rx.fragment(),
    )


def _event(event: rx.Var[TrackEvent]) -> rx.Component:
    return track_event(event.name, event.detail, look=event.look)


def _duty(step: rx.Var[StepView]) -> rx.Component:
    return duty(icon("smartphone", size=12), step.name, detail=step.detail, look=step.look)


def mails_panel() -> rx.Component:
    """Every mail about this return."""
    return rx.cond(
        PAGE.mails.length() > 0,
        panel(panel_head("E-mails"), rx.el.div(rx.foreach(PAGE.mails, _mail))),
    )


def _mail(mail: rx.Var[MailView]) -> rx.Component:
    became = rx.match(
        mail.status,
        ("sent", badge("Sent", tone="done", symbol="check")),
        ("dead", badge("Not delivered", tone="urgent", symbol="triangle-alert")),
        badge("Waits to be sent", symbol="hourglass"),
    )
    return rx.el.div(
        icon("mail", class_name="text-(--ink-3)"),
        rx.el.div(
            rx.el.p(mail.subject, class_name=f"{STRONG} truncate"),
            rx.el.p(mail.recipient, ", ", mail.when, class_name=f"{SMALL} {FAINT} truncate"),
            class_name="grid min-w-0",
        ),
        rx.el.span(became, class_name="ml-auto flex-none"),
        rx.cond(
            mail.html != "",
            icon_button(
                icon("eye"),
                label=rx.Var.create("Show “") + mail.subject + "”",
                on_click=ReturnDesk.open_mail(mail.id),
            ),
        ),
        key=mail.id,
        class_name="flex min-h-14 items-center gap-3 px-4 not-first:border-t not-first:border-(--line)",
    )
