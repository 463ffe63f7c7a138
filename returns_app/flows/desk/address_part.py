"""The sender's address of a return as a form."""

import reflex as rx

from returns_app.flows.address_form import address_form
from returns_app.flows.desk.edit_address import EditAddress


def address_fields() -> rx.Component:
    """Every field that the country asks for."""
    return address_form(EditAddress.form, EditAddress.problems, on_country=EditAddress.change_country)
