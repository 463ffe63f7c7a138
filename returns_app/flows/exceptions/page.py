"""The report of exceptions on screen: a period, its sums by rule, by agent and by cost, and the list."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk_frame import desk_frame
from returns_app.flows.exceptions.state import Exceptions
from returns_app.flows.loading import once_loaded
from returns_app.queries.exceptions import ExceptionRow, ShareView
from returns_app.ui.desk_buttons import button, link_button
from returns_app.ui.desk_fields import text_input
from returns_app.ui.desk_panels import note, panel, panel_aside, panel_head
from returns_app.ui.desk_shell import bar_title, page, page_head
from returns_app.ui.desk_states import blank, framed, skeleton_head, skeleton_panel, skeleton_rows
from returns_app.ui.desk_tables import cell, head, head_row, list_foot, row, row_link, table
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.row_keys import row_keys
from returns_app.ui.theme import FAINT, HIDE_NARROW, MONO, MUTED, SMALL, STRONG, sub

VIEW = Exceptions.view
_HIDE_SMALL = "max-[900px]:hidden"
_THREE = "grid grid-cols-3 items-start gap-6 max-[1180px]:gap-4 max-[900px]:grid-cols-1"


def exceptions_page() -> rx.Component:
    """Build the page."""
    return desk_frame(
        page(
            once_loaded(_report(), _skeleton(), of=Exceptions, name="The report", barred=_barred()),
            class_name="flex-1",
        ),
        here=routes.EXCEPTIONS,
        bar=bar_title("Exceptions"),
    )


def _report() -> rx.Component:
    lead = rx.fragment(VIEW.period, ". Rules that were set aside, and who did.")
    return rx.fragment(
        page_head("Exceptions", lead, actions=(_period(),)),
        rx.cond(VIEW.capped, note("The newest 20,000 are counted. Choose a shorter period.", symbol="info")),
        rx.cond(VIEW.count > 0, rx.fragment(_sums(), _list()), _none()),
        hotkey("o", press="older", typing=False),
        hotkey("p", press="newer", typing=False),
        row_keys(),
    )


def _period() -> rx.Component:
    def day(name: str, label: str, value: rx.Var[str]) -> rx.Component:
        box = text_input(
            name,
            key=value,
            value=value,
            type="date",
            size="sm",
            aria_label=label,
            class_name="w-[136px]!",
        )
        return rx.el.span(
            rx.el.span(label, class_name=f"{SMALL} {FAINT}"), box, class_name="flex items-center gap-1.5"
        )

    return rx.el.form(
        day("from", "From", VIEW.first),
        day("to", "to", VIEW.last),
        button("Show", size="sm", type="submit"),
        on_submit=Exceptions.show,
        class_name="flex flex-wrap items-center gap-2",
    )


def _sums() -> rx.Component:
    total = panel_aside(VIEW.count.to_string(), rx.cond(VIEW.cost, rx.fragment(", ", VIEW.cost)))
    return rx.el.div(
        panel(panel_head("By rule", total), _shares(VIEW.by_rule, "By rule")),
        panel(panel_head("By agent"), _shares(VIEW.by_agent, "By agent")),
        panel(panel_head("By cost of one return"), _shares(VIEW.by_cost, "By cost")),
        class_name=_THREE,
    )


def _shares(shares: rx.Var[list[ShareView]], label: str) -> rx.Component:
    return rx.el.ul(rx.foreach(shares, _share), aria_label=label, class_name="grid gap-0.5 p-2")


def _share(one: rx.Var[ShareView]) -> rx.Component:
    bar = rx.el.span(
        rx.el.i(
            class_name="block h-full rounded-(--radius-1) bg-(--accent) opacity-60",
            custom_attrs={"style": {"width": one.part.to_string() + "%"}},
        ),
        class_name="col-span-3 h-1 overflow-hidden rounded-(--radius-1) bg-(--sunken)",
        aria_hidden="true",
    )
    look = "grid grid-cols-[minmax(0,1fr)_auto_auto] items-baseline gap-x-3 gap-y-1 rounded-(--radius-control) px-2 py-1.5"
    inside = rx.fragment(
        rx.el.span(one.label, class_name="truncate"),
        rx.el.span(one.cost, class_name=f"{SMALL} {MUTED} tabular-nums"),
        rx.el.span(one.count, class_name=f"{STRONG} min-w-6 text-right tabular-nums"),
        bar,
    )
    link = rx.el.a(
        inside,
        href=one.href,
        aria_current=rx.cond(one.here, "true", "false"),
        class_name=f"{look} hover:bg-(--hover) aria-[current=true]:bg-(--accent-soft)"
        " aria-[current=true]:text-(--accent-ink) aria-[current=true]:[--ink-2:var(--accent-ink)]",
    )
    return rx.el.li(rx.cond(one.href != "", link, rx.el.div(inside, class_name=look)), key=one.key)


def _list() -> rx.Component:
    everything = rx.cond(
        VIEW.filtered != "",
        rx.fragment(
            panel_aside(VIEW.filtered),
            link_button("Show all", href=f"{routes.EXCEPTIONS}?from={VIEW.first}&to={VIEW.last}", tone="quiet", size="sm"),
        ),
    )  # fmt: skip
    return panel(
        panel_head("Returns", everything),
        rx.cond(
            VIEW.rows.length() > 0,
            table(
                head_row(
                    head("Return"),
                    head("Customer", class_name=_HIDE_SMALL),
                    head("Rule"),
                    head("Because"),
                    head("By", class_name=HIDE_NARROW),
                    head("Cost", end=True),
                    head("On", end=True, class_name=_HIDE_SMALL),
                ),
                rx.foreach(VIEW.rows, _row),
                caption="Exceptions of the period, the newest first",
                widths=("w-[140px]", f"w-[160px] {_HIDE_SMALL}", "w-[200px]", "", f"w-[140px] {HIDE_NARROW}", "w-[96px]", f"w-[108px] {_HIDE_SMALL}"),
                place="panel",
                roomy=True,
            ),
            blank("list-filter", "Nothing here", "No exception of this period is of this kind."),
        ),
        list_foot(
            VIEW.period, newer=Exceptions.newer, older=Exceptions.older,
            has_newer=VIEW.newer != "", has_older=VIEW.older != "",
        ),
        class_name="overflow-clip",
    )  # fmt: skip


def _row(one: rx.Var[ExceptionRow]) -> rx.Component:
    return row(
        cell(row_link(one.number, href=one.href, class_name=MONO)),
        cell(one.customer, title=one.customer, class_name=_HIDE_SMALL),
        cell(one.rule, sub(one.measured)),
        cell(one.reason, rx.cond(one.words, sub("“", one.words, "”", class_name=f"{FAINT} truncate")), title=one.words),
        cell(one.agent, title=one.agent, class_name=f"{MUTED} {HIDE_NARROW}"),
        cell(rx.cond(one.cost, one.cost, rx.el.span("Not known", class_name=FAINT)), end=True),
        cell(one.on, end=True, title=one.when, class_name=f"{MUTED} {_HIDE_SMALL}"),
        key=one.id,
        custom_attrs={"data-href": one.href},
    )  # fmt: skip


def _none() -> rx.Component:
    words = "Every return kept to its rules. An exception is made where a finding is allowed anyway."
    return framed(blank("circle-check", "No exceptions in this period", words))


def _barred() -> rx.Component:
    words = "Supervisors and admins read this report. Your own exceptions stand on their returns."
    return framed(blank("lock", "This report is not open to you", words, link_button("All returns", href=routes.RETURNS)))  # fmt: skip


def _skeleton() -> rx.Component:
    top = skeleton_head("Exceptions", width="w-48")
    three = rx.el.div(*[skeleton_panel(4) for _ in range(3)], class_name=_THREE)
    return rx.fragment(top, three, framed(skeleton_rows(6, columns=6)))
