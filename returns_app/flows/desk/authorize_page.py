"""The authorization screen: what happens with each line, to which address and with whom it goes, and what follows."""

import reflex as rx

from returns_app.flows.desk.address_part import address_fields
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.edit_address import EditAddress
from returns_app.flows.desk.lines_part import lines_to_decide
from returns_app.flows.desk.return_parts import PAGE, answers_panel, customer_panel, lines_panel
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.queries.decision_views import AddressCard, AddressLine, AddressPart, FollowView
from returns_app.queries.options import CarrierChoice
from returns_app.ui.badges import badge, status_badge
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_choices import (
    address_card,
    addresses,
    carrier_row,
    carriers,
    differs,
    outcome,
    outcomes,
)
from returns_app.ui.desk_fields import field, text_area
from returns_app.ui.desk_panels import note, panel, panel_aside, panel_body, panel_foot, panel_head, work_grid
from returns_app.ui.desk_shell import action_bar, page, page_head
from returns_app.ui.desk_stepper import duty, duty_list
from returns_app.ui.dialog import dialog, dialog_acts
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.icons import icon
from returns_app.ui.theme import MONO, MUTED, STRONG, push, stack

VIEW = Authorization.view
DECIDES = PAGE.mode == "authorize"


def authorize_screen() -> rx.Component:
    """Decide and submit; in mode `ship` the decision is taken and only the sending is left."""
    main = stack(
        rx.cond(Authorization.faster != "", _faster()),
        rx.cond(DECIDES, lines_to_decide(), lines_panel()),
        rx.cond(VIEW.shippable, rx.fragment(_address_panel(), _carrier_panel())),
    )
    side = stack(_following(), customer_panel(), answers_panel())
    return rx.fragment(
        page(_head(), work_grid(main, side), class_name="flex-1"),
        _bar(),
        _reject_dialog(),
        _conflict_dialog(),
    )


def _head() -> rx.Component:
    order = rx.cond(
        PAGE.order, rx.fragment(", order ", rx.el.span(PAGE.order, class_name=MONO)), rx.fragment()
    )
    title = rx.fragment(PAGE.customer.name, ", ", PAGE.return_type)
    lead = rx.fragment(PAGE.started, order, ". Waiting ", PAGE.waiting, ".")
    cancel = button("Cancel return", tone="quiet_danger", on_click=ReturnDesk.ask_cancel)
    return page_head(
        title, lead, actions=(status_badge(PAGE.status), rx.cond(PAGE.acts.contains("cancel"), cancel))
    )


def _faster() -> rx.Component:
    act = button("Show the saved version", size="sm", on_click=Authorization.show_saved)
    return rx.el.div(
        note(
            rx.el.div(
                rx.el.span(
                    rx.el.b("This return has changed. ", class_name="font-medium"), Authorization.faster
                ),
                rx.el.span(act, class_name="ml-auto flex-none"),
                class_name="flex flex-wrap items-center gap-3",
            ),
            symbol="users-round",
            tone="todo",
        ),
        role="status",
    )


def _address_panel() -> rx.Component:
    edit = button(
        icon("pencil-line"), "Edit", tone="quiet", size="sm", on_click=EditAddress.open, id="edit-address"
    )
    return panel(
        panel_head(
            "Address",
            rx.cond(VIEW.differences != "", badge(VIEW.differences, tone="todo", symbol="equal-not")),
            push(),
            rx.cond(EditAddress.editing, rx.fragment(), edit),
        ),
        rx.cond(EditAddress.editing, _address_editor(), _known()),
    )


def _known() -> rx.Component:
    none = panel_body(
        note("No address is known. Edit it here, or leave it to the customer.", symbol="map-pin", tone="todo")
    )
    return rx.cond(VIEW.addresses.length() > 0, addresses(rx.foreach(VIEW.addresses, _card)), none)


def _card(card: rx.Var[AddressCard]) -> rx.Component:
    return address_card(
        "address",
        card.key,
        rx.foreach(card.lines, _address_line),
        title=card.title,
        check=card.check,
        doubtful=card.doubtful,
        checked=card.checked,
        on_change=lambda _: Authorization.choose_address(card.key),
    )


def _address_line(line: rx.Var[AddressLine]) -> rx.Component:
    return rx.el.span(rx.foreach(line.parts, _part), class_name="block")


def _part(part: rx.Var[AddressPart]) -> rx.Component:
    return rx.fragment(rx.cond(part.differs, differs(part.text), part.text), " ")


def _address_editor() -> rx.Component:
    acts = rx.el.div(
        push(),
        button("Leave as it was", tone="quiet", on_click=EditAddress.close),
        button("Use this address", tone="primary", type="submit"),
        class_name="flex items-center gap-2",
    )
    return rx.el.form(panel_body(address_fields()), panel_foot(acts), on_submit=EditAddress.save)


def _carrier_panel() -> rx.Component:
    words = VIEW.carrier_words
    clear = button("Clear", tone="quiet", size="sm", on_click=Authorization.clear_carriers)
    strip = outcomes(
        outcome("None", words.none, now=words.now == "none"),
        outcome("One", words.one, now=words.now == "one"),
        outcome(
            words.several_title,
            "The customer gets a link, chooses, then gets the label.",
            now=words.now == "several",
        ),
    )
    none = panel_body(note("This return type offers no way to send it.", symbol="truck", tone="todo"))
    return panel(
        panel_head("Carrier", panel_aside(words.count), push(), rx.cond(words.now != "none", clear)),
        rx.cond(
            VIEW.carriers.length() > 0, rx.fragment(carriers(rx.foreach(VIEW.carriers, _carrier)), strip), none
        ),
    )  # fmt: skip


def _carrier(one: rx.Var[CarrierChoice]) -> rx.Component:
    return carrier_row(
        "carrier",
        one.id,
        carrier=one.carrier,
        service=one.service,
        price=one.price,
        checked=one.checked,
        barred=one.barred,
        on_change=lambda chosen: Authorization.choose_carrier(one.id, chosen),
    )


def _following() -> rx.Component:
    return panel(
        panel_head("When you submit"),
        panel_body(duty_list(rx.foreach(VIEW.following, _follow), label="What happens when you submit")),
    )


def _follow(one: rx.Var[FollowView]) -> rx.Component:
    mark = rx.match(
        one.kind,
        ("mail", icon("mail", size=12)),
        ("choose", icon("smartphone", size=12)),
        ("label", icon("file-text", size=12)),
        ("settle", icon("wallet", size=12)),
        icon("minus", size=12),
    )
    return duty(mark, one.title, detail=one.detail)


def _bar() -> rx.Component:
    decide = rx.fragment(
        button(
            "Reject return…", tone="danger", hint="R", id="reject-return", on_click=Authorization.ask_reject
        ),
        button(
            "Authorize only", hint="Shift Enter", id="authorize-only", on_click=Authorization.authorize_only
        ),
        button(
            rx.cond(VIEW.shippable, "Authorize and submit for shipping", "Authorize, nothing comes back"),
            tone="primary",
            hint="Enter",
            id="authorize-and-ship",
            on_click=Authorization.authorize_and_ship,
        ),
        hotkey("enter", press="authorize-and-ship"),
        hotkey("shift+enter", press="authorize-only"),
        hotkey("r", press="reject-return", typing=False),
    )
    ship = rx.fragment(
        button(
            "Submit for shipping", tone="primary", hint="Enter", id="submit", on_click=Authorization.submit
        ),
        hotkey("enter", press="submit"),
    )
    acts = rx.el.div(
        rx.cond(DECIDES, decide, ship), class_name="ml-auto flex flex-wrap items-center justify-end gap-2"
    )
    return action_bar(_sums(), acts)


def _sums() -> rx.Component:
    sums = VIEW.sums
    return rx.el.p(
        rx.el.span(rx.el.b(sums.approved, class_name=STRONG), " come back"),
        rx.cond(sums.rejected > 0, rx.el.span(rx.el.b(sums.rejected, class_name=STRONG), " rejected")),
        rx.cond(sums.kept > 0, rx.el.span(rx.el.b(sums.kept, class_name=STRONG), " kept")),
        rx.cond(
            sums.value,
            rx.el.span(
                "Value back ", rx.el.b(sums.value, class_name=STRONG), class_name="max-[1180px]:hidden"
            ),
        ),
        aria_live="polite",
        class_name=f"flex flex-wrap gap-x-5 tabular-nums {MUTED}",
    )


def _reject_dialog() -> rx.Component:
    problem = Authorization.problems["reason"]
    form = rx.el.form(
        field(
            "Reason",
            text_area("reason", rows=5, max_length=500, error=problem, auto_focus=True),
            name="reason",
            error=problem,
            help=rx.Var.create("This goes into the customer’s e-mail as you type it. Write it in ")
            + PAGE.language
            + ".",
        ),
        rx.el.div(
            dialog_acts(
                button("Do not reject", tone="quiet", on_click=Authorization.close_reject),
                button("Reject and send the e-mail", tone="danger", type="submit"),
            ),
            class_name="-mx-4 -mb-4",
        ),
        on_submit=Authorization.reject,
        class_name="grid gap-4",
    )
    return dialog(
        rx.el.p("The whole return is refused, for good. Nothing is shipped.", class_name=MUTED),
        form,
        open=Authorization.rejecting,
        title=rx.Var.create("Reject ") + PAGE.number,
        on_close=Authorization.close_reject,
        class_name="w-[520px]",
    )


def _conflict_dialog() -> rx.Component:
    return dialog(
        rx.el.p(Authorization.faster),
        rx.el.p(
            "Your last step was not saved, and nothing was done twice. What you entered is still on screen.",
            class_name=MUTED,
        ),
        open=Authorization.conflict,
        title="Somebody was faster",
        on_close=Authorization.keep_mine,
        alert=True,
        acts=(
            button("Keep looking at mine", tone="quiet", on_click=Authorization.keep_mine),
            button("Show the saved version", tone="primary", on_click=Authorization.show_saved),
        ),
    )
