"""Tables of the desk: 40 px rows, a sticky foot that says the range, no page numbers."""

from typing import Any, Literal

import reflex as rx

from returns_app.ui.desk_buttons import button
from returns_app.ui.icons import icon
from returns_app.ui.theme import Child, Flag, Text

_CELL = "truncate border-b border-(--line) px-2"
_EDGES = {
    "page": "[&_:is(th,td):first-child]:pl-6 [&_:is(th,td):last-child]:pr-6",
    "panel": "[&_:is(th,td):first-child]:pl-4 [&_:is(th,td):last-child]:pr-4 [&_tbody_tr:last-child_td]:border-b-0",
}
_HEAD = "h-8 border-b border-(--line) px-2 text-left text-(length:--text-xs) font-medium whitespace-nowrap text-(--ink-3)"


def table(
    head: rx.Component,
    *rows: Child,
    caption: Text,
    widths: tuple[str, ...],
    place: Literal["page", "panel"] = "page",
    roomy: bool = False,
    **props: Any,
) -> rx.Component:
    """Lay out rows; `widths` gives a class a column ("w-[140px]"), "" takes the rest. Roomy rows hold a second line."""
    columns = [rx.el.col(class_name=width) for width in widths]
    tall = "[&_td]:h-14 [&_td]:py-2 [&_td]:whitespace-normal" if roomy else "[&_td]:h-10"
    return rx.el.table(
        rx.el.caption(caption, class_name="sr-only"),
        rx.el.colgroup(*columns),
        rx.el.thead(head),
        rx.el.tbody(*rows),
        class_name=f"w-full table-fixed border-collapse {_EDGES[place]} {tall}",
        **props,
    )


def head_row(*cells: rx.Component) -> rx.Component:
    """Name the columns; cells come from `head` and `sort_head`."""
    return rx.el.tr(*cells)


def head(*words: Child, end: bool = False, class_name: str = "", **props: Any) -> rx.Component:
    """Name a column; numbers stand at the end. A column without a visible name gets `theme.hidden_text`."""
    return rx.el.th(
        *words, scope="col", class_name=f"{_HEAD} {'text-right!' if end else ''} {class_name}", **props
    )


def row(*cells: Child, fresh: Flag = False, **props: Any) -> rx.Component:
    """Be one row. `fresh` tints for a while what somebody else just changed. Give `key`; its first link opens it.

    A row whose `desk_selection.pick` is ticked is drawn as selected.
    """
    return rx.el.tr(
        *cells,
        data_fresh=rx.cond(fresh, "true", "false"),
        class_name="group/row hover:bg-(--canvas) data-[fresh=true]:motion-safe:animate-[tint_4s_var(--ease)]"
        " has-[[data-pick]:checked]:bg-(--accent-soft) has-[[data-pick]:checked]:[--ink-3:var(--ink-2)]"
        " has-[a[data-row]:focus-visible]:outline-2"
        " has-[a[data-row]:focus-visible]:-outline-offset-2 has-[a[data-row]:focus-visible]:outline-(--focus)",
        **props,
    )


def cell(*content: Child, end: bool = False, class_name: str = "", **props: Any) -> rx.Component:
    """Be one cell, cut with dots where it is too long; put the full words in `title`."""
    align = "text-right tabular-nums" if end else ""
    return rx.el.td(*content, class_name=f"{_CELL} {align} {class_name}", **props)


def row_link(*words: Child, href: Text, class_name: str = "", **props: Any) -> rx.Component:
    """Open the row's page; the whole row shows its focus, and J and K move between these links (`row_keys`)."""
    return rx.el.a(
        *words,
        href=href,
        data_row="",
        class_name=f"scroll-mt-24 scroll-mb-20 outline-none hover:underline underline-offset-3 {class_name}",
        **props,
    )


def list_foot(
    range_words: Text,
    *,
    newer: Any,
    older: Any,
    has_newer: Flag,
    has_older: Flag,
    over: Child | None = None,
    words: tuple[Text, Text] = ("Newer", "Older"),
) -> rx.Component:
    """Close a list with the range shown and the two ways on; `over` floats above it (the bulk bar).

    `words` name the two ways where a list is not in the order of time.
    """
    return rx.el.footer(
        over,
        rx.el.span(range_words, class_name="tabular-nums", aria_live="polite"),
        rx.el.span(class_name="ml-auto"),
        button(icon("chevron-left"), words[0], size="sm", hint="P", id="newer", disabled=~_var(has_newer), on_click=newer),
        button(words[1], icon("chevron-right"), size="sm", hint="O", id="older", disabled=~_var(has_older), on_click=older),
        class_name="sticky bottom-0 z-10 mt-auto flex min-h-12 items-center gap-3 border-t border-(--line) bg-(--surface)"
        " px-6 py-2 text-(--ink-2)",
    )  # fmt: skip


def views(*links: Child, end: Child | None = None) -> rx.Component:
    """Offer the views of a list over it; links come from `view`. `end` stands beside them, and never scrolls away."""
    return rx.el.div(
        rx.el.nav(
            *links,
            aria_label="Views of the list",
            class_name="flex min-w-0 flex-1 items-stretch gap-5 overflow-x-auto overflow-y-hidden pl-6 [scrollbar-width:thin]",
        ),
        rx.el.span(end, class_name="flex flex-none items-center gap-1 pr-6 pl-3 empty:hidden") if end is not None else None,
        class_name="flex h-11 flex-none border-b border-(--line)",
    )  # fmt: skip


def view_divider() -> rx.Component:
    """Part everybody's views from those that were kept."""
    return rx.el.span(class_name="my-3.5 w-px flex-none bg-(--line-strong)", aria_hidden="true")


def view(name: Text, *, href: Text, here: Flag) -> rx.Component:
    """Be one saved view."""
    return rx.el.a(
        name,
        href=href,
        aria_current=rx.cond(here, "true", "false"),
        class_name="flex max-w-[220px] flex-none items-center gap-1.5 border-y-2 border-transparent font-medium whitespace-nowrap text-(--ink-2)"
        " hover:text-(--ink) focus-visible:-outline-offset-2 aria-[current=true]:border-b-(--accent) aria-[current=true]:text-(--ink)",
    )  # fmt: skip


def newer_bar(words: Text, *, shown: Flag, on_click: Any) -> rx.Component:
    """Say over a list that something waits to come into it; a press brings it. The rows themselves stay where they are."""
    offer = button(
        words,
        icon("arrow-up", size=14),
        size="sm",
        hint=".",
        id="show-newer",
        on_click=on_click,
        class_name="shadow-(--shadow-2)",
    )
    return rx.el.div(
        rx.cond(shown, offer),
        role="status",
        class_name="pointer-events-none sticky top-2 z-10 flex h-0 justify-center [&>*]:pointer-events-auto [&>*]:mt-1",
    )  # fmt: skip


def filters(*parts: Child) -> rx.Component:
    """Hold the list's search and its filters."""
    look = "flex flex-none flex-wrap items-center gap-2 px-6 py-3"
    return rx.el.div(*parts, role="search", class_name=look)


def list_frame(*children: Child) -> rx.Component:
    """Hold a list and its foot, down to the window's end."""
    return rx.el.div(*children, class_name="flex flex-1 flex-col")


def _var(flag: Flag) -> rx.Var[bool]:
    return flag if isinstance(flag, rx.Var) else rx.Var.create(flag)
