"""How an export is asked for, and the card that says how far it is."""

import reflex as rx

from returns_app.flows.desk.export_state import Exports
from returns_app.queries.exports import ExportCard
from returns_app.ui.desk_buttons import file_button, icon_button
from returns_app.ui.desk_menu import menu, menu_item
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, SMALL, STRONG

_CARDS = (
    "fixed right-6 bottom-16 z-20 in-[:has([data-bulk])]:bottom-28 grid w-[320px] max-w-[calc(100vw-32px)] divide-y divide-(--line) rounded-(--radius-2) border"
    " border-(--line-strong) bg-(--raised) shadow-(--shadow-2) empty:hidden motion-safe:animate-[arrive_var(--calm)_var(--ease)]"
)

_OPENER = (
    "inline-flex h-7 items-center gap-1.5 rounded-(--radius-control) px-2.5 font-medium text-(--ink-2) hover:bg-(--hover)"
    " hover:text-(--ink)"
)


def export_menu() -> rx.Component:
    """Offer the whole list as a file."""
    return menu(
        menu_item(icon("file-text"), "CSV", on_click=Exports.ask("csv", Exports.next_id)),
        menu_item(icon("file-spreadsheet"), "Excel (XLSX)", on_click=Exports.ask("xlsx", Exports.next_id)),
        label="Export",
        opener=rx.fragment(icon("download"), "Export"),
        opener_class=_OPENER,
    )


def export_cards() -> rx.Component:
    """Show the newest exports in the corner, until they are put away."""
    return rx.el.section(
        rx.cond(
            Exports.cards.length() > 0,
            rx.el.div(rx.foreach(Exports.cards, _card), class_name=_CARDS),
        ),
        aria_label="Exports",
    )


def _card(one: rx.Var[ExportCard]) -> rx.Component:
    return rx.el.div(
        rx.match(
            one.look,
            ("done", icon("check", class_name="text-(--done-ink)")),
            ("failed", icon("triangle-alert", class_name="text-(--urgent-ink)")),
            icon("download", class_name=FAINT),
        ),
        rx.el.div(
            rx.el.p(_title(one), class_name=f"{STRONG} truncate"),
            rx.el.p(one.words, role="status", class_name=f"{SMALL} text-(--ink-2) tabular-nums"),
            rx.cond((one.look == "running") | (one.look == "waiting"), _bar(one)),
            class_name="grid min-w-0 flex-1 gap-0.5",
        ),
        rx.cond(one.look == "done", file_button("Download", href=one.href, size="sm", download=True)),
        icon_button(
            icon("x"),
            label=rx.cond(one.look == "done", "Delete this export", rx.cond(one.look == "failed", "Put away", "Cancel this export")),
            size="sm",
            on_click=Exports.drop(one.id),
        ),
        key=one.id,
        data_export=one.look,
        class_name="flex items-center gap-2.5 py-2.5 pr-2 pl-3",
    )  # fmt: skip


def _title(one: rx.Var[ExportCard]) -> rx.Component:
    return rx.match(
        one.look,
        ("done", rx.fragment(one.name, " is ready")),
        ("failed", rx.fragment(one.name, " failed")),
        rx.fragment("Exporting to ", one.name),
    )


def _bar(one: rx.Var[ExportCard]) -> rx.Component:
    return rx.el.progress(
        value=one.percent,
        max=100,
        aria_label="Progress",
        class_name="mt-1 h-1 w-full appearance-none overflow-hidden rounded-(--radius-1) bg-(--sunken) [&::-webkit-progress-bar]:bg-(--sunken)"
        " [&::-webkit-progress-value]:bg-(--accent) [&::-webkit-progress-value]:transition-[width] [&::-moz-progress-bar]:bg-(--accent)",
    )
