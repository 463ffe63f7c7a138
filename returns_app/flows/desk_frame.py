"""The frame that every page of the desk shares: sidebar with the pages that exist, top bar, notices, shortcuts."""

import reflex as rx

from returns_app import routes
from returns_app.domain.actors import Role
from returns_app.flows.notices import done_toast, notices
from returns_app.flows.signed_in import SignedIn
from returns_app.settings import load
from returns_app.ui.connection import desk_connection
from returns_app.ui.desk_account import account_menu
from returns_app.ui.desk_shell import (
    demo_note,
    nav,
    nav_item,
    new_return_button,
    shell,
    sidebar,
    sidebar_foot,
    topbar,
)
from returns_app.ui.hotkeys import hotkey, key_hints_on_g
from returns_app.ui.icons import icon
from returns_app.ui.theme import Child


def desk_frame(
    *content: Child, here: str, bar: Child | None = None, primary: bool = False, new_return: bool = True
) -> rx.Component:
    """Frame a page of the desk. `here` is its place in the sidebar (a constant of `routes`).

    `bar` stands at the left of the top bar (crumbs, a search). `primary` makes "New return" the primary act of the
    page, where the page has none of its own. Put `SignedIn.load` first in the page's `on_load`.
    """
    acts = [demo_note()] if load().demo else []
    acts += [_for_the_desk(new_return_button(routes.NEW_RETURN, primary=primary))] if new_return else []
    return rx.fragment(
        shell(
            _sidebar(here),
            topbar(*([bar] if bar is not None else []), actions=tuple(acts)),
            desk_connection(),
            *content,
        ),
        # Above the bars that stand at the end of most pages.
        rx.el.div(notices(errors_only=True), done_toast(), class_name="[&>[role=status]]:bottom-[76px]!"),
        _keys(),
    )


def _for_the_desk(part: rx.Component) -> rx.Component:
    """Leave out what an operator may not do anyway."""
    return rx.cond(SignedIn.role == Role.OPERATOR.value, rx.fragment(), part)


def _sidebar(here: str) -> rx.Component:
    merchant = load().merchant_name
    return sidebar(
        nav(
            nav_item(icon("undo-2"), "Returns", href=routes.RETURNS, here=here == routes.RETURNS, keys="G R"),
            _for_the_desk(
                nav_item(
                    icon("plus"),
                    "New return",
                    href=routes.NEW_RETURN,
                    here=here == routes.NEW_RETURN,
                    keys="N",
                )
            ),
            nav_item(icon("inbox"), "Inbox", href=routes.INBOX, here=here == routes.INBOX, keys="G I"),
            label="Pages",
        ),
        merchant=merchant,
        home=routes.RETURNS,
        foot=sidebar_foot(
            account_menu(SignedIn.name, role=SignedIn.role.capitalize(), initials=SignedIn.initials)
        ),
    )


def _keys() -> rx.Component:
    return rx.fragment(
        hotkey("g r", go=routes.RETURNS),
        hotkey("g i", go=routes.INBOX),
        _for_the_desk(hotkey("n", go=routes.NEW_RETURN, typing=False)),
        key_hints_on_g(),
    )
