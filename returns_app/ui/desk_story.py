"""What happened: the link's track, the shipment's progress, the timeline of a return, and the note composer's frame."""

from typing import Any

import reflex as rx

from returns_app.ui.badges import live_dot
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, H2, MUTED, SMALL, Child, Text

_SIX = (
    "grid-cols-6 rounded-(--radius-2) border max-[1180px]:grid-cols-3 *:not-first:border-l *:not-first:border-(--line)"
    " max-[1180px]:*:nth-4:border-l-0 max-[1180px]:*:nth-[n+4]:border-t max-[1180px]:*:nth-[n+4]:border-t-(--line)"
)
_THREE = (
    "grid-cols-3 not-last:border-b *:not-first:border-l *:not-first:border-(--line) *:nth-4:border-l-0 *:nth-[n+4]:border-t"
    " *:nth-[n+4]:border-t-(--line)"
)


def track(*events: Child, in_panel: bool = False) -> rx.Component:
    """Show how far the link is, in six events; they come from `track_event`. In a panel they stand in two rows."""
    return rx.el.ol(
        *events,
        aria_label="What happened with the link",
        aria_live="polite",
        class_name=f"grid overflow-hidden border-(--line) {_THREE if in_panel else _SIX}",
    )


def track_event(name: Text, detail: Text, *, look: Text) -> rx.Component:
    """Be one event of the track. `look`: "done", "now" (live dot), "todo" or "failed"."""
    words = "flex items-center gap-1.5"
    return rx.el.li(
        rx.match(
            look,
            ("done", rx.el.span(icon("check", class_name="text-(--accent)"), name, class_name=f"{words} font-medium")),
            ("now", rx.el.span(live_dot("mx-1"), name, class_name=f"{words} font-medium text-(--accent-ink)")),
            ("failed", rx.el.span(icon("triangle-alert"), name, class_name=f"{words} font-medium text-(--urgent-ink)")),
            rx.el.span(icon("circle"), name, class_name=f"{words} text-(--ink-3)"),
        ),
        rx.el.span(detail, class_name=f"{SMALL} {MUTED}"),
        data_look=look,
        class_name="grid min-w-0 content-start gap-0.5 px-4 py-3 data-[look=now]:bg-(--accent-soft) data-[look=failed]:bg-(--urgent-soft)",
    )  # fmt: skip


def ship_progress(*steps: Child) -> rx.Component:
    """Show how far the parcel is; steps come from `ship_step`."""
    return rx.el.ol(
        *steps, aria_label="Shipment progress", class_name="grid auto-cols-fr grid-flow-col gap-1"
    )


def ship_step(name: Text, when: Text, *, look: Text) -> rx.Component:
    """Be one step of a shipment. `look`: "done", "now" or "todo"."""
    return rx.el.li(
        rx.el.span(name, class_name="block"),
        rx.el.span(when, class_name="block"),
        data_look=look,
        aria_current=rx.cond(look == "now", "step", "false"),
        class_name=f"border-t-3 border-(--line) pt-2.5 {SMALL} text-(--ink-3) data-[look=done]:border-(--accent)"
        " data-[look=done]:text-(--ink) data-[look=now]:border-(--accent) data-[look=now]:font-semibold data-[look=now]:text-(--ink)",
    )  # fmt: skip


def timeline(*entries: Child) -> rx.Component:
    """List what happened, newest first; entries come from `day_head` and `entry`."""
    return rx.el.ol(*entries, class_name="grid px-5 py-4")


def day_head(words: Text) -> rx.Component:
    """Head the entries of one day."""
    return rx.el.li(words, class_name=f"pb-3 pl-9 {SMALL} {FAINT}")


_MARK = "grid size-6 place-items-center rounded-(--radius-full)"
_CARD = "col-start-2 -col-end-1 mt-1 rounded-(--radius-control) px-3 py-2 whitespace-pre-line wrap-anywhere"
_QUIET = "border border-(--line) bg-(--surface) text-(--ink-3)"
# What an entry is, its icon and whether its mark is filled.
_KINDS: dict[str, tuple[str, str]] = {
    "transition": ("arrow-right", "bg-(--transit-soft) text-(--transit-ink)"),
    "done": ("check", "bg-(--done-soft) text-(--done-ink)"),
    "failed": ("triangle-alert", "bg-(--urgent-soft) text-(--urgent-ink)"),
    "shipped": ("truck", "bg-(--transit-soft) text-(--transit-ink)"),
    "mail": ("mail", _QUIET),
    "link": ("link", _QUIET),
    "opened": ("smartphone", _QUIET),
    "note": ("sticky-note", _QUIET),
    "reply": ("reply", _QUIET),
    "message": ("message-square", _QUIET),
    "edited": ("pencil-line", _QUIET),
}


def entry(
    kind: Text,
    *,
    what: Text,
    aside: Text = "",
    time: Text,
    when: Text = "",
    card: Text = "",
    act: Child | None = None,
) -> rx.Component:
    """Tell one thing that happened.

    `kind`: transition, done, failed, shipped, mail, link, opened, note, reply, message or edited. `what` is the strong
    part, `aside` the quiet one, `card` the words of a note or message. `time` is short; `when` is the full date. `act`
    stands before the time.
    """
    marks = [(name, _mark(symbol, look)) for name, (symbol, look) in _KINDS.items()]
    return rx.el.li(
        rx.match(kind, *marks, _mark("dot", _QUIET)),
        rx.el.p(rx.el.b(what, class_name="font-medium"), " ", rx.el.span(aside, class_name=MUTED), class_name="min-w-0 pt-0.5 wrap-anywhere"),
        rx.el.span(
            act,
            rx.el.span(time, title=when),
            class_name="flex items-start gap-1 pt-0.5 text-(length:--text-xs) leading-5 text-(--ink-3) tabular-nums",
        ),
        rx.cond(
            card,
            rx.match(
                kind,
                ("note", rx.el.div(card, class_name=f"{_CARD} bg-(--todo-soft)")),
                rx.el.div(card, class_name=f"{_CARD} border border-(--line)"),
            ),
        ),
        class_name="relative grid grid-cols-[24px_minmax(0,1fr)_auto] gap-x-3 pb-4 not-last:before:absolute"
        " not-last:before:top-6 not-last:before:bottom-0 not-last:before:left-[11.5px] not-last:before:border-l"
        " not-last:before:border-(--line) not-last:before:content-['']",
    )  # fmt: skip


def _mark(symbol: str, look: str) -> rx.Component:
    return rx.el.span(icon(symbol, size=13), class_name=f"{_MARK} {look}")


def timeline_fold(words: Text, **props: Any) -> rx.Component:
    """Offer the older entries, below the newer ones."""
    look = "mb-6 ml-14 inline-flex h-8 items-center gap-1.5 rounded-(--radius-control) px-2 font-medium text-(--accent-ink)"
    return rx.el.button(
        icon("chevron-down"), words, type="button", class_name=f"{look} hover:bg-(--hover)", **props
    )


def peek(words: Text, **props: Any) -> rx.Component:
    """Offer to look at what an entry is about, before its time."""
    return rx.el.button(
        icon("eye", size=14),
        type="button",
        aria_label=words,
        title=words,
        class_name="-mt-0.5 grid size-6 place-items-center rounded-(--radius-control) text-(--ink-3) hover:bg-(--hover)",
        **props,
    )


def thread(head: Child, *children: Child) -> rx.Component:
    """Hold the timeline at the right of the return page: head, composer, entries."""
    return rx.el.aside(
        rx.el.div(
            rx.el.h2("Timeline", class_name=H2),
            rx.el.span(head, class_name="ml-auto"),
            class_name="flex h-13 flex-none items-center gap-2 border-b border-(--line) px-5",
        ),
        *children,
        aria_label="Timeline",
        class_name="flex min-w-0 flex-col border-l border-(--line) max-[900px]:border-t max-[900px]:border-l-0",
    )


_WORDS = (
    "block min-h-19 w-full resize-y rounded-(--radius-control) border px-2.5 py-1.5 placeholder:text-(--ink-3)"
    " focus-visible:outline-2 focus-visible:outline-offset-[-1px] focus-visible:outline-(--focus)"
    " aria-[invalid=true]:border-(--urgent-ink)"
)
NOTE_WORDS = f"{_WORDS} border-(--todo-line) bg-(--todo-soft)"
MESSAGE_WORDS = f"{_WORDS} border-(--field-line) bg-(--surface)"


def words_form(*children: Child, kind: str, **props: Any) -> rx.Component:
    """Be one form of the composer: "note", on amber because it stays inside the house, or "message"."""
    hidden = "in-data-[mode=message]:hidden" if kind == "note" else "in-data-[mode=note]:hidden"
    return rx.el.form(*children, data_form=kind, class_name=f"grid gap-2 {hidden}", **props)


def return_grid(main: Child, side: Child) -> rx.Component:
    """Put the return's panels at the left and its timeline at the right (420; 344 below 1180 px)."""
    return rx.el.div(
        rx.el.div(main, class_name="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-6 p-6"),
        side,
        class_name="grid flex-1 grid-cols-[minmax(0,1fr)_420px] max-[1180px]:grid-cols-[minmax(0,1fr)_344px]"
        " max-[900px]:grid-cols-[minmax(0,1fr)]",
    )


def return_head(number: Child, *row: Child, facts: rx.Component) -> rx.Component:
    """Head a return: number, badge, legal acts in one row; the fact strip below."""
    return rx.el.header(
        rx.el.div(
            rx.el.h1(number, id="title", tab_index=-1, class_name="font-mono text-(length:--text-xl) leading-7 font-semibold tracking-[-0.02em]"),
            *row,
            class_name="flex flex-wrap items-center gap-3",
        ),
        facts,
        class_name="grid flex-none gap-4 border-b border-(--line) px-6 pt-6 pb-5",
    )  # fmt: skip
