"""How the goods come back, as the return page shows it: where from, how, with which papers."""

import reflex as rx

from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.queries.decision_views import AddressCard, AddressLine, AddressPart
from returns_app.queries.return_views import DocumentView, StepView
from returns_app.ui.badges import badge
from returns_app.ui.desk_buttons import file_button
from returns_app.ui.desk_choices import address_shown, addresses_shown, differs
from returns_app.ui.desk_panels import (
    doc_row,
    fact,
    facts,
    panel,
    panel_aside,
    panel_body,
    panel_end,
    panel_foot,
    panel_head,
)
from returns_app.ui.desk_story import ship_progress, ship_step
from returns_app.ui.icons import icon
from returns_app.ui.theme import MONO

PAGE = ReturnDesk.page


def truth_panel() -> rx.Component:
    """Whether the goods come from where they were sent to: what differs between the sources stands out."""
    truth = PAGE.truth
    return rx.cond(
        truth.shown,
        panel(
            panel_head(
                "Address",
                rx.cond(
                    truth.differences, panel_end(badge(truth.differences, tone="todo", symbol="equal-not"))
                ),
            ),
            addresses_shown(rx.foreach(truth.cards, _card), label="The address by its sources"),
            rx.cond(truth.words, panel_foot(truth.words)),
        ),
    )


def _card(card: rx.Var[AddressCard]) -> rx.Component:
    return address_shown(
        rx.foreach(card.lines, _line), title=card.title, check=card.check, doubtful=card.doubtful
    )


def _line(line: rx.Var[AddressLine]) -> rx.Component:
    return rx.el.span(rx.foreach(line.parts, _part), class_name="block")


def _part(part: rx.Var[AddressPart]) -> rx.Component:
    return rx.fragment(rx.cond(part.differs, differs(part.text), part.text), " ")


def shipment_panel() -> rx.Component:
    """How it comes back, and the papers for it."""
    body = panel_body(
        ship_progress(rx.foreach(PAGE.shipment.steps, _ship_step)),
        facts(
            rx.cond(PAGE.shipment.tracking, fact("Tracking", PAGE.shipment.tracking, class_name=MONO)),
            fact("From", PAGE.shipment.sender),
            fact("To", PAGE.shipment.recipient),
            rx.cond(PAGE.shipment.pickup, fact("Pickup", PAGE.shipment.pickup)),
            fact("Price", PAGE.shipment.paid_by),
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
