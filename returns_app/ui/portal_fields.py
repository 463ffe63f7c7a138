"""Fields of the portal: 52 px, labelled above, uncontrolled; an error keeps the value and names the way to mend it."""

from typing import Any

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.portal_frame import HINT
from returns_app.ui.theme import Child, Flag, Text, anchor

_INPUT = (
    "min-h-(--control-portal) w-full appearance-none rounded-(--radius-2) border border-(--ink-3) bg-(--surface) px-4 py-3"
    " text-(length:--text-lg) leading-[26px] text-(--ink) focus:border-transparent focus:outline-3 focus:outline-offset-1"
    " focus:outline-(--focus) aria-[invalid=true]:border-2 aria-[invalid=true]:border-(--urgent-ink)"
    " aria-[invalid=true]:px-[15px] aria-[invalid=true]:py-[11px]"
)
LABEL = "text-(length:--text-md) leading-5 font-semibold"
LEGEND = "mb-2 font-[620] leading-6 tracking-[-0.005em]"
TEXT_AREA = f"{_INPUT} block min-h-[108px] resize-y"
_CHOICE_INPUT = "absolute size-px opacity-0"
_DOT = (
    "grid size-[22px] flex-none place-items-center rounded-(--radius-full) border-[1.5px] border-(--ink-3) bg-(--surface)"
    " after:size-2.5 after:rounded-(--radius-full) after:content-[''] group-has-checked/choice:border-(--accent)"
    " group-has-checked/choice:after:bg-(--accent)"
)
_BOX = (
    "grid size-[22px] flex-none place-items-center rounded-(--radius-1) border-[1.5px] border-(--ink-3) bg-(--surface)"
    " after:-mt-[3px] after:h-1.5 after:w-[11px] after:-rotate-45 after:border-b-2 after:border-l-2 after:border-transparent"
    " after:content-[''] group-has-checked/choice:border-(--accent) group-has-checked/choice:bg-(--accent)"
    " group-has-checked/choice:after:border-(--ink-on-accent)"
)
_FOCUS = "has-focus-visible:outline-3 has-focus-visible:outline-(--focus)"


def fields(*children: Child) -> rx.Component:
    """Stack the fields of a step."""
    return rx.el.div(*children, class_name="mt-6 grid gap-5")


def field(
    label: Text,
    control: Child,
    *,
    name: str,
    optional: Text = "",
    hint: Text = "",
    error: Text = "",
    good: Text = "",
) -> rx.Component:
    """Label a control. `error` is a sentence with an example, `hint` stays below, `good` says that it fits.

    `optional` is the word for it: "(optional)". The lines have the ids `<name>-error` and `<name>-hint`.
    """
    line = "flex gap-1.5 text-(length:--text-md) leading-5"
    return rx.el.div(
        rx.el.label(
            label,
            rx.cond(optional, rx.el.span(" ", optional, class_name="font-normal text-(--ink-3)")),
            html_for=name,
            class_name=LABEL,
        ),
        control,
        rx.cond(
            error,
            rx.el.p(
                icon("circle-alert", size=16, class_name="mt-0.5"), rx.el.span(error), id=f"{name}-error",
                class_name=f"{line} font-[550] text-(--urgent-ink)",
            ),
        ),
        rx.cond(good, rx.el.p(icon("check", class_name="mt-0.5"), good, class_name=f"{line} text-(--done-ink)")),
        rx.cond(hint, rx.el.p(hint, id=f"{name}-hint", class_name=HINT)),
        class_name="grid min-w-0 content-start gap-1.5",
    )  # fmt: skip


def text_input(
    name: str, *, value: Text = "", error: Text = "", class_name: str = "", **props: Any
) -> rx.Component:
    """Ask for one line. Give `auto_complete`, `input_mode` and `enter_key_hint`; nothing is masked while typing."""
    return rx.el.input(
        id=name,
        name=name,
        default_value=value,
        max_length=props.pop("max_length", 200),
        class_name=f"{_INPUT} {class_name}",
        **_described(name, error),
        **props,
    )


def text_area(name: str, *, value: Text = "", error: Text = "", **props: Any) -> rx.Component:
    """Ask for a few lines; capped at 2,000 characters unless `max_length` says otherwise."""
    return rx.el.textarea(
        id=name,
        name=name,
        default_value=value,
        max_length=props.pop("max_length", 2000),
        class_name=TEXT_AREA,
        **_described(name, error),
        **props,
    )


def select(
    name: str, *options: Child, value: Text | None = None, error: Text = "", **props: Any
) -> rx.Component:
    """Ask for one of many with the phone's own picker; options are `rx.el.option`s or an `rx.foreach` of them."""
    if value is not None:
        props["default_value"] = value
    return rx.el.span(
        rx.el.select(
            *options,
            id=props.pop("id", name),
            name=name,
            class_name=f"{_INPUT} truncate pr-11!",
            **_described(name, error),
            **props,
        ),
        icon(
            "chevron-down", size=20, class_name="pointer-events-none absolute top-4 right-3.5 text-(--ink-2)"
        ),
        class_name="relative block",
    )


def error_summary(title: Text, *links: Child, shown: Flag) -> rx.Component:
    """List what to fix after a failed Next; focus it with `rx.set_focus("error-summary")`. Links come from `error_link`."""
    box = rx.el.div(
        rx.el.h2(title, class_name="text-(length:--text-lg) leading-6 font-[650]"),
        rx.el.ul(*links),
        id="error-summary",
        role="alert",
        tab_index=-1,
        class_name="mb-6 rounded-(--radius-2) border-2 border-(--urgent-ink) p-4",
    )
    return rx.cond(shown, box)


def error_link(words: Text, name: Text) -> rx.Component:
    """Name one thing to fix and lead to its field."""
    href = f"#{name}" if isinstance(name, str) else rx.Var.create("#") + name
    look = "-mb-[11px] flex min-h-(--tap) items-center py-[11px] leading-[22px] font-[550] text-(--urgent-ink) underline underline-offset-3"
    return rx.el.li(anchor(words, href=href, class_name=look))


def fieldset(
    legend: Text, *children: Child, hint: Text = "", error: Text = "", name: str = ""
) -> rx.Component:
    """Ask a question that is answered by choosing."""
    return rx.el.fieldset(
        rx.el.legend(legend, class_name=LEGEND),
        rx.cond(hint, rx.el.p(hint, class_name=f"-mt-1 mb-2 {HINT}")),
        *children,
        rx.cond(
            error,
            rx.el.p(
                icon("circle-alert", size=16, class_name="mt-0.5"), rx.el.span(error), id=f"{name}-error",
                class_name="mt-1.5 flex gap-1.5 text-(length:--text-md) leading-5 font-[550] text-(--urgent-ink)",
            ),
        ),
        id=name,
        # So that a link to what is wrong can put the focus here; Reflex knows no `tab_index` of a fieldset.
        custom_attrs={"tabIndex": -1},
        class_name="min-w-0",
    )  # fmt: skip


def choice_list(*rows: Child) -> rx.Component:
    """Frame a list of answers; rows come from `choice`."""
    return rx.el.div(*rows, class_name="overflow-hidden rounded-(--radius-2) border border-(--line-strong)")


def choice(
    name: Text, value: Text, label: Child, *, many: bool = False, checked: Flag = False, **props: Any
) -> rx.Component:
    """Be one answer; the whole row is the target. `many` makes it a checkbox.

    `checked` is where it starts: the tap is drawn by the browser at once, and `on_change` only tells of it.
    """
    return rx.el.label(
        _choice_input(name, value, many=many, checked=checked, **props),
        rx.el.i(class_name=_BOX if many else _DOT, aria_hidden="true"),
        rx.el.span(label),
        class_name="group/choice relative flex min-h-(--control-portal) items-center gap-3 px-4 py-3 leading-6"
        f" not-first:border-t not-first:border-(--line) has-checked:bg-(--accent-soft) {_FOCUS} has-focus-visible:-outline-offset-3",
    )  # fmt: skip


def yes_no(name: str, yes: Text, no: Text, *, value: Text = "", **props: Any) -> rx.Component:
    """Ask yes or no, side by side; the values are "yes" and "no"."""
    halves = [(yes, "yes"), (no, "no")]
    return rx.el.div(
        *[_half(name, label, answer, checked=value == answer, **props) for label, answer in halves],
        class_name="grid grid-cols-2 gap-3",
    )


def questions(*children: Child) -> rx.Component:
    """Stack the questions of a survey."""
    return rx.el.div(*children, class_name="mt-6 grid gap-8")


def where_to_find(title: Text, *children: Child) -> rx.Component:
    """Explain where something is found, opened on demand."""
    return rx.el.details(
        rx.el.summary(
            icon("info", size=20), title,
            class_name="inline-flex min-h-(--tap) items-center gap-2 text-(length:--text-md) font-[550] text-(--accent-ink)",
        ),
        *children,
        class_name="mt-2",
    )  # fmt: skip


def _half(name: str, label: Text, answer: str, *, checked: Flag, **props: Any) -> rx.Component:
    return rx.el.label(
        _choice_input(name, answer, many=False, checked=checked, **props),
        rx.el.i(class_name=_DOT, aria_hidden="true"),
        rx.el.span(label),
        class_name="group/choice relative flex min-h-(--control-portal) items-center gap-3 rounded-(--radius-2) border"
        " border-(--line-strong) px-4 py-3 leading-6 has-checked:border-(--accent) has-checked:bg-(--accent-soft)"
        f" has-checked:shadow-[inset_0_0_0_1px_var(--accent)] {_FOCUS} has-focus-visible:outline-offset-2",
    )


def _choice_input(name: Text, value: Text, *, many: bool, checked: Flag, **props: Any) -> rx.Component:
    kind = "checkbox" if many else "radio"
    return rx.el.input(
        type=kind, name=name, value=value, default_checked=checked, class_name=_CHOICE_INPUT, **props
    )


def _described(name: str, error: Text) -> dict[str, Any]:
    return {"aria_invalid": rx.cond(error, "true", "false"), "aria_describedby": f"{name}-error {name}-hint"}
