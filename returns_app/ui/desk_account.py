"""Who is signed in, and what they may do about it: theme, sidebar, sign out."""

import reflex as rx

from returns_app.ui.desk_buttons import key
from returns_app.ui.icons import icon
from returns_app.ui.native_form import native_form
from returns_app.ui.theme import FAINT, SMALL, STRONG, TRUNCATE, Text

_OPEN_ONLY = "max-[1180px]:hidden in-data-rail:hidden"
_ROW = (
    "flex h-8 w-full items-center gap-2.5 rounded-(--radius-control) px-2 text-left font-medium text-(--ink-2)"
    " hover:bg-(--hover) hover:text-(--ink)"
)


def avatar(initials: Text, *, mine: bool = False, title: Text | None = None) -> rx.Component:
    """Show a colleague by initials; the name is in the title."""
    colors = "bg-(--accent-soft) text-(--accent-ink)" if mine else "bg-(--waiting-soft) text-(--waiting-ink)"
    return rx.el.span(
        initials,
        title=title,
        class_name="inline-grid size-6 flex-none place-items-center rounded-(--radius-full) text-[0.625rem] leading-none"
        f" font-semibold tracking-[.02em] shadow-[inset_0_0_0_1px_var(--line)] {colors}",
    )


def account_menu(
    name: Text, *, role: Text, initials: Text, account: str = "/desk/account", sign_out: str = "/sign-out"
) -> rx.Component:
    """Show who acts, and open the menu with theme and sign out.

    Signing out is a plain form POST: the session cookie ends with a real navigation, not with an event.
    """
    opener = rx.el.button(
        avatar(initials, mine=True),
        rx.el.span(
            rx.el.span(name, class_name=f"{STRONG} truncate"),
            rx.el.span(role, class_name=f"{SMALL} {FAINT}"),
            class_name=f"grid min-w-0 text-left leading-4 {_OPEN_ONLY}",
        ),
        type="button",
        aria_label=f"Account: {name}" if isinstance(name, str) else rx.Var.create("Account: ") + name,
        custom_attrs={"popoverTarget": "account-menu"},
        class_name="flex w-full items-center gap-2.5 rounded-(--radius-control) p-2 hover:bg-(--hover) max-[1180px]:h-10"
        " max-[1180px]:justify-center max-[1180px]:p-0 in-data-rail:h-10 in-data-rail:justify-center in-data-rail:p-0",
    )
    return rx.el.div(opener, _menu(name, role, account, sign_out))


class RailToggle(rx.Component):
    """Folds the sidebar in this browser, without a word to the server."""

    library = "$/public/ui/rail.jsx"
    tag = "RailToggle"

    label: rx.Var[str]


def fold_button() -> rx.Component:
    """Fold the sidebar to a rail, or open it; bind it with `hotkey("[", press="fold")`."""
    return RailToggle.create(
        icon("panel-left"),
        rx.el.span("Collapse", class_name=_OPEN_ONLY),
        rx.el.span(
            key("["), class_name=f"ml-auto hidden group-hover/nav:flex in-data-hints:flex {_OPEN_ONLY}"
        ),
        label="Collapse or open the sidebar",
        id="fold",
        class_name="group/nav flex h-[30px] w-full items-center gap-2.5 rounded-(--radius-control) px-2 font-medium"
        " text-(--ink-2) hover:bg-(--hover) hover:text-(--ink) max-[1180px]:hidden in-data-rail:justify-center"
        " in-data-rail:px-0",
    )


def theme_toggle() -> rx.Component:
    """Switch between light and dark, in this browser, at once."""
    return rx.el.button(
        rx.el.span(icon("moon"), class_name="in-[.dark]:hidden"),
        rx.el.span(icon("sun"), class_name="hidden in-[.dark]:block"),
        rx.el.span("Dark theme", class_name="in-[.dark]:hidden"),
        rx.el.span("Light theme", class_name="hidden in-[.dark]:block"),
        type="button",
        on_click=rx.toggle_color_mode,
        id="theme",
        class_name=_ROW,
    )


def _menu(name: Text, role: Text, account: str, sign_out: str) -> rx.Component:
    leave = native_form(
        rx.el.button(icon("log-out"), "Sign out", type="submit", class_name=_ROW), action=sign_out
    )
    return rx.el.div(
        rx.el.div(
            rx.el.p(name, class_name=f"{STRONG} {TRUNCATE}"),
            rx.el.p(role, class_name=f"{SMALL} {FAINT}"),
            class_name="border-b border-(--line) px-3 py-2",
        ),
        rx.el.div(
            rx.el.a(icon("user-round"), "Account", href=account, class_name=_ROW),
            theme_toggle(),
            leave,
            class_name="grid p-1",
        ),
        id="account-menu",
        custom_attrs={"popover": "auto"},
        class_name="bottom-14 left-2 w-52 rounded-(--radius-2) border! border-(--line-strong)! bg-(--raised) shadow-(--shadow-2)",
    )
