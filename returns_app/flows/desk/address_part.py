"""The fields of an address, as the country at hand asks for them."""

import reflex as rx

from returns_app.flows.desk.edit_address import EditAddress
from returns_app.queries.correction_form import FormField, Pick
from returns_app.ui.desk_fields import field, field_error, option, select, text_input

_HALF = "col-span-3 max-[900px]:col-span-6"


def address_fields() -> rx.Component:
    """Country first, because it says which fields follow."""
    return rx.el.div(
        rx.el.div(
            field(
                "Country",
                select(
                    "country",
                    rx.foreach(EditAddress.form.countries, _pick),
                    key=EditAddress.form.country,
                    value=EditAddress.form.country,
                    error=EditAddress.problems["country"],
                    on_change=EditAddress.change_country,
                ),
                name="country",
                error=EditAddress.problems["country"],
            ),
            class_name="col-span-6",
        ),
        rx.foreach(EditAddress.form.fields, _field),
        class_name="grid grid-cols-6 gap-x-3 gap-y-4",
    )


def _field(one: rx.Var[FormField]) -> rx.Component:
    problem = EditAddress.problems[one.name]
    label = rx.el.label(
        one.label,
        rx.cond(
            one.optional,
            rx.el.span(" optional", class_name="text-(length:--text-xs) font-normal text-(--ink-3)"),
        ),
        html_for=rx.Var.create("address-") + one.name,
        class_name="font-medium",
    )
    shared = {
        "id": rx.Var.create("address-") + one.name,
        "aria_invalid": rx.cond(problem, "true", "false"),
        "aria_describedby": one.name + "-error",
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
        field_error(problem, name=one.name),
        key=one.name,
        class_name=rx.cond(
            one.half, f"{_HALF} grid content-start gap-1.5", "col-span-6 grid content-start gap-1.5"
        ),
    )


def _pick(one: rx.Var[Pick]) -> rx.Component:
    return option(one.label, one.value)
