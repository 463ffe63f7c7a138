"""Confirming a withdrawal, and the word about it on every later screen."""

# ruff: noqa: SLF001 - what is no event of a state begins with an underscore, also for its neighbors

import reflex as rx

from returns_app import routes
from returns_app.actions.declare_withdrawal import declare_withdrawal
from returns_app.flows.handler import customer
from returns_app.flows.portal import way
from returns_app.flows.portal.frame import items, next_button, problems, trail, write_to_us
from returns_app.flows.portal.state import Portal
from returns_app.i18n import Translator
from returns_app.ui import portal_fields as f
from returns_app.ui import portal_frame as pf
from returns_app.ui import portal_outcome as o

VIEW = Portal.view


class Withdrawal(rx.State):
    """The second step of a withdrawal. It has nothing of its own: what is declared was saved by the first."""

    @rx.event
    @customer
    async def declare(self) -> None:
        """Declare it; again, from another tab or after a lost answer, the first moment stays."""
        await (await self.get_state(Portal))._save(way.WITHDRAW, declare_withdrawal)


def withdraw(t: Translator) -> rx.Component:
    """Who withdraws from what, and where the acknowledgement goes; one button that says what it does."""
    mine = VIEW.changeable.contains("products")
    change = o.change_link(t._("Change"), label=t._("Change your products"), on_click=Portal.go("products"))
    return rx.fragment(
        trail(t),
        pf.content(
            problems(),
            pf.question(t._("Withdraw from this purchase?")),
            pf.lead(t._("You owe us no reason. It counts from the moment you confirm, before anything is sent.")),
            o.summary(
                o.summary_row(t._("Name"), VIEW.withdrawal.name),
                o.summary_row(t._("Order number"), VIEW.order_number),
                o.summary_row(t._("We acknowledge it at once to"), VIEW.email),
            ),
            pf.section(t._("What you withdraw from"), items(), beside=rx.cond(mine, change, VIEW.products)),
            rx.cond(mine, rx.fragment(), write_to_us(t._("Something not right? Write to us"))),
        ),
        pf.action_bar(next_button(t, t._("Confirm withdrawal"), type="button", on_click=Withdrawal.declare)),
    )  # fmt: skip


def order_of_declaration(t: Translator) -> rx.Component:
    """Ask for the order beside the goods, where the desk has not filled it in."""
    field = f.text_input(
        "order_number",
        value=VIEW.order_number,
        error=Portal.problems["order_number"],
        auto_complete="off",
        auto_capitalize="characters",
        spell_check=False,
        enter_key_hint="next",
        max_length=60,
    )
    asked = f.fields(
        f.field(t._("Order number"), field, name="order_number", error=Portal.problems["order_number"])
    )
    return rx.cond(VIEW.withdrawal.declares & VIEW.changeable.contains("order_number"), asked)


def acknowledged(t: Translator) -> rx.Component:
    """Say that the withdrawal was declared, and when, with the acknowledgement to keep."""
    row = o.row_link(
        "download",
        t._("Acknowledgement of your withdrawal"),
        rx.fragment(VIEW.withdrawal.declared, " · PDF"),
        href=routes.WITHDRAWAL,
        download=True,
    )
    return rx.cond(VIEW.withdrawal.declared, o.rows(row))
