"""What an operator reads in the place of customers: whose they are, and the way on."""

import reflex as rx

from returns_app import routes
from returns_app.flows.sidebar import is_desk
from returns_app.ui.desk_buttons import link_button
from returns_app.ui.desk_shell import page
from returns_app.ui.desk_states import blank, framed


def for_agents(part: rx.Component) -> rx.Component:
    """Show the part to everybody but operators."""
    return rx.cond(is_desk(), part, _barred())


def _barred() -> rx.Component:
    words = "Agents look after customers. What comes in to be received is under Receiving."
    way_on = link_button("Receiving", href=routes.RECEIVING)
    heading = rx.el.h1("Customers", class_name="sr-only")
    return page(heading, framed(blank("lock", "Customers are the agents’", words, way_on)))
