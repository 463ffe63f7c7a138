"""The ways into a demonstration's desk: one press for each role, on the sign-in page."""

import reflex as rx

from returns_app import routes
from returns_app.domain.actors import Role
from returns_app.settings import load
from returns_app.ui.desk_buttons import button
from returns_app.ui.native_form import native_form
from returns_app.ui.theme import H3, MUTED, SMALL

# What each of them does, in the words of somebody who has never seen the desk.
_DOES = (
    (Role.AGENT, "Agent", "makes returns and answers customers"),
    (Role.SUPERVISOR, "Supervisor", "also grants exceptions"),
    (Role.ADMIN, "Admin", "also sees the audit"),
    (Role.OPERATOR, "Operator", "receives parcels in the warehouse"),
)


def ways_in() -> rx.Component:
    """Offer each role without a password, in a demonstration; nothing anywhere else."""
    if not load().demo:
        return rx.fragment()
    return rx.el.section(
        rx.el.h2("Or come in as", id="ways-in", class_name=H3),
        *(_way(role, name, does) for role, name, does in _DOES),
        aria_labelledby="ways-in",
        class_name="grid gap-2",
    )


def _way(role: Role, name: str, does: str) -> rx.Component:
    return native_form(
        rx.el.input(type="hidden", name="role", value=role.value),
        button(name, type="submit", class_name="w-28 justify-center"),
        rx.el.span(does, class_name=f"{SMALL} {MUTED}"),
        action=routes.DEMO_SIGN_IN,
        class_name="flex items-center gap-3",
    )
