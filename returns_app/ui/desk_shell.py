"""The frame of every desk page: sidebar (a rail below 1180 px), top bar, crumbs, page head, sticky action bar."""

from typing import Any

import reflex as rx

from returns_app.ui.desk_buttons import button, icon_button, key, link_button
from returns_app.ui.icons import brand_mark, icon
from returns_app.ui.theme import FAINT, H1, MUTED, SMALL, STRONG, TRUNCATE, Child, Flag, Text, anchor

# Shown in the open sidebar only: gone in a narrow window and when folded by hand.
_OPEN_ONLY = "max-[1180px]:hidden in-data-rail:hidden"
_ITEM = (
    "group/nav flex h-[30px] items-center gap-2.5 rounded-(--radius-control) px-2 font-medium text-(--ink-2)"
    " transition-colors duration-(--fast) ease-(--ease) hover:bg-(--hover) hover:text-(--ink)"
    " aria-[current=page]:bg-(--press) aria-[current=page]:text-(--ink)"
    " aria-[current=page]:[&>svg]:text-(--accent)"
    " max-[1180px]:justify-center max-[1180px]:px-0 in-data-rail:justify-center in-data-rail:px-0"
)
_NAV_KEYS = f"ml-auto hidden gap-0.5 group-hover/nav:flex group-focus-visible/nav:flex in-data-hints:flex {_OPEN_ONLY}"
_COUNT = (
    "ml-auto text-(length:--text-xs) text-(--ink-3) tabular-nums group-aria-[current=page]/nav:text-(--ink-2)"
    f" group-hover/nav:hidden {_OPEN_ONLY}"
)


def shell(sidebar: rx.Component, *content: Child) -> rx.Component:
    """Lay out a desk page: the sidebar, then a column of top bar, page and action bar."""
    return rx.el.div(
        anchor(
            "Skip to the page",
            href="#page",
            class_name="absolute top-2 left-2 z-50 -translate-y-16 rounded-(--radius-control) bg-(--surface) px-3 py-1"
            " focus:translate-y-0",
        ),
        sidebar,
        rx.el.main(*content, id="page", tab_index=-1, class_name="flex min-h-screen min-w-0 flex-col"),
        class_name="grid min-h-screen grid-cols-[var(--sidebar)_minmax(0,1fr)]",
    )


def sidebar(*groups: rx.Component, merchant: Text, home: str, foot: rx.Component) -> rx.Component:
    """Hold the navigation; groups come from `nav`, `foot` from `sidebar_foot`."""
    return rx.el.aside(
        rx.el.a(
            brand_mark(),
            rx.el.span(merchant, class_name=f"truncate {_OPEN_ONLY}"),
            href=home,
            aria_label=merchant,
            class_name="flex h-7 flex-none items-center gap-2.5 px-2 font-semibold tracking-[-0.01em]"
            " max-[1180px]:justify-center max-[1180px]:px-0 in-data-rail:justify-center in-data-rail:px-0",
        ),
        *groups,
        foot,
        aria_label="Main",
        class_name="sticky top-0 flex h-screen flex-col gap-4 overflow-y-auto border-r border-(--line) bg-(--canvas) px-2 py-3",
    )


def nav(*items: rx.Component, label: str, title: str = "") -> rx.Component:
    """Group places of the sidebar. A titled group (saved views) shows in the open sidebar only."""
    heading = rx.el.p(title, class_name=f"px-2 pb-1 {SMALL} {FAINT}") if title else None
    return rx.el.nav(
        heading, *items, aria_label=label, class_name=f"grid gap-0.5 {_OPEN_ONLY if title else ''}"
    )


def nav_item(
    symbol: rx.Component,
    label: Text,
    *,
    href: Text,
    here: Flag = False,
    keys: str = "",
    count: Text | None = None,
) -> rx.Component:
    """Be one place: `nav_item(icon("undo-2"), "Returns", href=routes.RETURNS, here=True, keys="G R", count=State.n)`.

    An empty `count` shows nothing.
    """
    return rx.el.a(
        symbol,
        rx.el.span(label, class_name=f"truncate {_OPEN_ONLY}"),
        rx.el.span(count, class_name=_COUNT) if count is not None else None,
        rx.el.span(*[key(name) for name in keys.split()], class_name=_NAV_KEYS, aria_hidden="true")
        if keys
        else None,
        href=href,
        title=label,
        aria_current=rx.cond(here, "page", "false"),
        class_name=_ITEM,
    )


def sidebar_foot(*items: rx.Component) -> rx.Component:
    """Stand at the sidebar's end: settings, folding, the account."""
    return rx.el.div(*items, class_name="mt-auto grid gap-0.5")


def topbar(*left: Child, actions: tuple[Child, ...] = ()) -> rx.Component:
    """Stay at the top of the page: crumbs or the search at the left, acts at the right."""
    return rx.el.header(
        *left,
        rx.el.div(*actions, class_name="ml-auto flex flex-none items-center gap-3 max-[560px]:gap-1.5"),
        # On a phone there is no room for hints, nor a keyboard to use them with.
        class_name="sticky top-0 z-20 flex h-(--topbar) flex-none items-center gap-3 border-b border-(--line)"
        " bg-(--surface) px-6 max-[1180px]:px-5 max-[560px]:px-3 max-[560px]:[&_kbd]:hidden",
    )


def search_opener(
    words: str = "Search returns, customers, orders", *, hint: str = "/", **props: Any
) -> rx.Component:
    """Look like a search field in the top bar; a press opens the palette. On a phone the first word is enough."""
    first, space, more = words.partition(" ")
    return rx.el.button(
        icon("search"),
        rx.el.span(
            first, rx.el.span(space, more, class_name="max-[560px]:hidden"), class_name="min-w-0 truncate"
        ),
        rx.el.span(key(hint), class_name="ml-auto flex", aria_hidden="true"),
        type="button",
        data_open="palette",
        class_name="flex h-8 w-[440px] min-w-0 max-w-[44vw] items-center gap-2 rounded-(--radius-control) border border-transparent"
        " bg-(--sunken) pr-2 pl-2.5 text-left text-(--ink-3) hover:border-(--line-strong)",
        **props,
    )  # fmt: skip


def search_button(*, hint: str = "/") -> rx.Component:
    """Open the palette from a top bar that has crumbs at its left."""
    return button(icon("search"), "Search", tone="quiet", hint=hint, data_open="palette")


def keyboard_button() -> rx.Component:
    """Open the sheet of shortcuts."""
    return icon_button(
        icon("keyboard"),
        label="Keyboard shortcuts (?)",
        data_open="shortcuts",
        class_name="max-[560px]:hidden",
    )


def crumbs(*parts: Child, aside: Child | None = None) -> rx.Component:
    """Say where this page is; parts come from `crumb`, the last from `crumb_here`. `aside` follows, small."""
    trail: list[Child] = []
    for part in parts:
        if trail:
            trail.append(icon("chevron-right", size=14))
        trail.append(part)
    after = rx.el.span(aside, class_name=f"{SMALL} {FAINT} whitespace-nowrap") if aside is not None else None
    return rx.el.nav(
        *trail, after, aria_label="Breadcrumb", class_name=f"flex min-w-0 items-center gap-2 {FAINT}"
    )


def crumb(label: Text, *, href: Text) -> rx.Component:
    """Lead back to a page above."""
    return rx.el.a(label, href=href, class_name="whitespace-nowrap hover:text-(--ink)")


def crumb_here(*label: Child, class_name: str = "") -> rx.Component:
    """Name the page itself."""
    return rx.el.strong(*label, aria_current="page", class_name=f"{TRUNCATE} {STRONG} {class_name}")


def bar_title(title: str) -> rx.Component:
    """Name a page in the top bar that stands below no other."""
    return rx.el.span(title, class_name=f"{STRONG} text-(length:--text-md)")


def page(*children: Child, class_name: str = "") -> rx.Component:
    """Hold the content of an ordinary desk page, 24 px from every edge."""
    look = "grid grid-cols-[minmax(0,1fr)] content-start gap-6 p-6 max-[1180px]:px-5 max-[1180px]:pt-5 max-[1180px]:pb-12"
    return rx.el.div(*children, class_name=f"{look} {class_name}")


def page_title(title: Child, lead: Child | None = None, *, id: str = "title") -> rx.Component:
    """Head the page, once; takes focus from code when a step changes (`rx.set_focus(id)`)."""
    below = rx.el.p(lead, class_name=MUTED) if lead is not None else None
    heading = rx.el.h1(title, id=id, tab_index=-1, class_name=H1)
    return rx.el.div(heading, below, class_name="grid min-w-0 gap-0.5")


def page_head(title: Child, lead: Child | None = None, *, actions: tuple[Child, ...] = ()) -> rx.Component:
    """Head the page with its acts at the right."""
    return rx.el.div(
        page_title(title, lead),
        rx.el.div(*actions, class_name="ml-auto flex flex-none items-center gap-2"),
        class_name="flex min-h-8 items-start gap-4",
    )


def action_bar(*children: Child, class_name: str = "") -> rx.Component:
    """Stay at the bottom of the page with its acts; put `push()` before those that stand at the right."""
    look = "sticky bottom-0 z-15 mt-auto flex min-h-14 flex-wrap items-center gap-2 border-t border-(--line) bg-(--surface)"
    return rx.el.footer(*children, class_name=f"{look} px-6 py-2 max-[1180px]:px-5 {class_name}")


def demo_note() -> rx.Component:
    """Say on every page that this is a demo."""
    return rx.el.span(
        "Demo",
        rx.el.span(": no mail leaves this system", class_name="max-[900px]:hidden"),
        class_name="inline-flex h-5.5 items-center rounded-(--radius-1) border border-(--line-strong) px-2"
        f" text-(length:--text-xs) whitespace-nowrap {MUTED}",
        data_demo_note="",
    )


def new_return_button(href: str, *, primary: bool = False) -> rx.Component:
    """Start a new return; secondary where the page has a primary act of its own."""
    return link_button(
        icon("plus"),
        "New return",
        href=href,
        tone="primary" if primary else "plain",
        hint="C",
        id="new-return",
    )
