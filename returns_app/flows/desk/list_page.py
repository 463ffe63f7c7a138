"""The list of returns: tabs, a search, fifty rows, the latest change first."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk.list_state import Returns
from returns_app.flows.desk_frame import desk_frame
from returns_app.queries.returns import ReturnRow, View
from returns_app.ui.badges import status_badge
from returns_app.ui.desk_account import avatar
from returns_app.ui.desk_buttons import button, key, link_button
from returns_app.ui.desk_fields import icon_input, text_input
from returns_app.ui.desk_shell import new_return_button
from returns_app.ui.desk_states import age, blank, skeleton_rows
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
from returns_app.ui.theme import FAINT, HIDE_NARROW, MONO, MUTED, STRONG, hidden_text

_TABS = (
    (View.OPEN, "All open"),
    (View.AUTHORIZE, "To authorize"),
    (View.URGENT, "Urgent"),
    (View.WAITING, "Waiting"),
    (View.DONE, "Done"),
)
_HIDE_SMALL = "max-[900px]:hidden"
_WIDTHS = (
    "w-[152px]", "w-[200px] max-[900px]:w-auto", "w-9", _HIDE_SMALL, f"w-9 {_HIDE_SMALL}", f"w-[150px] {HIDE_NARROW}",
    "w-[168px]", f"w-[52px] {HIDE_NARROW}", "w-[76px]",
)  # fmt: skip


def page() -> rx.Component:
    """Find returns again."""
    return desk_frame(
        rx.el.h1("Returns", class_name="sr-only"),
        _tabs(),
        filters(_search()),
        rx.cond(
            Returns.failed,
            _failed(),
            rx.cond(Returns.loaded, rx.cond(Returns.found.rows.length() > 0, _list(), _empty()), _skeleton()),
        ),
        hotkey("/", press="find", typing=False),
        hotkey("o", press="older", typing=False),
        hotkey("p", press="newer", typing=False),
        here=routes.RETURNS,
        bar=rx.el.span("Returns", class_name=f"{STRONG} text-(length:--text-md)"),
        primary=True,
    )


def _tabs() -> rx.Component:
    return views(
        *[
            view(
                name,
                href=rx.Var.create(f"{routes.RETURNS}?view={each.value}") + Returns.kept,
                here=Returns.view == each.value,
            )
            for each, name in _TABS
        ]
    )


def _search() -> rx.Component:
    box = text_input(
        "find",
        # A new box when the words change by other than typing; in between the box is the typist's own.
        key=Returns.box.to_string(),
        value=Returns.words,
        type="search",
        placeholder="Number, reference, order, name, e-mail, product",
        aria_label="Search in this view",
        max_length=120,
        class_name="pr-8! pl-8!",
        on_change=Returns.search.debounce(250),
    )
    return icon_input(icon("search"), box, end=key("/"), class_name="w-[420px] max-w-full")


def _list() -> rx.Component:
    return list_frame(
        table(
            head_row(
                head("Return"),
                head("Customer"),
                head(hidden_text("Country")),
                head("Items", class_name=_HIDE_SMALL),
                head(hidden_text("Further lines"), class_name=_HIDE_SMALL),
                head("Return type", class_name=HIDE_NARROW),
                head("Status"),
                head("Agent", class_name=HIDE_NARROW),
                head("Age", end=True),
            ),
            rx.foreach(Returns.found.rows, _row),
            caption="Returns, the latest change first",
            widths=_WIDTHS,
        ),
        row_keys(),
        list_foot(
            Returns.found.range_words,
            newer=Returns.newer,
            older=Returns.older,
            has_newer=Returns.found.newer != "",
            has_older=Returns.found.older != "",
        ),
    )


def _row(one: rx.Var[ReturnRow]) -> rx.Component:
    return row(
        cell(
            row_link(
                one.number, href=one.href, class_name=rx.cond(one.has_number, MONO, f"{MONO} {FAINT}")
            )
        ),
        cell(
            rx.cond(one.customer, rx.el.span(one.customer, class_name=STRONG), rx.el.span("No customer yet", class_name=FAINT)),
            title=one.customer,
        ),
        cell(one.country, class_name=FAINT),
        cell(rx.cond(one.products, one.products, rx.el.span(rx.cond(one.status == "draft", "Not filled in yet", "Left to the customer"), class_name=FAINT)), title=one.products, class_name=_HIDE_SMALL),
        cell(one.more, class_name=f"{FAINT} tabular-nums {_HIDE_SMALL}"),
        cell(one.return_type, class_name=f"{MUTED} {HIDE_NARROW}"),
        cell(status_badge(one.status)),
        cell(
            rx.cond(one.agent, avatar(one.initials, title=one.agent), rx.el.span("—", class_name=FAINT)),
            class_name=HIDE_NARROW,
        ),
        cell(age(one.age, late=one.late), end=True, title=one.changed),
        key=one.id,
        custom_attrs={"data-href": one.href},
    )  # fmt: skip


def _empty() -> rx.Component:
    clear = link_button("Clear the search", href=f"{routes.RETURNS}?view=open")
    nothing_found = blank(
        "list-filter",
        "No returns match",
        rx.fragment(
            "Nothing here holds “",
            Returns.words,
            "”. The other tabs may; every word must occur in the return.",
        ),
        clear,
    )
    return list_frame(
        rx.cond(
            Returns.words != "",
            nothing_found,
            rx.match(
                Returns.view,
                ("authorize", blank("stamp", "Nothing to authorize", "Every request has been decided.")),
                ("urgent", blank("check", "Nobody is stuck", "No shipment failed and no link has ended.")),
                (
                    "waiting",
                    blank("hourglass", "Nobody is waited for", "No customer and no carrier holds a return."),
                ),
                (
                    "done",
                    blank(
                        "archive",
                        "Nothing is finished yet",
                        "Completed, rejected and canceled returns come here.",
                    ),
                ),
                blank(
                    "undo-2",
                    "No returns yet",
                    "Make a link for a customer and send it. The return shows up here.",
                    new_return_button(routes.NEW_RETURN, primary=True),
                ),
            ),
        )
    )


def _failed() -> rx.Component:
    again = button(icon("refresh-cw"), "Try again", on_click=Returns.load)
    words = "The database did not answer. Nothing was changed."
    return list_frame(blank("triangle-alert", "The list could not be loaded", words, again, urgent=True))


def _skeleton() -> rx.Component:
    return list_frame(rx.el.div(class_name="h-8 border-b border-(--line)"), skeleton_rows(12, columns=6))
