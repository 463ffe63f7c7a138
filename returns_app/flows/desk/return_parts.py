"""The parts of the return page that other screens of a return show as well: lines, customer, answers."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.sidebar import is_desk
from returns_app.queries.return_views import (
    AnswerView,
    LineView,
    Remark,
)
from returns_app.ui.desk_decide import THUMB
from returns_app.ui.desk_panels import (
    answer,
    fact,
    facts,
    panel,
    panel_aside,
    panel_body,
    panel_end,
    panel_head,
)
from returns_app.ui.desk_photos import photo_strip
from returns_app.ui.desk_tables import cell, head, head_row, row, table
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, MONO, MUTED, SMALL, STRONG, link

PAGE = ReturnDesk.page
_OUTCOME = "max-[1320px]:hidden"


def picture(source: rx.Var[str]) -> rx.Component:
    """Show a product's picture, or a parcel where there is none."""
    image = rx.el.img(src=source, alt="", class_name="size-8 rounded-(--radius-1)", loading="lazy")
    return rx.cond(source != "", image, icon("package"))


def lines_panel() -> rx.Component:
    """What comes back, or was asked to: asked, authorized and received, and why the three differ."""
    return panel(
        panel_head("Lines", panel_aside(PAGE.lines_words)),
        rx.cond(
            PAGE.lines.length() > 0,
            table(
                head_row(
                    head("Product"),
                    head("Asked", end=True),
                    head("Authorized", end=True),
                    head("Received", end=True),
                    head("Outcome", class_name=_OUTCOME),
                    head("Price", end=True),
                ),
                rx.foreach(PAGE.lines, _line),
                caption="Lines of this return",
                widths=("", "w-[60px]", "w-[84px]", "w-[76px]", f"w-[96px] {_OUTCOME}", "w-[92px]"),
                place="panel",
                roomy=True,
            ),
            panel_body(rx.el.p("The customer adds the products.", class_name=MUTED)),
        ),
    )


def _line(line: rx.Var[LineView]) -> rx.Component:
    text = rx.el.div(
        rx.el.p(line.name, title=line.name, class_name=f"{STRONG} truncate"),
        rx.cond(
            (line.detail != "") | (line.sku != ""),
            rx.el.p(
                rx.cond(line.detail, line.detail + ". ", ""),
                rx.el.span(line.sku, class_name=MONO),
                class_name=f"{SMALL} {FAINT} truncate",
            ),
        ),
        rx.foreach(line.remarks, _remark),
        class_name="grid min-w-0",
    )
    thumb = rx.el.span(rx.cond(line.declared, picture(line.picture), icon("package-plus")), class_name=THUMB)
    return row(
        cell(rx.el.div(thumb, text, class_name="flex min-w-0 gap-3")),
        cell(line.asked, end=True),
        cell(line.authorized, end=True),
        cell(line.received, end=True),
        cell(line.outcome, class_name=_OUTCOME),
        cell(line.price, end=True),
        key=line.id,
    )


def _remark(remark: rx.Var[Remark]) -> rx.Component:
    look = f"{SMALL} wrap-anywhere text-(--ink-2) data-[tone=todo]:text-(--todo-ink) data-[tone=urgent]:text-(--urgent-ink)"
    return rx.el.p(remark.words, data_tone=remark.tone, class_name=look)


def customer_panel() -> rx.Component:
    """Whose return it is."""
    who = PAGE.customer
    page = rx.Var.create(f"{routes.CUSTOMER}?id=") + who.id
    theirs = rx.Var.create(f"{routes.RETURNS}?view=all&q=") + who.number
    said = rx.el.span(who.others, class_name=MUTED)
    return panel(
        # An operator opens no customers; the count is no way to anything where there is nothing else.
        panel_head(
            "Customer", panel_end(rx.cond(who.others.contains("No "), said, link(who.others, href=theirs)))
        ),
        panel_body(
            facts(
                fact("Name", rx.cond(is_desk(), link(who.name, href=page), who.name), class_name=STRONG),
                rx.cond(who.email, fact("E-mail", *_breakable(who.email))),
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
    photos = photo_strip(one.photos, label=one.question)
    return answer(one.question, rx.cond(one.photos.length() > 0, photos, one.given))
