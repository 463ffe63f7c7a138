"""Choosing the day of the pickup, on the customer's page."""

import reflex as rx

from returns_app.flows.portal.pickup_state import PortalPickup
from returns_app.flows.portal.state import Portal
from returns_app.i18n import Translator
from returns_app.queries.portal_views import Choice
from returns_app.ui import portal_fields as f
from returns_app.ui import portal_frame as pf
from returns_app.ui.portal_steps import action_button

OUTCOME = Portal.view.outcome


def choose_pickup(t: Translator) -> rx.Component:
    """The days and hours to choose from, while there are any; the carrier is asked at once."""
    book = action_button(
        t._("Book the pickup"),
        turn=PortalPickup.turn,
        visit=Portal.visit,
        busy_words=t._("Asking the carrier"),
        lost_words=t._("Waiting for connection"),
    )
    form = rx.el.form(
        f.field(
            t._("Day"),
            f.select("day", rx.foreach(OUTCOME.days, _choice), error=PortalPickup.problem),
            name="day",
            error=PortalPickup.problem,
        ),
        f.field(t._("Between"), f.select("window", rx.foreach(OUTCOME.windows, _choice)), name="window"),
        book,
        on_submit=PortalPickup.book,
        class_name="grid gap-4",
    )
    return rx.cond(OUTCOME.days.length() > 0, pf.section(t._("Choose a day"), form))


def _choice(one: rx.Var[Choice]) -> rx.Component:
    return rx.el.option(one.label, value=one.value, key=one.value)
