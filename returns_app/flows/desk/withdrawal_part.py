"""The refund clock of a withdrawal on the pages of a return, and the button that records one for a customer."""

from datetime import UTC, datetime

import reflex as rx

from returns_app.actions.declare_withdrawal import declare_withdrawal
from returns_app.db.session import write
from returns_app.domain.words import say
from returns_app.flows.desk.return_state import ReturnDesk, on_screen, show_again
from returns_app.flows.handler import desk
from returns_app.flows.notices import say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.ui.desk_buttons import button, file_button
from returns_app.ui.desk_panels import fact, facts, note, panel, panel_body, panel_end, panel_head
from returns_app.ui.icons import icon
from returns_app.ui.theme import STRONG
from returns_app.worker import wake

CLOCK = ReturnDesk.page.refund


class WithdrawalDesk(rx.State):
    """Recording what a customer said on the phone."""

    @rx.event
    @desk
    async def record(self) -> None:
        """The customer on the line withdraws: it counts from now."""
        actor, page = await acting(), await on_screen(self)
        await write(declare_withdrawal, actor, read_id(page.id), now=datetime.now(UTC))
        wake()
        await show_again(self)
        await say_done(self, say("The withdrawal is recorded, and acknowledged to the customer."))


def record_button() -> rx.Component:
    """Offer to record a withdrawal, where there is one to record."""
    act = button(
        icon("file-pen"), "Record withdrawal", on_click=WithdrawalDesk.record, id="record-withdrawal"
    )
    return rx.cond(ReturnDesk.page.acts.contains("withdraw"), act)


def refund_panel() -> rx.Component:
    """When it was declared, until when the money has to be back, and whether the goods may be waited for."""
    tone = "data-[tone=urgent]:text-(--urgent-ink) data-[tone=todo]:text-(--todo-ink)"
    left = rx.el.span(CLOCK.left, data_tone=CLOCK.tone, class_name=f"font-medium {tone}")
    document = rx.cond(
        CLOCK.document, fact("Acknowledged", file_button("Acknowledgement as PDF", href=CLOCK.document))
    )
    return rx.cond(
        CLOCK.shown,
        panel(
            panel_head("Withdrawal", panel_end(left)),
            panel_body(
                facts(
                    fact("Declared", CLOCK.declared),
                    fact("Refund due by", CLOCK.due, class_name=STRONG),
                    document,
                ),
                rx.cond(CLOCK.wait, note(CLOCK.wait, symbol="hourglass")),
            ),
            id="withdrawal",
        ),
    )
