"""The commands of the palette that need no search: where one can go, and what one can begin."""

import reflex as rx

from returns_app import routes
from returns_app.flows.inbox.reader import OPEN_TO_ALL
from returns_app.flows.sidebar import for_admins, for_supervisors, for_the_desk, for_the_warehouse
from returns_app.flows.sidebar_state import Sidebar
from returns_app.ui.desk_shortcuts import SHEET
from returns_app.ui.palette import command


def commands() -> list[rx.Component]:
    """Offer what the role may do; where a place is in the sidebar, too, it has the same keys."""
    waiting = rx.cond(Sidebar.queue, rx.fragment(Sidebar.queue, " waiting"), rx.fragment())
    inbox = command("inbox", "Go to inbox", keys="G I", data_href=routes.INBOX)
    return [
        for_the_desk(command("plus", "New return", keys="C", data_href=routes.NEW_RETURN)),
        for_the_desk(
            command(
                "stamp", "Next to authorize", keys="A", aside=waiting, data_href=routes.next_to_authorize()
            )
        ),
        for_the_desk(command("layout-dashboard", "Go to dashboard", keys="G D", data_href=routes.DESK)),
        command("undo-2", "Go to returns", keys="G R", data_href=routes.RETURNS),
        for_the_desk(command("list-checks", "Go to work queue", keys="G Q", data_href=routes.QUEUE)),
        for_the_desk(command("message-square", "Go to messages", keys="G M", data_href=routes.messages())),
        for_the_warehouse(command("package-open", "Go to receiving", keys="G V", data_href=routes.RECEIVING)),
        for_the_desk(command("users-round", "Go to customers", keys="G C", data_href=routes.CUSTOMERS)),
        for_supervisors(
            command("triangle-alert", "Go to exceptions", keys="G X", data_href=routes.EXCEPTIONS)
        ),
        for_admins(command("scroll-text", "Go to audit", keys="G U", data_href=routes.AUDIT)),
        inbox if OPEN_TO_ALL else for_the_desk(inbox),
        for_supervisors(command("mail-open", "Go to mail samples", keys="G E", data_href=routes.MAILS)),
        command("keyboard", "Show keyboard shortcuts", keys="?", data_signal=SHEET),
        command("panel-left", "Fold or open the sidebar", keys="[", data_press="fold"),
        command("moon", "Switch between light and dark", data_press="theme"),
    ]
