"""One's own account: password, second factor, and where one is signed in."""

import reflex as rx

from returns_app import routes
from returns_app.flows.account.factor_part import factor_panel
from returns_app.flows.account.state import AccountPage
from returns_app.flows.desk_frame import desk_frame
from returns_app.queries.account import SessionRow
from returns_app.ui.badges import badge
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_fields import field, text_input
from returns_app.ui.desk_panels import note, panel, panel_body, panel_foot, panel_head
from returns_app.ui.desk_shell import bar_title, page, page_title
from returns_app.ui.desk_states import bone
from returns_app.ui.icons import icon
from returns_app.ui.native_form import native_form
from returns_app.ui.theme import FAINT, SMALL, STRONG

VIEW = AccountPage.view


def account_screen() -> rx.Component:
    """Show how one signs in."""
    return desk_frame(
        page(
            page_title("Account", rx.cond(AccountPage.loaded, _who(), "\u00a0")),
            rx.el.div(
                rx.cond(AccountPage.error != "", rx.el.div(note(AccountPage.error, symbol="circle-alert", tone="urgent"), role="alert")),
                rx.cond(AccountPage.done != "", rx.el.div(note(AccountPage.done, symbol="check", tone="accent"), role="status")),
                class_name="grid gap-3 empty:hidden",
            ),
            rx.cond(
                AccountPage.loaded,
                rx.el.div(
                    rx.cond(VIEW.shared, _shared(), rx.fragment(rx.cond(AccountPage.setup.picture == "", _password_panel()), factor_panel())),
                    _sessions_panel(),
                    class_name="grid gap-6",
                ),
                rx.el.div(bone("h-48"), bone("h-48"), class_name="grid gap-6"),
            ),
            class_name="w-full max-w-[760px]",
        ),
        here=routes.ACCOUNT,
        bar=bar_title("Account"),
    )  # fmt: skip


def _who() -> rx.Component:
    return rx.fragment(VIEW.name, " · ", VIEW.email, " · ", VIEW.role)


def _shared() -> rx.Component:
    return note(
        "Everybody who tries this demonstration signs in with this account: its password and second factor stay as"
        " they are.",
        symbol="users-round",
    )


def _password_panel() -> rx.Component:
    form = native_form(
        field("Present password", _secret("old", auto_complete="current-password"), name="old"),
        field(
            "New password",
            _secret("password", auto_complete="new-password", min_length=12),
            name="password",
            help="At least 12 characters. A few random words do well.",
        ),
        button("Change password", type="submit", class_name="justify-self-start"),
        action=routes.ACCOUNT_PASSWORD,
        class_name="grid max-w-80 gap-4",
    )
    return panel(
        panel_head("Password"),
        panel_body(form),
        panel_foot("You stay signed in here, and are signed out everywhere else."),
    )


def _secret(name: str, **props: str | int) -> rx.Component:
    return text_input(name, type="password", required=True, max_length=256, **props)


def _sessions_panel() -> rx.Component:
    leave = native_form(
        button("Sign out everywhere", size="sm", type="submit"),
        action=routes.ACCOUNT_SIGN_OUT,
        class_name="ml-auto mr-2",
    )
    return panel(
        panel_head("Where you are signed in", leave),
        rx.el.ul(rx.foreach(VIEW.sessions, _session), aria_label="Browsers"),
    )  # fmt: skip


def _session(row: rx.Var[SessionRow]) -> rx.Component:
    leave = button(
        "Sign out",
        size="sm",
        on_click=AccountPage.end(row.id),
        aria_label=rx.Var.create("Sign out: ") + row.browser,
    )
    return rx.el.li(
        rx.cond(row.handheld, icon("smartphone"), icon("monitor")),
        rx.el.div(
            rx.el.p(row.browser, class_name=STRONG),
            rx.el.p(
                "Last seen ",
                row.seen,
                rx.el.span(", signed in ", row.since, class_name="max-[600px]:hidden"),
                class_name=f"{SMALL} {FAINT}",
            ),
            class_name="min-w-0",
        ),
        rx.el.span(rx.cond(row.here, badge("This browser", tone="accent", symbol="check"), leave), class_name="ml-auto flex-none"),
        key=row.id,
        class_name="flex min-h-14 items-center gap-3 px-4 py-2 not-first:border-t not-first:border-(--line)",
    )  # fmt: skip
