"""The screens that ask: the start, the order number, the products."""

from typing import Any

import reflex as rx

from returns_app.flows.portal.frame import GAP, around, items, next_button, problems, step_screen, write_to_us
from returns_app.flows.portal.products import Products
from returns_app.flows.portal.state import Portal
from returns_app.flows.portal.withdrawal import acknowledged, order_of_declaration
from returns_app.i18n import Translator
from returns_app.queries.portal_views import Choice, Left, LineForm
from returns_app.settings import load
from returns_app.ui import portal_fields as f
from returns_app.ui import portal_frame as pf
from returns_app.ui import portal_items as it
from returns_app.ui import portal_outcome as o
from returns_app.ui.icons import icon
from returns_app.ui.portal_pictures import picture_form
from returns_app.ui.portal_search import portal_combobox
from returns_app.ui.quantity import portal_quantity
from returns_app.ui.theme import Text


def start(t: Translator) -> rx.Component:
    """Who prepared this, what is in it, what is left."""
    view = Portal.view
    note = rx.cond(view.order_number, around(t._("Order {number}", number=GAP), view.order_number), "")
    return rx.fragment(
        pf.content(
            problems(),
            pf.question(view.title),
            pf.lead(view.lead),
            acknowledged(t),
            rx.cond(view.goods.length() > 0, pf.section(t._("In this return"), items(), beside=note)),
            pf.section(
                t._("What is left"),
                o.steps(rx.foreach(view.left, _left)),
                pf.hint(
                    t._("Then you get your return number and your label."),
                    " ",
                    t._("We save after every step, so you can stop and go on later."),
                    class_name="mt-5",
                ),
            ),
            rx.cond(view.link_until, _yours_alone(t)),
        ),
        pf.action_bar(next_button(t, Portal.next_words, type="button", on_click=Portal.begin)),
    )


def order(t: Translator) -> rx.Component:
    """Ask for the order number."""
    where = f.where_to_find(
        t._("Where do I find it?"),
        pf.hint(t._("At the top of your confirmation e-mail and on the paper in your parcel.")),
        _confirmation(t),
    )
    field = f.text_input(
        "order_number",
        value=Portal.view.order_number,
        error=Portal.problems["order_number"],
        auto_complete="off",
        auto_capitalize="characters",
        spell_check=False,
        enter_key_hint="next",
        max_length=60,
    )
    return step_screen(
        t,
        t._("What is your order number?"),
        f.fields(
            f.field(t._("Order number"), field, name="order_number", error=Portal.problems["order_number"])
        ),
        where,
        write_to_us(t._("I can’t find it, ask {merchant}", merchant=load().merchant_name)),
        on_submit=Portal.save_order,
    )


def products(t: Translator) -> rx.Component:
    """Ask what is sent back, or withdrawn from; after the confirmation, what was forgotten."""
    declares, adds = Portal.view.withdrawal.declares, Products.form.adds
    asked = rx.cond(declares, t._("What do you withdraw from?"), t._("What are you sending back?"))
    return step_screen(
        t,
        rx.cond(adds, t._("What did you forget?"), asked),
        order_of_declaration(t),
        rx.el.ul(
            rx.foreach(Products.lines, lambda line: _line(t, line)),
            class_name="mt-6 border-t border-(--line) empty:hidden",
        ),
        rx.cond(Products.form.several | (Products.lines.length() == 0), _add(t)),
        _once(
            t, "reason", t._("Why do you send it back?"), Products.form.return_reasons, Products.form.reason
        ),
        _once(
            t, "outcome", t._("What would you like?"), Products.form.return_outcomes, Products.form.outcome
        ),
        lead=rx.cond(
            declares,
            t._("No reason is needed. One product of an order, or all of it."),
            rx.cond(
                adds,
                t._("It joins your return, under the same number and with the same label."),
                t._("Everything you add goes in one parcel."),
            ),
        ),
        on_submit=Products.save,
        on_restore=Products.restore,
    )


def _left(step: rx.Var[Left], at: rx.Var[int]) -> rx.Component:
    return o.step((at + 1).to_string(), step.title, step.note)


def _yours_alone(t: Translator) -> rx.Component:
    head, tail = t._("This link is yours alone and works until {day}.", day=GAP).split(GAP)
    return pf.notice(head, rx.el.strong(Portal.view.link_until), tail, symbol="lock")


def _confirmation(t: Translator) -> rx.Component:
    bar = "block h-1.5 rounded-(--radius-1) bg-(--line)"
    return rx.el.div(
        rx.el.div(
            rx.el.span(class_name="block h-2 w-24 bg-(--line-strong)"),
            rx.el.span(
                t._("Order number"),
                class_name="my-2.5 block w-fit rounded-(--radius-1) border border-(--accent) bg-(--accent-soft) px-2.5 text-(length:--text-sm)"
                " leading-6 font-semibold text-(--accent-ink)",
            ),
            rx.el.span(class_name=f"{bar} w-3/4"),
            rx.el.span(class_name=f"{bar} mt-2 w-2/3"),
            class_name="mx-6 mt-5 rounded-t-(--radius-2) border border-b-0 border-(--line) bg-(--surface) px-5 pt-4 pb-6",
        ),
        aria_hidden="true",
        class_name="mt-3 max-w-[360px] overflow-hidden rounded-(--radius-2) border border-(--line) bg-(--canvas)",
    )


def _line(t: Translator, line: rx.Var[LineForm]) -> rx.Component:
    is_open = Products.editing.contains(line.id)
    remove = it.icon_act(
        icon("x", size=20),
        around(t._("Remove {name}", name=GAP), line.name),
        on_click=Products.remove(line.id),
    )
    edit = rx.el.button(
        t._("Edit"),
        type="button",
        aria_label=around(t._("Edit {name}", name=GAP), line.name),
        on_click=Products.open_line(line.id),
        class_name=f"{pf.LINK_ROW} -mt-3",
    )
    return picture_form(
        line.picture,
        line.name,
        rx.cond(is_open, line.details, line.said),
        act=rx.cond(is_open, remove, edit),
        fields=_fields_of(t, line),
        is_open=is_open,
        key=line.id,
    )


def _fields_of(t: Translator, line: rx.Var[LineForm]) -> rx.Component:
    return rx.fragment(
        # So that the form says what is in it, also to a server that has forgotten it.
        rx.el.input(type="hidden", name=line.id + ".name", default_value=line.name),
        rx.el.input(type="hidden", name=line.id + ".product", default_value=line.product_id),
        it.item_fields(
            rx.cond(Products.form.most_pieces > 1, _how_many(t, line)),
            rx.cond(
                Products.form.line_reasons.length() > 0,
                _choose(
                    t,
                    line.id + ".reason",
                    t._("Why"),
                    Products.form.line_reasons,
                    value=line.reason,
                    on_change=_reason(line),
                ),
            ),
        ),
        rx.cond(
            Products.form.line_outcomes.length() > 0,
            _choose(
                t,
                line.id + ".outcome",
                t._("What would you like?"),
                Products.form.line_outcomes,
                value=line.outcome,
                on_change=lambda value: Products.set_outcome(line.id, value),
            ),
        ),
    )


def _reason(line: rx.Var[LineForm]) -> Any:
    return lambda value: Products.set_reason(line.id, value)


def _how_many(t: Translator, line: rx.Var[LineForm]) -> rx.Component:
    name = line.id + ".quantity"
    stepper = portal_quantity(
        value=line.quantity,
        label=around(t._("How many of {name}", name=GAP), line.name),
        less=t._("One less"),
        more=t._("One more"),
        name=name,
        max=Products.form.most_pieces,
        on_change=lambda count: Products.set_count(line.id, count),
    )
    return rx.el.div(
        f.field(t._("How many"), stepper, name=name, error=Portal.problems[name]), id=name, tab_index=-1
    )


def _choose(
    t: Translator, name: Text, label: str, choices: Any, *, value: Text, on_change: Any = None
) -> rx.Component:
    """One question with the phone's own picker; nothing is chosen for the customer."""
    select = f.select(
        name,
        rx.el.option(t._("Choose"), value=""),
        rx.foreach(choices, _option),
        value=value,
        error=Portal.problems[name],
        **({"on_change": on_change} if on_change else {}),
    )
    return f.field(label, select, name=name, error=Portal.problems[name])


def _once(t: Translator, name: str, label: str, choices: rx.Var[list[Choice]], value: Text) -> rx.Component:
    asked = rx.el.div(_choose(t, name, label, choices, value=value), class_name="mt-6")
    return rx.cond(choices.length() > 0, asked)


def _option(choice: rx.Var[Choice]) -> rx.Component:
    # In another language they come in another order; by its key, what was chosen stays chosen.
    return rx.el.option(choice.label, value=choice.value, key=choice.value)


def _add(t: Translator) -> rx.Component:
    label = rx.cond(Products.lines.length() > 0, t._("Add another product"), t._("Find your product"))
    search = portal_combobox(
        Products.found,
        id="add",
        name="add",
        label=label,
        answered=Products.answered,
        status=Products.found_words,
        on_query=Products.look,
        on_pick=Products.pick,
        has_create=Products.form.free_typed,
        on_create=Products.add_typed,
        create_words=t._("Add “{text}” as I typed it", text="{text}"),
    )
    return rx.el.div(
        f.field(
            label,
            search,
            name="add",
            error=Portal.problems["add"],
        ),
        class_name="mt-6",
    )
