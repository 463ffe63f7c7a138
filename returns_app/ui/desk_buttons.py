"""Buttons of the desk: one primary a screen, the key printed where it works."""

from typing import Any, Literal, TypeAlias

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML

from returns_app.ui.theme import Child, Text, anchor

Tone: TypeAlias = Literal["plain", "primary", "quiet", "danger", "quiet_danger"]
Size: TypeAlias = Literal["md", "sm", "lg"]

_BASE = (
    "inline-flex flex-none items-center justify-center gap-1.5 rounded-(--radius-control) border font-medium whitespace-nowrap"
    " transition-colors duration-(--fast) ease-(--ease)"
    " disabled:cursor-not-allowed disabled:border-(--line) disabled:bg-(--sunken) disabled:text-(--ink-3) disabled:shadow-none"
    " aria-disabled:cursor-not-allowed aria-disabled:border-(--line) aria-disabled:bg-(--sunken) aria-disabled:text-(--ink-3)"
)
_RAISED = (
    "border-(--line-strong) bg-(--surface) shadow-(--shadow-1)"
    " enabled:hover:border-(--field-line)"
    " enabled:hover:bg-[color-mix(in_srgb,var(--ink)_4%,var(--surface))]"
    " enabled:active:bg-[color-mix(in_srgb,var(--ink)_8%,var(--surface))]"
)
_TONES: dict[str, str] = {
    "plain": f"{_RAISED} text-(--ink)",
    "primary": "border-(--accent) bg-(--accent) text-(--ink-on-accent) shadow-(--shadow-1)"
    " enabled:hover:border-(--accent-hover) enabled:hover:bg-(--accent-hover)",
    "quiet": "border-transparent bg-transparent text-(--ink-2) enabled:hover:bg-(--hover) enabled:hover:text-(--ink)",
    "danger": "border-(--line-strong) bg-(--surface) text-(--urgent-ink) shadow-(--shadow-1)"
    " enabled:hover:border-(--urgent-ink) enabled:hover:bg-(--urgent-soft)",
    "quiet_danger": "border-transparent bg-transparent text-(--urgent-ink) enabled:hover:bg-(--urgent-soft)",
}
# A link has no :enabled; these are the same colors for it.
_LINK_TONES = {tone: classes.replace("enabled:", "") for tone, classes in _TONES.items()}
_SIZES = {"sm": "h-7 px-2.5", "md": "h-8 px-3", "lg": "h-10 px-4"}
_SQUARES = {"sm": "size-7", "md": "size-8", "lg": "size-10"}

_KEY = (
    "inline-grid h-4.5 min-w-4.5 flex-none place-items-center rounded-(--radius-1) border px-1"
    " font-(family-name:--font-desk) text-[0.6875rem] leading-none font-medium whitespace-nowrap"
)
_KEY_PLAIN = f"{_KEY} border-(--line-strong) bg-(--surface) text-(--ink-2)"
_KEY_ON_ACCENT = f"{_KEY} border-(--key-on-accent) text-(--ink-on-accent)"


def key(name: Text, *, on_accent: bool = False) -> rx.Component:
    """Print one key."""
    return rx.el.kbd(name, class_name=_KEY_ON_ACCENT if on_accent else _KEY_PLAIN)


def alt_while_typing() -> rx.Component:
    """Print Alt before the letter of a button while a field has the focus: there the letter alone is typed."""
    shown = "[body:has(:is(input:not([type=radio],[type=checkbox]),textarea,select):focus)_&]:inline-grid!"
    return rx.el.kbd("Alt", class_name=f"{_KEY_PLAIN} -mr-0.5 hidden! {shown}", aria_hidden="true")


def keys(names: str, *, on_accent: bool = False) -> list[rx.Component]:
    """Print the keys of a chord or a sequence: `keys("Shift Enter")`."""
    return [key(name, on_accent=on_accent) for name in names.split()]


def key_hints(*hints: Child, class_name: str = "") -> rx.Component:
    """Show a row of keys with what they do; each hint comes from `key_hint`."""
    look = "flex flex-wrap items-center gap-x-4 gap-y-1 text-(length:--text-xs) leading-4.5 text-(--ink-3)"
    return rx.el.span(*hints, class_name=f"{look} {class_name}")


def key_hint(names: str, words: str) -> rx.Component:
    """Say what one key or chord does."""
    return rx.el.span(*keys(names), words, class_name="inline-flex items-center gap-1.5")


def button(
    *children: Child,
    tone: Tone = "plain",
    size: Size = "md",
    hint: str = "",
    type: str = "button",
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """Offer an act. `hint` prints its keys: `button("Copy link", tone="primary", hint="C", on_click=...)`.

    Submits no form unless `type="submit"`.
    """
    return rx.el.button(
        *_with_keys(children, hint, on_accent=tone == "primary"),
        type=type,
        class_name=f"{_BASE} {_TONES[tone]} {_SIZES[size]} {class_name}",
        **props,
    )


def link_button(
    *children: Child,
    href: Text,
    tone: Tone = "plain",
    size: Size = "md",
    hint: str = "",
    document: bool = False,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """Offer a place to go, looking like a button; `document=True` for a file or one of our own HTTP routes."""
    return (anchor if document else rx.el.a)(
        *_with_keys(children, hint, on_accent=tone == "primary"),
        href=href,
        class_name=f"{_BASE} {_LINK_TONES[tone]} {_SIZES[size]} {class_name}",
        **props,
    )


class PlainLink(BaseHTML):
    """`a` as HTML knows it; `rx.el.a` looks for its address among the app's own pages."""

    tag = "a"

    href: rx.Var[str]
    download: rx.Var[bool]
    target: rx.Var[str]


def file_button(
    *children: Child, href: Text, tone: Tone = "plain", size: Size = "md", class_name: str = "", **props: Any
) -> rx.Component:
    """Offer a file of one of our own routes; `download=True` keeps it, `target="_blank"` opens it beside the page."""
    return PlainLink.create(
        *children, href=href, class_name=f"{_BASE} {_LINK_TONES[tone]} {_SIZES[size]} {class_name}", **props
    )


def icon_button(
    symbol: rx.Component,
    *,
    label: Text,
    tone: Tone = "quiet",
    size: Size = "md",
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """Offer an act by an icon alone; `label` is its name for screen readers and its tooltip."""
    return rx.el.button(
        symbol,
        type="button",
        aria_label=label,
        title=label,
        class_name=f"{_BASE} {_TONES[tone]} {_SQUARES[size]} {class_name}",
        **props,
    )


def _with_keys(children: tuple[Child, ...], hint: str, *, on_accent: bool) -> list[Child]:
    if not hint:
        return list(children)
    group = rx.el.span(*keys(hint, on_accent=on_accent), class_name="-mr-1 flex gap-1", aria_hidden="true")
    return [*children, group]
