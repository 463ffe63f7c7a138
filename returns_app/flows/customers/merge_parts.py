"""Two customers side by side, and what becomes of everything they have when they are made one."""

import reflex as rx

from returns_app.flows.customers.merge_state import MergeCustomers
from returns_app.flows.customers.state import CustomerDesk
from returns_app.queries.customer_merge import MergeLine, MergeSide
from returns_app.queries.customer_views import Twin
from returns_app.queries.customers import CustomerHit
from returns_app.ui.combobox import combobox, plain_row
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_fields import radio
from returns_app.ui.desk_panels import note
from returns_app.ui.dialog import dialog
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, MONO, MUTED, SMALL, STRONG, h3, link, mono, stack_tight

PAGE = CustomerDesk.page
SHOWN = MergeCustomers.preview
_CELL = "px-3 py-2 align-top wrap-anywhere"


def twins_note() -> rx.Component:
    """Say who may be the same person; supervisors may compare at once."""
    listed = rx.el.ul(rx.foreach(PAGE.twins, _twin), class_name="mt-1 grid gap-1.5")
    return rx.cond(
        PAGE.twins.length() > 0,
        note(
            rx.el.p("Perhaps the same person twice", class_name=STRONG),
            listed,
            rx.cond(
                PAGE.acts.contains("merge"),
                rx.fragment(),
                rx.el.p("A supervisor can merge the two.", class_name=f"mt-1 {SMALL} {MUTED}"),
            ),
            symbol="users-round",
            tone="todo",
        ),
    )


def _twin(one: rx.Var[Twin]) -> rx.Component:
    compare = button(
        "Compare and merge",
        size="sm",
        on_click=MergeCustomers.compare(one.id),
        aria_label=rx.Var.create("Compare and merge with ") + one.number,
    )
    return rx.el.li(
        rx.el.span(
            link(one.name, href=one.href), " ", rx.el.span(one.number, class_name=MONO), ". ", one.why, ".", class_name="min-w-0"
        ),
        rx.cond(PAGE.acts.contains("merge"), rx.el.span(compare, class_name="flex-none")),
        key=one.id,
        class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
    )  # fmt: skip


def merge_dialogs() -> rx.Component:
    """The search for the other customer, and the comparison."""
    return rx.fragment(_search(), _comparison())


def _search() -> rx.Component:
    return dialog(
        rx.el.p(
            "Find the customer who is the same person. Nothing happens before you have seen both.",
            class_name=MUTED,
        ),
        combobox(
            MergeCustomers.options,
            id="other",
            label="The other customer",
            answered=MergeCustomers.answered,
            on_query=MergeCustomers.look,
            on_pick=MergeCustomers.compare,
            placeholder="Name, e-mail, phone or number",
            pick_word="compare",
            row=_hit,
        ),
        # Room for what is found, so that the window does not grow while somebody types.
        rx.el.div(class_name="h-64"),
        open=MergeCustomers.choosing,
        title=rx.Var.create("Merge ") + PAGE.number + " with another customer",
        on_close=MergeCustomers.close,
        class_name="w-[560px]",
    )


def _hit(hit: rx.Var[CustomerHit]) -> rx.Component:
    end = rx.fragment(mono(hit.number, class_name="block"), rx.el.span(hit.place))
    return plain_row(hit.id, hit.name, detail=hit.email, end=end)


def _comparison() -> rx.Component:
    return dialog(
        stack_tight(
            rx.el.div(
                rx.cond(
                    MergeCustomers.refused, note(MergeCustomers.refused, symbol="triangle-alert", tone="todo")
                ),
                aria_live="polite",
                class_name="empty:hidden",
            ),
            _table(),
            _addresses(),
            note(
                SHOWN.sums,
                " Links and mails that are out go on working. This cannot be undone.",
                symbol="git-merge",
            ),
        ),
        open=SHOWN.stays != "",
        title="Make one customer of two",
        on_close=MergeCustomers.close,
        alert=True,
        class_name="w-[820px]",
        acts=(
            button("Keep both", tone="quiet", on_click=MergeCustomers.close),
            button("Merge into one", tone="primary", on_click=MergeCustomers.merge),
        ),
    )


def _table() -> rx.Component:
    head = rx.el.tr(
        rx.el.th(rx.el.span("Detail", class_name="sr-only"), class_name="w-[96px]"),
        _side(SHOWN.left),
        _side(SHOWN.right),
        rx.el.th("Afterwards", scope="col", class_name=f"{_CELL} text-left font-medium"),
    )
    return rx.el.div(
        rx.el.table(
            rx.el.caption("Both customers, and what is kept", class_name="sr-only"),
            rx.el.thead(head),
            rx.el.tbody(rx.foreach(SHOWN.lines, _line)),
            class_name="w-full table-fixed border-collapse",
        ),
        class_name="max-h-[50vh] overflow-auto rounded-(--radius-2) border border-(--line)",
    )


def _side(side: rx.Var[MergeSide]) -> rx.Component:
    # Before anybody is compared both are empty: two that are chosen at once would leave none of the two chosen later.
    chosen = (SHOWN.stays != "") & (SHOWN.stays == side.id)
    choose = rx.el.label(
        radio("stays", side.id, checked=chosen, on_change=MergeCustomers.keep(side.id)),
        rx.el.span(side.number, " stays", class_name="whitespace-nowrap"),
        class_name="flex items-center gap-2 font-medium",
    )
    return rx.el.th(
        choose,
        rx.el.span(side.returns, class_name=f"{SMALL} font-normal {MUTED}"),
        scope="col",
        data_stays=rx.cond(chosen, "true", "false"),
        class_name=f"{_CELL} text-left data-[stays=true]:bg-(--accent-soft)",
    )


def _line(line: rx.Var[MergeLine]) -> rx.Component:
    goes = rx.cond(line.differs, f"{_CELL} {MUTED}", f"{_CELL} {FAINT}")
    return rx.el.tr(
        rx.el.th(line.name, scope="row", class_name=f"{_CELL} text-left font-normal {FAINT}"),
        rx.el.td(rx.cond(line.left, line.left, "None"), class_name=goes),
        rx.el.td(rx.cond(line.right, line.right, "None"), class_name=goes),
        rx.el.td(rx.cond(line.after, line.after, "None"), class_name=f"{_CELL} {STRONG}"),
        key=line.name,
        class_name="border-t border-(--line)",
    )


def _addresses() -> rx.Component:
    def kept(line: rx.Var[str]) -> rx.Component:
        return rx.el.li(icon("check", size=14, class_name="mt-0.5"), line, class_name="flex gap-1.5")

    def dropped(line: rx.Var[str]) -> rx.Component:
        return rx.el.li(
            icon("copy-minus", size=14, class_name="mt-0.5"),
            rx.el.span(line, ". The same place, kept once."),
            class_name=f"flex gap-1.5 {MUTED}",
        )

    return rx.el.div(
        h3("Addresses afterwards"),
        rx.el.ul(
            rx.foreach(SHOWN.addresses, kept),
            rx.foreach(SHOWN.dropped, dropped),
            class_name="mt-1 grid gap-1 wrap-anywhere",
        ),
        rx.cond(SHOWN.addresses.length() == 0, rx.el.p("None of the two has one.", class_name=MUTED)),
    )
