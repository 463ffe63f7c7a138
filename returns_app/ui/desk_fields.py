"""Fields of the desk: native controls with a name, uncontrolled, so that no keystroke is ever lost.

A form reads them by name in `on_submit`. `value` here is always the starting value, never a bound one; give the field
a `key` that changes with the record when another record's value must replace what is shown.
"""

from typing import Any, Literal, TypeAlias

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.theme import SMALL, Child, Flag, Text

FieldSize: TypeAlias = Literal["sm", "md", "lg"]

_EDGE = (
    "w-full min-w-0 rounded-(--radius-control) border border-(--field-line) bg-(--surface)"
    " transition-[border-color] duration-(--fast) ease-(--ease) hover:border-(--ink-2)"
    " focus:border-(--focus) focus:outline-2 focus:-outline-offset-1 focus:outline-(--focus)"
    " aria-[invalid=true]:border-(--urgent-ink)"
    " disabled:cursor-not-allowed disabled:border-(--line) disabled:bg-(--sunken) disabled:text-(--ink-3)"
)
_HEIGHTS = {"sm": "h-7 px-2", "md": "h-8 px-2.5", "lg": "h-10 px-2.5 text-(length:--text-md)"}
_TICK = "m-0 inline-grid size-4 flex-none appearance-none place-items-center border align-middle"
_OFF = (
    "border-(--field-line) bg-(--surface) disabled:cursor-not-allowed disabled:border-(--line-strong)"
    " disabled:bg-(--sunken)"
)
CHECKBOX = (
    f"{_TICK} {_OFF} rounded-(--radius-1) checked:border-(--accent) checked:bg-(--accent)"
    " checked:after:h-[5px] checked:after:w-[9px] checked:after:-translate-y-px checked:after:-rotate-45"
    " checked:after:border-b-2 checked:after:border-l-2 checked:after:border-(--ink-on-accent) checked:after:content-['']"
)
RADIO = f"{_TICK} {_OFF} rounded-(--radius-full) checked:border-5 checked:border-(--accent) checked:bg-(--ink-on-accent)"


def field(
    label: Text,
    control: rx.Component,
    *,
    optional: bool = False,
    help: Text | None = None,
    error: Text | None = None,
    name: str = "",
    aside: Child | None = None,
    class_name: str = "",
) -> rx.Component:
    """Label a control, with help or the error below it.

    Give `name` (the control's own) and an `error` var: the error line then has the id `<name>-error`, which
    `text_input(..., error=...)` points to. `aside` stands at the end of the label's row.
    """
    return rx.el.div(
        rx.el.div(
            rx.el.label(label, html_for=name, class_name="font-medium") if name else rx.el.span(label, class_name="font-medium"),
            rx.el.span("optional", class_name=f"{SMALL} text-(--ink-3)") if optional else None,
            aside,
            class_name="flex items-baseline gap-1.5",
        ),
        control,
        field_error(error, name=name) if error is not None else None,
        rx.el.p(help, id=f"{name}-help", class_name=f"{SMALL} text-(--ink-3)") if help is not None else None,
        class_name=f"grid min-w-0 content-start gap-1.5 {class_name}",
    )  # fmt: skip


def field_error(error: Text, *, name: str) -> rx.Component:
    """Name what is wrong with a field; empty means nothing is. A live region, so that it is read when it comes."""
    line = rx.el.span(
        icon("circle-alert", size=14, class_name="mt-px"),
        rx.el.span(error),
        class_name=f"flex items-start gap-1.5 {SMALL} font-medium text-(--urgent-ink)",
    )
    return rx.el.div(rx.cond(error, line), id=f"{name}-error", aria_live="polite", class_name="empty:hidden")


def text_input(
    name: str,
    *,
    value: Text = "",
    size: FieldSize = "md",
    error: Text | None = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """Ask for one line of text. The id is the name; `on_blur` and `on_key_down` may be given, `value` is not bound."""
    return rx.el.input(
        id=props.pop("id", name),
        name=name,
        default_value=value,
        class_name=f"{_EDGE} {_HEIGHTS[size]} {class_name}",
        **_error_props(name, error),
        **props,
    )


def icon_input(
    symbol: rx.Component, control: rx.Component, *, end: Child | None = None, class_name: str = ""
) -> rx.Component:
    """Put an icon inside a field at its start, and keys at its end; make the control with `class_name="pl-8!"`."""
    return rx.el.span(
        rx.el.span(symbol, class_name="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-(--ink-3)"),
        control,
        rx.el.span(end, class_name="absolute top-1/2 right-2 flex -translate-y-1/2 gap-1") if end is not None else None,
        class_name=f"relative block {class_name}",
    )  # fmt: skip


def search_input(
    name: str, *, label: Text, placeholder: Text, size: FieldSize = "md", **props: Any
) -> rx.Component:
    """Ask for words to search by. Wrap it in a form, or give `on_change=Handler.debounce(200)`."""
    control = text_input(
        name, size=size, type="search", placeholder=placeholder, aria_label=label, class_name="pl-8!", **props
    )
    return icon_input(icon("search", size=14 if size == "sm" else 16), control)


def text_area(
    name: str,
    *,
    value: Text = "",
    error: Text | None = None,
    rows: int = 3,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """Ask for several lines; capped at 4,000 characters unless `max_length` says otherwise."""
    return rx.el.textarea(
        id=props.pop("id", name),
        name=name,
        default_value=value,
        rows=str(rows),
        max_length=props.pop("max_length", 4000),
        class_name=f"{_EDGE} block min-h-16 resize-y px-2.5 py-1.5 {class_name}",
        **_error_props(name, error),
        **props,
    )  # fmt: skip


def select(
    name: str,
    *options: Child,
    value: Text | None = None,
    size: FieldSize = "md",
    error: Text | None = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """Ask to choose one of a few; options are `option(...)` or an `rx.foreach` of them. Native, so it works by keyboard.

    Without `value` the browser shows the first option. Gray while its value is empty.
    """
    if value is not None:
        props["default_value"] = value
    control = rx.el.select(
        *options,
        id=props.pop("id", name),
        name=name,
        class_name=f"{_EDGE} {_HEIGHTS[size]} appearance-none truncate pr-8! has-[option[value='']:checked]:text-(--ink-3)",
        **_error_props(name, error),
        **props,
    )
    arrow = icon(
        "chevron-down",
        size=14,
        class_name="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-(--ink-3)",
    )
    return rx.el.span(control, arrow, class_name=f"relative block min-w-0 {class_name}")


def option(label: Text, value: Text, **props: Any) -> rx.Component:
    """Offer one choice of a `select`."""
    return rx.el.option(label, value=value, **props)


def checkbox(
    name: str, *, label: Text | None = None, checked: Flag = False, class_name: str = "", **props: Any
) -> rx.Component:
    """Ask yes or no. Without `label` give `aria_label`. With `on_change` the state decides: pass `checked` as its var."""
    state = {"checked": checked} if "on_change" in props else {"default_checked": checked}
    box = rx.el.input(type="checkbox", name=name, class_name=f"{CHECKBOX} {class_name}", **state, **props)
    return box if label is None else rx.el.label(box, label, class_name="flex items-center gap-2")


def radio(
    name: str, value: Text, *, checked: Flag = False, class_name: str = "", **props: Any
) -> rx.Component:
    """Ask for one of several; the group shares `name`. With `on_change` the state decides, as for a checkbox."""
    state = {"checked": checked} if "on_change" in props else {"default_checked": checked}
    return rx.el.input(
        type="radio", name=name, value=value, class_name=f"{RADIO} {class_name}", **state, **props
    )


def segmented(*segments: rx.Component, label: Text, class_name: str = "") -> rx.Component:
    """Switch between two or three views; the parts come from `segment`."""
    look = "inline-flex flex-none gap-0.5 rounded-(--radius-control) bg-(--sunken) p-0.5"
    return rx.el.div(*segments, role="group", aria_label=label, class_name=f"{look} {class_name}")


def segment(label: Text, *, on: Flag, **props: Any) -> rx.Component:
    """Be one part of a segmented switch: `segment("Mine", on=State.whose == "mine", on_click=...)`."""
    return rx.el.button(
        label,
        type="button",
        aria_pressed=rx.cond(on, "true", "false"),
        class_name="h-6 rounded-(--radius-1) px-2.5 font-medium text-(--ink-2) aria-pressed:bg-(--raised)"
        " aria-pressed:text-(--ink) aria-pressed:shadow-[var(--shadow-1),0_0_0_1px_var(--line)]",
        **props,
    )


def _error_props(name: str, error: Text | None) -> dict[str, Any]:
    if error is None:
        return {}
    return {"aria_invalid": rx.cond(error, "true", "false"), "aria_describedby": f"{name}-error"}
