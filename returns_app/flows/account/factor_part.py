"""The second factor on the account's page: off, being set up, or on."""

import reflex as rx

from returns_app import routes
from returns_app.flows.account.state import AccountPage
from returns_app.ui.badges import badge
from returns_app.ui.desk_buttons import button, link_button
from returns_app.ui.desk_fields import field, text_input
from returns_app.ui.desk_panels import panel, panel_body, panel_end, panel_head
from returns_app.ui.native_form import native_form
from returns_app.ui.second_factor import code_field, recovery_codes, setup_steps
from returns_app.ui.theme import H3, MUTED, SMALL

VIEW = AccountPage.view
SETUP = AccountPage.setup


def factor_panel() -> rx.Component:
    """Offer a second factor, set one up, or look after it."""
    is_on = VIEW.factor_since != ""
    state = rx.cond(is_on, badge("On", tone="done", symbol="check"), badge("Off", tone="open"))
    return panel(
        panel_head("Second factor", panel_end(state)),
        panel_body(rx.cond(is_on, _on(), rx.cond(SETUP.picture != "", _setting_up(), _off()))),
    )


def _off() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            "With a second factor, whoever has your password still cannot get in: signing in also takes a code from"
            " an app on your phone.",
            class_name=MUTED,
        ),
        link_button(
            "Set up a second factor", href=f"{routes.ACCOUNT}?setup=1", class_name="justify-self-start"
        ),
    )


def _setting_up() -> rx.Component:
    return native_form(
        setup_steps(SETUP.picture, key=SETUP.key, codes=SETUP.codes),
        field("Code", code_field(), name="code"),
        field("Your password", _password("old", id="factor-old"), name="factor-old"),
        rx.el.div(
            button("Turn it on", tone="primary", type="submit"),
            link_button("Not now", href=routes.ACCOUNT, tone="quiet"),
            class_name="flex gap-2",
        ),
        action=routes.ACCOUNT_FACTOR,
        class_name="grid max-w-96 gap-4",
    )


def _on() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            "Since ", VIEW.factor_since, ". ", VIEW.codes_left, " recovery codes are left.", class_name=MUTED
        ),
        rx.cond(AccountPage.codes.length() > 0, _new_codes(), _renewing()),
        rx.cond(VIEW.must, _must(), _turning_off()),
    )


def _new_codes() -> rx.Component:
    return rx.el.div(
        rx.el.h3("Your new recovery codes", class_name=H3),
        rx.el.p("They are shown this once. Those before no longer work.", class_name=f"{SMALL} {MUTED}"),
        recovery_codes(AccountPage.codes),
        role="status",
        class_name="grid max-w-96 gap-2",
    )


def _renewing() -> rx.Component:
    problem = AccountPage.problems["old"]
    return rx.el.form(
        field(
            "Your password, for new recovery codes",
            _password("renew_old", error=problem),
            name="renew_old",
            error=problem,
        ),
        button("Make new codes", type="submit", class_name="justify-self-start"),
        on_submit=AccountPage.renew_codes,
        class_name="grid max-w-80 gap-3",
    )


def _turning_off() -> rx.Component:
    return native_form(
        field("Your password, to sign in without a code", _password("old", id="off-old"), name="off-old"),
        button("Turn the second factor off", tone="danger", type="submit", class_name="justify-self-start"),
        action=routes.ACCOUNT_FACTOR_OFF,
        class_name="grid max-w-80 gap-3 border-t border-(--line) pt-4",
    )


def _must() -> rx.Component:
    return rx.el.p("Admins have to sign in with a second factor here.", class_name=f"{SMALL} {MUTED}")


def _password(name: str, **props: str | rx.Var[str]) -> rx.Component:
    return text_input(
        name, type="password", required=True, max_length=256, auto_complete="current-password", **props
    )
