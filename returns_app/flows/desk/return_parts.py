"""The parts of the return page: head, lines, shipment, documents, customer, answers, contract, mails."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.queries.return_views import (
    AnswerView,
    DocumentView,
    LineView,
    MailView,
    StepView,
)
from returns_app.ui.badges import badge, status_badge
from returns_app.ui.desk_buttons import button, file_button, icon_button, link_button
from returns_app.ui.desk_decide import THUMB
from returns_app.ui.desk_link import copy_icon
from returns_app.ui.desk_panels import (
    answer,
    doc_row,
    fact,
    fact_strip,
    facts,
    panel,
    panel_aside,
    panel_body,
    panel_end,
    panel_head,
    strip_fact,
)
from returns_app.ui.desk_stepper import duty, duty_list
from returns_app.ui.desk_story import return_head, ship_progress, ship_step
from returns_app.ui.desk_tables import cell, head, head_row, row, table
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, MONO, MUTED, SMALL, STRONG, push, small

PAGE = ReturnDesk.page


def picture(source: rx.Var[str]) -> rx.Component:
    """Show a product's picture, or a parcel where there is none."""
    image = rx.el.img(src=source, alt="", class_name="size-8 rounded-(--radius-1)", loading="lazy")
    return rx.cond(source != "", image, icon("package"))


def header() -> rx.Component:
    """Number, standing, legal acts; below them the facts that a caller asks for first."""
    return return_head(
        PAGE.number,
        rx.cond(PAGE.has_number, copy_icon(PAGE.number, label="Copy the number")),
        status_badge(PAGE.status),
        push(),
        rx.el.div(*_acts(), class_name="flex flex-wrap items-center gap-2"),
        facts=fact_strip(
            strip_fact("Customer", PAGE.customer.name, class_name=STRONG),
            strip_fact("Return type", PAGE.return_type),
            rx.cond(PAGE.order, strip_fact("Order", PAGE.order, class_name=MONO)),
            rx.cond(PAGE.value, strip_fact("Value", PAGE.value, class_name="tabular-nums")),
            strip_fact("Started", PAGE.started),
            rx.cond(
                PAGE.has_number,
                strip_fact("Reference", PAGE.reference, class_name="tabular-nums"),
            ),
        ),
    )  # fmt: skip


def _acts() -> list[rx.Component]:
    may = PAGE.acts.contains
    return [
        rx.cond(may("cancel"), button("Cancel return", tone="danger", on_click=ReturnDesk.ask_cancel)),
        rx.cond(
            may("continue_draft"),
            link_button("Go on with the draft", href=rx.Var.create(f"{routes.NEW_RETURN}?id=") + PAGE.id),
        ),
        rx.cond(
            may("open_link"),
            link_button(icon("link"), "Link and QR code", href=rx.Var.create(f"{routes.READY_LINK}?id=") + PAGE.id),
        ),
        rx.cond(
            may("submit") & (PAGE.mode == "return"),
            link_button(
                icon("truck"), "Choose shipping yourself",
                href=rx.Var.create(f"{routes.RETURN}?id=") + PAGE.id + "&ship=1",
            ),
        ),
        rx.cond(
            may("label_again"), button(icon("send"), "Send label again", on_click=ReturnDesk.label_again)
        ),
    ]  # fmt: skip


def lines_panel() -> rx.Component:
    """What comes back, or was asked to."""
    return panel(
        panel_head("Lines", panel_aside(PAGE.lines_words)),
        rx.cond(
            PAGE.lines.length() > 0,
            table(
                head_row(head("Product"), head("Pieces", end=True), head("Outcome", class_name="max-[900px]:hidden"), head("Price", end=True)),
                rx.foreach(PAGE.lines, _line),
                caption="Lines of this return",
                widths=("", "w-16", "w-[130px] max-[900px]:hidden", "w-[104px]"),
                place="panel",
                roomy=True,
            ),
            panel_body(rx.el.p("The customer adds the products.", class_name=MUTED)),
        ),
    )  # fmt: skip


def _line(line: rx.Var[LineView]) -> rx.Component:
    text = rx.el.div(
        rx.el.p(line.name, title=line.name, class_name=f"{STRONG} truncate"),
        rx.el.p(
            rx.cond(line.detail, line.detail + ". ", ""),
            rx.el.span(line.sku, class_name=MONO),
            class_name=f"{SMALL} {FAINT} truncate",
        ),
        rx.cond(line.decided, rx.el.p(line.decided, class_name=f"{SMALL} text-(--todo-ink) wrap-anywhere")),
        class_name="grid min-w-0",
    )
    product = rx.el.div(
        rx.el.span(picture(line.picture), class_name=THUMB), text, class_name="flex min-w-0 gap-3"
    )
    return row(
        cell(product),
        cell(line.pieces, end=True),
        cell(line.outcome, class_name="max-[900px]:hidden"),
        cell(line.price, end=True),
        key=line.id,
    )


def shipment_panel() -> rx.Component:
    """How it comes back, and the papers for it."""
    body = panel_body(
        ship_progress(rx.foreach(PAGE.shipment.steps, _ship_step)),
        facts(
            rx.cond(PAGE.shipment.tracking, fact("Tracking", PAGE.shipment.tracking, class_name=MONO)),
            fact("From", PAGE.shipment.sender),
            fact("To", PAGE.shipment.recipient),
            fact("Paid by", PAGE.shipment.paid_by),
        ),
        class_name="gap-4!",
    )
    papers = rx.el.div(rx.foreach(PAGE.documents, _document), class_name="border-t border-(--line)")
    return rx.cond(
        PAGE.shipment.shown,
        panel(
            panel_head("Shipment", panel_aside(PAGE.shipment.words)),
            body,
            rx.cond(PAGE.documents.length() > 0, papers),
        ),
    )


def _ship_step(step: rx.Var[StepView]) -> rx.Component:
    return ship_step(step.name, step.detail, look=step.look)


def _document(document: rx.Var[DocumentView]) -> rx.Component:
    download = file_button(
        icon("download"),
        "Download",
        href=document.href,
        tone="quiet",
        size="sm",
        download=True,
        aria_label=rx.Var.create("Download ") + document.name + ", " + document.detail,
    )
    return rx.cond(
        document.kind == "code",
        doc_row("qr-code", document.name, document.detail, download),
        doc_row("file-text", document.name, document.detail, download),
    )  # fmt: skip


def customer_panel() -> rx.Component:
    """Whose return it is."""
    who = PAGE.customer
    return panel(
        panel_head("Customer", panel_end(rx.el.span(who.others, class_name=MUTED))),
        panel_body(
            facts(
                fact("Name", who.name, class_name=STRONG),
                fact("E-mail", *_breakable(who.email)),
                rx.cond(who.phone, fact("Phone", who.phone, class_name="tabular-nums")),
                fact("Language", who.language),
                fact("Number", who.number, class_name=MONO),
                label_width="72",
            )
        ),
    )


def _breakable(email: rx.Var[str]) -> list[rx.Component | rx.Var[str] | str]:
    """An address that may go on in the next line after its @, and not in the middle of a word."""
    parts = email.split("@")
    return [parts[0], "@", rx.el.wbr(), parts[1]]


def answers_panel() -> rx.Component:
    """What was answered."""
    return rx.cond(
        PAGE.answers.length() > 0,
        panel(
            panel_head("Answers", panel_aside(PAGE.answers_words)),
            panel_body(rx.foreach(PAGE.answers, _answer)),
        ),
    )


def _answer(one: rx.Var[AnswerView]) -> rx.Component:
    return answer(one.question, one.given)


def contract_panel() -> rx.Component:
    """How far the customer is with the link, and until when it lives."""
    contract = PAGE.contract
    expired = badge("Link expired", tone="urgent", symbol="link-2-off")
    return rx.cond(
        contract.shown,
        panel(
            panel_head(
                "With the customer",
                panel_end(rx.cond(contract.expired, expired, rx.el.span(contract.opened, class_name=MUTED))),
            ),
            panel_body(
                duty_list(rx.foreach(contract.steps, _duty), label="What the customer does"),
                small("The link lives until ", contract.ends, ", ", contract.ends_detail, "."),
            ),
        ),
    )


def _duty(step: rx.Var[StepView]) -> rx.Component:
    return duty(icon("smartphone", size=12), step.name, detail=step.detail, look=step.look)


def mails_panel() -> rx.Component:
    """Every mail about this return."""
    return rx.cond(
        PAGE.mails.length() > 0,
        panel(panel_head("E-mails"), rx.el.div(rx.foreach(PAGE.mails, _mail))),
    )


def _mail(mail: rx.Var[MailView]) -> rx.Component:
    became = rx.match(
        mail.status,
        ("sent", badge("Sent", tone="done", symbol="check")),
        ("dead", badge("Not delivered", tone="urgent", symbol="triangle-alert")),
        badge("Waits to be sent", symbol="hourglass"),
    )
    return rx.el.div(
        icon("mail", class_name="text-(--ink-3)"),
        rx.el.div(
            rx.el.p(mail.subject, class_name=f"{STRONG} truncate"),
            rx.el.p(mail.recipient, ", ", mail.when, class_name=f"{SMALL} {FAINT} truncate"),
            class_name="grid min-w-0",
        ),
        rx.el.span(became, class_name="ml-auto flex-none"),
        icon_button(
            icon("eye"),
            label=rx.Var.create("Show “") + mail.subject + "”",
            on_click=ReturnDesk.open_mail(mail.id),
        ),
        key=mail.id,
        class_name="flex min-h-14 items-center gap-3 px-4 not-first:border-t not-first:border-(--line)",
    )
