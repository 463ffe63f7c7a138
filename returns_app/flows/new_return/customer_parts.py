"""The second step on screen: the search, the form for a new customer, the customer who was chosen."""

import reflex as rx

from returns_app.flows.new_return.customer_state import AddressField, CustomerStep
from returns_app.flows.new_return.state import NewReturn
from returns_app.queries.customers import CustomerHit
from returns_app.queries.draft_views import Choice
from returns_app.queries.drafts import languages
from returns_app.ui.combobox import combobox, plain_row, typo_note
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_choices import address_lines
from returns_app.ui.desk_fields import field, field_error, option, select, text_input
from returns_app.ui.desk_panels import fact, facts, note, panel, panel_body, panel_head
from returns_app.ui.desk_shell import page_title
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, h3, mono, push, small, stack, stack_tight

_ERRORS = NewReturn.problems
_CUSTOMER = NewReturn.view.customer


def customer_step() -> rx.Component:
    """Ask whose return it is."""
    return rx.cond(
        CustomerStep.creating,
        _new(),
        rx.cond(_CUSTOMER.id != "", _known(), _search_page()),
    )


def _search_page() -> rx.Component:
    lead = "Search by name, e-mail, phone or customer number, or create a customer."
    return stack(page_title("Whose return is it?", lead), _search())


def _search() -> rx.Component:
    note_ = typo_note(CustomerStep.answered, CustomerStep.closest, shown=CustomerStep.closest != "")
    box = combobox(
        CustomerStep.hits,
        id="customer-search",
        label="Find the customer",
        placeholder="Name, e-mail, phone or customer number",
        answered=CustomerStep.answered,
        status=CustomerStep.told,
        on_query=CustomerStep.search,
        on_pick=NewReturn.pick_customer,
        on_create=CustomerStep.begin,
        create_words="Create “{text}” as a new customer",
        row=_hit,
        note=note_,
        pick_word="choose",
        hint="Alt P",
        min_length=2,
        wait=120,
        invalid=_ERRORS["customer"] != "",
        described_by="customer-error",
    )
    create = button(icon("user-plus"), "New customer", size="sm", on_click=CustomerStep.begin(""))
    return stack_tight(
        rx.el.div(box, data_autofocus=""),
        field_error(_ERRORS["customer"], name="customer"),
        rx.el.div(create),
    )


def _hit(hit: rx.Var[CustomerHit]) -> rx.Component:
    return plain_row(
        hit.id, hit.name, detail=hit.email,
        end=rx.fragment(mono(hit.number, class_name="block"), rx.el.span(hit.place)),
    )  # fmt: skip


def _known() -> rx.Component:
    change = button("Change", size="sm", on_click=CustomerStep.change, id="change-customer")
    keep = button("Keep this customer", size="sm", tone="quiet", on_click=CustomerStep.keep)
    card = panel(
        panel_head(
            _CUSTOMER.name,
            rx.el.span(mono(_CUSTOMER.number), class_name=FAINT),
            push(),
            rx.cond(CustomerStep.changing, keep, change),
        ),
        panel_body(_details()),
        tab_index=-1,
        data_autofocus="",
        aria_label="Customer",
        class_name="focus-visible:outline-2 focus-visible:outline-(--focus)",
    )
    return stack(
        page_title("Whose return is it?", "Check the address with the customer, then go on."),
        rx.cond(CustomerStep.changing, _search()),
        card,
        rx.cond(
            _CUSTOMER.warning,
            note(_CUSTOMER.warning, " You may go on.", symbol="triangle-alert", tone="todo"),
        ),
    )


def _details() -> rx.Component:
    address = address_lines(rx.foreach(_CUSTOMER.address, lambda line: rx.el.span(line, class_name="block")))
    return facts(
        fact("E-mail", _CUSTOMER.email),
        fact("Phone", rx.cond(_CUSTOMER.phone, _CUSTOMER.phone, "None on file")),
        fact("Language", _CUSTOMER.language),
        fact(
            "Address",
            rx.cond(_CUSTOMER.address.length() > 0, address, "None on file: the customer fills it in"),
        ),
    )


def _new() -> rx.Component:
    return rx.el.div(
        stack(
            page_title("Who is the new customer?", "Name and e-mail are enough; an address saves the customer a screen."),
            rx.cond(CustomerStep.twin.id != "", _twin()),
            _contact(),
            _address(),
            rx.el.div(button("Search instead", size="sm", tone="quiet", on_click=CustomerStep.give_up)),
        ),
        key=f"form-{CustomerStep.form}",
    )  # fmt: skip


def _twin() -> rx.Component:
    use = button(
        "Use this customer", size="sm", on_click=NewReturn.pick_customer(CustomerStep.twin.id), id="use-twin"
    )
    words = rx.el.span(
        CustomerStep.twin.name, " (", CustomerStep.twin.number, ") has this e-mail address already."
    )
    return note(
        rx.el.div(words, use, class_name="flex flex-wrap items-center justify-between gap-3"),
        symbol="user",
        tone="accent",
    )


def _contact() -> rx.Component:
    typed = CustomerStep.typed
    language = select(
        "language",
        *[option(one.label, one.value) for one in languages()],
        value=typed.language,
        error=_ERRORS["language"],
    )
    return rx.el.div(
        field("Name", _input("name", typed.name, auto_complete="off", data_autofocus=""), name="name", error=_ERRORS["name"]),
        field("E-mail", _input("email", typed.email, input_mode="email"), name="email", error=_ERRORS["email"]),
        field("Phone", _input("phone", typed.phone, input_mode="tel"), name="phone", error=_ERRORS["phone"], optional=True),
        field("Language", language, name="language", error=_ERRORS["language"], help="Mails and the portal speak it"),
        class_name="grid grid-cols-2 gap-4 max-[900px]:grid-cols-1",
    )  # fmt: skip


def _address() -> rx.Component:
    country = select(
        "address.country",
        rx.foreach(CustomerStep.countries, _option),
        value=CustomerStep.typed.country,
        error=_ERRORS["address.country"],
        on_change=CustomerStep.take_country,
    )
    return stack_tight(
        h3("Address"),
        small("Can stay empty: then the customer fills it in.", class_name=FAINT),
        rx.el.div(
            field("Country", country, name="address.country", error=_ERRORS["address.country"]),
            rx.foreach(CustomerStep.address, _address_field),
            class_name="grid grid-cols-2 gap-4 max-[900px]:grid-cols-1",
        ),
    )


def _address_field(one: rx.Var[AddressField]) -> rx.Component:
    error = _ERRORS[one.name]
    text = text_input(one.name, value=one.value, error=error, placeholder=one.example)  # type: ignore[arg-type]
    regions = select(
        one.name, option("Choose one", ""), rx.foreach(one.regions, _option), value=one.value, error=error
    )  # type: ignore[arg-type]
    return rx.el.div(
        field(one.label, rx.cond(one.regions.length() > 0, regions, text), name=f"{one.name}", error=error),  # type: ignore[arg-type]
        key=one.name,
    )


def _input(name: str, value: rx.Var[str], **props: str) -> rx.Component:
    return text_input(name, value=value, error=_ERRORS[name], **props)


def _option(one: rx.Var[Choice]) -> rx.Component:
    return option(one.label, one.value)
