"""The customer's returns, and what colleagues wrote about them."""

import reflex as rx

from returns_app.flows.customers.state import CustomerDesk
from returns_app.flows.signed_in import SignedIn
from returns_app.queries.customer_views import NoteView, OwnReturn
from returns_app.ui.badges import status_badge
from returns_app.ui.desk_account import avatar
from returns_app.ui.desk_buttons import button, key
from returns_app.ui.desk_fields import field_error
from returns_app.ui.desk_panels import panel, panel_aside, panel_body, panel_end, panel_head
from returns_app.ui.desk_story import NOTE_WORDS
from returns_app.ui.desk_tables import cell, head, head_row, row, row_link, table
from returns_app.ui.icons import icon
from returns_app.ui.kept_text import kept_text
from returns_app.ui.row_keys import row_keys
from returns_app.ui.theme import FAINT, MONO, MUTED, SMALL, STRONG, link

PAGE = CustomerDesk.page
MAX_NOTE = 2000
_HIDE_MIDDLE = "max-[1600px]:hidden"
_HIDE_VALUE = "max-[1340px]:hidden"
_HIDE_SMALL = "max-[900px]:hidden"


def returns_panel() -> rx.Component:
    """The latest returns, and the way to all of them."""
    every = rx.cond(PAGE.returns.length() > 0, panel_end(link("All in the list", href=PAGE.all_returns)))
    listed = rx.fragment(
        table(
            head_row(
                head("Return"),
                head("Items", class_name=_HIDE_SMALL),
                head("Return type", class_name=_HIDE_MIDDLE),
                head("Status"),
                head("Value", end=True, class_name=_HIDE_VALUE),
                head("Begun", end=True),
            ),
            rx.foreach(PAGE.returns, _return),
            caption="Returns of this customer, the latest first",
            widths=("w-[136px] max-[900px]:w-auto", _HIDE_SMALL, f"w-[140px] {_HIDE_MIDDLE}", "w-[168px]", f"w-[104px] {_HIDE_VALUE}", "w-[112px]"),
            place="panel",
        ),
        row_keys(),
    )  # fmt: skip
    none = panel_body(rx.el.p("Nothing has come back yet.", class_name=MUTED))
    return panel(
        panel_head("Returns", panel_aside(PAGE.returns_words), every),
        rx.cond(PAGE.returns.length() > 0, listed, none),
        aria_label="Returns",
    )


def _return(one: rx.Var[OwnReturn]) -> rx.Component:
    nothing = rx.el.span("Not filled in yet", class_name=FAINT)
    return row(
        cell(
            row_link(one.number, href=one.href, class_name=rx.cond(one.has_number, MONO, f"{MONO} {FAINT}"))
        ),
        cell(
            rx.cond(one.products, one.products, nothing),
            " ",
            rx.el.span(one.more, class_name=FAINT),
            title=one.products,
            class_name=_HIDE_SMALL,
        ),
        cell(one.return_type, class_name=f"{MUTED} {_HIDE_MIDDLE}"),
        cell(status_badge(one.status)),
        cell(one.value, end=True, class_name=_HIDE_VALUE),
        cell(one.begun, end=True, title=one.begun_full, class_name=MUTED),
        key=one.id,
        custom_attrs={"data-href": one.href},
    )


def notes_panel() -> rx.Component:
    """What colleagues should know, and a way to add to it."""
    listed = rx.el.ol(rx.foreach(PAGE.notes, _note), class_name="grid gap-4 px-4 pt-1 pb-4")
    none = rx.el.p("No notes yet.", class_name=f"px-4 pb-4 {MUTED}")
    return panel(
        panel_head("Notes"),
        rx.cond(PAGE.acts.contains("note"), _form()),
        rx.cond(PAGE.notes.length() > 0, listed, rx.cond(PAGE.erased == "", none)),
        aria_label="Notes",
    )


def _form() -> rx.Component:
    problem = CustomerDesk.problems["words"]
    hint = rx.el.span(
        icon("lock", size=14, class_name="mt-px"),
        "Never sent out",
        class_name=f"flex gap-1.5 {SMALL} {MUTED}",
    )
    add = button("Add note", size="sm", type="submit", hint="Ctrl Enter")
    return rx.el.form(
        kept_text(
            "words",
            place=rx.Var.create("customer-note:") + PAGE.id + ":" + SignedIn.name,
            sent=CustomerDesk.notes_sent,
            error=problem,
            label="Note about this customer",
            placeholder="What should colleagues know?",
            max_length=MAX_NOTE,
            class_name=NOTE_WORDS,
            id="note",
        ),
        field_error(problem, name="note"),
        rx.el.div(hint, rx.el.span(key("I"), add, class_name="ml-auto flex flex-none items-center gap-2"), class_name="flex items-center gap-3"),
        rx.el.input(type="hidden", name="about", value=PAGE.id, read_only=True),
        on_submit=CustomerDesk.add_note,
        class_name="grid gap-2 px-4 py-4",
    )  # fmt: skip


def _note(one: rx.Var[NoteView]) -> rx.Component:
    return rx.el.li(
        avatar(one.initials, title=one.author),
        rx.el.div(
            rx.el.p(
                rx.el.b(one.author, class_name=STRONG),
                rx.el.span(one.when, title=one.full, class_name=f"ml-auto {SMALL} {FAINT} tabular-nums"),
                class_name="flex items-baseline gap-2",
            ),
            rx.el.p(one.words, class_name="whitespace-pre-line wrap-anywhere"),
            class_name="grid min-w-0 flex-1 gap-0.5",
        ),
        key=one.id,
        class_name="flex gap-2.5",
    )
