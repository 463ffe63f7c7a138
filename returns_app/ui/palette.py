"""Search and commands over any page of the desk: it opens and filters in the browser, and asks the server for what is found.

The page's state holds the groups of rows, `answered` (the words they answer, unchanged) and `told` (how many there are).
Enter pressed before the answer is there acts on the first row of that answer.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from returns_app.ui.badges import status_badge
from returns_app.ui.combobox import Part
from returns_app.ui.desk_buttons import key, key_hint, key_hints
from returns_app.ui.desk_states import bone
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, MONO, MUTED, SMALL, Child, Flag, Text

PALETTE: Final = "palette"

_ROW = (
    "group/row flex h-9 min-w-0 cursor-pointer items-center gap-3 rounded-(--radius-control) px-2 [&>svg]:text-(--ink-3)"
    " aria-selected:bg-(--accent-soft) aria-selected:[--ink-3:var(--ink-2)] aria-selected:[&>svg]:text-(--accent-ink)"
    " [&[hidden]]:hidden"
)
_END = f"ml-auto flex flex-none items-center gap-1 whitespace-nowrap {SMALL} text-(--ink-2)"
_TITLE = f"px-2 py-1 font-medium {SMALL} {FAINT}"
_GROUP = "p-2 not-first:border-t not-first:border-(--line) [&[hidden]]:hidden"
_CLASSES = {
    "dialog": "mx-auto mt-[112px] mb-0 w-[640px] max-w-[calc(100vw-48px)] overflow-hidden rounded-(--radius-3) border"
    " border-(--line-strong) bg-(--raised) text-(--ink) shadow-(--shadow-3) max-[900px]:mt-12 group/palette",
    "head": "relative flex h-13 items-center border-b border-(--line) pr-4",
    "field": "h-full min-w-0 flex-1 bg-transparent pl-11 text-(length:--text-lg) outline-none",
    "told": f"flex-none {SMALL} {FAINT}",
    "list": "max-h-[min(456px,calc(100dvh-240px))] overflow-y-auto focus-visible:-outline-offset-2",
    "group": _GROUP,
}


@dataclass(frozen=True)
class PaletteRow:
    """One thing found. `href` is where Enter leads, `new` and `agent` where a new return for it begins.

    `kind` is "customer", "return", "order", "link", "agent" or "list" and chooses the icon; `status` becomes a badge.
    """

    key: str = ""
    kind: str = ""
    code: str = ""
    parts: list[Part] = field(default_factory=list)
    detail: str = ""
    status: str = ""
    href: str = ""
    new: str = ""
    agent: str = ""


@dataclass(frozen=True)
class PaletteGroup:
    """What was found of one kind, under a title: "Customers", or "Customer, closest to “hartly”".

    One that does not `count` offers deeds and is no result.
    """

    title: str = ""
    rows: list[PaletteRow] = field(default_factory=list)
    counts: bool = True


class Palette(rx.Component):
    """The dialog, its field and its list; see palette.jsx."""

    library = "$/public/ui/palette.jsx"
    tag = "Palette"

    name: rx.Var[str]
    label: rx.Var[str]
    placeholder: rx.Var[str]
    answered: rx.Var[str]
    told: rx.Var[str]
    nothing: rx.Var[bool]
    lost: rx.Var[bool]
    wait: rx.Var[int]
    classes: rx.Var[dict[str, str]]

    on_query: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg,valid-type]


def palette(
    groups: Any, *commands: Child, answered: Text, told: Text, nothing: Flag, on_query: Any
) -> rx.Component:
    """Search and run; open it with `hotkey("/", signal=PALETTE)` or a press on what has `data_open=PALETTE`.

    `groups` is a var of `list[PaletteGroup]`. Commands come from `command`. `on_query(words)` comes 120 ms after the last
    keystroke and must set `answered` to the words as they came.
    """
    return Palette.create(
        rx.foreach(groups, _group),
        rx.fragment(rx.el.p("Commands", role="presentation", class_name=_TITLE), *commands),
        _skeleton(),
        _nothing(answered),
        rx.fragment(_lens(), _foot()),
        name=PALETTE,
        label="Search returns, customers, orders, commands",
        placeholder="Search returns, customers, orders, or type a command",
        answered=answered,
        told=told,
        nothing=nothing,
        lost=has_connection_errors,
        on_query=on_query,
        classes=_CLASSES,
    )


def command(
    symbol: str, words: str, *, keys: str = "", aside: Child | None = None, **does: Any
) -> rx.Component:
    """Offer one command. `does` is `data_href`, `data_signal` (what opens) or `data_press` (the id of a button)."""
    return rx.el.div(
        icon(symbol),
        rx.el.span(words, class_name="truncate"),
        rx.el.span(aside, class_name=FAINT) if aside is not None else None,
        rx.el.span(*[key(name) for name in keys.split()], class_name=_END, aria_hidden="true"),
        role="option",
        data_words=words,
        class_name=_ROW,
        **does,
    )


def _group(group: rx.Var[PaletteGroup]) -> rx.Component:
    return rx.el.div(
        rx.el.p(group.title, role="presentation", class_name=_TITLE),
        rx.foreach(group.rows, _row),
        role="group",
        aria_label=group.title,
        key=group.title,
        class_name=_GROUP,
    )


def _row(row: rx.Var[PaletteRow]) -> rx.Component:
    name = rx.foreach(row.parts, _part)
    return rx.el.div(
        rx.match(
            row.kind,
            ("customer", icon("user-round")),
            ("order", icon("receipt-text")),
            ("link", icon("link")),
            ("agent", icon("plus")),
            ("list", icon("list-filter")),
            icon("undo-2"),
        ),
        rx.el.span(
            rx.cond(row.code, rx.el.span(row.code, " ", class_name=MONO)),
            rx.el.span(name, " ", class_name=rx.cond(row.code, MUTED, "")),
            rx.el.span(row.detail, class_name=FAINT),
            class_name="truncate",
        ),
        rx.el.span(
            rx.cond(row.new, _offer_new()),
            rx.cond(row.status, status_badge(row.status)),
            class_name=_END,
        ),
        role="option",
        key=row.key,
        data_href=row.href,
        data_new=row.new,
        data_agent=row.agent,
        class_name=_ROW,
    )


def _part(part: rx.Var[Part]) -> rx.Component:
    return rx.cond(part.hit, rx.el.mark(part.text, class_name="font-semibold text-(--accent-ink)"), part.text)


def _offer_new() -> rx.Component:
    """Print what else can be done with the row one is on; in the list the letter alone is enough."""
    return rx.el.span(
        "New return",
        rx.el.span(key("Alt"), class_name="flex group-has-[[role=listbox]:focus]/palette:hidden"),
        key("N"),
        data_way="new",
        aria_hidden="true",
        class_name="mr-1 hidden items-center gap-1 group-aria-selected/row:flex hover:text-(--ink) hover:underline",
    )


def _lens() -> rx.Component:
    return icon("search", class_name="pointer-events-none absolute top-[18px] left-4")


def _skeleton() -> rx.Component:
    line = rx.el.div(bone("size-4"), bone("h-2.5 w-1/2"), class_name="flex h-9 items-center gap-3 px-2")
    return rx.el.div(line, line, line, class_name="p-2", aria_hidden="true")


def _nothing(answered: Text) -> rx.Component:
    return rx.el.div(
        rx.el.p("Nothing holds “", answered, "”", class_name="font-medium"),
        rx.el.p(
            "Try a number, an order, a name, an e-mail address or a product. Every word must occur.",
            class_name=MUTED,
        ),
        class_name="grid gap-0.5 px-4 py-5",
    )


def _foot() -> rx.Component:
    return rx.el.div(
        key_hints(
            key_hint("↑ ↓", "move"),
            key_hint("Enter", "open"),
            key_hint("Tab", "actions"),
            rx.el.span(key("Esc"), "close", class_name="ml-auto inline-flex items-center gap-1.5"),
        ),
        class_name="border-t border-(--line) bg-(--canvas) px-4 py-2 [&>span]:flex",
    )
