"""The last check: everything on one screen, and the one confirmation."""

import reflex as rx

from returns_app.flows.portal.frame import GAP, around, items, next_button, problems, trail, write_to_us
from returns_app.flows.portal.state import Portal
from returns_app.flows.portal.withdrawal import acknowledged
from returns_app.i18n import Translator
from returns_app.queries.portal_views import Fact, Sum
from returns_app.ui import portal_frame as pf
from returns_app.ui import portal_outcome as o
from returns_app.ui.icons import icon


def confirm(t: Translator) -> rx.Component:
    """Show what will be confirmed; for a return that came prepared it is the only screen."""
    view = Portal.view
    prepared = view.journey.length() == 0
    return rx.fragment(
        rx.cond(prepared, rx.fragment(), trail(t)),
        pf.content(
            problems(),
            pf.question(rx.cond(prepared, view.title, t._("Is everything right?"))),
            rx.cond(prepared, pf.lead(view.lead)),
            acknowledged(t),
            o.summary(_address(t), _how(t), _order(t)),
            _answers(t),
            pf.section(t._("In the parcel"), items(), _something_wrong(t), beside=_beside(t)),
            rx.cond(view.sums.length() > 0, pf.section(t._("Your refund"), _sums())),
        ),
        pf.action_bar(
            next_button(
                t,
                rx.cond(prepared, t._("Confirm and get my label"), t._("Confirm my return")),
                type="button",
                on_click=Portal.confirm,
            ),
            note=rx.cond(view.customer_pays & prepared, _price(t), _final(t)),
        ),
    )


def _address(t: Translator) -> rx.Component:
    return o.summary_row(
        t._("Your address"),
        rx.foreach(Portal.view.address, lambda line: rx.el.span(line, class_name="block")),
        change=o.change_link(t._("Change"), label=t._("Change your address"), on_click=Portal.go("address")),
    )


def _how(t: Translator) -> rx.Component:
    chosen = Portal.view.chosen
    change = o.change_link(t._("Change"), label=t._("Change how you send it"), on_click=Portal.go("shipping"))
    return o.summary_row(
        t._("How you send it"),
        rx.el.span(chosen.title, class_name="block"),
        rx.el.span(chosen.what, class_name=f"block {pf.HINT}"),
        rx.cond(chosen.when, rx.el.span(chosen.when, class_name="block")),
        change=rx.cond(Portal.view.options.length() > 1, change),
    )


def _order(t: Translator) -> rx.Component:
    number = Portal.view.order_number
    change = o.change_link(
        t._("Change"), label=t._("Change your order number"), on_click=Portal.go("order_number")
    )
    row = o.summary_row(
        t._("Order number"),
        rx.el.span(number, class_name="font-mono tracking-[-0.02em] tabular-nums"),
        change=rx.cond(Portal.view.changeable.contains("order_number"), change),
    )
    return rx.cond(number, row)


def _answers(t: Translator) -> rx.Component:
    change = rx.el.button(
        t._("Change"),
        type="button",
        aria_label=t._("Change your answers"),
        on_click=Portal.go("surveys"),
        class_name=pf.LINK_ROW,
    )
    rows = rx.el.dl(rx.foreach(Portal.view.answers, _answer), class_name="border-t border-(--line)")
    section = pf.section(
        t._("Your answers"), rows, beside=rx.cond(Portal.view.changeable.contains("surveys"), change)
    )
    return rx.cond(Portal.view.answers.length() > 0, section)


def _answer(fact: rx.Var[Fact]) -> rx.Component:
    return o.summary_row(fact.label, rx.el.span(fact.value, class_name="wrap-anywhere whitespace-pre-line"))


def _beside(t: Translator) -> rx.Component:
    """Whose products these are: the agent's, behind a lock, or the customer's own to change."""
    view = Portal.view
    change = rx.el.button(
        t._("Change"),
        type="button",
        aria_label=t._("Change your products"),
        on_click=Portal.go("products"),
        class_name=pf.LINK_ROW,
    )
    fixed = rx.cond(
        view.agent,
        rx.fragment(icon("lock", size=16), around(t._("Filled in by {agent}", agent=GAP), view.agent)),
        view.products,
    )
    return rx.cond(view.changeable.contains("products"), change, fixed)


def _something_wrong(t: Translator) -> rx.Component:
    mine = Portal.view.changeable.contains("products")
    return rx.cond(mine, rx.fragment(), write_to_us(t._("Something not right? Write to us")))


def _sums() -> rx.Component:
    return o.sums(rx.foreach(Portal.view.sums, _sum))


def _sum(line: rx.Var[Sum]) -> rx.Component:
    return rx.cond(
        line.is_total, o.sum_line(line.label, line.amount, total=True), o.sum_line(line.label, line.amount)
    )


def _price(t: Translator) -> rx.Component:
    price = Portal.view.chosen.price
    taken = rx.cond(Portal.view.chosen.is_free, "", t._(", taken from your refund"))
    return pf.bar_note(
        t._("Shipping"), rx.fragment(price, rx.el.span(taken, class_name="font-normal text-(--ink-2)"))
    )


def _final(t: Translator) -> rx.Component:
    return pf.bar_note(t._("You can’t change it after this"))
