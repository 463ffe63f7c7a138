"""What stands around the list's rows: tabs, search and filters, and what is said in the place of rows."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk.export_parts import export_menu
from returns_app.flows.desk.list_state import Returns
from returns_app.flows.desk.list_views import ListViews
from returns_app.flows.sidebar import for_the_desk
from returns_app.postal import countries
from returns_app.queries.find_query import View
from returns_app.queries.saved_views import SavedViewRow
from returns_app.ui.badges import STATUS_WORDS
from returns_app.ui.desk_buttons import button, key
from returns_app.ui.desk_fields import icon_input
from returns_app.ui.desk_filters import clear_filters, filter_chip, flag_chip, list_search, period_chip
from returns_app.ui.desk_menu import menu, menu_item
from returns_app.ui.desk_shell import new_return_button
from returns_app.ui.desk_states import blank, not_loaded, skeleton_rows
from returns_app.ui.desk_tables import filters, list_frame, view, view_divider, views
from returns_app.ui.icons import icon

_TABS = (
    (View.OPEN, "All open"),
    (View.AUTHORIZE, "To authorize"),
    (View.TODO, "To do"),
    (View.URGENT, "Urgent"),
    (View.WAITING, "Waiting"),
    (View.RECEIVED, "Received"),
    (View.DRAFTS, "Drafts"),
    (View.DONE, "Done"),
    (View.ALL, "All"),
)
# Statuses as they are stored; what is derived from more cannot be filtered by.
_STATUSES = tuple(
    (status, word)
    for status, word in STATUS_WORDS.items()
    if status not in {"making_label", "link_expired", "link_ended"}
)
_REFUNDS = (("due", "Refund due or overdue"), ("running", "Refund not settled"))
_WHY = (
    ("shipping_failed", "Shipping failed"),
    ("link_unopened", "Link expired unopened"),
    ("link_unfinished", "Link expired unfinished"),
    ("type_ended", "Return type ended"),
)


def tabs() -> rx.Component:
    """Offer the views that everybody has, then those that were kept."""
    return views(
        *[
            view(
                name,
                href=rx.Var.create(f"{routes.RETURNS}?view={each.value}") + Returns.kept,
                here=(Returns.view == each.value) & (Returns.here.id == ""),
            )
            for each, name in _TABS
        ],
        rx.cond(Returns.views.length() > 0, view_divider()),
        rx.foreach(Returns.views, _saved),
        end=rx.fragment(
            rx.cond(Returns.here.mine, _view_menu()), _save_button(), for_the_desk(export_menu())
        ),
    )


def search_and_filters() -> rx.Component:
    """Offer every way to make the list smaller; each stands in the address and nowhere else."""
    return filters(
        icon_input(
            icon("search"),
            list_search(id="find", label="Search in this view", placeholder="Number, order, name, SKU"),
            end=key("/"),
            class_name="w-[300px] max-w-full max-[1400px]:w-[260px]",
        ),
        filter_chip("Status", "status", more=_STATUSES),
        filter_chip("Return type", "type", options=Returns.choices.policies),
        filter_chip("Agent", "agent", options=Returns.choices.agents),
        filter_chip("Country", "country", options=Returns.choices.countries, more=countries()),
        period_chip("Changed"),
        filter_chip("Reason", "why", more=_WHY, only_set=True),
        filter_chip("Withdrawal", "refund", more=_REFUNDS),
        flag_chip("Unanswered", "unanswered"),
        clear_filters("Clear"),
    )


def mended() -> rx.Component:
    """Say that other words were searched for than those that were typed."""
    note = rx.el.p(
        "Nothing holds “", Returns.words, "”. These hold “", rx.el.strong(Returns.found.closest, class_name="font-medium"), "”.",
        class_name="px-6 pb-3 text-(--ink-2)",
    )  # fmt: skip
    return rx.el.div(rx.cond(Returns.found.closest != "", note), role="status")


def nothing() -> rx.Component:
    """Say why there is no row, and the way on."""
    nothing_found = blank(
        "list-filter",
        "No returns match",
        rx.cond(
            Returns.words != "",
            rx.fragment(
                "Nothing in this view holds “",
                Returns.words,
                "” and fits the filters. “All” looks everywhere.",
            ),
            "No return in this view fits the filters.",
        ),
        clear_filters("Clear search and filters", words=True, class_name=_BUTTON),
    )
    return list_frame(
        rx.cond(Returns.filtered, nothing_found, rx.match(Returns.view, *_EMPTY, _no_returns()))
    )


def older_may_fit() -> rx.Component:
    """Say that the search has only looked at some, and go on."""
    return list_frame(
        blank(
            "list-filter",
            "Nothing among the newest",
            "Few returns fit this, and older ones have not been looked at yet.",
            button("Look further back", icon("chevron-right"), hint="O", on_click=Returns.go_older),
        )
    )


def failed() -> rx.Component:
    """Say that nothing was lost, and try again."""
    return list_frame(not_loaded("The list", again=Returns.load))


def skeleton() -> rx.Component:
    """Stand for the rows while they load, at their own height."""
    return list_frame(rx.el.div(class_name="h-8 border-b border-(--line)"), skeleton_rows(14, columns=7))


_BUTTON = (
    "inline-flex h-8 items-center rounded-(--radius-control) border border-(--line-strong) bg-(--surface) px-3 font-medium"
    " shadow-(--shadow-1) hover:border-(--field-line)"
)
_EMPTY = (
    ("authorize", blank("stamp", "Nothing to authorize", "Every request has been decided.")),
    ("todo", blank("check", "Nothing to do", "Nothing waits to be authorized, booked or settled.")),
    ("urgent", blank("check", "Nobody is stuck", "No shipment failed and no link has ended.")),
    ("waiting", blank("hourglass", "Nobody is waited for", "No customer and no carrier holds a return.")),
    ("received", blank("package-open", "Nothing to check", "Every parcel that came in has been opened.")),
    ("drafts", blank("pencil-line", "No drafts", "Returns that were begun and not finished come here.")),
    (
        "done",
        blank("archive", "Nothing is finished yet", "Completed, rejected and canceled returns come here."),
    ),
)


def _no_returns() -> rx.Component:
    return blank(
        "undo-2",
        "No returns yet",
        "Make a link for a customer and send it. The return shows up here.",
        for_the_desk(new_return_button(routes.NEW_RETURN, primary=True)),
    )


def _saved(one: rx.Var[SavedViewRow]) -> rx.Component:
    return view(one.name, href=one.href, here=Returns.here.id == one.id)


def _view_menu() -> rx.Component:
    return menu(
        menu_item(icon("pencil"), "Rename view", on_click=ListViews.begin_rename),
        menu_item(icon("trash-2"), "Delete view", danger=True, on_click=ListViews.delete),
        label="This view",
    )


def _save_button() -> rx.Component:
    return rx.cond(
        (Returns.here.id == "") & Returns.loaded,
        button(
            icon("bookmark"),
            "Save view",
            tone="quiet",
            size="sm",
            id="save-view",
            on_click=ListViews.begin_save,
        ),
    )
