"""The lines on the authorization screen: decided piece by piece, or edited."""

import reflex as rx

from returns_app.domain.refusing import REJECT_REASONS
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.edit_lines import EditLines
from returns_app.flows.desk.return_parts import PAGE, picture
from returns_app.queries.correction_form import EditLine, Pick
from returns_app.queries.decision_views import DecideLine
from returns_app.ui.combobox import combobox
from returns_app.ui.desk_buttons import button, icon_button
from returns_app.ui.desk_decide import (
    decision_grid,
    decision_reason,
    decision_row,
    draft_line,
    line_list,
    product_cell,
)
from returns_app.ui.desk_fields import field, field_error, option, select, text_input
from returns_app.ui.desk_panels import note, panel, panel_aside, panel_body, panel_foot, panel_head
from returns_app.ui.icons import icon
from returns_app.ui.quantity import quantity
from returns_app.ui.theme import push


def lines_to_decide() -> rx.Component:
    """Approve, reject or leave with the customer, piece by piece; or edit what was asked."""
    return rx.cond(EditLines.editing, _editor(), _decider())


def _decider() -> rx.Component:
    edit = button(
        icon("pencil-line"), "Edit lines", tone="quiet", size="sm", on_click=EditLines.open, id="edit-lines"
    )
    everything = Authorization.problems["decide"]
    return panel(
        panel_head("Lines", panel_aside(PAGE.lines_words), push(), edit),
        decision_grid(rx.foreach(Authorization.view.lines, _line)),
        rx.cond(everything, rx.el.div(note(everything, symbol="circle-alert", tone="urgent"), class_name="p-4 pt-0", role="alert")),
    )  # fmt: skip


def _line(line: rx.Var[DecideLine]) -> rx.Component:
    at = rx.Var.create("decide.") + line.id
    return decision_row(
        line.id,
        rx.fragment(
            product_cell(picture(line.picture), line.name, line.detail),
            field_error(Authorization.problems[at], name=at),
        ),
        name=line.name,
        asked=line.asked,
        counts=(line.approve, line.reject, line.keep),
        on_change=lambda approve, reject, keep: Authorization.decide(line.id, approve, reject, keep),
        why=rx.cond(line.reject > 0, _reason(line)),
    )


def _reason(line: rx.Var[DecideLine]) -> rx.Component:
    at = rx.Var.create("decide.") + line.id
    problem = Authorization.problems[at + ".reason"]
    too_long = Authorization.problems[at + ".words"]
    pieces = rx.cond(line.reject == 1, "Reason for the rejected piece", "Reason for the rejected pieces")
    return decision_reason(
        field(
            pieces,
            select(
                "reason-" + line.id,
                option("Choose a reason", ""),
                *[option(str(sentence), code) for code, sentence in REJECT_REASONS.items()],
                key=Authorization.round.to_string(),
                value=line.reason,
                aria_label=pieces,
                aria_invalid=rx.cond(problem, "true", "false"),
                on_change=lambda code: Authorization.give_reason(line.id, code),
            ),
            error=problem,
        ),
        field(
            "Words for the customer",
            text_input(
                "words-" + line.id,
                key=Authorization.round.to_string(),
                value=line.words,
                max_length=500,
                aria_label="Words for the customer",
                on_blur=lambda words: Authorization.give_words(line.id, words),
            ),
            optional=True,
            error=too_long,
        ),
        remark=rx.Var.create("The reason goes into the customer’s e-mail in ")
        + PAGE.language
        + ", your words as you type them.",
    )


def _editor() -> rx.Component:
    form = EditLines.form
    adder = combobox(
        EditLines.options,
        id="add-product",
        label="Add a product",
        placeholder="Add a product by name or SKU",
        answered=EditLines.answered,
        on_query=EditLines.search,
        on_pick=EditLines.add,
        on_create=EditLines.add_typed,
        create_words="Add “{text}” as typed, without a SKU",
        large=False,
    )
    return panel(
        panel_head("Edit lines", panel_aside("Nothing changes before you save")),
        panel_body(
            rx.cond(form.several | (form.lines.length() == 0), adder),
            rx.cond(
                form.lines.length() > 0,
                line_list(rx.foreach(form.lines, _edited)),
                note("Add at least one product.", symbol="circle-alert", tone="todo"),
            ),
            field_error(EditLines.problems["lines"], name="lines"),
        ),
        panel_foot(
            rx.el.div(
                push(),
                button("Leave as they were", tone="quiet", on_click=EditLines.close),
                button("Save lines", tone="primary", on_click=EditLines.save, id="save-lines"),
                class_name="flex items-center gap-2",
            )
        ),
    )


def _edited(line: rx.Var[EditLine], at: rx.Var[int]) -> rx.Component:
    place = rx.Var.create("lines.") + at.to_string()
    return rx.el.div(
        draft_line(
            picture(line.picture),
            line.name,
            sku=rx.cond(line.sku, line.sku, "Typed in"),
            price=line.price,
            fields=(
                quantity(
                    value=line.quantity,
                    max=EditLines.form.most,
                    label=rx.Var.create("Quantity of ") + line.name,
                    on_change=lambda count: EditLines.count(line.id, count),
                ),
                rx.cond(EditLines.form.reasons.length() > 0, _reasons(line), rx.el.span()),
                rx.cond(EditLines.form.outcomes.length() > 0, _outcomes(line), rx.el.span()),
                icon_button(
                    icon("trash-2"),
                    label=rx.Var.create("Remove ") + line.name,
                    on_click=EditLines.remove(line.id),
                ),
            ),
        ),
        rx.el.div(
            field_error(EditLines.problems[place + ".quantity"], name=place + ".quantity"),
            field_error(EditLines.problems[place + ".name"], name=place + ".name"),
            field_error(EditLines.problems[place + ".reason"], name=place + ".reason"),
            class_name="px-4 pb-2 empty:hidden",
        ),
        key=line.id,
        class_name="not-first:border-t not-first:border-(--line)",
    )


def _reasons(line: rx.Var[EditLine]) -> rx.Component:
    return select(
        "why-" + line.id,
        option("Reason not known", ""),
        rx.foreach(EditLines.form.reasons, _pick),
        value=line.reason_id,
        aria_label=rx.Var.create("Reason for ") + line.name,
        on_change=lambda reason: EditLines.give_reason(line.id, reason),
    )


def _outcomes(line: rx.Var[EditLine]) -> rx.Component:
    return select(
        "want-" + line.id,
        option("Outcome not known", ""),
        rx.foreach(EditLines.form.outcomes, _pick),
        value=line.outcome,
        aria_label=rx.Var.create("Outcome for ") + line.name,
        on_change=lambda outcome: EditLines.give_outcome(line.id, outcome),
    )


def _pick(one: rx.Var[Pick]) -> rx.Component:
    return option(one.label, one.value)
