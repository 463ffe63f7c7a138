"""The list of customers: by name or the newest first, a search, fifty rows."""

import reflex as rx

from returns_app import routes
from returns_app.flows.customers.barred_part import for_agents
from returns_app.flows.customers.list_state import Customers
from returns_app.flows.desk_frame import desk_frame
from returns_app.queries.customer_list import CustomerRow, Order
from returns_app.ui.desk_buttons import key, link_button
from returns_app.ui.desk_fields import icon_input, text_input
from returns_app.ui.desk_shell import new_return_button
from returns_app.ui.desk_states import blank, not_loaded, skeleton_rows
from returns_app.ui.desk_tables import (
    cell,
    filters,
    head,
    head_row,
    list_foot,
    list_frame,
    row,
    row_link,
    table,
    view,
    views,
)
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.icons import icon
from returns_app.ui.row_keys import row_keys
from returns_app.ui.theme import FAINT, HIDE_NARROW, MONO, MUTED, STRONG

_HIDE_SMALL = "max-[900px]:hidden"
_WIDTHS = (
    "w-[220px] max-[900px]:w-auto", "w-[92px]", "", f"w-[170px] {HIDE_NARROW}", f"w-[200px] {_HIDE_SMALL}",
    "w-[72px]", "w-[136px]",
)  # fmt: skip


def page() -> rx.Component:
    """Find a customer again."""
    return desk_frame(
        for_agents(_customers()),
        hotkey("/", press="find", typing=False),
        hotkey("o", press="older", typing=False),
        hotkey("p", press="newer", typing=False),
        here=routes.CUSTOMERS,
        primary=True,
    )


def _customers() -> rx.Component:
    is_there = Customers.found.rows.length() > 0
    return rx.fragment(
        rx.el.h1("Customers", class_name="sr-only"),
        views(
            view("By name", href=routes.CUSTOMERS, here=Customers.order == Order.NAME.value),
            view(
                "Newest first",
                href=f"{routes.CUSTOMERS}?sort={Order.NEWEST.value}",
                here=Customers.order == Order.NEWEST.value,
            ),
        ),
        filters(_search(), _mended()),
        rx.cond(
            Customers.failed,
            _failed(),
            rx.cond(Customers.loaded, rx.cond(is_there, _list(), _empty()), _skeleton()),
        ),
    )


def _search() -> rx.Component:
    box = text_input(
        "find",
        # A new box when the words change by other than typing; in between the box is the typist's own.
        key=Customers.box.to_string(),
        value=Customers.words,
        type="search",
        placeholder="Name, e-mail, phone or customer number",
        aria_label="Search customers",
        max_length=120,
        class_name="pr-8! pl-8!",
        on_change=Customers.search.debounce(250),
    )
    return icon_input(icon("search"), box, end=key("/"), class_name="w-[420px] max-w-full")


def _mended() -> rx.Component:
    """Say what was taken for a typing error."""
    closest = Customers.found.closest
    words = rx.el.p(
        "Nobody is called “",
        Customers.words,
        "”. Showing ",
        rx.el.b(closest, class_name=STRONG),
        ".",
        class_name=MUTED,
    )
    return rx.cond(Customers.loaded & (closest != ""), words)


def _list() -> rx.Component:
    by_name = Customers.order == Order.NAME.value
    return list_frame(
        table(
            head_row(
                head("Name"),
                head("Number"),
                head("E-mail"),
                head("Phone", class_name=HIDE_NARROW),
                head("Lives in", class_name=_HIDE_SMALL),
                head("Returns", end=True),
                head("Last return", end=True),
            ),
            rx.foreach(Customers.found.rows, _row),
            caption="Customers",
            widths=_WIDTHS,
        ),
        row_keys(),
        list_foot(
            Customers.found.range_words,
            newer=Customers.newer,
            older=Customers.older,
            has_newer=Customers.found.newer != "",
            has_older=Customers.found.older != "",
            words=(rx.cond(by_name, "Previous", "Newer"), rx.cond(by_name, "Next", "Older")),
        ),
    )


def _row(one: rx.Var[CustomerRow]) -> rx.Component:
    none = rx.el.span("—", class_name=FAINT)
    return row(
        cell(row_link(one.name, href=one.href, class_name=STRONG), title=one.name),
        cell(one.number, class_name=f"{MONO} {FAINT}"),
        cell(one.email, title=one.email, class_name=MUTED),
        cell(one.phone, class_name=f"tabular-nums {MUTED} {HIDE_NARROW}"),
        cell(one.place, title=one.place, class_name=f"{MUTED} {_HIDE_SMALL}"),
        cell(rx.cond(one.returns, one.returns, none), end=True),
        cell(rx.cond(one.last, one.last, none), end=True, title=one.last_when, class_name=MUTED),
        key=one.id,
        custom_attrs={"data-href": one.href},
    )


def _empty() -> rx.Component:
    words = rx.fragment(
        "Nobody in your scope fits “",
        Customers.words,
        "”. A part of a name, an e-mail address or a phone number is enough.",
    )
    return list_frame(
        rx.cond(
            Customers.words != "",
            blank(
                "search-x", "No customer matches", words, link_button("All customers", href=routes.CUSTOMERS)
            ),
            blank(
                "users-round",
                "No customers yet",
                "A customer is made with their first return.",
                new_return_button(routes.NEW_RETURN, primary=True),
            ),
        )
    )


def _failed() -> rx.Component:
    return list_frame(not_loaded("The list", again=Customers.load))


def _skeleton() -> rx.Component:
    return list_frame(rx.el.div(class_name="h-8 border-b border-(--line)"), skeleton_rows(12, columns=6))
