"""Filters over a list, sort heads and its search. They read and write the page's address in the browser, nothing else."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from returns_app.ui.desk_fields import CHECKBOX, RADIO
from returns_app.ui.theme import Text

_LIBRARY = "$/public/ui/list_filters.jsx"
_EDGE = (
    "rounded-(--radius-control) border border-(--field-line) bg-(--surface) hover:border-(--ink-2)"
    " focus:border-(--focus) focus:outline-2 focus:-outline-offset-1 focus:outline-(--focus)"
)
_SEARCH = f"h-8 w-full min-w-0 {_EDGE} pr-8 pl-8"
_CHIP: dict[str, str] = {
    "empty": "inline-flex h-7 items-center gap-1.5 rounded-(--radius-control) px-2.5 font-medium whitespace-nowrap text-(--ink-2)"
    " hover:bg-(--hover) hover:text-(--ink) aria-expanded:bg-(--hover) aria-expanded:text-(--ink)",
    "set": "inline-flex h-7 max-w-[320px] items-center rounded-(--radius-control) border border-(--line-strong) bg-(--surface) pr-0.5",
    "inner": "inline-flex h-full min-w-0 items-center gap-1 rounded-(--radius-control) pr-1 pl-2.5 whitespace-nowrap",
    "name": "text-(--ink-3)",
    "value": "truncate font-medium text-(--ink)",
    "clear": "grid size-[22px] flex-none place-items-center rounded-(--radius-1) text-(--ink-3) hover:bg-(--hover)"
    " hover:text-(--ink)",
    "panel": "absolute top-full z-30 mt-1 w-[260px] rounded-(--radius-2) border border-(--line-strong) bg-(--raised) p-1"
    " shadow-(--shadow-2) motion-safe:animate-[arrive_var(--fast)_var(--ease)]",
    "options": "grid max-h-[min(320px,50vh)] overflow-y-auto overscroll-contain",
    "option": "flex min-h-8 items-center gap-2.5 rounded-(--radius-control) px-2 hover:bg-(--hover) has-focus-visible:bg-(--hover)",
    "tick": CHECKBOX,
    "radio": RADIO,
    "search": f"mb-1 h-7 w-full px-2 {_EDGE}",
    "none": "px-2 py-1.5 text-(--ink-3)",
    "days": "mt-1 grid grid-cols-2 gap-2 border-t border-(--line) p-2 text-(length:--text-xs)",
    "day": f"h-7 w-full min-w-0 px-1.5 {_EDGE}",
}


class ListSearch(rx.Component):
    """A search box bound to `q`; 200 ms after the last keystroke, or at Enter, the list is another one."""

    library = _LIBRARY
    tag = "ListSearch"

    label: rx.Var[str]
    placeholder: rx.Var[str]


class FilterChip(rx.Component):
    """A chip with a popup of checkboxes, bound to a parameter that holds values with commas between."""

    library = _LIBRARY
    tag = "FilterChip"

    name: rx.Var[str]
    param: rx.Var[str]
    options: rx.Var[list[Any]]
    more: rx.Var[list[dict[str, str]]]
    classes: rx.Var[dict[str, str]]
    only_set: rx.Var[bool]


class PeriodChip(rx.Component):
    """A chip for `from` and `to`: a preset by its name, or two days."""

    library = _LIBRARY
    tag = "PeriodChip"

    name: rx.Var[str]
    classes: rx.Var[dict[str, str]]


class FlagChip(rx.Component):
    """A chip that is on or off: the parameter is `1` or not there."""

    library = _LIBRARY
    tag = "FlagChip"

    name: rx.Var[str]
    param: rx.Var[str]
    classes: rx.Var[dict[str, str]]


class ClearFilters(rx.Component):
    """Takes every filter off; not there while none is set."""

    library = _LIBRARY
    tag = "ClearFilters"

    label: rx.Var[str]
    words: rx.Var[bool]


class SortHead(rx.Component):
    """The head of a column that sorts by `sort`."""

    library = _LIBRARY
    tag = "SortHead"

    label: rx.Var[str]
    first: rx.Var[str]
    then: rx.Var[str]
    usual: rx.Var[str]
    order: rx.Var[list[str]]
    button_class: rx.Var[str]


def list_search(*, id: str, label: str, placeholder: str) -> rx.Component:
    """Search in the list; put it in an `icon_input`. What is typed is never lost to an answer that came late."""
    return ListSearch.create(id=id, label=label, placeholder=placeholder, class_name=_SEARCH)


def filter_chip(
    name: str,
    param: str,
    *,
    options: rx.Var[Any] | None = None,
    more: Sequence[tuple[str, str]] = (),
    only_set: bool = False,
) -> rx.Component:
    """Filter by some of many. `options` is a var of things with `value` and `label`, and stands first.

    `more` are pairs of value and label, the same for everybody. With `only_set` it is on the page only while something is chosen, as where another page links to it.
    """
    fixed = [{"value": value, "label": label} for value, label in more]
    given: dict[str, Any] = {"options": options} if options is not None else {}
    return FilterChip.create(name=name, param=param, more=fixed, classes=_CHIP, only_set=only_set, **given)


def period_chip(name: str) -> rx.Component:
    """Filter by days: today, the last 7 or 30 days, or from one day to another."""
    return PeriodChip.create(name=name, classes=_CHIP)


def flag_chip(name: str, param: str) -> rx.Component:
    """Filter by one thing that is so or not."""
    return FlagChip.create(name=name, param=param, classes=_CHIP)


def clear_filters(label: str, *, words: bool = False, class_name: str = "") -> rx.Component:
    """Offer to take all filters off; with `words` the search too."""
    look = "inline-flex h-7 items-center rounded-(--radius-control) px-2.5 font-medium text-(--ink-2) hover:bg-(--hover) hover:text-(--ink)"
    return ClearFilters.create(label=label, words=words, class_name=class_name or look)


def sort_head(
    label: Text,
    *,
    first: str,
    then: str,
    usual: str,
    order: tuple[str, str],
    end: bool = False,
    class_name: str = "",
) -> rx.Component:
    """Head a column that sorts: a press takes `first`, another one `then`. `order` is what `aria-sort` says of each."""
    align = "text-right!" if end else "text-left"
    return SortHead.create(
        label=label,
        first=first,
        then=then,
        usual=usual,
        order=list(order),
        class_name=f"h-8 border-b border-(--line) px-2 text-(length:--text-xs) font-medium whitespace-nowrap text-(--ink-3) {align}"
        f" {class_name}",
        button_class="-mx-1 inline-flex h-6 items-center gap-1 rounded-(--radius-1) px-1 enabled:hover:text-(--ink)"
        " data-[on=true]:text-(--ink) disabled:cursor-default",
    )
