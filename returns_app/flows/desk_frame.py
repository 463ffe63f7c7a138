"""The frame that every page of the desk shares: sidebar, top bar with the search, notices, palette, shortcuts."""

import reflex as rx

from returns_app import routes
from returns_app.flows.notices import done_toast, notices
from returns_app.flows.palette.commands import commands
from returns_app.flows.palette.state import Palette
from returns_app.flows.sidebar import (
    desk_sidebar,
    for_admins,
    for_supervisors,
    for_the_desk,
    for_the_warehouse,
    is_admin,
    is_desk,
    is_supervisor,
    is_warehouse,
)
from returns_app.settings import load
from returns_app.ui.connection import desk_connection
from returns_app.ui.desk_shell import (
    demo_note,
    keyboard_button,
    new_return_button,
    search_button,
    search_opener,
    shell,
    topbar,
)
from returns_app.ui.desk_shortcuts import ADMIN, DESK, SHEET, SUPERVISOR, WAREHOUSE, shortcut_sheet
from returns_app.ui.hotkeys import hotkey, key_hints_on_g
from returns_app.ui.palette import PALETTE, palette
from returns_app.ui.theme import Child


def desk_frame(
    *content: Child, here: str, bar: Child | None = None, primary: bool = False, new_return: bool = True
) -> rx.Component:
    """Frame a page of the desk. `here` is its place in the sidebar (a constant of `routes`).

    `bar` stands at the left of the top bar (crumbs) in the place of the search, which then moves to the right. `primary`
    makes "New return" the primary act of the page, where the page has none of its own. Put `SignedIn.load` first in the
    page's `on_load`.
    """
    acts = [demo_note()] if load().demo else []
    acts += [search_button()] if bar is not None else []
    acts += [keyboard_button()]
    acts += [for_the_desk(new_return_button(routes.NEW_RETURN, primary=primary))] if new_return else []
    return rx.fragment(
        shell(
            desk_sidebar(here),
            topbar(bar if bar is not None else search_opener(), actions=tuple(acts)),
            desk_connection(),
            *content,
        ),
        # Above the bars that stand at the end of most pages.
        rx.el.div(notices(errors_only=True), done_toast(), class_name="[&>[role=status]]:bottom-[76px]!"),
        palette(
            Palette.groups,
            *commands(),
            answered=Palette.answered,
            told=Palette.told,
            nothing=Palette.nothing,
            on_query=Palette.search,
        ),
        shortcut_sheet(
            {DESK: is_desk(), WAREHOUSE: is_warehouse(), SUPERVISOR: is_supervisor(), ADMIN: is_admin()}
        ),
        _keys(),
    )


def _keys() -> rx.Component:
    """Bind what works on every page; a page's own shortcut for the same key comes first."""
    return rx.fragment(
        hotkey("/", signal=PALETTE),
        hotkey("mod+k", signal=PALETTE),
        hotkey("?", signal=SHEET),
        hotkey("[", press="fold"),
        hotkey("g r", go=routes.RETURNS),
        hotkey("g i", go=routes.INBOX),
        for_the_desk(
            rx.fragment(
                hotkey("c", go=routes.NEW_RETURN, typing=False),
                hotkey("n", go=routes.NEW_RETURN, typing=False),
                hotkey("a", go=routes.next_to_authorize(), typing=False),
                hotkey("g d", go=routes.DESK),
                hotkey("g q", go=routes.QUEUE),
                hotkey("g m", go=routes.messages()),
                hotkey("g c", go=routes.CUSTOMERS),
            )
        ),
        for_the_warehouse(hotkey("g v", go=routes.RECEIVING)),
        for_supervisors(rx.fragment(hotkey("g x", go=routes.EXCEPTIONS), hotkey("g e", go=routes.MAILS))),
        for_admins(hotkey("g u", go=routes.AUDIT)),
        key_hints_on_g(),
    )
