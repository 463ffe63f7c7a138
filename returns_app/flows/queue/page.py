"""The work queue on screen: how many wait, the oldest, who has what, and the next."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk_frame import desk_frame
from returns_app.flows.loading import once_loaded
from returns_app.flows.queue.state import QueuePage
from returns_app.flows.work_queue import WorkQueue
from returns_app.queries.work_queue import QueueRow
from returns_app.ui.desk_buttons import button, link_button
from returns_app.ui.desk_fields import checkbox
from returns_app.ui.desk_panels import fact_strip, panel, strip_fact
from returns_app.ui.desk_shell import bar_title, page, page_head
from returns_app.ui.desk_states import age, blank, framed, skeleton_head, skeleton_rows
from returns_app.ui.desk_tables import cell, head, head_row, row, row_link, table
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.icons import icon
from returns_app.ui.row_keys import row_keys
from returns_app.ui.theme import FAINT, HIDE_NARROW, MONO, MUTED, SMALL, STRONG

VIEW = QueuePage.view
_HIDE_SMALL = "max-[900px]:hidden"


def queue_page() -> rx.Component:
    """Build the page."""
    return desk_frame(
        page(
            once_loaded(_queue(), _skeleton(), of=QueuePage, name="The queue", barred=_barred()),
            class_name="flex-1",
        ),
        here=routes.QUEUE,
        bar=bar_title("Work queue"),
    )


def _queue() -> rx.Component:
    goes_on = checkbox(
        "goes_on",
        label="Open the next one after each decision",
        checked=WorkQueue.goes_on,
        on_change=WorkQueue.go_on,
    )
    take = button(
        icon("stamp"),
        "Next to authorize",
        tone="primary",
        hint="A",
        id="take-next",
        on_click=QueuePage.take,
        disabled=VIEW.free == 0,
    )
    lead = "Each return is held for one agent, and free again after a quarter of an hour without a decision."
    return rx.fragment(
        page_head("Returns to authorize", lead, actions=(goes_on, take)),
        rx.cond(
            VIEW.waiting > 0,
            rx.fragment(_counts(), _list()),
            framed(blank("stamp", "Nothing to authorize", "Every request has been decided.", _all_returns())),
        ),
        hotkey("a", press="take-next", typing=False),
        hotkey("enter", press="take-next"),
        row_keys(),
    )


def _counts() -> rx.Component:
    return fact_strip(
        strip_fact("Waiting", VIEW.count),
        strip_fact("The oldest", rx.el.span(VIEW.oldest, title=VIEW.oldest_since)),
        strip_fact("Assigned to you", VIEW.mine),
    )


def _list() -> rx.Component:
    more = rx.el.p(
        "The fifty that have waited longest. ",
        rx.el.a("All of them", href=f"{routes.RETURNS}?view=authorize", class_name="underline underline-offset-3"),
        class_name=f"px-4 py-3 {MUTED}",
    )  # fmt: skip
    return panel(
        table(
            head_row(
                head("Return"),
                head("Customer"),
                head("Order", class_name=HIDE_NARROW),
                head("Return type", class_name=_HIDE_SMALL),
                head("Assigned to", class_name=HIDE_NARROW),
                head("Held by"),
                head("Waiting", end=True),
            ),
            rx.foreach(VIEW.rows, _row),
            caption="Returns that wait for a decision, the longest waiting first",
            widths=("w-[132px]", "", f"w-[120px] {HIDE_NARROW}", f"w-[180px] {_HIDE_SMALL}", f"w-[140px] {HIDE_NARROW}", "w-[200px]", "w-[84px]"),
            place="panel",
        ),
        rx.cond(VIEW.beyond, more),
    )  # fmt: skip


def _row(one: rx.Var[QueueRow]) -> rx.Component:
    return row(
        cell(row_link(one.number, href=one.href, class_name=MONO)),
        cell(rx.el.span(one.customer, class_name=STRONG), " ", rx.el.span(one.country, class_name=FAINT), title=one.customer),
        cell(one.order, class_name=f"{MONO} {FAINT} {HIDE_NARROW}"),
        cell(one.return_type, title=one.return_type, class_name=f"{MUTED} {_HIDE_SMALL}"),
        cell(rx.cond(one.assigned, one.assigned, rx.el.span("Nobody", class_name=FAINT)), class_name=HIDE_NARROW),
        cell(_holder(one), title=one.holder),
        cell(age(one.age, late=one.late), end=True, title=one.since),
        key=one.id,
        custom_attrs={"data-href": one.href},
    )  # fmt: skip


def _holder(one: rx.Var[QueueRow]) -> rx.Component:
    held = rx.el.span(
        icon("lock", size=14), one.holder, class_name=f"inline-flex items-center gap-1.5 {SMALL} {MUTED}"
    )
    return rx.cond(one.holder, held, rx.el.span("Free", class_name=f"{SMALL} {FAINT}"))


def _all_returns() -> rx.Component:
    return link_button("All returns", href=routes.RETURNS)


def _barred() -> rx.Component:
    words = "Agents authorize returns. What comes in to be received is under Receiving."
    return framed(blank("lock", "This queue is the agents’", words, link_button("Receiving", href=routes.RECEIVING)))  # fmt: skip


def _skeleton() -> rx.Component:
    top = skeleton_head("Work queue", width="w-56")
    return rx.fragment(top, framed(skeleton_rows(8, columns=6)))
