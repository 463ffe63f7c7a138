"""The screens about sending: from which address, and how."""

import reflex as rx

from returns_app.flows.portal.address import SenderAddress
from returns_app.flows.portal.frame import GAP, around, step_screen, trail, write_to_us
from returns_app.flows.portal.shipping import PickupWish
from returns_app.flows.portal.state import Portal
from returns_app.i18n import Translator
from returns_app.queries.portal_options import PickupDay
from returns_app.queries.portal_views import AddressField, Choice, OptionCard
from returns_app.settings import load
from returns_app.ui import portal_fields as f
from returns_app.ui import portal_frame as pf
from returns_app.ui import portal_items as it


def address(t: Translator) -> rx.Component:
    """Ask for the sender's address, in the order of the country."""
    country = f.select(
        "country",
        rx.foreach(SenderAddress.countries, _option),
        value=SenderAddress.country,
        error=Portal.problems["country"],
        auto_complete="country",
        on_change=SenderAddress.choose_country,
    )
    return step_screen(
        t,
        rx.cond(Portal.view.address.length() > 0, t._("Is this your address?"), t._("What is your address?")),
        rx.el.div(
            rx.el.div(
                f.field(t._("Country"), country, name="country", error=Portal.problems["country"]),
                class_name="col-span-2",
            ),
            rx.foreach(SenderAddress.fields, lambda field: _address_field(t, field)),
            class_name="mt-6 grid grid-cols-2 gap-x-3 gap-y-5",
        ),
        lead=t._("It goes on the label as the sender."),
        on_submit=SenderAddress.save,
    )


def shipping(t: Translator) -> rx.Component:
    """Ask how it is sent; where nothing fits, say why and lead to the desk."""
    lead = rx.cond(
        Portal.view.customer_pays,
        t._("Cheapest first. The price comes off your refund; you pay nothing now."),
        t._("{merchant} pays for every way.", merchant=load().merchant_name),
    )
    title = t._("How do you want to send it?")
    asked = step_screen(
        t,
        title,
        rx.el.div(
            it.options(rx.foreach(Portal.view.options, lambda option: _option_card(t, option)), label=title),
            _error(Portal.problems["option"]),
            id="option",
            tab_index=-1,
        ),
        lead=lead,
        on_submit=Portal.save_option,
    )
    return rx.cond(Portal.view.options.length() > 0, asked, _no_way(t, title))


def _no_way(t: Translator, title: str) -> rx.Component:
    return rx.fragment(
        trail(t),
        pf.content(
            pf.question(title),
            pf.notice(
                rx.el.strong(Portal.view.no_way),
                " ",
                t._("Check the address, or write to us and we find a way. Everything you filled in is kept."),
            ),
            write_to_us(t._("Write to {merchant}", merchant=load().merchant_name)),
        ),
        pf.action_bar(pf.quiet_button(t._("Check my address"), on_click=Portal.go("address"))),
    )


def _option_card(t: Translator, option: rx.Var[OptionCard]) -> rx.Component:
    by = around(t._("With {carrier}", carrier=GAP), option.by)
    where = rx.match(
        option.icon,
        ("pickup", _pickup(t, option)),
        ("in_store", it.place("store", option.place, by)),
        it.place("map-pin", rx.cond(option.place, option.place, t._("Parcel shop")), by),
    )
    return it.option_card(
        "option",
        option.id,
        rx.cond(option.tag, it.option_tag("wallet", option.tag)),
        rx.cond(option.green, it.option_tag("leaf", option.green, green=True)),
        title=option.title,
        price=option.price,
        what=option.what,
        more=where,
        checked=Portal.view.option == option.id,
    )


def _pickup(t: Translator, option: rx.Var[OptionCard]) -> rx.Component:
    """The days and windows, inside the card: what is chosen in another card stays its own."""
    day, window = (rx.Var.create(f"{part}.") + option.id for part in ("day", "window"))
    mine = Portal.view.option == option.id
    cells = rx.foreach(PickupWish.form.days, lambda one: _day(t, one, option, mine))
    rows = rx.foreach(
        PickupWish.form.windows,
        lambda one: f.choice(
            window, one.value, one.label, checked=mine & (PickupWish.form.window == one.value)
        ),
    )
    return rx.el.div(
        it.mini_legend(t._("Which day?"), id=day),
        it.days(cells, labelled_by=day),
        _error(Portal.problems[day]),
        rx.el.div(class_name="h-4"),
        it.mini_legend(t._("Between"), id=window),
        rx.el.div(f.choice_list(rows), role="radiogroup", aria_labelledby=window),
        _error(Portal.problems[window]),
    )


def _day(
    t: Translator, one: rx.Var[PickupDay], option: rx.Var[OptionCard], mine: rx.Var[bool]
) -> rx.Component:
    full = PickupWish.full.contains(option.id + "/" + one.value)
    return it.day(
        rx.Var.create("day.") + option.id,
        one.value,
        weekday=one.weekday,
        number=one.number,
        below=rx.cond(full, t._("full"), one.month),
        full=full,
        checked=mine & (PickupWish.form.day == one.value),
    )


def _error(words: rx.Var[str]) -> rx.Component:
    look = "mt-3 text-(length:--text-md) leading-5 font-[550] text-(--urgent-ink)"
    return rx.cond(words, rx.el.p(words, class_name=look))


def _address_field(t: Translator, field: rx.Var[AddressField]) -> rx.Component:
    error = Portal.problems[field.name]
    control = rx.cond(
        field.choices.length() > 0,
        f.select(
            field.name,
            rx.el.option(t._("Choose"), value=""),
            rx.foreach(field.choices, _option),
            value=field.value,
            error=error,
            auto_complete=field.autocomplete,
        ),
        f.text_input(
            field.name,
            value=field.value,
            error=error,
            auto_complete=field.autocomplete,
            input_mode=field.inputmode,
            auto_capitalize=field.capitals,
            enter_key_hint=field.enter,
            spell_check=False,
            max_length=120,
        ),
    )
    optional = rx.match(
        field.name,
        ("phone", t._("(optional, for the carrier)")),
        rx.cond(field.required, "", t._("(optional)")),
    )
    return rx.el.div(
        f.field(field.label, control, name=field.name, optional=optional, error=error),
        key=field.name,
        hidden=field.hidden,
        class_name=rx.match(
            field.name,
            ("postal_code", "col-span-2 [&_input]:max-w-[180px]"),
            rx.cond(field.half, "col-span-1", "col-span-2"),
        ),
    )


def _option(choice: rx.Var[Choice]) -> rx.Component:
    # In another language they come in another order; by its key, what was chosen stays chosen.
    return rx.el.option(choice.label, value=choice.value, key=choice.value)
