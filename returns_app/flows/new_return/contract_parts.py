"""The last step on screen: what is fixed, what is left to the customer and how long the link will live."""

import reflex as rx

from returns_app.flows.finding_parts import Answering, finding_panels
from returns_app.flows.new_return.frame_parts import duties, next_words
from returns_app.flows.new_return.hand_over_state import HandOver
from returns_app.flows.new_return.state import NewReturn
from returns_app.queries.draft_views import FactView, LineView, StepView
from returns_app.ui.desk_fields import field_error
from returns_app.ui.desk_link import big_date, contract, contract_fact, contract_list, contract_part
from returns_app.ui.desk_panels import note, panel, panel_aside, panel_head
from returns_app.ui.desk_shell import page_title
from returns_app.ui.theme import FAINT, LINK, MUTED, SMALL, push, small, stack

_VIEW = NewReturn.view
_IS_LINK = NewReturn.path == "link"


def complete_step() -> rx.Component:
    """Show what is about to be agreed."""
    title = rx.cond(_IS_LINK, "Is this what you agreed on?", "Is this right?")
    lead = rx.cond(
        _IS_LINK,
        "Making the link authorizes the return. The customer can change only what is left to them.",
        "After this the return exists, and you decide about it.",
    )
    return stack(
        page_title(title, lead),
        rx.cond(_VIEW.barred.length() > 0, _barred()),
        field_error(NewReturn.problems["policy"], name="policy"),
        rx.cond(_VIEW.missing.length() > 0, _missing()),
        finding_panels(
            _VIEW.findings, Answering(error=lambda at: NewReturn.problems[at], on_hand_over=HandOver.ask)
        ),
        panel(
            panel_head(
                "What will be agreed", push(), panel_aside(_VIEW.reference), rx.el.span(class_name="w-2")
            ),
            contract(_fixed(), _left(), _life()),
        ),
    )


def _barred() -> rx.Component:
    return note(
        rx.el.p(_VIEW.policy_name, " can no longer be used:", class_name="font-medium"),
        rx.foreach(_VIEW.barred, rx.el.p),
        rx.el.button("Choose another return type", type="button", data_go="return_type", class_name=f"cursor-pointer {LINK}"),
        symbol="triangle-alert",
        tone="urgent",
    )  # fmt: skip


def _missing() -> rx.Component:
    return note(
        rx.el.p("Still open:", class_name="font-medium"),
        rx.el.ul(rx.foreach(_VIEW.missing, _open_step), class_name="flex flex-wrap gap-x-4"),
        symbol="circle-alert",
        tone="todo",
    )


def _open_step(one: rx.Var[StepView]) -> rx.Component:
    link = rx.el.button(one.title, type="button", data_go=one.key, class_name=f"cursor-pointer {LINK}")
    return rx.el.li(link, key=one.key)


def _fixed() -> rx.Component:
    customer = _VIEW.customer
    return contract_part(
        "lock",
        "Fixed by you",
        contract_list(
            contract_fact("Return type", rx.el.span(_VIEW.policy_name)),
            contract_fact("Customer", rx.el.span(customer.name, rx.el.br(), customer.email)),
            rx.cond(_VIEW.order_number, contract_fact("Order", rx.el.span(_VIEW.order_number, class_name="font-mono"))),
            rx.cond(_VIEW.lines.length() > 0, contract_fact("Products", rx.foreach(_VIEW.lines, _line))),
            rx.foreach(_VIEW.done, _survey),
        ),
    )  # fmt: skip


def _line(line: rx.Var[LineView]) -> rx.Component:
    return rx.el.div(
        rx.el.p(line.quantity.to_string(), " × ", line.name),
        rx.cond(line.words, rx.el.p(line.words, class_name=f"{SMALL} {MUTED}")),
        key=line.id,
    )


def _survey(one: rx.Var[FactView]) -> rx.Component:
    return rx.cond(one.name == "Surveys", contract_fact(one.name, rx.el.span(one.value)))


def _left() -> rx.Component:
    nothing = small("Nothing but the confirmation.", class_name=FAINT)
    return contract_part(
        "smartphone",
        rx.cond(_IS_LINK, "Left to the customer", next_words()),
        rx.cond(_VIEW.duties.length() > 0, duties(_VIEW.duties, "Left to the customer"), nothing),
    )


def _life() -> rx.Component:
    lives = contract_part(
        "clock",
        "Lives until",
        big_date(_VIEW.lives_until, _VIEW.lives_detail),
        small(
            "After that the page explains itself and offers a fresh link to the address on file. You get an alert."
        ),
    )
    now = contract_part(
        "stamp",
        "From here",
        small(
            "The authorization screen opens at once. There you check the lines and the address, and choose the carrier."
        ),
    )
    return rx.cond(_IS_LINK, lives, now)
