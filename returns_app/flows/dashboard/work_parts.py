"""The lower half of the dashboard: what to do next, and what happens right now."""

import reflex as rx

from returns_app import routes
from returns_app.flows.dashboard.state import MINE, Dashboard
from returns_app.queries.live_feed import FeedEntry
from returns_app.queries.return_rows import ReturnRow
from returns_app.ui.badges import live_dot, status_badge
from returns_app.ui.desk_buttons import key_hint, key_hints
from returns_app.ui.desk_panels import panel, panel_aside, panel_foot, panel_head
from returns_app.ui.desk_states import age, blank, bone, skeleton_rows
from returns_app.ui.desk_tables import cell, head, head_row, row, row_link, table
from returns_app.ui.row_keys import row_keys
from returns_app.ui.theme import FAINT, HIDE_NARROW, LINK, MONO, MUTED, SMALL, STRONG, link, push

_VIEW = Dashboard.view
# What is in the parcel is of use only where it can be read.
_ITEMS = "max-[1400px]:hidden"
_WIDTHS = ("w-[150px]", "w-[210px] max-[1400px]:w-auto", _ITEMS, "w-[168px]", "w-[92px]")
_COLUMN = "flex min-w-0 flex-col"


def work_panel() -> rx.Component:
    """List what to do next; J and K move, Enter opens."""
    return panel(
        panel_head(
            rx.cond(Dashboard.whose == MINE, "My work", "Team work"),
            rx.cond(_VIEW.work.length() > 0, panel_aside("the next ", _VIEW.work.length())),
            push(),
            key_hints(key_hint("J K", "move"), key_hint("Enter", "open"), class_name=HIDE_NARROW),
        ),
        rx.cond(_VIEW.work.length() > 0, _table(), _all_clear()),
        panel_foot(link(_VIEW.work_words, href=_VIEW.work_href), class_name="mt-auto"),
        class_name=_COLUMN,
    )


def feed_panel() -> rx.Component:
    """Tell what happens; new entries come on top and are tinted."""
    entries = rx.el.ol(rx.foreach(_VIEW.feed, _entry), class_name="grid py-1.5")
    return panel(
        panel_head(rx.el.span(live_dot(), "Live", class_name="flex items-center gap-2.5")),
        # As high as the work beside it, whatever happened; the rest is scrolled to.
        rx.el.div(
            rx.el.div(
                entries,
                role="log",
                aria_label="Live activity",
                tab_index=0,
                class_name="absolute inset-0 overflow-y-auto focus-visible:-outline-offset-2 max-[900px]:static",
            ),
            class_name="relative min-h-[352px] flex-1 max-[900px]:min-h-0",
        ),
        panel_foot(link("All activity", href=f"{routes.RETURNS}?view=all"), class_name="mt-auto"),
        class_name=_COLUMN,
    )


def panels_skeleton() -> rx.Component:
    """Stand for both panels at their own size."""
    top = rx.el.div(bone("h-3 w-32"), class_name="flex min-h-11 items-center border-b border-(--line) px-4")
    work = panel(top, rx.el.div(class_name="h-8 border-b border-(--line)"), skeleton_rows(8, columns=4))
    lines = rx.el.div(*[bone(f"h-2.5 {width}") for width in ("w-5/6", "w-2/3", "w-3/4") * 4],
                      class_name="grid gap-5 px-4 py-4")  # fmt: skip
    return rx.el.div(
        work,
        panel(top, lines),
        aria_busy="true",
        class_name="grid grid-cols-[minmax(0,1fr)_320px] gap-6 max-[1180px]:grid-cols-[minmax(0,1fr)_280px]"
        " max-[1180px]:gap-5 max-[900px]:grid-cols-[minmax(0,1fr)]",
    )


def _table() -> rx.Component:
    return rx.fragment(
        table(
            head_row(
                head("Return"),
                head("Customer"),
                head("Items", class_name=_ITEMS),
                head("Status"),
                head("In status", end=True),
            ),
            rx.foreach(_VIEW.work, _row),
            caption="What to do next, the most urgent first",
            widths=_WIDTHS,
            place="panel",
        ),
        row_keys(),
    )


def _row(one: rx.Var[ReturnRow]) -> rx.Component:
    name = rx.cond(one.customer, one.customer, "No customer yet")
    return row(
        cell(row_link(one.number, href=one.href, class_name=rx.cond(one.has_number, MONO, f"{MONO} {FAINT}"))),
        cell(rx.el.span(name, class_name=STRONG), " ", rx.el.span(one.country, class_name=FAINT), title=one.customer),
        cell(
            rx.cond(one.products, one.products, rx.el.span("Left to the customer", class_name=FAINT)), " ",
            rx.el.span(one.more, class_name=FAINT), title=one.products, class_name=_ITEMS,
        ),
        cell(status_badge(one.status)),
        cell(age(one.waits, late=one.late), end=True, title=one.entered),
        key=one.id,
    )  # fmt: skip


def _entry(one: rx.Var[FeedEntry]) -> rx.Component:
    return rx.el.li(
        rx.el.time(one.time, title=one.when, class_name=f"{SMALL} leading-[18px]! text-(--ink-3) tabular-nums"),
        rx.el.span(
            rx.el.span(one.what, class_name=STRONG),
            rx.cond(one.aside, rx.fragment(" ", one.aside)),
            rx.el.span(" · ", aria_hidden="true", class_name=FAINT),
            rx.el.a(rx.cond(one.customer, one.customer, one.number), href=one.href, class_name="underline-offset-3 hover:underline hover:text-(--ink)"),
            class_name=f"min-w-0 [overflow-wrap:anywhere] {MUTED}",
        ),
        key=one.key,
        data_fresh=rx.cond(Dashboard.news.contains(one.key), "true", "false"),
        class_name="grid grid-cols-[46px_minmax(0,1fr)] gap-2 px-4 py-[7px] leading-[18px] transition-colors duration-(--calm)"
        " data-[fresh=true]:bg-(--fresh)",
    )  # fmt: skip


def _all_clear() -> rx.Component:
    words = rx.cond(
        Dashboard.whose == MINE,
        "Nobody of yours is stuck, and nothing of yours waits for a decision.",
        "Nobody is stuck, and nothing waits for a decision.",
    )
    return rx.el.div(
        blank("circle-check", "All clear", words, rx.el.span(rx.el.a("See who we wait for", href=f"{routes.RETURNS}?view=waiting", class_name=LINK))),
        class_name="grid flex-1",
    )  # fmt: skip
