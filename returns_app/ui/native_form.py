"""A form that the browser itself sends. `rx.el.form` never navigates: Reflex gives it a handler that prevents it."""

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML


class NativeForm(BaseHTML):
    """`form` as HTML knows it."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]


def native_form(*children: rx.Component, action: str, class_name: str = "") -> rx.Component:
    """Post the fields to a route of our own, as signing in and out need: only a navigation can set a cookie."""
    return NativeForm.create(*children, action=action, method="post", class_name=class_name)
