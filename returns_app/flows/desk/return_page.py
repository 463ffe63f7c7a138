"""The page of one return. While it waits for a decision, the authorization screen stands in its place."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.authorize_page import authorize_screen
from returns_app.flows.desk.failure_part import failure_panel
from returns_app.flows.desk.lifecycle_parts import lifecycle_dialogs, settled_panel
from returns_app.flows.desk.queue_parts import return_crumbs
from returns_app.flows.desk.return_header import header
from returns_app.flows.desk.return_link_part import link_panel, mails_panel
from returns_app.flows.desk.return_parts import PAGE, answers_panel, customer_panel, lines_panel
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.desk.return_story_part import story
from returns_app.flows.desk.return_transport_part import shipment_panel, truth_panel
from returns_app.flows.desk.withdrawal_part import refund_panel
from returns_app.flows.desk_frame import desk_frame
from returns_app.ui.desk_buttons import link_button
from returns_app.ui.desk_panels import two_up
from returns_app.ui.desk_shell import page
from returns_app.ui.desk_states import blank, bone, skeleton_panel
from returns_app.ui.desk_story import return_grid, thread
from returns_app.ui.mail_frame import mail_sheet
from returns_app.ui.theme import stack


def return_screen() -> rx.Component:
    """One return: the screen its mode asks for, a skeleton until it is known, or that there is none."""
    return desk_frame(
        rx.cond(
            ReturnDesk.loaded,
            rx.cond(
                ReturnDesk.missing,
                _missing(),
                rx.cond(Authorization.loaded, authorize_screen(), _return()),
            ),
            _skeleton(),
        ),
        lifecycle_dialogs(),
        mail_sheet(ReturnDesk.preview, title=ReturnDesk.preview_subject, on_close=ReturnDesk.close_mail),
        here=routes.RETURNS,
        bar=return_crumbs(),
    )


def _return() -> rx.Component:
    is_open = PAGE.contract.steps.length() > 0
    main = stack(
        failure_panel(),
        settled_panel(),
        refund_panel(),
        lines_panel(),
        # What the customer has yet to do matters more than what is known of an address.
        rx.cond(is_open, link_panel()),
        truth_panel(),
        shipment_panel(),
        rx.cond(is_open, rx.fragment(), link_panel()),
        two_up(customer_panel(), answers_panel()),
        mails_panel(),
    )
    return rx.fragment(header(), return_grid(main, story()))


def _missing() -> rx.Component:
    way_on = link_button("All returns", href=routes.RETURNS)
    words = (
        "It does not exist, or it lies outside what you may see. A number can be searched for in the list."
    )
    heading = rx.el.h1("Return", class_name="sr-only")
    return page(heading, blank("search-x", "There is no such return here", words, way_on))


def _skeleton() -> rx.Component:
    head = rx.el.div(
        bone("h-6 w-56"), bone("h-3 w-2/3"), class_name="grid gap-4 border-b border-(--line) px-6 pt-6 pb-5"
    )
    return rx.el.div(
        head,
        return_grid(
            stack(skeleton_panel(3), skeleton_panel(4)),
            thread("", rx.el.div(*[bone("h-3 w-3/4") for _ in range(6)], class_name="grid gap-6 px-5 py-4")),
        ),
        aria_busy="true",
    )
