"""Who the customer is: the head of their page, and their details to read or to correct."""

import reflex as rx

from returns_app.flows.customers.edit_state import EditCustomer
from returns_app.flows.customers.erase_state import EraseCustomer
from returns_app.flows.customers.merge_state import MergeCustomers
from returns_app.flows.customers.state import CustomerDesk
from returns_app.queries.correction_form import Pick
from returns_app.ui.badges import badge
from returns_app.ui.desk_buttons import button, file_button, link_button
from returns_app.ui.desk_fields import field, option, select, text_input
from returns_app.ui.desk_link import copy_icon
from returns_app.ui.desk_menu import menu, menu_item
from returns_app.ui.desk_panels import (
    fact,
    fact_strip,
    facts,
    note,
    panel,
    panel_body,
    panel_head,
    strip_fact,
)
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, H1, MONO, MUTED, STRONG, push

PAGE = CustomerDesk.page
MAY = PAGE.acts.contains
FORM = EditCustomer.form
WRONG = EditCustomer.problems


def header() -> rx.Component:
    """Name and number, what may be done, and what they bring back at a glance."""
    erased = rx.cond(PAGE.erased, badge("Erased ", PAGE.erased, symbol="eraser"))
    return rx.el.header(
        rx.el.div(
            rx.el.h1(PAGE.name, id="title", tab_index=-1, class_name=f"{H1} min-w-0 wrap-anywhere"),
            rx.el.span(PAGE.number, class_name=f"{MONO} {FAINT} whitespace-nowrap"),
            copy_icon(PAGE.number, label="Copy the number"),
            erased,
            push(),
            rx.el.div(_acts(), class_name="flex flex-wrap items-center gap-2"),
            class_name="flex flex-wrap items-center gap-x-3 gap-y-2",
        ),
        _glance(),
        class_name="grid flex-none gap-4 border-b border-(--line) px-6 pt-6 pb-5",
    )


def _acts() -> rx.Component:
    more = menu(
        menu_item(icon("git-merge"), "Merge with another customer", on_click=MergeCustomers.choose),
        menu_item(icon("eraser"), "Erase on request", danger=True, on_click=EraseCustomer.ask),
        label="More actions",
    )
    return rx.fragment(
        rx.cond(MAY("erase"), more),
        rx.cond(
            MAY("export"),
            file_button(icon("download"), "Data on request", href=PAGE.file, download=True),
        ),
        rx.cond(
            MAY("new_return"),
            link_button(
                icon("plus"),
                "New return for this customer",
                href=PAGE.new_return,
                tone="primary",
                hint="C",
                id="new-return-for",
            ),
        ),
    )


def _glance() -> rx.Component:
    glance = PAGE.glance
    return fact_strip(
        strip_fact("Returns", rx.cond(glance.returns, glance.returns, "None yet"), class_name="tabular-nums"),
        rx.cond(glance.open, strip_fact("Open", glance.open, class_name=f"{STRONG} tabular-nums")),
        rx.cond(glance.pieces, strip_fact("Pieces", glance.pieces, class_name="tabular-nums")),
        rx.cond(glance.value, strip_fact("Value", glance.value, class_name="tabular-nums")),
        rx.cond(
            glance.returns,
            strip_fact(
                "Exceptions", rx.cond(glance.exceptions, glance.exceptions, "None"), class_name="tabular-nums"
            ),
        ),
        strip_fact("Customer since", PAGE.since),
        rx.cond(PAGE.formerly, strip_fact("Was also", PAGE.formerly, class_name=MONO)),
    )


def details_panel() -> rx.Component:
    """How they are called and reached, to read or to correct in its place."""
    edit = button(
        icon("pencil"), "Edit", size="sm", tone="quiet", hint="E", id="edit", on_click=EditCustomer.open
    )
    return panel(
        panel_head("Details", push(), rx.cond(MAY("edit") & ~EditCustomer.editing, edit)),
        rx.cond(EditCustomer.editing, _form(), _facts()),
        aria_label="Details",
    )


def _facts() -> rx.Component:
    none = rx.el.span("None", class_name=FAINT)
    parts = PAGE.email.split("@")
    return panel_body(
        facts(
            fact("Name", PAGE.name, class_name=STRONG),
            fact("E-mail", rx.cond(PAGE.email, rx.fragment(parts[0], "@", rx.el.wbr(), parts[1]), none)),
            fact("Phone", rx.cond(PAGE.phone, PAGE.phone, none), class_name="tabular-nums"),
            fact("Language", PAGE.language),
            label_width="72",
        )
    )


def _form() -> rx.Component:
    return rx.el.form(
        panel_body(
            rx.cond(EditCustomer.theirs.length() > 0, _theirs()),
            _text("Name", "name", FORM.name, auto_complete="off"),
            _text("E-mail", "email", FORM.email, type="email", auto_complete="off"),
            _text("Phone", "phone", FORM.phone, type="tel", auto_complete="off"),
            field(
                "Language",
                select(
                    "language",
                    rx.foreach(FORM.languages, _pick),
                    value=FORM.language,
                    error=WRONG["language"],
                ),
                name="language",
                error=WRONG["language"],
                help="Mails and pages speak it, from the next return on.",
            ),
            rx.el.input(type="hidden", name="about", value=PAGE.id, read_only=True),
            rx.el.div(
                button("Save", tone="plain", type="submit"),
                button("Cancel", tone="quiet", on_click=EditCustomer.close),
                class_name="flex gap-2",
            ),
            class_name="gap-4!",
        ),
        on_submit=EditCustomer.save,
        no_validate=True,
        key=PAGE.id,
    )


def _theirs() -> rx.Component:
    lines = rx.foreach(EditCustomer.theirs, lambda line: rx.el.span(line, class_name="block wrap-anywhere"))
    return note(
        rx.el.p("A colleague saved this meanwhile. Saving again replaces it:", class_name=MUTED),
        lines,
        symbol="triangle-alert",
        tone="todo",
    )


def _text(label: str, name: str, value: rx.Var[str], **props: str) -> rx.Component:
    control = text_input(name, value=value, error=WRONG[name], max_length=254, **props)
    return field(label, control, name=name, error=WRONG[name], optional=name == "phone")


def _pick(one: rx.Var[Pick]) -> rx.Component:
    return option(one.label, one.value)
