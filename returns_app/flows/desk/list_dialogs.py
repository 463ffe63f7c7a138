"""The dialogs of the list: a view to be kept, and what many returns at once need to be told."""

import reflex as rx

from returns_app.actions.saved_views import LONGEST_NAME
from returns_app.domain.lines import MAX_WORDS
from returns_app.flows.desk.export_state import Exports
from returns_app.flows.desk.list_bulk import Bulk, Refused
from returns_app.flows.desk.list_state import Returns
from returns_app.flows.desk.list_views import ListViews
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_fields import checkbox, field, option, select, text_area, text_input
from returns_app.ui.dialog import dialog
from returns_app.ui.theme import LINK, MUTED, STACK_TIGHT, STRONG, Child, Text

_FORM_ACTS = "mt-4 flex items-center justify-end gap-2"


def view_dialog() -> rx.Component:
    """Ask what a view is called, and whether everybody shall have it."""
    is_new = ListViews.asking == "save"
    return dialog(
        rx.el.form(
            rx.el.div(
                _view_name(),
                rx.cond(
                    ListViews.may_share,
                    checkbox(
                        "shared", label="Share with everybody at the desk", checked=ListViews.view.shared
                    ),
                ),
                class_name=STACK_TIGHT,
            ),
            rx.el.div(
                button("Cancel", on_click=ListViews.close),
                button(rx.cond(is_new, "Save view", "Rename view"), type="submit", tone="primary"),
                class_name=_FORM_ACTS,
            ),
            on_submit=ListViews.submit,
            key=ListViews.asking + ListViews.view.id,
        ),
        open=ListViews.asking != "",
        title=rx.cond(is_new, "Save this list as a view", "Rename view"),
        on_close=ListViews.close,
    )


def _view_name() -> rx.Component:
    problem = ListViews.problems["name"]
    return field(
        "Name",
        text_input(
            "name",
            value=ListViews.view.name,
            error=problem,
            placeholder="Germany, to authorize",
            max_length=LONGEST_NAME,
            auto_focus=True,
            auto_complete="off",
        ),
        name="name",
        error=problem,
        help="It keeps the filters, the search and the sort. Everybody sees only what they may see.",
    )


def bulk_dialogs() -> rx.Component:
    """Ask what each act needs to know, and tell what could not be done."""
    return rx.fragment(_assign(), _remind(), _cancel(), _export(), _outcome())


def _assign() -> rx.Component:
    whom = field(
        "To",
        select(
            "user",
            rx.foreach(Returns.choices.assignees, lambda one: option(one.label, one.value)),
            error=Bulk.problems["user"],
            auto_focus=True,
        ),
        name="user",
        error=Bulk.problems["user"],
        help="Returns that this person may not see stay where they are.",
    )
    return _asked("assign", _counted("Assign "), whom, act="Assign", doing="Assigning")


def _remind() -> rx.Component:
    words = (
        "Each customer gets an e-mail with what is left for them to do, in their language. Whoever was reminded within"
        " a day is left alone."
    )
    return _asked(
        "remind", _counted("Remind the customers of ", "?"), rx.el.p(words, class_name=MUTED),
        act="Send reminders", doing="Reminding",
    )  # fmt: skip


def _cancel() -> rx.Component:
    reason = field(
        "Reason",
        text_area(
            "reason",
            rows=2,
            max_length=MAX_WORDS,
            error=Bulk.problems["reason"],
            placeholder="For example: the order was replaced",
        ),
        optional=True,
        name="reason",
        error=Bulk.problems["reason"],
        help="It reaches the customers as it is, in the e-mail about the cancellation.",
    )
    words = "Their links end and their labels are called off. This cannot be undone."
    return _asked(
        "cancel", _counted("Cancel ", "?"), rx.el.p(words, class_name=MUTED), reason,
        act="Cancel returns", doing="Canceling", danger=True, back="Keep them",
    )  # fmt: skip


def _export() -> rx.Component:
    return dialog(
        rx.el.p(
            "Every line of the file is one of them, with customer, products and value.", class_name=MUTED
        ),
        open=Bulk.asking == "export",
        title=_counted("Export "),
        acts=(
            button("Cancel", on_click=Bulk.close),
            button("Excel (XLSX)", on_click=Exports.ask_selected("xlsx", Exports.next_id)),
            button("CSV", tone="primary", on_click=Exports.ask_selected("csv", Exports.next_id)),
        ),
        on_close=Bulk.close,
    )


def _outcome() -> rx.Component:
    return dialog(
        rx.el.p(
            Bulk.told, " ", rx.cond(Bulk.refused.length() == 1, "One was not:", "These were not:"), class_name=MUTED
        ),
        rx.el.ul(
            rx.foreach(Bulk.refused, _refused),
            class_name="grid max-h-[50vh] gap-2 overflow-y-auto",
            tab_index=0,
            aria_label="What was not done",
        ),
        open=Bulk.asking == "outcome",
        title="Not everything could be done",
        acts=(button("Close", tone="primary", on_click=Bulk.close, auto_focus=True),),
        on_close=Bulk.close,
        alert=True,
    )  # fmt: skip


def _refused(one: rx.Var[Refused]) -> rx.Component:
    return rx.el.li(
        rx.cond(
            one.href != "",
            rx.el.a(one.name, href=one.href, class_name=LINK),
            rx.el.span(one.name, class_name=STRONG),
        ),
        rx.el.span(one.why, class_name=f"block {MUTED}"),
    )


def _asked(
    kind: str, title: Text, *body: Child, act: str, doing: str, danger: bool = False, back: str = "Cancel"
) -> rx.Component:
    """Ask in a form; while it is at work its button says how far it is."""
    words = rx.cond(Bulk.busy, rx.Var.create(f"{doing}: ") + Bulk.progress, act)
    form = rx.el.form(
        rx.el.div(*body, class_name=STACK_TIGHT),
        rx.el.div(
            button(back, on_click=Bulk.close, disabled=Bulk.busy),
            button(
                words,
                type="submit",
                tone="danger" if danger else "primary",
                disabled=Bulk.busy,
                id=f"do-{kind}",
            ),
            class_name=_FORM_ACTS,
        ),
        on_submit=Bulk.submit,
    )
    return dialog(form, open=Bulk.asking == kind, title=title, on_close=Bulk.close, alert=danger)


def _counted(before: str, after: str = "") -> rx.Var[str]:
    """A title with how many they are: "Cancel 3 returns?"."""
    return rx.Var.create(before) + Bulk.count_words + after
