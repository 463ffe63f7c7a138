"""Type, text colors and the head of every page: the words that the other parts are written in.

Every class here is a literal over the tokens of `assets/theme.css`. Class lists are joined in Python, so that the
compiled page holds them whole and Tailwind finds them.
"""

from typing import Any, TypeAlias

import reflex as rx
from reflex_components_core.el.elements.inline import A

Text: TypeAlias = str | rx.Var[Any]
Child: TypeAlias = rx.Component | rx.Var[Any] | str
Flag: TypeAlias = bool | rx.Var[Any]

STYLESHEETS = ["/theme.css"]

H1 = "text-(length:--text-xl) leading-7 font-semibold tracking-[-0.015em]"
H2 = "text-(length:--text-md) leading-5 font-semibold tracking-[-0.005em]"
H3 = "text-(length:--text-sm) leading-5 font-semibold"
SMALL = "text-(length:--text-xs) leading-4"
MUTED = "text-(--ink-2)"
FAINT = "text-(--ink-3)"
STRONG = "font-medium text-(--ink)"
MONO = "font-mono text-[0.96em] tracking-[-0.01em]"
TRUNCATE = "truncate min-w-0"
LINK = "font-medium text-(--accent-ink) underline-offset-3 hover:underline"
HIDDEN_TEXT = "sr-only"

# Gone below 1180 px, where the desk shows a rail and narrower tables.
HIDE_NARROW = "max-[1180px]:hidden"

STACK = "grid min-w-0 content-start grid-cols-[minmax(0,1fr)] gap-6"
STACK_TIGHT = "grid min-w-0 content-start grid-cols-[minmax(0,1fr)] gap-3"


def head_parts() -> list[rx.Component]:
    """Return what belongs in the head of every page; pass it to `rx.App(head_components=...)`."""
    return [
        rx.el.script(src="/early.js"),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="manifest", href="/site.webmanifest"),
        rx.el.meta(name="referrer", content="same-origin"),
    ]


def h2(*children: Child, class_name: str = "", **props: Any) -> rx.Component:
    """Head a section or panel."""
    return rx.el.h2(*children, class_name=f"{H2} {class_name}", **props)


def h3(*children: Child, class_name: str = "", **props: Any) -> rx.Component:
    """Head a part of a section."""
    return rx.el.h3(*children, class_name=f"{H3} {class_name}", **props)


def small(*children: Child, class_name: str = MUTED, **props: Any) -> rx.Component:
    """Say something beside the matter, in the smallest size that is read."""
    return rx.el.p(*children, class_name=f"{SMALL} {class_name}", **props)


def sub(*children: Child, class_name: str = FAINT, **props: Any) -> rx.Component:
    """Put a second, smaller line under a value."""
    return rx.el.span(*children, class_name=f"block text-(length:--text-xs) leading-5 {class_name}", **props)


def mono(*children: Child, class_name: str = "", **props: Any) -> rx.Component:
    """Set what a person compares or types: numbers, SKUs, orders, tracking codes."""
    return rx.el.span(*children, class_name=f"{MONO} {class_name}", **props)


def hidden_text(*children: Child, **props: Any) -> rx.Component:
    """Say something to screen readers only."""
    return rx.el.span(*children, class_name=HIDDEN_TEXT, **props)


def push() -> rx.Component:
    """Take the free room of a row, so that what follows stands at its end."""
    return rx.el.span(class_name="ml-auto")


def stack(*children: Child, class_name: str = "", **props: Any) -> rx.Component:
    """Stack sections 24 px apart."""
    return rx.el.div(*children, class_name=f"{STACK} {class_name}", **props)


def stack_tight(*children: Child, class_name: str = "", **props: Any) -> rx.Component:
    """Stack what belongs together 12 px apart."""
    return rx.el.div(*children, class_name=f"{STACK_TIGHT} {class_name}", **props)


def link(*children: Child, href: Text, class_name: str = "", **props: Any) -> rx.Component:
    """Link inside text or at the end of a panel's head; a navigation inside the app, without a reload."""
    return rx.el.a(*children, href=href, class_name=f"{LINK} {class_name}", **props)


def anchor(*children: Child, href: Text, class_name: str = "", **props: Any) -> rx.Component:
    """Link by the browser itself: files, our own HTTP routes, `#places`, `mailto:` and `tel:`.

    `rx.el.a` is the router's link and knows only the app's pages.
    """
    return A.create(*children, href=href, class_name=class_name, **props)
