"""The sidebar of the desk: the places that one's role may go to, the saved views, folding and the account."""

import reflex as rx

from returns_app import routes
from returns_app.domain.actors import Role
from returns_app.flows.inbox.reader import OPEN_TO_ALL
from returns_app.flows.sidebar_state import Sidebar
from returns_app.flows.signed_in import SignedIn
from returns_app.queries.saved_views import SavedViewRow
from returns_app.settings import load
from returns_app.ui.desk_account import account_menu, fold_button
from returns_app.ui.desk_shell import nav, nav_item, sidebar, sidebar_foot
from returns_app.ui.icons import icon


def desk_sidebar(here: str) -> rx.Component:
    """Draw the sidebar; `here` is the place that the page belongs to."""
    return sidebar(
        _once_the_role_is_known(_places(here), here),
        rx.cond(Sidebar.views.length() > 0, _views()),
        merchant=load().merchant_name,
        home=routes.DESK,
        foot=sidebar_foot(
            fold_button(),
            rx.el.div(
                account_menu(SignedIn.name, role=SignedIn.role.capitalize(), initials=SignedIn.initials),
                class_name=_shown_once_known(),
            ),
        ),
    )


def is_desk() -> rx.Var[bool]:
    """Whether the one on screen makes and authorizes returns; so it seems, too, until the role is known."""
    return SignedIn.role != Role.OPERATOR.value  # type: ignore[return-value]


def is_supervisor() -> rx.Var[bool]:
    """Whether the one on screen is a supervisor or an admin."""
    return (SignedIn.role == Role.SUPERVISOR.value) | (SignedIn.role == Role.ADMIN.value)  # type: ignore[return-value]


def is_admin() -> rx.Var[bool]:
    """Whether the one on screen is an admin."""
    return SignedIn.role == Role.ADMIN.value  # type: ignore[return-value]


def is_warehouse() -> rx.Var[bool]:
    """Whether the one on screen receives parcels."""
    return is_supervisor() | (SignedIn.role == Role.OPERATOR.value)  # type: ignore[return-value]


def for_the_desk(part: rx.Component) -> rx.Component:
    """Leave out what an operator may not do anyway."""
    return rx.cond(is_desk(), part, rx.fragment())


def for_supervisors(part: rx.Component) -> rx.Component:
    """Leave out what only supervisors and admins may do."""
    return rx.cond(is_supervisor(), part, rx.fragment())


def for_admins(part: rx.Component) -> rx.Component:
    """Leave out what only admins may do."""
    return rx.cond(is_admin(), part, rx.fragment())


def for_the_warehouse(part: rx.Component) -> rx.Component:
    """Leave out what only those who receive parcels may do."""
    return rx.cond(is_warehouse(), part, rx.fragment())


def _once_the_role_is_known(places: rx.Component, here: str) -> rx.Component:
    """Nobody is shown a place that is not theirs, not even for a moment; the room is kept."""
    if here == routes.INBOX and OPEN_TO_ALL:
        # Whoever looks at the inbox of a demonstration without signing in finds the way from it, too.
        return places
    return rx.el.div(places, class_name=_shown_once_known())


def _shown_once_known() -> rx.Var[str]:
    return rx.cond(SignedIn.role == "", "invisible", "")


def _places(here: str) -> rx.Component:
    def place(symbol: str, name: str, href: str, keys: str, count: rx.Var[str] | None = None) -> rx.Component:
        return nav_item(icon(symbol), name, href=href, here=here == href, keys=keys, count=count)

    inbox = place("inbox", "Inbox", routes.INBOX, "G I")
    return nav(
        for_the_desk(place("layout-dashboard", "Dashboard", routes.DESK, "G D")),
        place("undo-2", "Returns", routes.RETURNS, "G R"),
        for_the_desk(place("list-checks", "Work queue", routes.QUEUE, "G Q", Sidebar.queue)),
        for_the_desk(place("message-square", "Messages", routes.messages(), "G M", Sidebar.messages)),
        for_the_warehouse(place("package-open", "Receiving", routes.RECEIVING, "G V")),
        for_the_desk(place("users-round", "Customers", routes.CUSTOMERS, "G C")),
        for_supervisors(place("triangle-alert", "Exceptions", routes.EXCEPTIONS, "G X")),
        for_admins(place("scroll-text", "Audit", routes.AUDIT, "G U")),
        inbox if OPEN_TO_ALL else for_the_desk(inbox),
        for_supervisors(place("mail-open", "Mail samples", routes.MAILS, "G E")),
        label="Pages",
    )


def _views() -> rx.Component:
    return nav(rx.foreach(Sidebar.views, _view), label="Saved views", title="Saved views")


def _view(view: rx.Var[SavedViewRow]) -> rx.Component:
    return nav_item(icon("bookmark"), view.name, href=view.href)
