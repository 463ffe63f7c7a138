"""What came of it, in the portal: signs, steps, the ticket with its code, the return number, rows that lead on."""

from typing import Any, Literal

import reflex as rx

from returns_app.ui.copying import copy_button
from returns_app.ui.icons import icon
from returns_app.ui.portal_frame import HINT, LINK_ROW, NUMBER
from returns_app.ui.theme import Child, Flag, Text, anchor

_SIGNS = {
    "plain": "bg-(--waiting-soft) text-(--waiting-ink)",
    "done": "bg-(--done-soft) text-(--done-ink)",
    "todo": "bg-(--todo-soft) text-(--todo-ink)",
    "urgent": "bg-(--urgent-soft) text-(--urgent-ink)",
    "transit": "bg-(--transit-soft) text-(--transit-ink)",
}
SignTone = Literal["plain", "done", "todo", "urgent", "transit"]


def sign(symbol: str, *, tone: SignTone = "plain") -> rx.Component:
    """Put a round sign over the question of an outcome."""
    look = "mb-5 grid size-12 place-items-center rounded-(--radius-full)"
    return rx.el.span(icon(symbol, size=24, class_name="stroke-[1.75]!"), class_name=f"{look} {_SIGNS[tone]}")


def status_word(symbol: str, words: Text, *, tone: SignTone) -> rx.Component:
    """Say where a return is, over the question."""
    look = "mb-3 inline-flex items-center gap-1.5 rounded-(--radius-full) py-0.5 pr-2.5 pl-2"
    return rx.el.span(
        icon(symbol),
        words,
        class_name=f"{look} text-(length:--text-md) leading-6 font-semibold {_SIGNS[tone]}",
    )


_STEP = (
    "relative grid grid-cols-[28px_1fr_auto] gap-x-3 pb-5 leading-6 last:pb-0 not-last:before:absolute"
    " not-last:before:top-[26px] not-last:before:bottom-0.5 not-last:before:left-[13px] not-last:before:w-0.5"
    " not-last:before:bg-(--line) not-last:before:content-[''] data-[look=done]:not-last:before:bg-(--line-strong)"
)
_MARK = "relative z-1 row-span-3 -mt-0.5 grid size-7 place-items-center rounded-(--radius-full)"


def steps(*rows: Child, label: Text | None = None, live: bool = False) -> rx.Component:
    """List steps on one rail; rows come from `step` (numbered, to do) and `track_step` (done, now, next)."""
    props: dict[str, Any] = {"aria_label": label} if label is not None else {}
    listed = rx.el.ol(*rows, class_name="mt-4", **props)
    return rx.el.div(listed, role="status") if live else listed


def step(number: Text, title: Text, note: Child | None = None) -> rx.Component:
    """Be one thing to do."""
    plain = (
        "border-[1.5px] border-(--line-strong) bg-(--surface) text-(length:--text-md) font-[620] tabular-nums"
    )
    return rx.el.li(
        rx.el.span(number, class_name=f"{_MARK} {plain}", aria_hidden="true"),
        rx.el.span(title, class_name="font-[620]"),
        _note(note) if note is not None else None,
        class_name=_STEP,
    )


def track_step(title: Text, *, look: Text, time: Text = "", note: Child | None = None) -> rx.Component:
    """Be one thing that happens. `look`: "done", "now", "busy" (spins) or "next"."""
    dot = "after:size-2.5 after:rounded-(--radius-full) after:bg-(--accent) after:content-['']"
    spin = icon("loader-circle", size=20, class_name="animate-spin motion-reduce:animate-none")
    plain = "border-[1.5px] border-(--line-strong) bg-(--surface) text-(--ink-3)"
    return rx.el.li(
        rx.match(
            look,
            ("done", rx.el.span(icon("check", class_name="stroke-2!"), class_name=f"{_MARK} bg-(--done-soft) text-(--done-ink)")),
            ("now", rx.el.span(class_name=f"{_MARK} border-[1.5px] border-(--accent) bg-(--surface) shadow-[0_0_0_4px_var(--accent-soft)] {dot}")),
            ("busy", rx.el.span(spin, class_name=f"{_MARK} bg-(--surface) text-(--accent)")),
            rx.el.span(class_name=f"{_MARK} {plain}"),
        ),
        rx.el.span(title, class_name="min-w-0 font-[620] [overflow-wrap:anywhere] in-data-[look=next]:font-normal in-data-[look=next]:text-(--ink-2)"),
        rx.cond(
            time,
            rx.el.span(
                time,
                class_name="text-right text-(length:--text-md) text-(--ink-3) tabular-nums max-[359px]:col-start-2 max-[359px]:text-left",
            ),
        ),
        _note(note) if note is not None else None,
        data_look=look,
        aria_current=rx.cond(look == "now", "step", "false"),
        class_name=_STEP,
    )  # fmt: skip


def ticket(svg: Text, *foot: Child, caption: Text, label: Text) -> rx.Component:
    """Show the drop-off code, black on white in both themes, from the server's own SVG; `foot` holds `ticket_link`s."""
    return rx.el.figure(
        rx.el.div(
            rx.el.div(
                rx.html(svg, class_name="[&>svg]:block [&>svg]:h-auto [&>svg]:w-full"),
                role="img",
                aria_label=label,
                class_name="w-[min(240px,70vw)]",
            ),
            rx.el.figcaption(
                caption, class_name="mt-3 text-center text-(length:--text-md) leading-5 text-(--print-2)"
            ),
            class_name="grid place-items-center bg-(--paper) p-5 text-(--print)",
        ),
        _ticket_foot(*foot),
        class_name="mt-6 overflow-hidden rounded-(--radius-3) border border-(--line-strong)",
    )


def ticket_link(symbol: str, words: Text, *, href: Text, **props: Any) -> rx.Component:
    """Offer the code or label as a file, under the code."""
    look = "flex min-h-13 items-center justify-center gap-2 px-2 text-center text-(length:--text-md) font-[550] hover:underline"
    return anchor(icon(symbol, size=20), words, href=href, class_name=f"{look} underline-offset-3", **props)


def ticket_skeleton() -> rx.Component:
    """Keep the code's place while the label is made, so that nothing jumps."""
    bone = "block rounded-(--radius-1) bg-(--sunken)"
    return rx.el.div(
        rx.el.span(class_name=f"{bone} mx-auto size-[200px]"),
        rx.el.span(class_name=f"{bone} mx-auto mt-4 h-4 w-3/5"),
        aria_hidden="true",
        class_name="mt-8 rounded-(--radius-3) border border-(--line-strong) p-5",
    )


def skeleton_lines(count: int = 4) -> rx.Component:
    """Keep a step's place while it loads."""
    widths = ("w-4/5", "w-3/5", "w-full", "w-2/3")
    rows = [
        rx.el.span(class_name=f"block h-4 rounded-(--radius-1) bg-(--sunken) {widths[at % 4]}")
        for at in range(count)
    ]
    first = rx.el.span(class_name="block h-8 w-4/5 rounded-(--radius-1) bg-(--sunken)")
    return rx.el.div(first, *rows, class_name="grid gap-4", aria_hidden="true")


def return_number(label: Text, number: Text, *, copy: Text, copied: Text) -> rx.Component:
    """Show the return number, large, with a copy button."""
    button = copy_button(
        icon("copy", size=20),
        icon("check", size=20, class_name="text-(--done-ink)"),
        text=number,
        label=copy,
        words=(copied, ""),
        class_name="-mr-3 inline-grid size-(--tap) place-items-center rounded-(--radius-2) text-(--ink-2) hover:bg-(--sunken)",
    )
    return rx.el.div(
        rx.el.div(
            rx.el.small(label, class_name="block text-(length:--text-md) leading-[18px] text-(--ink-3)"),
            rx.el.span(number, class_name=f"block text-(length:--text-xl) leading-7 font-semibold {NUMBER}"),
        ),
        button,
        class_name="mt-6 flex items-center justify-between gap-3 border-y border-(--line) py-2",
    )


def rows(*links: Child, class_name: str = "mt-8") -> rx.Component:
    """List places to go on to; links come from `row_link`."""
    return rx.el.ul(*links, class_name=f"border-t border-(--line) {class_name}")


def row_link(symbol: str, title: Text, detail: Text, **props: Any) -> rx.Component:
    """Lead on: an icon, words, a second line. With `href` a link (also `mailto:` and `tel:`), else a button."""
    look = "grid min-h-15 w-full grid-cols-[24px_1fr_20px] items-center gap-3 border-b border-(--line) py-2 text-left leading-[22px]"
    parts = (
        icon(symbol, size=20, class_name="text-(--ink-2)"),
        rx.el.span(
            title,
            rx.el.small(detail, class_name="block text-(length:--text-md) leading-5 text-(--ink-3)"),
            class_name="min-w-0",
        ),
        icon("chevron-right", size=20, class_name="text-(--ink-3)"),
    )
    if "href" in props:
        return rx.el.li(anchor(*parts, class_name=look, **props))
    return rx.el.li(rx.el.button(*parts, type="button", class_name=look, **props))


def summary(*rows: Child) -> rx.Component:
    """List what was chosen, for the last check; rows come from `summary_row`."""
    return rx.el.dl(*rows, class_name="mt-6 border-t border-(--line)")


def summary_row(name: Text, *lines: Child, change: Child | None = None) -> rx.Component:
    """Show one choice; `change` is a `change_link`."""
    return rx.el.div(
        rx.el.dt(name, class_name="text-(length:--text-md) leading-5 text-(--ink-3)"),
        rx.el.dd(*lines, class_name="col-span-full mt-0.5 leading-6 wrap-anywhere"),
        rx.el.dd(change, class_name="col-start-2 row-start-1 -my-3 flex min-w-(--tap) justify-end") if change is not None else None,
        class_name="grid grid-cols-[1fr_auto] gap-x-4 border-b border-(--line) py-4",
    )  # fmt: skip


def change_link(words: Text, *, label: Text, **props: Any) -> rx.Component:
    """Go back to the step of one choice."""
    return rx.el.button(words, type="button", aria_label=label, class_name=LINK_ROW, **props)


def sums(*lines: Child) -> rx.Component:
    """Add up the refund; lines come from `sum_line`."""
    return rx.el.dl(*lines)


def sum_line(name: Text, amount: Text, *, total: bool = False) -> rx.Component:
    """Be one amount, or the total."""
    look = "mt-1.5 border-t border-(--line) pt-3 font-[650]" if total else ""
    return rx.el.div(
        rx.el.dt(name, class_name="" if total else "text-(--ink-2)"),
        rx.el.dd(amount, class_name="whitespace-nowrap tabular-nums"),
        class_name=f"flex justify-between gap-4 py-1.5 {look}",
    )


def pickup_date(month: Text, day: Text, what: Text, when: Text) -> rx.Component:
    """Show the day of the pickup as a calendar leaf, with the time and the place."""
    leaf = rx.el.div(
        rx.el.span(
            month,
            class_name="bg-(--accent) text-[0.65rem] leading-[18px] font-[650] tracking-[.04em] text-(--ink-on-accent) uppercase",
        ),
        rx.el.b(day, class_name="text-(length:--text-xl) leading-9 font-[650] tabular-nums"),
        aria_hidden="true",
        class_name="grid size-14 grid-rows-[18px_1fr] overflow-hidden rounded-(--radius-2) border border-(--line-strong)"
        " bg-(--surface) text-center",
    )
    return rx.el.div(
        leaf,
        rx.el.div(
            rx.el.div(what, class_name="leading-[22px] font-semibold"),
            rx.el.div(when, class_name="text-(length:--text-md) leading-[22px] text-(--ink-2)"),
        ),
        class_name="mt-5 grid grid-cols-[56px_1fr] items-center gap-x-4",
    )


def label_sheet(title: Text, detail: Text, *, href: Text) -> rx.Component:
    """Offer the label as a file, drawn as a small sheet."""
    lines = rx.el.span(
        *[
            rx.el.span(class_name=f"block h-1 bg-(--print-2) {width}")
            for width in ("w-1/2", "w-2/3", "w-2/5")
        ],
        rx.el.span(
            class_name="mt-3 block h-9 bg-[repeating-linear-gradient(90deg,var(--print)_0_2px,transparent_2px_5px)]"
        ),
        class_name="grid h-[124px] w-[88px] content-center gap-1.5 rounded-(--radius-1) border border-(--line-strong) bg-(--paper) p-2",
        aria_hidden="true",
    )
    words = rx.el.span(
        rx.el.span(title, class_name="block font-semibold"), rx.el.span(detail, class_name=f"block {HINT}")
    )
    look = "grid grid-cols-[88px_1fr] items-center gap-4 rounded-(--radius-2) border border-(--line) p-4 hover:bg-(--canvas)"
    return anchor(lines, words, href=href, class_name=look)


def message(sender: Text, words: Text, *, mine: Flag = False) -> rx.Component:
    """Show what the merchant wrote, or at the other side what the reader wrote (`mine`)."""
    return rx.el.div(
        rx.el.p(sender, class_name="mb-1 text-(length:--text-md) leading-5 text-(--ink-3)"),
        rx.el.p(
            words,
            class_name="max-w-[92%] rounded-[12px_12px_12px_4px] border border-transparent bg-(--sunken) px-4 py-3 leading-6"
            " whitespace-pre-line wrap-anywhere in-data-[mine=true]:rounded-[12px_12px_4px_12px]"
            " in-data-[mine=true]:border-(--line) in-data-[mine=true]:bg-(--surface)",
        ),
        data_mine=rx.cond(mine, "true", "false"),
        class_name="grid justify-items-start data-[mine=true]:justify-items-end",
    )


def _note(note: Child) -> rx.Component:
    look = "col-start-2 -col-end-1 text-(length:--text-md) leading-[22px] text-pretty text-(--ink-2)"
    return rx.el.span(note, class_name=look)


def _ticket_foot(*links: Child) -> rx.Component:
    look = "grid auto-cols-fr grid-flow-col border-t border-(--line-strong) max-[359px]:grid-flow-row empty:hidden"
    between = (
        "max-[359px]:*:not-first:border-t min-[360px]:*:not-first:border-l *:not-first:border-(--line-strong)"
    )
    return rx.el.div(*links, class_name=f"{look} {between}")
