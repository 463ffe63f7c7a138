"""The list of returns: views, a search, filters, fifty rows, and what may be done with those that are selected."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk.export_parts import export_cards
from returns_app.flows.desk.list_bulk import Bulk
from returns_app.flows.desk.list_dialogs import bulk_dialogs, view_dialog
from returns_app.flows.desk.list_parts import (
    failed,
    mended,
    nothing,
    older_may_fit,
    search_and_filters,
    skeleton,
    tabs,
)
from returns_app.flows.desk.list_state import Returns
from returns_app.flows.desk.list_views import ListViews
from returns_app.flows.desk_frame import desk_frame
from returns_app.flows.sidebar import for_the_desk
from returns_app.queries.returns import ReturnRow
from returns_app.ui.badges import status_badge
from returns_app.ui.desk_account import avatar
from returns_app.ui.desk_filters import sort_head
from returns_app.ui.desk_selection import bulk_act, bulk_bar, pick, pick_all, pick_keys
from returns_app.ui.desk_states import age
from returns_app.ui.desk_tables import (
    cell,
    head,
    head_row,
    list_foot,
    list_frame,
    newer_bar,
    row,
    row_link,
    table,
)
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.icons import icon
from returns_app.ui.row_keys import row_keys
from returns_app.ui.theme import FAINT, HIDE_NARROW, MONO, MUTED, STRONG, hidden_text
from returns_app.ui.toast import toast, toast_act

_HIDE_SMALL = "max-[900px]:hidden"
_HIDE_MIDDLE = "max-[1360px]:hidden"
_WIDTHS = (
    "w-12", "w-[144px]", "w-[200px] min-[1700px]:w-[280px] max-[1400px]:w-[176px] max-[900px]:w-auto", "w-9", _HIDE_SMALL,
    f"w-[140px] max-[1400px]:w-[124px] {HIDE_NARROW}", "w-[164px]",
    f"w-[52px] {HIDE_NARROW}", f"w-[92px] {_HIDE_MIDDLE}", "w-[76px]",
)  # fmt: skip


def page() -> rx.Component:
    """Find returns again, and do with many what would be tedious one by one."""
    there = Returns.found.rows.length() > 0
    instead = rx.cond(Returns.found.older != "", older_may_fit(), nothing())
    return desk_frame(
        rx.el.h1("Returns", class_name="sr-only"),
        tabs(),
        search_and_filters(),
        mended(),
        newer_bar(Returns.newer, shown=Returns.newer != "", on_click=Returns.show_newer),
        rx.cond(
            Returns.failed, failed(), rx.cond(Returns.loaded, rx.cond(there, _list(), instead), skeleton())
        ),
        view_dialog(),
        for_the_desk(bulk_dialogs()),
        for_the_desk(export_cards()),
        pick_keys(Bulk.finished),
        toast(ListViews.said, serial=ListViews.said_serial, act=toast_act("Undo", on_click=ListViews.undo)),
        _keys(),
        here=routes.RETURNS,
        primary=True,
    )


def _keys() -> rx.Component:
    return rx.fragment(
        hotkey("/", press="find", typing=False),
        hotkey("o", press="older", typing=False),
        hotkey("p", press="newer", typing=False),
        hotkey(".", press="show-newer", typing=False),
        row_keys(),
    )


def _list() -> rx.Component:
    return list_frame(
        table(
            _heads(),
            rx.foreach(Returns.found.rows, _row),
            caption=rx.match(
                Returns.sort,
                ("waiting", "Returns, those that wait longest first"),
                ("newest", "Returns, the newest first"),
                ("oldest", "Returns, the oldest first"),
                "Returns, the latest change first",
            ),
            widths=_WIDTHS,
        ),
        list_foot(
            Returns.found.range_words,
            newer=Returns.go_newer,
            older=Returns.go_older,
            has_newer=Returns.found.newer != "",
            has_older=Returns.found.older != "",
            over=_bulk_bar(),
        ),
    )


def _heads() -> rx.Component:
    return head_row(
        rx.el.th(
            for_the_desk(pick_all(Returns.found.rows.map(lambda one: one.id))),
            scope="col",
            class_name="h-8 border-b border-(--line) px-2",
        ),
        head("Return"),
        head("Customer"),
        head(hidden_text("Country")),
        head("Items", class_name=_HIDE_SMALL),
        head("Return type", class_name=HIDE_NARROW),
        head("Status"),
        head("Agent", class_name=HIDE_NARROW),
        sort_head(
            "Created", first="newest", then="oldest", usual="changed", order=("descending", "ascending"),
            class_name=_HIDE_MIDDLE,
        ),
        sort_head(
            "Age", first="changed", then="waiting", usual="changed", order=("ascending", "descending"), end=True
        ),
    )  # fmt: skip


def _row(one: rx.Var[ReturnRow]) -> rx.Component:
    return row(
        cell(
            for_the_desk(
                pick(one.id, acts=Returns.acts[one.status], label=rx.Var.create("Select ") + one.number)
            ),
            class_name="overflow-visible!",
        ),
        cell(
            row_link(one.number, href=one.href, class_name=rx.cond(one.has_number, MONO, f"{MONO} {FAINT}"))
        ),
        cell(_customer(one), title=one.customer),
        cell(one.country, class_name=FAINT),
        cell(_products(one), title=one.products, class_name=_HIDE_SMALL),
        cell(one.return_type, title=one.return_type, class_name=f"{MUTED} {HIDE_NARROW}"),
        cell(status_badge(one.status)),
        cell(
            rx.cond(one.agent, avatar(one.initials, title=one.agent), rx.el.span("—", class_name=FAINT)),
            class_name=HIDE_NARROW,
        ),
        cell(one.created_on, title=one.created, class_name=f"{MUTED} tabular-nums {_HIDE_MIDDLE}"),
        _age(one),
        key=one.id,
        fresh=Returns.fresh.contains(one.id),
        custom_attrs={"data-href": one.href},
    )


def _customer(one: rx.Var[ReturnRow]) -> rx.Component:
    known = rx.el.span(one.customer, class_name=f"{STRONG} truncate")
    return rx.el.span(
        rx.cond(one.customer, known, rx.el.span("No customer yet", class_name=FAINT)),
        rx.cond(
            one.unanswered,
            rx.el.span(
                icon("message-square", size=14, class_name="text-(--todo-ink)"),
                hidden_text("Unanswered message"),
                title="The customer wrote and has no answer",
            ),
        ),
        rx.cond(
            one.held_by,
            rx.el.span(
                icon("lock", size=14, class_name=FAINT),
                hidden_text("Open at ", one.held_by),
                title=one.held_by + " has it from the work queue",
            ),
        ),
        rx.cond(one.refund, _refund(one)),
        class_name="flex min-w-0 items-center gap-1.5",
    )


def _refund(one: rx.Var[ReturnRow]) -> rx.Component:
    """Until when the money of a withdrawal has to be back."""
    tones = "text-(--ink-3) data-[tone=todo]:text-(--todo-ink) data-[tone=urgent]:text-(--urgent-ink)"
    return rx.el.span(
        icon("hourglass", size=14),
        hidden_text("Refund "),
        one.refund,
        title="Withdrawal: refund " + one.refund,
        data_tone=one.refund_tone,
        class_name=f"ml-auto inline-flex flex-none items-center gap-1 text-(length:--text-xs) whitespace-nowrap {tones}",
    )


def _products(one: rx.Var[ReturnRow]) -> rx.Component:
    """The first product, cut where it is too long, and how many more there are, which is never cut."""
    missing = rx.cond(one.state == "draft", "Not filled in yet", "Left to the customer")
    return rx.el.span(
        rx.cond(
            one.products,
            rx.el.span(one.products, class_name="truncate"),
            rx.el.span(missing, class_name=FAINT),
        ),
        rx.el.span(one.more, class_name=f"flex-none tabular-nums {FAINT}"),
        class_name="flex min-w-0 gap-1.5",
    )


def _age(one: rx.Var[ReturnRow]) -> rx.Component:
    """Since the last change; where those that wait longest come first, since the return came to its status."""
    return rx.cond(
        Returns.sort == "waiting",
        cell(age(one.age, late=one.late), end=True, title=one.entered),
        cell(age(one.changed_age, late=one.late), end=True, title=one.changed),
    )


def _bulk_bar() -> rx.Component:
    return for_the_desk(
        bulk_bar(
            bulk_act(icon("user-round-plus"), "Assign", act="assign", id="bulk-assign", on_ask=lambda ids: Bulk.begin("assign", ids)),
            bulk_act(icon("bell"), "Remind", act="remind", id="bulk-remind", on_ask=lambda ids: Bulk.begin("remind", ids)),
            bulk_act(icon("download"), "Export", act="export", id="bulk-export", on_ask=lambda ids: Bulk.begin("export", ids)),
            bulk_act(
                icon("ban"), "Cancel returns", act="cancel", id="bulk-cancel", danger=True,
                on_ask=lambda ids: Bulk.begin("cancel", ids),
            ),
        )
    )  # fmt: skip
