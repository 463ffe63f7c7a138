"""The inbox: a list of mails at the left, the open one at the right, as its recipient sees it."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk_frame import desk_frame
from returns_app.flows.inbox.reader import OPEN_TO_ALL
from returns_app.flows.inbox.state import Inbox
from returns_app.queries.inbox import InboxMail
from returns_app.ui.badges import badge
from returns_app.ui.desk_buttons import button, file_button, icon_button, key
from returns_app.ui.desk_fields import icon_input, segment, segmented, text_input
from returns_app.ui.desk_shell import bar_title
from returns_app.ui.desk_states import blank, bone
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.icons import icon
from returns_app.ui.mail_frame import mail_frame
from returns_app.ui.theme import FAINT, H1, LINK, MONO, MUTED, SMALL, STRONG

_WHO = (
    "Demo: no mail leaves this system, and anybody may look in here."
    if OPEN_TO_ALL
    else "Every mail to a customer, as it leaves. Mails hold links: only the desk sees them."
)
_ITEM = (
    "grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 border-b border-(--line) px-5 py-3 text-left hover:bg-(--canvas)"
    " focus-visible:-outline-offset-2 aria-[current=true]:bg-(--accent-soft)"
)


def page() -> rx.Component:
    """Look at every mail."""
    return desk_frame(
        rx.el.div(
            _list(),
            rx.cond(Inbox.open.id != "", _mail(), _no_mail()),
            class_name="grid min-h-0 flex-1 grid-cols-[360px_minmax(0,1fr)] max-[1180px]:grid-cols-[300px_minmax(0,1fr)]"
            " max-[900px]:grid-cols-[minmax(0,1fr)]",
        ),
        hotkey("/", press="recipient", typing=False),
        here=routes.INBOX,
        bar=bar_title("Inbox"),
    )


def _list() -> rx.Component:
    search = text_input(
        "recipient",
        type="search",
        placeholder="Recipient",
        aria_label="Search by recipient",
        max_length=120,
        class_name="pr-8! pl-8!",
        on_change=Inbox.search.debounce(250),
    )
    head = rx.el.div(
        rx.el.p(_WHO, class_name=f"{SMALL} {MUTED}"),
        rx.el.div(
            icon_input(icon("search"), search, end=key("/"), class_name="flex-1"),
            icon_button(icon("refresh-cw"), label="Look for new mails", tone="plain", on_click=Inbox.refresh),
            class_name="flex gap-2",
        ),
        class_name="grid gap-3 border-b border-(--line) px-5 py-4",
    )
    none = rx.cond(
        Inbox.words != "",
        blank("search-x", "No mail to this recipient", "Look for another part of the name or address."),
        blank(
            "inbox", "No mail yet", "Send a link or authorize a return; what the customer gets shows up here."
        ),
    )
    more = rx.cond(
        Inbox.view.more,
        rx.el.p("Older mails are on the pages of their returns.", class_name=f"px-5 py-3 {SMALL} {FAINT}"),
    )
    items = rx.el.div(rx.foreach(Inbox.view.mails, _item), more)
    return rx.el.section(
        head,
        rx.cond(Inbox.loaded, rx.cond(Inbox.view.mails.length() > 0, items, none), _skeleton()),
        aria_label="Mails",
        class_name="flex min-w-0 flex-col border-r border-(--line) max-[900px]:max-h-[320px] max-[900px]:border-r-0 max-[900px]:border-b"
        " min-[900px]:h-[calc(100vh-var(--topbar))] overflow-y-auto",
    )


def _item(mail: rx.Var[InboxMail]) -> rx.Component:
    return rx.el.button(
        rx.el.span(mail.subject, class_name=f"{STRONG} truncate"),
        rx.el.span(mail.age, title=mail.when, class_name=f"{SMALL} {MUTED} tabular-nums"),
        rx.el.span(mail.recipient, class_name=f"{SMALL} {MUTED} truncate"),
        rx.match(
            mail.status,
            ("sent", rx.el.span(icon("check", size=14), rx.el.span("Sent", class_name="sr-only"), title="Sent", class_name="text-(--done-ink)")),
            ("dead", rx.el.span(icon("triangle-alert", size=14), rx.el.span("Not delivered", class_name="sr-only"), class_name="text-(--urgent-ink)")),
            rx.el.span(icon("hourglass", size=14), rx.el.span("Waits", class_name="sr-only"), class_name=MUTED),
        ),
        type="button",
        key=mail.id,
        on_click=Inbox.show(mail.id),
        aria_current=rx.cond(Inbox.open.id == mail.id, "true", "false"),
        class_name=_ITEM,
    )  # fmt: skip


def _mail() -> rx.Component:
    mail = Inbox.open
    frame = rx.cond(
        Inbox.as_text,
        mail_frame(mail.text, title="The mail as plain text", class_name="absolute inset-0"),
        mail_frame(mail.html, title="The mail as its recipient sees it", class_name="absolute inset-0"),
    )
    return rx.el.section(
        _head(mail),
        rx.el.div(frame, class_name="relative min-h-[640px] flex-1"),
        aria_label="The open mail",
        class_name="flex min-w-0 flex-col",
    )


def _head(mail: rx.Var[InboxMail]) -> rx.Component:
    became = rx.match(
        mail.status,
        ("sent", badge("Sent", tone="done", symbol="check")),
        ("dead", badge("Not delivered", tone="urgent", symbol="triangle-alert")),
        badge("Waits to be sent", symbol="hourglass"),
    )
    return rx.el.header(
        rx.el.div(
            rx.el.h1(mail.subject, class_name=f"{H1} min-w-0 wrap-anywhere"),
            rx.el.span(became, class_name="ml-auto flex-none pt-0.5"),
            class_name="flex items-start gap-3",
        ),
        rx.el.p(
            "To ", rx.el.span(mail.name, class_name=STRONG), " ", mail.recipient, ", ", mail.when, ", in ", mail.language,
            class_name=f"{MUTED} wrap-anywhere",
        ),
        rx.cond(mail.error != "", rx.el.p(mail.error, class_name="text-(--urgent-ink)", role="alert")),
        rx.el.div(
            segmented(
                segment("HTML", on=~Inbox.as_text, on_click=Inbox.show_as("html")),
                segment("Text", on=Inbox.as_text, on_click=Inbox.show_as("text")),
                label="Show the mail as",
            ),
            rx.cond(
                mail.attachment != "",
                file_button(icon("paperclip"), mail.attachment_name, href=mail.attachment, size="sm", download=True),
            ),
            rx.cond(
                mail.number != "",
                rx.el.a("Return ", rx.el.span(mail.number, class_name=MONO), href=mail.href, class_name=f"ml-auto {LINK}"),
            ),
            class_name="flex flex-wrap items-center gap-3",
        ),
        class_name="grid gap-3 border-b border-(--line) px-6 py-5",
    )  # fmt: skip


def _no_mail() -> rx.Component:
    words = "It shows up here as its recipient sees it, with its text and its attachment."
    way_on = button(icon("refresh-cw"), "Look again", on_click=Inbox.refresh)
    return rx.el.section(
        rx.el.h1("Inbox", class_name="sr-only"),
        rx.cond(Inbox.loaded, blank("mail-open", "Choose a mail", words, way_on)),
        class_name="grid",
    )


def _skeleton() -> rx.Component:
    one = rx.el.div(
        bone("h-3 w-3/4"), bone("h-2.5 w-1/2"), class_name="grid gap-2 border-b border-(--line) px-5 py-4"
    )
    return rx.el.div(*[one] * 6, aria_busy="true")
