"""What stands in the place of a list or panel that is empty, failed or loading; and dashboard counts."""

from typing import Any, Literal

import reflex as rx

from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_panels import PANEL
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, H2, Child, Text

BONE = "block rounded-(--radius-1) bg-(--sunken) motion-safe:animate-[breathe_1.6s_ease-in-out_infinite]"


def blank(
    symbol: str, title: Text, words: Child, *acts: Child, urgent: bool = False, class_name: str = ""
) -> rx.Component:
    """Fill an empty or failed place: what is, why, and the way on.

    `blank("undo-2", "No returns yet", "Make a link ...", new_return_button(...))`. Urgent is for errors: announced.
    """
    ink = "text-(--urgent-ink)" if urgent else "text-(--ink-3)"
    role = {"role": "alert"} if urgent else {}
    return rx.el.div(
        icon(symbol, size=24, class_name=f"mb-1 {ink}"),
        rx.el.h2(title, class_name=H2),
        rx.el.p(words, class_name="text-balance text-(--ink-2)"),
        rx.el.div(*acts, class_name="mt-2 flex gap-2 empty:hidden"),
        class_name=f"m-auto grid max-w-[400px] justify-items-center gap-2 px-6 py-8 text-center {class_name}",
        **role,
    )


def not_loaded(name: str, *, again: Any) -> rx.Component:
    """Stand for what the database did not give, and offer to ask `again`. `name` begins a sentence: "The list"."""
    return blank(
        "triangle-alert",
        f"{name} could not be loaded",
        "The database did not answer. Nothing was changed.",
        button(icon("refresh-cw"), "Try again", on_click=again),
        urgent=True,
    )


def framed(*children: Child) -> rx.Component:
    """Give a blank or a skeleton the frame of the list it stands for."""
    return rx.el.div(*children, class_name=f"grid min-h-[280px] overflow-hidden {PANEL}")


def bone(class_name: str) -> rx.Component:
    """Be one gray bar of a skeleton: `bone("h-2.5 w-2/3")`."""
    return rx.el.span(class_name=f"{BONE} {class_name}")


def skeleton_head(title: str, *, width: str) -> rx.Component:
    """Stand for the head of a page while it loads; screen readers are told its title at once."""
    return rx.el.div(
        rx.el.h1(title, class_name="sr-only"),
        bone(f"h-6 {width}"),
        bone("h-3 w-2/3"),
        class_name="grid min-h-12 content-center gap-3",
    )


def skeleton_rows(count: int = 6, *, columns: int = 4, roomy: bool = False) -> rx.Component:
    """Stand for table rows at their own height while they load."""
    height = "h-14" if roomy else "h-10"
    widths = ("w-5/6", "w-2/3", "w-1/2", "w-3/4")
    one = [
        rx.el.div(
            *[bone(f"h-2.5 {widths[(line + at) % 4]}") for at in range(columns)],
            class_name=f"grid auto-cols-fr grid-flow-col items-center gap-4 border-b border-(--line) px-6 {height}",
        )
        for line in range(count)
    ]
    return rx.el.div(*one, aria_busy="true", aria_label="Loading", role="status")


def skeleton_panel(lines: int = 4) -> rx.Component:
    """Stand for a panel while it loads."""
    widths = ("w-2/3", "w-5/6", "w-1/2", "w-3/4")
    return rx.el.section(
        rx.el.div(bone("h-3 w-32"), class_name="flex min-h-11 items-center border-b border-(--line) px-4"),
        rx.el.div(*[bone(f"h-2.5 {widths[at % 4]}") for at in range(lines)], class_name="grid gap-4 p-4"),
        class_name=PANEL,
        aria_busy="true",
    )


# What is urgent is as old as that, and may have stood in its status for longer.
_CLASSES: dict[str, tuple[str, str, str, str, str]] = {
    "urgent": ("triangle-alert", "Urgent", "Someone is stuck", "Stuck for", "text-(--urgent-ink)"),
    "todo": ("circle-dot", "To do", "Your move", "Oldest", "text-(--todo-ink)"),
    "waiting": ("hourglass", "Waiting", "On customer or carrier", "Oldest", "text-(--ink-3)"),
}


def work_classes(*parts: Child) -> rx.Component:
    """Put the three classes of work side by side; parts come from `work_class`."""
    look = "grid grid-cols-3 rounded-(--radius-2) border border-(--line) max-[900px]:grid-cols-1"
    return rx.el.section(*parts, aria_label="Work by class", class_name=look)


def work_class(kind: Literal["urgent", "todo", "waiting"], total: Text, *tallies: Child) -> rx.Component:
    """Be one class of work: its total and a row a status; rows come from `tally`."""
    symbol, title, legend, since, ink = _CLASSES[kind]
    loud = "text-(--urgent-ink)" if kind == "urgent" else ""
    return rx.el.div(
        rx.el.div(
            icon(symbol, class_name=ink),
            rx.el.h2(title, class_name=H2),
            rx.el.span(
                total,
                class_name=f"ml-auto text-(length:--text-2xl) leading-7 font-semibold tracking-[-0.02em] tabular-nums {loud}",
            ),
            class_name="mb-2 flex items-center gap-2 px-2",
        ),
        rx.el.p(
            rx.el.span(legend, class_name="truncate"), rx.el.span("Age", class_name="max-[1180px]:hidden"),
            rx.el.span(since, class_name="text-right"), rx.el.span(),
            class_name=f"{_TALLY} h-5 text-(length:--text-xs) {FAINT}",
        ),
        rx.el.ul(*tallies, class_name=ink),
        class_name="min-w-0 px-2 pt-4 pb-2 not-first:border-l not-first:border-(--line) max-[900px]:not-first:border-t"
        " max-[900px]:not-first:border-l-0",
    )  # fmt: skip


_TALLY = (
    "grid grid-cols-[minmax(0,1fr)_72px_64px_40px] items-center gap-2 rounded-(--radius-control) px-2"
    " max-[1400px]:grid-cols-[minmax(0,1fr)_28px_58px_30px] max-[1180px]:grid-cols-[minmax(0,1fr)_56px_32px]"
)


def tally(
    label: Text, *, href: Text, count: Text, oldest: Text, ages: Any = None, late: Text = "", words: Text = ""
) -> rx.Component:
    """Count one status: its age bar, the oldest, the number; the whole row opens the list.

    `ages` is four numbers: under 4 hours, 1 day, 3 days, older; `words` says them. `late` is "late", "soon" or "".
    """
    return rx.el.li(
        rx.el.a(
            rx.el.span(label, class_name="truncate text-(--ink)"),
            age_bar(ages) if ages is not None else rx.el.span(class_name="max-[1180px]:hidden"),
            rx.el.span(
                age(oldest, late=late),
                class_name="text-right text-(length:--text-xs) whitespace-nowrap text-(--ink-3) tabular-nums",
            ),
            rx.el.span(count, class_name="text-right font-semibold text-(--ink) tabular-nums"),
            href=href,
            title=words,
            class_name=f"{_TALLY} h-9 hover:bg-(--hover)",
        ),
    )


def age(words: Text, *, late: Text = "") -> rx.Component:
    """Say how long something waits; red when it is late, amber when it soon will be."""
    return rx.match(
        late,
        ("late", rx.el.span(words, class_name="font-medium text-(--urgent-ink)")),
        ("soon", rx.el.span(words, class_name="font-medium text-(--todo-ink)")),
        rx.el.span(words),
    )


def age_bar(ages: Any) -> rx.Component:
    """Draw how old the returns of a count are, in the color of their class; a picture of what the list says in words."""
    shades = ("opacity-30", "opacity-50", "opacity-75", "opacity-100")
    parts = [
        rx.cond(
            ages[at] > 0,
            rx.el.i(class_name=f"min-w-0.5 bg-current {shade}", custom_attrs={"style": {"flex": ages[at]}}),
        )
        if isinstance(ages, rx.Var)
        else rx.el.i(
            class_name=f"min-w-0.5 bg-current {shade}",
            custom_attrs={"style": {"flex": ages[at]}},
            hidden=not ages[at],
        )
        for at, shade in enumerate(shades)
    ]
    look = "flex h-1.5 gap-px overflow-hidden rounded-(--radius-1) max-[1180px]:hidden"
    return rx.el.span(*parts, class_name=look, aria_hidden="true")
