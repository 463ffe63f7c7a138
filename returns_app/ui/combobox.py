"""A search field with its list: type, arrows, Enter picks, Escape closes; keystrokes are never lost.

The page's state holds three things: the options, `answered` (the trimmed words they answer) and, if wanted, a note.
One event, `on_query`, asks for more, 150 ms after the last keystroke. Enter pressed before the answer is there picks
the first row of that answer.
"""

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from returns_app.ui.desk_buttons import key_hint, key_hints, keys
from returns_app.ui.icons import icon, product_icon
from returns_app.ui.theme import MONO, SMALL, Child, Flag, Text

_INPUT = (
    "w-full min-w-0 rounded-(--radius-control) border border-(--field-line) bg-(--surface) pr-10 pl-8"
    " hover:border-(--ink-2) focus:border-(--focus) focus:outline-2 focus:-outline-offset-1 focus:outline-(--focus)"
    " aria-[invalid=true]:border-(--urgent-ink)"
)
_POPUP = (
    "absolute inset-x-0 top-full z-30 mt-1 overflow-hidden rounded-(--radius-2) border border-(--line-strong) bg-(--raised)"
    " shadow-(--shadow-2) [&_[role=listbox]]:max-h-[min(420px,50vh)] [&_[role=listbox]]:overflow-y-auto"
    " [&_[role=listbox]]:p-1"
)
_ROW = (
    "grid min-h-11 cursor-pointer grid-cols-[32px_minmax(0,1fr)_auto] items-center gap-x-3 rounded-(--radius-control)"
    " px-2 py-1 aria-selected:bg-(--accent-soft) aria-disabled:cursor-default aria-disabled:opacity-70"
)
_SECOND = "text-(--ink-3) in-aria-selected:text-(--accent-ink)"
_CREATE = (
    "-mx-1 mt-1 -mb-1 grid min-h-11 cursor-pointer grid-cols-[32px_minmax(0,1fr)] items-center gap-x-3 border-t border-(--line) px-3"
    " py-1.5 aria-selected:bg-(--accent-soft) first:border-t-0"
)
_NOTE = "flex items-center gap-2 border-b border-(--line) bg-(--canvas) px-3 py-2 text-(length:--text-xs) leading-4 text-(--ink-2)"
_FOOT = "border-t border-(--line) bg-(--canvas) px-3 py-1.5"
THUMB = "grid size-8 flex-none place-items-center rounded-(--radius-1) bg-(--sunken) text-(--ink-3)"


@dataclass(frozen=True)
class Part:
    """A piece of an option's name, and whether the words searched for hit it."""

    text: str
    hit: bool = False


@dataclass(frozen=True)
class Option:
    """One row of the list. `value` comes back in `on_pick`; `icon` is a kind of product."""

    value: str
    parts: list[Part] = field(default_factory=list)
    detail: str = ""
    end: str = ""
    end_detail: str = ""
    icon: str = ""


def marked(name: str, words: str) -> list[Part]:
    """Split a name where one of the words searched for hits it, without regard to case; for typos pass the right word."""
    folded, parts, at = name.lower(), [], 0
    needles = [word for word in words.lower().split() if word]
    while at < len(name):
        hits = [(folded.find(needle, at), len(needle)) for needle in needles if folded.find(needle, at) >= 0]
        if not hits or len(folded) != len(name):
            break
        start, length = min(hits, key=lambda hit: (hit[0], -hit[1]))
        parts += [Part(name[at:start])] if start > at else []
        parts.append(Part(name[start : start + length], hit=True))
        at = start + length
    return [*parts, Part(name[at:])] if at < len(name) else parts


class Combobox(rx.Component):
    """The behavior; the looks come in as classes and children."""

    library = "$/public/ui/combobox.jsx"
    tag = "Combobox"

    name: rx.Var[str]
    label: rx.Var[str]
    placeholder: rx.Var[str]
    answered: rx.Var[str]
    has_create: rx.Var[bool]
    create_words: rx.Var[str]
    status: rx.Var[str]
    min_length: rx.Var[int]
    wait: rx.Var[int]
    input_class: rx.Var[str]
    popup_class: rx.Var[str]
    create_class: rx.Var[str]
    note_class: rx.Var[str]
    invalid: rx.Var[bool]
    described_by: rx.Var[str]
    auto_focus: rx.Var[bool]
    keep_text: rx.Var[bool]

    on_query: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg,valid-type]
    on_pick: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg,valid-type]
    on_create: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg,valid-type]
    on_empty_enter: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg,valid-type]


def combobox(
    options: Any,
    *,
    id: str,
    label: Text,
    answered: Text,
    on_query: Any,
    on_pick: Any,
    note: Child | None = None,
    hint: str = "",
    **props: Any,
) -> rx.Component:
    """Search and pick one of `options`, a var of `list[Option]` (or of your own type with your own `row`).

    For the "Add … as typed" row give `create_words="Add “{text}” as typed, without a SKU"` and `on_create`. `status` is
    what screen readers hear when the answer is there ("4 products found"). `note` stands above the rows: a
    `typo_note`. `keep_text=True` leaves the picked row's `data_text` in the field; else the field is emptied for the
    next. `on_empty_enter` is Enter in an empty field: go on to the next step. The field keeps the id `id`. `row` draws an
    option in your own way, `pick_word` names what Enter does ("add"), `large=False` makes the field 32 high.
    """
    row, pick_word, large = (
        props.pop("row", option_row),
        props.pop("pick_word", "add"),
        props.pop("large", True),
    )
    size = "h-10 text-(length:--text-md)" if large else "h-8"
    at_icon, at_keys = ("top-3", "top-[11px]") if large else ("top-2", "top-[7px]")
    shortcut = rx.el.span(
        *keys(hint),
        class_name=f"pointer-events-none absolute right-2 flex gap-1 {at_keys}",
        aria_hidden="true",
    )
    box = Combobox.create(
        note if note is not None else rx.fragment(),
        rx.foreach(options, row),
        rx.el.span(icon("plus"), class_name="grid size-8 place-items-center text-(--ink-3)"),
        _skeleton(),
        _foot(pick_word),
        id=id,
        label=label,
        answered=answered,
        on_query=on_query,
        on_pick=on_pick,
        has_create="on_create" in props,
        input_class=f"{_INPUT} {size}",
        popup_class=_POPUP,
        create_class=_CREATE,
        note_class="empty:hidden",
        **props,
    )
    return rx.el.div(
        box,
        rx.el.span(icon("search"), class_name=f"pointer-events-none absolute left-2.5 {at_icon} text-(--ink-3)"),
        shortcut if hint else None,
        class_name="relative",
    )  # fmt: skip


def option_row(option: rx.Var[Option]) -> rx.Component:
    """Draw one option: icon, name with the hits marked, SKU; price and group at the end."""
    return rx.el.div(
        rx.el.span(product_icon(option.icon), class_name=THUMB),
        rx.el.span(
            rx.el.span(rx.foreach(option.parts, _part), class_name="truncate font-medium text-(--ink)"),
            rx.el.span(option.detail, class_name=f"{SMALL} {MONO} {_SECOND} truncate"),
            class_name="grid min-w-0",
        ),
        rx.el.span(
            rx.el.span(option.end), rx.el.span(option.end_detail, class_name=f"{SMALL} {_SECOND}"),
            class_name="grid text-right tabular-nums",
        ),
        role="option",
        key=option.value,
        data_value=option.value,
        class_name=_ROW,
    )  # fmt: skip


def plain_row(
    value: Text, *main: Child, detail: Text, end: Child | None = None, text: Text = ""
) -> rx.Component:
    """Draw a row without an icon (customers, orders): a name, a second line, something at the end."""
    return rx.el.div(
        rx.el.span(
            rx.el.span(*main, class_name="truncate font-medium text-(--ink)"),
            rx.el.span(detail, class_name=f"{SMALL} {_SECOND} truncate"),
            class_name="grid min-w-0",
        ),
        rx.el.span(end, class_name=f"{SMALL} {_SECOND} text-right") if end is not None else rx.fragment(),
        role="option",
        key=value,
        data_value=value,
        data_text=text,
        class_name=_ROW.replace("grid-cols-[32px_minmax(0,1fr)_auto]", "grid-cols-[minmax(0,1fr)_auto]"),
    )


def typo_note(asked: Text, closest: Text, *, shown: Flag) -> rx.Component:
    """Say that nothing is called what was typed, and what comes closest."""
    return rx.cond(
        shown,
        rx.el.p(
            icon("spell-check", size=14),
            "Nothing is called “", asked, "”. Closest: ", rx.el.b(closest, class_name="font-medium text-(--ink)"),
            class_name=_NOTE.replace("gap-2", "gap-1 [&>svg]:mr-1"),
        ),
    )  # fmt: skip


def _part(part: rx.Var[Part]) -> rx.Component:
    return rx.cond(part.hit, rx.el.mark(part.text, class_name="font-semibold text-(--accent-ink)"), part.text)


def _skeleton() -> rx.Component:
    bar = "h-2.5 rounded-(--radius-1) bg-(--sunken) motion-safe:animate-[breathe_1.6s_ease-in-out_infinite]"
    line = rx.el.div(
        rx.el.span(class_name="size-8 rounded-(--radius-1) bg-(--sunken)"),
        rx.el.span(
            rx.el.span(class_name=f"{bar} w-1/2"),
            rx.el.span(class_name=f"{bar} w-1/4"),
            class_name="grid gap-2",
        ),
        class_name="grid min-h-11 grid-cols-[32px_minmax(0,1fr)] items-center gap-x-3 px-2 py-1",
        aria_hidden="true",
    )
    return rx.fragment(line, line, line)


def _foot(pick_word: str) -> rx.Component:
    return rx.el.div(
        key_hints(key_hint("↑ ↓", "move"), key_hint("Enter", pick_word), key_hint("Esc", "close")),
        class_name=_FOOT,
    )
