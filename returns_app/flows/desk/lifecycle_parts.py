"""The acts after the checkout as buttons, dialogs and a panel of the return page; each only where it is legal."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk.lifecycle_state import LifecycleDesk
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.desk.withdrawal_part import record_button
from returns_app.queries.lifecycle import Pick
from returns_app.ui.desk_buttons import button, link_button
from returns_app.ui.desk_fields import field, option, radio, select, text_area, text_input
from returns_app.ui.desk_panels import fact, facts, note, panel, panel_body, panel_end, panel_head
from returns_app.ui.dialog import dialog, dialog_acts
from returns_app.ui.icons import icon
from returns_app.ui.theme import MUTED, SMALL, STACK_TIGHT

PAGE = ReturnDesk.page
PICKUP = LifecycleDesk.pickup
SETTLE = LifecycleDesk.settle_form
_OUTCOMES = (("refund", "Refund"), ("exchange", "Exchange"), ("repair", "Repair"), ("nothing", "Nothing"))


def lifecycle_acts() -> list[rx.Component]:
    """The buttons for the head of the page, the one that brings the return on last and primary."""
    may = PAGE.acts.contains
    receiving = rx.Var.create(f"{routes.RECEIVING}?id=") + PAGE.id
    return [
        record_button(),
        rx.cond(may("remind"), button(icon("bell"), "Remind", on_click=LifecycleDesk.remind, id="remind")),
        rx.cond(
            may("undo_receipt"),
            button(icon("undo-2"), "Undo receipt", on_click=LifecycleDesk.undo_receipt, id="undo-receipt"),
        ),
        rx.cond(
            may("receive"),
            button(icon("package-open"), "Receive", on_click=LifecycleDesk.receive, id="receive"),
        ),
        rx.cond(
            may("check"),
            link_button(
                icon("package-check"), "Check the parcel", href=receiving, tone="primary", id="check"
            ),
        ),
        rx.cond(
            may("book_pickup"),
            button(
                icon("truck"),
                "Book pickup...",
                tone="primary",
                on_click=LifecycleDesk.ask_pickup,
                id="book-pickup",
            ),
        ),
        rx.cond(
            may("settle"),
            button(
                icon("wallet"), "Settle...", tone="primary", on_click=LifecycleDesk.ask_settle, id="settle"
            ),
        ),
    ]


def lifecycle_dialogs() -> rx.Component:
    """Every dialog of these acts; mount once on the page."""
    return rx.fragment(_pickup_dialog(), _settle_dialog(), _cancel_dialog())


def settled_panel() -> rx.Component:
    """How the return was settled, once it is."""
    there = PAGE.settled
    body = panel_body(
        facts(
            fact("Outcome", there.outcome, rx.cond(there.amount != "", rx.fragment(", ", there.amount))),
            rx.cond(there.reference != "", fact("Reference", there.reference)),
            rx.cond(there.words != "", fact("Told the customer", there.words)),
        )
    )
    head = panel_head("Settlement", panel_end(there.by))
    return rx.cond(there.shown, panel(head, body, id="settlement"))


def _pickup_dialog() -> rx.Component:
    how = rx.el.fieldset(
        rx.el.legend("Who books it", class_name="mb-1.5 font-medium"),
        _way("ask", rx.Var.create("Ask ") + PICKUP.carrier + " now", checked=~LifecycleDesk.by_hand),
        _way("hand", "Already booked, by phone or on their website", checked=LifecycleDesk.by_hand),
    )
    form = rx.el.form(
        rx.el.div(
            _choice("day", "Day", PICKUP.days),
            _choice("window", "Between", PICKUP.windows),
            class_name="grid grid-cols-2 gap-3",
        ),
        how,
        rx.cond(
            LifecycleDesk.by_hand,
            field(
                "Reference of the booking",
                text_input("reference", error=LifecycleDesk.problems["reference"], max_length=80),
                error=LifecycleDesk.problems["reference"],
                name="reference",
            ),
        ),
        rx.el.p(
            "The customer gets an e-mail in ", PAGE.language, " with the day and the hours.",
            class_name=f"{SMALL} {MUTED}",
        ),
        _foot("Book pickup"),
        on_submit=LifecycleDesk.book_pickup,
        key=PAGE.id,
        class_name=STACK_TIGHT,
    )  # fmt: skip
    return dialog(
        form,
        open=LifecycleDesk.asking == "pickup",
        title=rx.Var.create("Book the pickup of ") + PAGE.number,
        on_close=LifecycleDesk.close,
    )


def _settle_dialog() -> rx.Component:
    return dialog(
        _settle_form(),
        open=LifecycleDesk.asking == "settle",
        title=rx.Var.create("Settle ") + PAGE.number,
        on_close=LifecycleDesk.close,
        class_name="w-[520px]",
    )


def _settle_form() -> rx.Component:
    return rx.el.form(
        note(SETTLE.found, symbol="package-check"),
        field(
            "What the customer gets",
            select(
                "outcome",
                *[option(label, value) for value, label in _OUTCOMES],
                value=SETTLE.outcome,
                error=LifecycleDesk.problems["outcome"],
                on_change=LifecycleDesk.choose_outcome,
            ),
            error=LifecycleDesk.problems["outcome"],
            name="outcome",
        ),
        rx.cond(LifecycleDesk.outcome == "refund", _amount()),
        field(
            "Reference",
            text_input(
                "reference",
                error=LifecycleDesk.problems["reference"],
                max_length=60,
                placeholder="Of the payment or the new order",
            ),
            optional=True,
            error=LifecycleDesk.problems["reference"],
            name="reference",
        ),
        field(
            "A word to the customer",
            text_area("words", error=LifecycleDesk.problems["words"], rows=2, max_length=500),
            optional=True,
            help=rx.Var.create("Goes into the e-mail as you write it, in ") + SETTLE.language + ".",
            error=LifecycleDesk.problems["words"],
            name="words",
        ),
        _foot("Settle and complete"),
        on_submit=LifecycleDesk.settle,
        key=PAGE.id + SETTLE.version.to_string(),
        class_name=STACK_TIGHT,
    )


def _amount() -> rx.Component:
    """The amount, with the value of what came back to start from."""
    worth = rx.el.p(
        rx.cond(
            SETTLE.whole_words != "",
            rx.fragment("What came back is worth ", rx.el.strong(SETTLE.whole_words), ". "),
            "No price is known for these products. ",
        ),
        rx.cond(
            SETTLE.sound_words != "",
            rx.fragment("Without the damaged pieces ", rx.el.strong(SETTLE.sound_words), ". "),
        ),
        SETTLE.limit,
        class_name=f"{SMALL} {MUTED}",
    )
    return rx.el.div(
        field(
            rx.Var.create("Amount in ") + SETTLE.currency,
            text_input(
                "amount",
                value=SETTLE.whole,
                error=LifecycleDesk.problems["amount"],
                input_mode="decimal",
                max_length=12,
                class_name="max-w-40 text-right tabular-nums",
            ),
            error=LifecycleDesk.problems["amount"],
            name="amount",
        ),
        worth,
        class_name="grid gap-1.5",
    )


def _cancel_dialog() -> rx.Component:
    form = rx.el.form(
        rx.el.p(ReturnDesk.cancel_says, class_name=MUTED),
        field(
            "Why",
            text_area("reason", rows=2, max_length=500),
            optional=True,
            help=rx.Var.create("If the customer gets an e-mail it stands in it as you write it, in ") + PAGE.language + ".",
            name="reason",
        ),
        dialog_acts(
            button("Keep it", tone="quiet", on_click=ReturnDesk.keep),
            button("Cancel return", tone="danger", type="submit"),
        ),
        on_submit=ReturnDesk.cancel,
        key=PAGE.id,
        class_name=f"{STACK_TIGHT} [&>div:last-child]:-mx-4 [&>div:last-child]:-mb-4",
    )  # fmt: skip
    return dialog(
        form,
        open=ReturnDesk.canceling,
        title=rx.Var.create("Cancel ") + PAGE.number + "?",
        on_close=ReturnDesk.keep,
        alert=True,
    )


def _foot(words: str) -> rx.Component:
    return rx.el.div(
        dialog_acts(
            button("Not now", tone="quiet", on_click=LifecycleDesk.close),
            button(words, tone="primary", type="submit"),
        ),
        class_name="-mx-4 -mb-4",
    )


def _way(value: str, words: str | rx.Var[str], *, checked: rx.Var[bool]) -> rx.Component:
    return rx.el.label(
        radio("how", value, checked=checked, on_change=LifecycleDesk.book_by_hand(value)),
        words,
        class_name="flex min-h-8 items-center gap-2",
    )


def _choice(name: str, label: str, picks: rx.Var[list[Pick]]) -> rx.Component:
    return field(
        label,
        select(name, rx.foreach(picks, _pick), error=LifecycleDesk.problems[name]),
        error=LifecycleDesk.problems[name],
        name=name,
    )


def _pick(one: rx.Var[Pick]) -> rx.Component:
    return option(one.label, one.value, key=one.value)
