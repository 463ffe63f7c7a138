"""The page of one customer: who they are, what they bring back, and what changes them."""

import reflex as rx

from returns_app import routes
from returns_app.flows.customers.barred_part import for_agents
from returns_app.flows.customers.details_parts import details_panel, header
from returns_app.flows.customers.erase_state import EraseCustomer
from returns_app.flows.customers.home_parts import homes_panel
from returns_app.flows.customers.merge_parts import merge_dialogs, twins_note
from returns_app.flows.customers.return_parts import notes_panel, returns_panel
from returns_app.flows.customers.state import CustomerDesk
from returns_app.flows.desk_frame import desk_frame
from returns_app.flows.sidebar import for_supervisors
from returns_app.ui.desk_buttons import button, link_button
from returns_app.ui.desk_fields import field, text_input
from returns_app.ui.desk_panels import note, work_grid
from returns_app.ui.desk_shell import crumb, crumb_here, crumbs
from returns_app.ui.desk_shell import page as desk_page
from returns_app.ui.desk_states import blank, bone, skeleton_panel
from returns_app.ui.dialog import dialog, dialog_acts
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.theme import MONO, MUTED, stack

PAGE = CustomerDesk.page


def page() -> rx.Component:
    """One customer, a skeleton until they are known, or that there is none."""
    return desk_frame(
        for_agents(
            rx.cond(CustomerDesk.loaded, rx.cond(CustomerDesk.missing, _missing(), _customer()), _skeleton())
        ),
        for_supervisors(rx.fragment(merge_dialogs(), _erase_dialog())),
        hotkey("c", press="new-return-for", typing=False),
        hotkey("e", press="edit", typing=False),
        hotkey("i", press="note", typing=False),
        here=routes.CUSTOMERS,
        # The page offers a new return for this very customer, under the same key.
        new_return=False,
        bar=crumbs(crumb("Customers", href=routes.CUSTOMERS), crumb_here(PAGE.number, class_name=MONO)),
    )


def _customer() -> rx.Component:
    main = stack(_erased_note(), twins_note(), returns_panel(), rx.cond(PAGE.erased == "", homes_panel()))
    side = stack(rx.cond(PAGE.erased == "", details_panel()), rx.cond(PAGE.erased == "", notes_panel()))
    return rx.fragment(
        header(), rx.el.div(work_grid(main, side, side_width="360"), class_name="flex-1 p-6 max-[1180px]:p-5")
    )


def _erased_note() -> rx.Component:
    words = (
        "Name, e-mail, phone, addresses, notes, messages, written answers and labels were erased at their request. Numbers,"
        " products, amounts and dates are kept for the books."
    )
    return rx.cond(PAGE.erased, note(words, symbol="eraser"))


def _erase_dialog() -> rx.Component:
    return dialog(
        rx.el.p(
            "Everything personal goes, for good and everywhere: name, e-mail, phone, addresses, notes, messages, written"
            " answers, labels and mails. Return numbers, products, amounts and dates stay for the books.",
            class_name=MUTED,
        ),
        rx.el.p(
            "While a return is open, nothing is erased. What a backup holds is erased with the backup.",
            class_name=MUTED,
        ),
        rx.el.div(
            rx.cond(EraseCustomer.refused, note(EraseCustomer.refused, symbol="ban", tone="urgent")),
            aria_live="polite",
        ),
        _erase_form(),
        open=EraseCustomer.asking,
        title=rx.Var.create("Erase ") + PAGE.name + "?",
        on_close=EraseCustomer.close,
        alert=True,
    )


def _erase_form() -> rx.Component:
    problem = EraseCustomer.problems["number"]
    return rx.el.form(
        field(
            rx.Var.create("Type ") + PAGE.number + " to confirm",
            text_input("number", error=problem, auto_complete="off", max_length=20, class_name=MONO),
            name="number",
            error=problem,
        ),
        rx.el.input(type="hidden", name="about", value=PAGE.id, read_only=True),
        rx.el.div(
            dialog_acts(
                button("Keep the customer", tone="quiet", on_click=EraseCustomer.close),
                button("Erase for good", tone="danger", type="submit"),
            ),
            class_name="-mx-4 -mb-4",
        ),
        on_submit=EraseCustomer.erase,
        key=EraseCustomer.turn.to_string(),
        class_name="grid gap-4",
    )


def _missing() -> rx.Component:
    words = "They do not exist, or live outside of what you may see. A name can be searched for in the list."
    heading = rx.el.h1("Customer", class_name="sr-only")
    way_on = link_button("All customers", href=routes.CUSTOMERS)
    return desk_page(heading, blank("search-x", "There is no such customer here", words, way_on))


def _skeleton() -> rx.Component:
    head = rx.el.div(
        bone("h-6 w-56"), bone("h-3 w-2/3"), class_name="grid gap-4 border-b border-(--line) px-6 pt-6 pb-5"
    )
    panels = work_grid(
        stack(skeleton_panel(5), skeleton_panel(3)),
        stack(skeleton_panel(4), skeleton_panel(3)),
        side_width="360",
    )
    return rx.el.div(head, rx.el.div(panels, class_name="p-6"), aria_busy="true")
