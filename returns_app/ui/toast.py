"""The desk's toast: what just happened, and one thing to do next. Driven by two state vars, no script from handlers."""

from typing import Any

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.theme import Child, Text


class Toast(rx.Component):
    """A live region that is always on the page; its message leaves after six seconds."""

    library = "$/public/ui/toast.jsx"
    tag = "Toast"

    text: rx.Var[str]
    serial: rx.Var[int]
    region_class: rx.Var[str]


TOAST_BUTTON = (
    "inline-flex h-7 items-center gap-1.5 rounded-(--radius-control) px-2.5 font-medium"
    " hover:bg-[color-mix(in_srgb,var(--surface)_16%,transparent)] focus-visible:outline-(--surface)"
)


def toast(text: Text, *, serial: rx.Var[int] | int, act: Child | None = None) -> rx.Component:
    """Say `text` whenever `serial` has grown. Put it once on the page; `act` is one `toast_act`.

    A handler says something with `self.said = "Link revoked"; self.said_serial += 1`.
    """
    return Toast.create(
        icon("check"),
        rx.el.span(text),
        act if act is not None else rx.fragment(),
        text=text,
        serial=serial,
        region_class="fixed bottom-6 in-[:has(main_footer)]:bottom-18 left-[calc(var(--sidebar)+24px)] z-60",
        class_name="flex h-10 items-center gap-2.5 rounded-(--radius-2) bg-(--ink) pr-3 pl-3 font-medium text-(--surface)"
        " shadow-(--shadow-2) motion-safe:animate-[arrive_var(--calm)_var(--ease)] has-[button,a]:pr-2",
    )


def toast_act(*words: Child, **props: Any) -> rx.Component:
    """Offer the one next thing inside a toast."""
    return rx.el.button(*words, type="button", class_name=TOAST_BUTTON, **props)
