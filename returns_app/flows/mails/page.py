"""The kinds of mail at the left, the open one at the right as its reader sees it."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk_frame import desk_frame
from returns_app.flows.mails.state import MailSamples
from returns_app.queries.mail_samples import SampleRow, Speech
from returns_app.ui.desk_buttons import link_button
from returns_app.ui.desk_fields import segment, segmented
from returns_app.ui.desk_shell import bar_title
from returns_app.ui.desk_states import blank, bone
from returns_app.ui.icons import icon
from returns_app.ui.mail_frame import mail_frame
from returns_app.ui.theme import FAINT, H1, MUTED, SMALL, STRONG

OPEN = MailSamples.open
_ITEM = (
    "grid w-full gap-0.5 border-b border-(--line) px-5 py-3 text-left hover:bg-(--canvas)"
    " focus-visible:-outline-offset-2 aria-[current=true]:bg-(--accent-soft)"
)
_COLUMNS = (
    "grid min-h-0 flex-1 grid-cols-[300px_minmax(0,1fr)] max-[1180px]:grid-cols-[240px_minmax(0,1fr)]"
    " max-[900px]:grid-cols-[minmax(0,1fr)]"
)


def page() -> rx.Component:
    """Look at every kind of mail."""
    samples = rx.el.div(
        _list(),
        rx.cond(OPEN.source != "", _mail(), rx.el.section(bone("m-6 h-6 w-1/3"))),
        class_name=_COLUMNS,
    )
    return desk_frame(
        rx.cond(MailSamples.barred, _barred(), samples),
        here=routes.MAILS,
        bar=bar_title("Mail samples"),
    )


def _list() -> rx.Component:
    head = rx.el.p(
        "Every mail that leaves, with made-up people.",
        class_name=f"border-b border-(--line) px-5 py-4 {SMALL} {MUTED}",
    )
    return rx.el.section(
        head,
        rx.cond(MailSamples.loaded, rx.el.div(rx.foreach(MailSamples.view.mails, _item)), _skeleton()),
        aria_label="Kinds of mail",
        class_name="flex min-w-0 flex-col overflow-y-auto border-r border-(--line) min-[900px]:h-[calc(100vh-var(--topbar))]"
        " max-[900px]:max-h-[240px] max-[900px]:border-r-0 max-[900px]:border-b",
    )


def _item(mail: rx.Var[SampleRow]) -> rx.Component:
    return rx.el.button(
        rx.el.span(mail.name, class_name=f"{STRONG} truncate"),
        rx.el.span(mail.when, class_name=f"{SMALL} {MUTED}"),
        type="button",
        key=mail.key,
        on_click=MailSamples.choose(mail.key),
        aria_current=rx.cond(OPEN.key == mail.key, "true", "false"),
        class_name=_ITEM,
    )


def _mail() -> rx.Component:
    narrow = "mx-auto my-4 w-[320px] border border-(--line-strong)"
    frame = mail_frame(
        OPEN.source,
        title=f"{OPEN.name}, as its reader sees it",
        class_name=rx.cond(MailSamples.is_narrow, f"{narrow} min-h-[640px] flex-1", "min-h-[640px] flex-1"),
    )
    return rx.el.section(
        _head(), frame, aria_label="The open mail", class_name="flex min-w-0 flex-col bg-(--canvas)"
    )


def _head() -> rx.Component:
    return rx.el.header(
        rx.el.h1(OPEN.name, class_name=H1),
        rx.el.p(
            rx.el.span(OPEN.subject, class_name=f"{STRONG} text-(--ink)"),
            " ",
            OPEN.beginning,
            class_name=f"{MUTED} wrap-anywhere",
        ),
        rx.el.p(
            "HTML of ",
            OPEN.size,
            rx.cond(OPEN.enclosed != "", rx.fragment(", with ", OPEN.enclosed, " attached")),
            class_name=f"{SMALL} {FAINT}",
        ),
        _switches(),
        class_name="grid gap-2 border-b border-(--line) bg-(--surface) px-6 py-5",
    )


def _switches() -> rx.Component:
    return rx.el.div(
        segmented(rx.foreach(MailSamples.view.languages, _language), label="Language"),
        segmented(
            _look("Light", "light"),
            _look("Dark", "dark"),
            _look("No styles", "bare"),
            _look("Plain text", "text"),
            label="Show the mail as",
        ),
        segmented(
            segment("Wide", on=~MailSamples.is_narrow, on_click=MailSamples.fold_to("wide")),
            segment("320 px", on=MailSamples.is_narrow, on_click=MailSamples.fold_to("narrow")),
            label="Width",
        ),
        class_name="mt-1 flex flex-wrap items-center gap-3",
    )


def _language(one: rx.Var[Speech]) -> rx.Component:
    return segment(one.name, on=MailSamples.language == one.code, on_click=MailSamples.speak(one.code))


def _look(name: str, look: str) -> rx.Component:
    return segment(name, on=MailSamples.look == look, on_click=MailSamples.read_as(look))


def _barred() -> rx.Component:
    words = "Supervisors and admins look at the mails before customers get them."
    way_on = link_button(icon("undo-2"), "All returns", href=routes.RETURNS)
    return blank("lock", "These samples are not open to you", words, way_on)


def _skeleton() -> rx.Component:
    one = rx.el.div(
        bone("h-3 w-3/4"), bone("h-2.5 w-1/2"), class_name="grid gap-2 border-b border-(--line) px-5 py-4"
    )
    return rx.el.div(*[one] * 8, aria_busy="true")
