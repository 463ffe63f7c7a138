"""Choices of the desk: the policy picker with its barred rows, addresses side by side, carriers and their outcomes."""

from typing import Any

import reflex as rx

from returns_app.ui.desk_buttons import key
from returns_app.ui.desk_fields import CHECKBOX, RADIO
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, MUTED, SMALL, STRONG, Child, Flag, Text

_ROW = "grid grid-cols-[20px_minmax(0,1fr)_auto] items-start gap-x-3 px-4 py-2.5 not-first:border-t not-first:border-(--line)"
_ON = "has-checked:bg-(--accent-soft) has-checked:[--ink-3:var(--ink-2)] has-checked:hover:bg-(--accent-soft)"
_RING = "has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-(--focus)"


def choices(*rows: Child, label: Text, barred: bool = False) -> rx.Component:
    """Frame a list of choices; rows come from `choice` and `barred_choice`, or from an `rx.foreach` of them."""
    props: dict[str, Any] = {} if barred else {"role": "radiogroup", "aria_label": label}
    return rx.el.div(*rows, class_name="overflow-hidden rounded-(--radius-2) border border-(--line)", **props)


def choice(
    name: str, value: Text, *, title: Child, rules: Text, checked: Flag, hint: Text = "", **props: Any
) -> rx.Component:
    """Offer one policy. `on_change` goes to the radio; `hint` prints the digit that chooses it."""
    return rx.el.label(
        _radio(name, value, checked=checked, class_name="mt-0.5", **props),
        rx.el.div(rx.el.p(title, class_name=STRONG), rx.el.p(rules, class_name=f"{SMALL} {MUTED}")),
        rx.cond(hint, rx.el.span(key(hint), aria_hidden="true"), rx.el.span()),
        class_name=f"{_ROW} {_ON} {_RING} hover:bg-(--canvas)",
    )


def barred_choice(title: Text, *reasons: Child, way_out: Child | None = None) -> rx.Component:
    """Show a policy that cannot be chosen here, with the reasons in full; a reason comes from `reason`.

    `way_out` is a link at the right: "Create it yourself".
    """
    return rx.el.div(
        rx.el.input(type="radio", disabled=True, aria_label=title, class_name=f"{RADIO} mt-0.5"),
        rx.el.div(rx.el.p(title, class_name=FAINT), *reasons),
        rx.el.span(way_out, class_name=SMALL) if way_out is not None else rx.el.span(),
        class_name=_ROW,
    )


def reason(words: Text, *, kind: Text = "") -> rx.Component:
    """Say one reason why a policy is barred. `kind`: "connector", "portal" or "inactive" chooses the icon."""
    return rx.el.p(
        rx.match(
            kind,
            ("connector", icon("plug", size=14)),
            ("portal", icon("app-window", size=14)),
            ("inactive", icon("power-off", size=14)),
            icon("ban", size=14),
        ),
        words,
        class_name=f"flex items-center gap-1.5 {SMALL} {MUTED}",
    )


def addresses(*cards: Child, label: Text = "Address to use") -> rx.Component:
    """Put the known addresses side by side; cards come from `address_card`."""
    look = "grid auto-cols-fr grid-flow-col overflow-hidden rounded-b-(--radius-2)"
    return rx.el.div(*cards, role="radiogroup", aria_label=label, class_name=look)


def address_card(
    name: str,
    value: Text,
    *lines: Child,
    title: Text,
    check: Text,
    doubtful: Flag = False,
    checked: Flag = False,
    **props: Any,
) -> rx.Component:
    """Show one address: where it comes from, its lines, and what is known about it.

    Mark the part that differs from the others with `differs` inside a line. `on_change` goes to the radio.
    """
    return rx.el.label(
        rx.el.span(_radio(name, value, checked=checked, **props), title, class_name="flex items-center gap-2 font-medium"),
        address_lines(*lines, class_name="pl-6"),
        rx.cond(
            check,
            rx.el.span(
                rx.cond(doubtful, icon("triangle-alert", size=14, class_name="mt-px"), icon("check", size=14, class_name="mt-px")),
                rx.el.span(check),
                class_name=f"flex gap-1.5 pl-6 {SMALL} {MUTED}",
            ),
        ),
        class_name=f"grid min-w-0 content-start gap-2 p-4 not-first:border-l not-first:border-(--line) {_ON} {_RING}",
    )  # fmt: skip


def addresses_shown(*cards: Child, label: Text) -> rx.Component:
    """Put addresses side by side to compare them; cards come from `address_shown`."""
    look = "grid auto-cols-fr grid-flow-col overflow-hidden rounded-b-(--radius-2) max-[720px]:grid-flow-row"
    return rx.el.ul(*cards, aria_label=label, class_name=look)


def address_shown(*lines: Child, title: Text, check: Text, doubtful: Flag = False) -> rx.Component:
    """Show one address to read: whose it is, its lines, and what is known about it."""
    good = icon("check", size=14, class_name="mt-px text-(--done-ink)")
    doubt = icon("triangle-alert", size=14, class_name="mt-px text-(--todo-ink)")
    return rx.el.li(
        rx.el.span(title, class_name=f"{SMALL} {FAINT}"),
        address_lines(*lines),
        rx.cond(
            check,
            rx.el.span(
                rx.cond(doubtful, doubt, good), rx.el.span(check), class_name=f"flex gap-1.5 {SMALL} {MUTED}"
            ),
        ),
        class_name="grid min-w-0 content-start gap-2 p-4 wrap-anywhere not-first:border-l not-first:border-(--line)",
    )


def address_lines(*lines: Child, class_name: str = "") -> rx.Component:
    """Write an address, a line each; lines may be one `rx.foreach` of `rx.el.span(line, class_name="block")`."""
    return rx.el.address(
        *[rx.el.span(line, class_name="block") if isinstance(line, str) else line for line in lines],
        class_name=f"leading-5 not-italic {class_name}",
    )


def differs(part: Text) -> rx.Component:
    """Mark the part of an address that differs, by color and by a line under it."""
    look = "-mx-[3px] rounded-[2px] bg-(--todo-soft) px-[3px] py-px font-semibold text-(--todo-ink) underline"
    return rx.el.span(part, class_name=f"{look} decoration-2 underline-offset-3")


def carriers(*rows: Child, label: Text = "Carriers offered to the customer") -> rx.Component:
    """List what the policy can ship with; rows come from `carrier_row`."""
    return rx.el.div(*rows, role="group", aria_label=label, class_name="grid")


def carrier_row(
    name: str,
    value: Text,
    *,
    carrier: Text,
    service: Text,
    price: Text,
    checked: Flag,
    barred: Text = "",
    facts: Child | None = None,
    **props: Any,
) -> rx.Component:
    """Offer one shipping option by a checkbox; a `barred` reason disables it and stands in the place of the service.

    Below it stand the `facts` that its customer compares.
    """
    state: dict[str, Any] = {"checked": checked} if "on_change" in props else {"default_checked": checked}
    return rx.el.label(
        rx.el.input(type="checkbox", name=name, value=value, disabled=barred != "", class_name=CHECKBOX, **state, **props),
        rx.el.span(carrier, class_name=STRONG),
        rx.el.span(
            rx.el.span(rx.cond(barred, barred, service), class_name=f"block truncate {MUTED}"),
            rx.el.span(facts, class_name=f"block truncate empty:hidden {SMALL} {FAINT}"),
            class_name="min-w-0",
        ),
        rx.el.span(price, class_name="text-right tabular-nums"),
        class_name="grid min-h-11 py-1.5 grid-cols-[16px_152px_minmax(0,1fr)_72px] items-center gap-3 px-4 hover:bg-(--canvas)"
        f" max-[1180px]:grid-cols-[16px_120px_minmax(0,1fr)_60px] not-first:border-t not-first:border-(--line) {_ON} {_RING}",
    )  # fmt: skip


def outcomes(*parts: rx.Component) -> rx.Component:
    """Say what none, one or several carriers will lead to; parts come from `outcome`."""
    return rx.el.div(
        *parts,
        aria_live="polite",
        class_name="grid auto-cols-fr grid-flow-col overflow-hidden rounded-b-(--radius-2) border-t border-(--line) bg-(--canvas)",
    )


def outcome(title: Text, words: Text, *, now: Flag) -> rx.Component:
    """Be one outcome; the one that holds `now` is drawn strong, with a line on top."""
    return rx.el.p(
        rx.el.b(title, class_name="font-medium text-(--ink-2) in-data-[now=true]:font-semibold in-data-[now=true]:text-(--ink)"),
        rx.el.span(words, class_name=SMALL),
        data_now=rx.cond(now, "true", "false"),
        class_name="grid content-start gap-0.5 px-4 py-3 text-(--ink-3) not-first:border-l not-first:border-(--line)"
        " data-[now=true]:bg-(--surface) data-[now=true]:text-(--ink-2) data-[now=true]:shadow-[inset_0_2px_0_var(--accent)]",
    )  # fmt: skip


def _radio(name: str, value: Text, *, checked: Flag, class_name: str = "", **props: Any) -> rx.Component:
    state: dict[str, Any] = {"checked": checked} if "on_change" in props else {"default_checked": checked}
    return rx.el.input(
        type="radio", name=name, value=value, class_name=f"{RADIO} {class_name}", **state, **props
    )
