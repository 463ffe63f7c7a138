"""The fields of an address, as the country at hand asks for them."""

from typing import Any

import reflex as rx

from returns_app.queries.correction_form import AddressForm, FormField, Pick
from returns_app.ui.desk_fields import field, field_error, option, select, text_input

_HALF = "col-span-3 max-[900px]:col-span-6"


def address_form(form: Any, problems: Any, *, on_country: Any) -> rx.Component:
    """Country first, because it says which fields follow. `form` is a var of `AddressForm`, `problems` of a dict.

    What was typed stays when the country changes, in the fields that both ask for.
    """
    shown: AddressForm = form
    return rx.el.div(
        rx.el.div(
            field(
                "Country",
                select(
                    "country",
                    rx.foreach(shown.countries, _pick),
                    key=shown.country,
                    value=shown.country,
                    error=problems["country"],
                    on_change=on_country,
                ),
                name="country",
                error=problems["country"],
            ),
            class_name="col-span-6",
        ),
        rx.foreach(shown.fields, lambda one: _field(one, problems[one.name])),
        class_name="grid grid-cols-6 gap-x-3 gap-y-4",
    )


def _field(one: rx.Var[FormField], problem: rx.Var[str]) -> rx.Component:
    field_id = rx.Var.create("address-") + one.name
    label = rx.el.label(
        one.label,
        rx.cond(
            one.optional,
            rx.el.span(" optional", class_name="text-(length:--text-xs) font-normal text-(--ink-3)"),
        ),
        html_for=field_id,
        class_name="font-medium",
    )
    shared = {
        "id": field_id,
        "aria_invalid": rx.cond(problem, "true", "false"),
        "aria_describedby": field_id + "-error",
    }
    region = select(one.name, option("Choose", ""), rx.foreach(one.choices, _pick), value=one.value, **shared)
    control = rx.cond(
        one.choices.length() > 0,
        region,
        text_input(one.name, value=one.value, max_length=120, auto_complete="off", **shared),
    )
    return rx.el.div(
        label,
        control,
        field_error(problem, name=field_id),
        key=one.name,
        class_name=rx.cond(
            one.half, f"{_HALF} grid content-start gap-1.5", "col-span-6 grid content-start gap-1.5"
        ),
    )


def _pick(one: rx.Var[Pick]) -> rx.Component:
    return option(one.label, one.value)
