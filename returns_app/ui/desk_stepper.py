"""The wizard's stepper and its frame: where the agent is, what is done, what is left to the customer (dashed)."""

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.theme import Child, Text

_MARK = "grid size-5 place-items-center self-start rounded-(--radius-full) text-[0.6875rem] leading-none font-semibold"
_LABEL = "truncate min-w-0"
_LINK = (
    "relative grid h-16 grid-cols-[20px_minmax(0,1fr)] content-center gap-x-2.5 *:first:row-span-2 px-2 py-3 hover:bg-(--hover)"
    " focus-visible:-outline-offset-2 max-[1180px]:gap-x-2"
)
_VALUE = "truncate text-(length:--text-xs) leading-4 text-(--ink-3)"


def stepper(*steps: Child) -> rx.Component:
    """List the six steps in one strip; steps come from `step`, or from an `rx.foreach` of it."""
    return rx.el.ol(
        *steps,
        aria_label="Steps",
        class_name="grid flex-none auto-cols-fr grid-flow-col border-b border-(--line) px-4 max-[1180px]:px-2",
    )


def step(number: Text, label: Text, *, value: Text, look: Text, href: Text) -> rx.Component:
    """Be one step. `look` is "open", "current", "done", "left" (to the customer) or "out" (left out).

    `value` is its second line.
    """
    return rx.el.li(
        rx.el.a(
            rx.match(
                look,
                ("done", _mark(icon("check", size=12), "bg-(--accent) text-(--ink-on-accent)")),
                ("left", _mark(icon("smartphone", size=12), "border border-dashed border-(--field-line) text-(--ink-2)")),
                ("out", _mark(icon("minus", size=12), "border border-(--field-line) text-(--ink-2)")),
                ("current", _mark(number, "border-2 border-(--accent) text-(--accent-ink)")),
                _mark(number, "border border-(--field-line) text-(--ink-2)"),
            ),
            rx.match(
                look,
                ("current", rx.el.span(label, class_name=f"{_LABEL} font-semibold text-(--ink)")),
                ("open", rx.el.span(label, class_name=f"{_LABEL} font-medium text-(--ink-2)")),
                rx.el.span(label, class_name=f"{_LABEL} font-medium text-(--ink)"),
            ),
            rx.el.span(value, class_name=_VALUE),
            href=href,
            aria_current=rx.cond(look == "current", "step", "false"),
            class_name=f"{_LINK} aria-[current=step]:after:absolute aria-[current=step]:after:inset-x-0"
            " aria-[current=step]:after:-bottom-px aria-[current=step]:after:h-0.5"
            " aria-[current=step]:after:bg-(--accent) aria-[current=step]:after:content-['']",
        ),
        class_name="min-w-0",
    )  # fmt: skip


def composer(main: Child, side: Child) -> rx.Component:
    """Put the step's form (at most 760 wide) at the left and the live summary at the right."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(main, class_name="mx-auto grid max-w-[760px] grid-cols-[minmax(0,1fr)] gap-6"),
            class_name="min-w-0 px-8 pt-8 pb-12 max-[1180px]:px-5 max-[1180px]:pt-6 max-[1180px]:pb-10",
        ),
        rx.el.aside(
            side,
            aria_label="Summary",
            class_name="grid grid-cols-[minmax(0,1fr)] content-start gap-6 border-l border-(--line) bg-(--canvas) px-5 py-6 max-[1180px]:px-4",
        ),
        class_name="grid flex-1 grid-cols-[minmax(0,1fr)_344px] max-[1180px]:grid-cols-[minmax(0,1fr)_288px]",
    )


def duty_list(*duties: Child, label: str = "") -> rx.Component:
    """List what the customer will still do, or what happens on submit; items come from `duty`."""
    props = {"aria_label": label} if label else {}
    return rx.el.ol(*duties, class_name="grid", **props)


def duty(mark: Child, title: Text, *, detail: Text, look: Text = "certain") -> rx.Component:
    """Be one duty. `look` is "certain", "open" (may still go away; fainter) or "done". `mark` is a number or an icon."""
    return rx.el.li(
        rx.match(
            look,
            ("done", _mark(icon("check", size=12), "bg-(--accent) text-(--ink-on-accent)")),
            ("open", _mark(mark, "border border-dashed border-(--line-strong) text-(--ink-3)")),
            _mark(mark, "border border-dashed border-(--field-line) bg-(--surface) text-(--ink-2)"),
        ),
        rx.el.div(
            rx.el.p(title, class_name="font-medium text-(--ink)"),
            rx.el.p(detail, class_name="text-(length:--text-xs) leading-4 text-(--ink-2)"),
            class_name="min-w-0 wrap-anywhere",
        ),
        class_name="relative grid grid-cols-[20px_minmax(0,1fr)] gap-2.5 pb-4 last:pb-0 not-last:before:absolute"
        " not-last:before:top-[22px] not-last:before:bottom-0.5 not-last:before:left-[9.5px] not-last:before:border-l"
        " not-last:before:border-dashed not-last:before:border-(--line-strong) not-last:before:content-['']",
    )  # fmt: skip


def _mark(content: Child, look: str) -> rx.Component:
    return rx.el.span(content, class_name=f"{_MARK} {look}")
