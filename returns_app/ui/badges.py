"""What a return's status is called, and its badge: always a word and an icon beside the color."""

from typing import Literal, TypeAlias

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.theme import Child, Text

BadgeTone: TypeAlias = Literal["urgent", "todo", "transit", "done", "accent", "waiting", "open"]

_BASE = (
    "inline-flex h-5.5 items-center gap-[5px] rounded-(--radius-1) pr-2 pl-1.5 align-middle"
    " text-(length:--text-xs) leading-none font-medium whitespace-nowrap"
)
_TONES: dict[str, str] = {
    "urgent": f"{_BASE} bg-(--urgent-soft) text-(--urgent-ink)",
    "todo": f"{_BASE} bg-(--todo-soft) text-(--todo-ink)",
    "transit": f"{_BASE} bg-(--transit-soft) text-(--transit-ink)",
    "done": f"{_BASE} bg-(--done-soft) text-(--done-ink)",
    "accent": f"{_BASE} bg-(--accent-soft) text-(--accent-ink)",
    "waiting": f"{_BASE} bg-(--waiting-soft) text-(--waiting-ink)",
    "open": f"{_BASE} border border-dashed border-(--field-line) text-(--ink-2)",
}

# status (or derived status): tone, icon, word
_STATUSES: dict[str, tuple[BadgeTone, str, str]] = {
    "draft": ("waiting", "pencil-line", "Draft"),
    "awaiting_customer": ("waiting", "smartphone", "Awaiting customer"),
    "authorization_requested": ("todo", "stamp", "To authorize"),
    "approved": ("waiting", "truck", "Choosing shipping"),
    "rejected": ("waiting", "x", "Rejected"),
    "submitted": ("transit", "truck", "In transit"),
    "pickup_requested": ("todo", "calendar-clock", "Pickup to book"),
    "shipping_failed": ("urgent", "triangle-alert", "Shipping failed"),
    "received": ("transit", "package-open", "Received"),
    "settlement_requested": ("todo", "wallet", "To settle"),
    "completed": ("done", "check", "Completed"),
    "canceled": ("waiting", "ban", "Canceled"),
    # Derived from more than the status column; the list and the return page may send them.
    "making_label": ("transit", "loader", "Making label"),
    "link_expired": ("urgent", "link-2-off", "Link expired"),
    "link_ended": ("urgent", "calendar-x", "Link ended"),
}

STATUS_WORDS: dict[str, str] = {status: word for status, (_, _, word) in _STATUSES.items()}


def badge(
    *children: Child, tone: BadgeTone = "waiting", symbol: str = "", class_name: str = "", **props: Text
) -> rx.Component:
    """Mark something with an icon and a word: `badge("Delivered 10:38", tone="done", symbol="check")`."""
    mark = [icon(symbol, size=14)] if symbol else []
    return rx.el.span(*mark, *children, class_name=f"{_TONES[tone]} {class_name}", **props)


def tag(*children: Child) -> rx.Component:
    """Add a property to a name, quieter than a badge: "Hidden from customers"."""
    look = "ml-1.5 inline-flex h-5 items-center rounded-(--radius-1) bg-(--waiting-soft) px-1.5 align-middle"
    return rx.el.span(
        *children, class_name=f"{look} text-(length:--text-xs) leading-none text-(--waiting-ink)"
    )


def status_badge(status: Text) -> rx.Component:
    """Show where a return stands. Takes a status, "making_label" or "link_expired"; anything else shows as it is."""
    cases = [
        (name, badge(word, tone=tone, symbol=symbol)) for name, (tone, symbol, word) in _STATUSES.items()
    ]
    if isinstance(status, str):
        tone, symbol, word = _STATUSES[status]
        return badge(word, tone=tone, symbol=symbol)
    return rx.match(status, *cases, badge(status))


def status_word(status: Text) -> rx.Component | rx.Var[str]:
    """Say a status inside a sentence or a menu."""
    return rx.match(status, *STATUS_WORDS.items(), status)


def live_dot(class_name: str = "") -> rx.Component:
    """Show that something is going on right now; still under reduced motion."""
    look = "size-2 flex-none rounded-(--radius-full) bg-(--accent) shadow-[0_0_0_3px_var(--accent-soft)]"
    return rx.el.span(
        class_name=f"{look} motion-safe:animate-[live_2s_var(--ease)_infinite] {class_name}",
        aria_hidden="true",
    )
