"""The findings, the order and the question who decides, on the authorization screen."""

import reflex as rx

from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.excusing import Excusing
from returns_app.flows.desk.return_parts import PAGE
from returns_app.flows.finding_parts import Answering, Said, finding_panels, hand_over_dialog
from returns_app.ui.desk_fields import field, text_input
from returns_app.ui.desk_panels import fact, facts, panel, panel_body, panel_head
from returns_app.ui.theme import MONO

VIEW = Authorization.view


def findings() -> rx.Component:
    """Show the rules that are broken, each with why it is allowed anyway."""
    return finding_panels(
        VIEW.findings,
        Answering(
            error=_error,
            on_hand_over=Excusing.ask,
            on_reason=Excusing.choose_reason,
            on_words=Excusing.give_words,
            on_withdraw=Excusing.withdraw,
            key=Authorization.round.to_string(),
        ),
    )


def order_panel() -> rx.Component:
    """Show the order, and ask when it was delivered: the return window runs from then."""
    problem = Excusing.problems["delivered_on"]
    day = text_input(
        "delivered_on",
        type="date",
        key=VIEW.delivered + Authorization.round.to_string(),
        value=VIEW.delivered,
        error=problem,
        on_blur=Excusing.set_delivered,
        class_name="max-w-[200px]",
    )
    return panel(
        panel_head("Order"),
        panel_body(
            facts(fact("Number", rx.el.span(PAGE.order, class_name=MONO)), label_width="84"),
            field("Delivered on", day, name="delivered_on", error=problem, optional=True),
        ),
    )


def who_decides() -> rx.Component:
    """Ask to whom the return is handed over."""
    return hand_over_dialog(
        Excusing.people,
        open=Excusing.asking,
        error=lambda name: Excusing.problems[name],
        on_close=Excusing.close,
        on_submit=Excusing.give,
    )


def _error(at: Said) -> Said:
    """What is wrong at a field: with what was typed there, else with the decision that needs it."""
    return rx.cond(Excusing.problems[at], Excusing.problems[at], Authorization.problems[at])
