"""The page of a new return: one step at a time, the stepper above, the summary beside, the ways out below."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk_frame import desk_frame
from returns_app.flows.finding_parts import hand_over_dialog
from returns_app.flows.new_return.clash_part import clash_dialog
from returns_app.flows.new_return.contract_parts import complete_step
from returns_app.flows.new_return.customer_parts import customer_step
from returns_app.flows.new_return.customer_state import CustomerStep
from returns_app.flows.new_return.frame_parts import summary, trail, ways_out, wizard_steps
from returns_app.flows.new_return.hand_over_state import HandOver
from returns_app.flows.new_return.product_parts import order_step, products_step
from returns_app.flows.new_return.state import NewReturn
from returns_app.flows.new_return.survey_parts import surveys_step
from returns_app.flows.new_return.type_parts import type_step
from returns_app.flows.new_return.types_state import TypeStep
from returns_app.flows.sidebar import for_the_desk
from returns_app.ui.desk_buttons import link_button
from returns_app.ui.desk_shell import page
from returns_app.ui.desk_states import blank, bone, framed
from returns_app.ui.desk_stepper import composer
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.step_form import step_form
from returns_app.ui.theme import stack


def new_return_page() -> rx.Component:
    """Build the page."""
    return desk_frame(
        rx.cond(NewReturn.loaded, rx.cond(NewReturn.missing, _missing(), _wizard()), _skeleton()),
        hand_over_dialog(
            HandOver.people,
            open=HandOver.asking,
            error=lambda name: HandOver.problems[name],
            on_close=HandOver.close,
            on_submit=HandOver.give,
        ),
        clash_dialog(),
        here=routes.NEW_RETURN,
        bar=trail(),
        new_return=False,
    )


def _wizard() -> rx.Component:
    return step_form(
        wizard_steps(),
        composer(
            # New fields when another draft is shown in them: what a field begins with is read once.
            rx.el.div(_step(), key=NewReturn.renewed, class_name="contents"),
            summary(),
        ),
        ways_out(),
        hotkey("alt+p", press=rx.cond(NewReturn.step == "customer", "customer-search", "product-search")),
        step=NewReturn.step,
        # Choosing who finishes it changes the list: the next Enter goes on, it does not press that button again.
        # The customer step changes its form for a list and back; what had the focus is gone then.
        scene=f"{NewReturn.scene}.{TypeStep.path}.{CustomerStep.creating}.{CustomerStep.changing}",
        complaint=NewReturn.complaint,
        watch=NewReturn.step == "surveys",
        on_leave=NewReturn.leave,
        on_edit=NewReturn.edit_answers,
    )


def _step() -> rx.Component:
    return rx.match(  # type: ignore[no-any-return]
        NewReturn.step,
        ("return_type", type_step()),
        ("customer", customer_step()),
        ("order_number", order_step()),
        ("products", products_step()),
        ("surveys", surveys_step()),
        complete_step(),
    )


def _missing() -> rx.Component:
    again = link_button("New return", href=routes.NEW_RETURN, tone="primary")
    back = link_button("All returns", href=routes.RETURNS)
    words = "This draft does not exist, or it is not open to you."
    return page(framed(blank("file-question", "There is no such draft", words, back, for_the_desk(again))))


def _skeleton() -> rx.Component:
    lines = stack(bone("h-6 w-56"), bone("h-8 w-full"), *[bone("h-12 w-full") for _ in range(4)])
    side = stack(bone("h-4 w-32"), *[bone("h-3 w-full") for _ in range(5)])
    head = rx.el.div(
        bone("h-4 w-2/3"), class_name="flex h-16 flex-none items-center border-b border-(--line) px-6"
    )
    return rx.el.div(head, composer(lines, side), aria_busy="true", class_name="flex min-w-0 flex-1 flex-col")
