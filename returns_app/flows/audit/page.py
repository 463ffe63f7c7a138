"""The audit on screen: what it is narrowed to, and the list."""

import reflex as rx

from returns_app import routes
from returns_app.flows.audit.state import Audit
from returns_app.flows.desk_frame import desk_frame
from returns_app.flows.loading import once_loaded
from returns_app.queries.audit import AuditRow, ChoiceView
from returns_app.ui.desk_buttons import button, link_button
from returns_app.ui.desk_fields import option, select, text_input
from returns_app.ui.desk_panels import panel
from returns_app.ui.desk_shell import bar_title, page, page_head
from returns_app.ui.desk_states import blank, bone, framed, skeleton_head, skeleton_rows
from returns_app.ui.desk_tables import cell, head, head_row, list_foot, row, row_link, table
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.row_keys import row_keys
from returns_app.ui.theme import FAINT, HIDE_NARROW, MONO, MUTED, SMALL, STRONG, sub

VIEW = Audit.view
_HIDE_SMALL = "max-[900px]:hidden"
_SMALL_ONLY = "min-[901px]:hidden"
_HIDE_TINY = "max-[600px]:hidden"
_TINY_ONLY = "min-[601px]:hidden"


def audit_screen() -> rx.Component:
    """Build the page."""
    return desk_frame(
        page(
            once_loaded(_audit(), _skeleton(), of=Audit, name="The audit", barred=_barred()),
            class_name="flex-1",
        ),
        here=routes.AUDIT,
        bar=bar_title("Audit"),
    )


def _audit() -> rx.Component:
    return rx.fragment(
        page_head("Audit", "Who did what to whom, the newest first. Nobody can change or delete an entry."),
        _filters(),
        rx.cond(VIEW.rows.length() > 0, _list(), rx.cond(VIEW.narrowed, _nothing(), _none())),
        hotkey("o", press="older", typing=False),
        hotkey("p", press="newer", typing=False),
        row_keys(),
    )


def _filters() -> rx.Component:
    """Every field by itself, so that it shows again what the address says."""
    return rx.el.form(
        _choice("who", "Person", "Everybody", VIEW.who, VIEW.people),
        _choice("what", "Deed", "Every deed", VIEW.what, VIEW.deeds),
        _labelled(
            "Return, customer or user",
            "about",
            text_input(
                "about",
                key=VIEW.about,
                value=VIEW.about,
                size="sm",
                max_length=60,
                placeholder="Number or e-mail",
                class_name="w-[200px]! max-[900px]:w-full!",
            ),
            class_name="max-[600px]:col-span-2",
        ),
        _day("from", "From", VIEW.first),
        _day("to", "To", VIEW.last),
        rx.el.div(
            button("Show", size="sm", type="submit"),
            rx.cond(VIEW.narrowed, link_button("Show all", href=routes.AUDIT, tone="quiet", size="sm")),
            class_name="flex items-center gap-2",
        ),
        on_submit=Audit.show,
        class_name="flex flex-wrap items-end gap-x-3 gap-y-2 max-[900px]:grid max-[900px]:grid-cols-3"
        " max-[600px]:grid-cols-2",
    )


def _choice(
    name: str, label: str, all_words: str, value: rx.Var[str], choices: rx.Var[list[ChoiceView]]
) -> rx.Component:
    return _labelled(
        label,
        name,
        select(
            name,
            option(all_words, ""),
            rx.foreach(choices, lambda one: option(one.label, one.value, key=one.value)),
            # The choices come with the value: a new key lets the browser choose again.
            key=value.to(str) + choices.length().to_string(),
            value=value,
            size="sm",
            class_name="w-[184px] max-[900px]:w-full",
        ),
    )


def _day(name: str, label: str, value: rx.Var[str]) -> rx.Component:
    box = text_input(
        name, key=value, value=value, type="date", size="sm", class_name="w-[136px]! max-[900px]:w-full!"
    )
    return _labelled(label, name, box)


def _labelled(label: str, name: str, box: rx.Component, *, class_name: str = "") -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name=f"{SMALL} {MUTED}"),
        box,
        class_name=f"grid min-w-0 gap-1 {class_name}",
    )


def _list() -> rx.Component:
    return panel(
        table(
            head_row(
                head("When"),
                head("Who", class_name=_HIDE_SMALL),
                head("Did what"),
                head("To whom", class_name=_HIDE_TINY),
                head("Network", class_name=HIDE_NARROW),
            ),
            rx.foreach(VIEW.rows, _row),
            caption="Entries of the audit, the newest first",
            widths=("w-[132px] max-[900px]:w-[120px]", f"w-[200px] {_HIDE_SMALL}", "", f"w-[184px] max-[900px]:w-[160px] {_HIDE_TINY}", f"w-[184px] {HIDE_NARROW}"),
            place="panel",
            roomy=True,
        ),
        list_foot(
            "", newer=Audit.newer, older=Audit.older, has_newer=VIEW.newer != "", has_older=VIEW.older != ""
        ),
        class_name="overflow-clip",
    )  # fmt: skip


def _row(one: rx.Var[AuditRow]) -> rx.Component:
    return row(
        cell(one.day, sub(one.clock, class_name=f"{MUTED} tabular-nums"), title=one.at),
        cell(one.who, title=one.who, class_name=_HIDE_SMALL),
        cell(
            rx.el.span(
                one.what, class_name=rx.cond(one.refused, f"{STRONG} text-(--urgent-ink)", "")
            ),
            rx.cond(one.facts, sub(one.facts, class_name=f"{FAINT} truncate")),
            sub(one.who, class_name=f"{MUTED} truncate {_SMALL_ONLY}"),
            rx.cond(one.about, sub("To: ", one.about, class_name=f"{MUTED} truncate {_TINY_ONLY}")),
            title=one.what,
        ),
        cell(
            rx.cond(
                one.href,
                row_link(one.about, href=one.href, class_name=MONO),
                rx.el.span(one.about, class_name=MUTED),
            ),
            title=one.about,
            class_name=_HIDE_TINY,
        ),
        cell(one.network, class_name=f"{MONO} {MUTED} {HIDE_NARROW}"),
        key=one.id,
        custom_attrs={"data-href": one.href},
    )  # fmt: skip


def _none() -> rx.Component:
    words = "Whatever staff do from now on is noted here: signing in, every change of a return or customer, every file."
    return framed(blank("scroll-text", "Nothing has been done yet", words))


def _nothing() -> rx.Component:
    words = rx.cond(
        VIEW.unknown,
        "There is no return, customer or user of this number or address.",
        "No entry fits all of this. Widen the days, or take a filter off.",
    )
    return framed(blank("list-filter", "Nothing here", words, link_button("Show all", href=routes.AUDIT)))


def _barred() -> rx.Component:
    words = "Admins read the audit. What was done to a return stands in its own timeline."
    return framed(blank("lock", "The audit is not open to you", words, link_button("All returns", href=routes.RETURNS)))  # fmt: skip


def _skeleton() -> rx.Component:
    top = skeleton_head("Audit", width="w-32")
    return rx.fragment(top, bone("h-8 w-full"), framed(skeleton_rows(8, columns=5)))
