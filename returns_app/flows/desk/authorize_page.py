"""The authorization screen: what happens with each line, to which address and with whom it goes, and what follows."""

import reflex as rx

from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.authorize_parts import address_panel, carrier_panel
from returns_app.flows.desk.finding_parts import findings, order_panel, who_decides
from returns_app.flows.desk.lines_part import lines_to_decide
from returns_app.flows.desk.presence_part import also_here
from returns_app.flows.desk.queue_parts import held_by_another, queue_acts
from returns_app.flows.desk.queue_state import Holding
from returns_app.flows.desk.return_parts import PAGE, answers_panel, customer_panel, lines_panel
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.desk.return_story_part import story_panel
from returns_app.flows.desk.withdrawal_part import refund_panel
from returns_app.queries.decision_views import FollowView
from returns_app.ui.badges import status_badge
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_fields import field, text_area
from returns_app.ui.desk_panels import note, panel, panel_body, panel_head, work_grid
from returns_app.ui.desk_shell import action_bar, page, page_head
from returns_app.ui.desk_stepper import duty, duty_list
from returns_app.ui.dialog import dialog, dialog_acts
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.icons import icon
from returns_app.ui.theme import MONO, MUTED, STRONG, stack

VIEW = Authorization.view
DECIDES = PAGE.mode == "authorize"


def authorize_screen() -> rx.Component:
    """Decide and submit; in mode `ship` the decision is taken and only the sending is left."""
    main = stack(
        rx.cond((Authorization.faster != "") & ~Authorization.held, _faster()),
        held_by_another(),
        refund_panel(),
        rx.cond(DECIDES, findings()),
        rx.cond(DECIDES, lines_to_decide(), lines_panel()),
        rx.cond(VIEW.shippable, rx.fragment(address_panel(), carrier_panel())),
    )
    side = stack(
        _following(), rx.cond(DECIDES, order_panel()), customer_panel(), answers_panel(), story_panel()
    )
    return rx.fragment(
        page(_head(), work_grid(main, side), class_name="flex-1"),
        _bar(),
        _reject_dialog(),
        _conflict_dialog(),
        who_decides(),
    )


def _head() -> rx.Component:
    order = rx.cond(
        PAGE.order, rx.fragment(", order ", rx.el.span(PAGE.order, class_name=MONO)), rx.fragment()
    )
    title = rx.fragment(PAGE.customer.name, ", ", PAGE.return_type)
    lead = rx.fragment(PAGE.started, order, ". Waiting ", PAGE.waiting, ".")
    cancel = button("Cancel return", tone="quiet_danger", on_click=ReturnDesk.ask_cancel)
    badge = rx.cond(Holding.in_queue, rx.fragment(), status_badge(PAGE.status))
    return page_head(
        title, lead, actions=(also_here(), badge, rx.cond(PAGE.acts.contains("cancel"), cancel), queue_acts())
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
    show = button("Show the saved version", tone="primary", on_click=Authorization.show_saved)
    take = button("Take over", tone="primary", on_click=[Authorization.keep_mine, Holding.take_over])
    take_if_allowed = rx.cond(Holding.hold.may_take_over, take)
    return dialog(
        rx.el.p(Authorization.faster),
        rx.el.p(
            "Your last step was not saved, and nothing was done twice. What you entered is still on screen.",
            class_name=MUTED,
        ),
        open=Authorization.conflict,
        title=rx.cond(Authorization.held, "A colleague has this return", "Somebody was faster"),
        on_close=Authorization.keep_mine,
        alert=True,
        acts=(
            button("Keep looking at mine", tone="quiet", on_click=Authorization.keep_mine),
            rx.cond(Authorization.held, take_if_allowed, show),
        ),
    )
