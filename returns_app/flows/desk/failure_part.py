"""The urgent panel of a return without a label: the carrier's words, and what can be done now."""

import reflex as rx

from returns_app.flows.desk.address_part import address_fields
from returns_app.flows.desk.edit_address import EditAddress
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.queries.options import CarrierChoice
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_fields import RADIO, field_error
from returns_app.ui.desk_panels import panel, panel_body, panel_head
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, H2, MUTED, SMALL, STRONG, push

PAGE = ReturnDesk.page


def failure_panel() -> rx.Component:
    """Say what went wrong; offer to correct it where that is legal."""
    return rx.cond(
        PAGE.failure.shown & (PAGE.status == "shipping_failed"),
        rx.fragment(_notice(), rx.cond(EditAddress.editing & PAGE.acts.contains("resubmit"), _correction())),
    )


def _notice() -> rx.Component:
    correct = button(
        icon("pencil-line"), "Correct and send again", tone="primary", on_click=EditAddress.open, id="correct"
    )
    return rx.el.section(
        icon("triangle-alert", size=18, class_name="mt-0.5 text-(--urgent-ink)"),
        rx.el.div(
            rx.el.h2("The carrier made no label", class_name=H2),
            rx.el.p("“", PAGE.failure.words, "”", class_name="wrap-anywhere"),
            rx.el.p(PAGE.failure.detail, class_name=f"{SMALL} {MUTED}"),
            rx.el.p(
                "The customer was told that it takes a little longer. Correct the address or choose another carrier; the label"
                " is then made and mailed.",
                class_name=f"mt-1 {MUTED}",
            ),
            rx.cond(
                PAGE.acts.contains("resubmit") & ~EditAddress.editing,
                rx.el.div(correct, class_name="mt-3 flex gap-2"),
            ),
            class_name="grid min-w-0 gap-1",
        ),
        role="alert",
        class_name="grid grid-cols-[20px_minmax(0,1fr)] gap-x-3 rounded-(--radius-2) border border-(--urgent-ink)"
        " bg-(--urgent-soft) p-4",
    )


def _correction() -> rx.Component:
    acts = rx.el.div(
        push(),
        button("Leave it", tone="quiet", on_click=EditAddress.close),
        button("Send to the carrier again", tone="primary", type="submit"),
        class_name="flex items-center gap-2 border-t border-(--line) px-4 py-3",
    )
    return rx.el.form(
        panel(
            panel_head("Correct and send again"),
            panel_body(
                address_fields(),
                rx.el.fieldset(
                    rx.el.legend("How it is sent", class_name="mb-1.5 font-medium"),
                    rx.el.div(
                        rx.foreach(EditAddress.carriers, _carrier),
                        class_name="overflow-hidden rounded-(--radius-2) border border-(--line)",
                    ),
                    field_error(EditAddress.problems["option"], name="option"),
                ),
            ),
            acts,
        ),
        on_submit=EditAddress.resubmit,
    )


def _carrier(one: rx.Var[CarrierChoice]) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="radio", name="option", value=one.id, default_checked=one.checked, class_name=RADIO),
        rx.el.span(one.carrier, class_name=STRONG),
        rx.el.span(one.service, class_name=f"truncate {MUTED}"),
        rx.el.span(one.price, class_name=f"text-right tabular-nums {FAINT}"),
        key=one.id,
        class_name="grid min-h-11 grid-cols-[16px_120px_minmax(0,1fr)_72px] items-center gap-3 px-4 hover:bg-(--canvas)"
        " not-first:border-t not-first:border-(--line) has-checked:bg-(--accent-soft)",
    )
