"""Photos at the desk: small ones in a row that open large, by mouse or keyboard alone."""

from typing import Any

import reflex as rx

from returns_app.ui.theme import Text

_BUTTON = (
    "grid size-8 place-items-center rounded-(--radius-control) text-(--ink-2) hover:bg-(--canvas) hover:text-(--ink)"
    " disabled:opacity-40"
)


class PhotoStrip(rx.Component):
    """Shows previews, and the photo itself in a modal dialog. `photos` have `id`, `name`, `small` and `full`."""

    library = "$/public/ui/viewer.jsx"
    tag = "PhotoStrip"

    photos: rx.Var[list[Any]]
    label: rx.Var[str]
    list_class: rx.Var[str]
    small_class: rx.Var[str]
    dialog_class: rx.Var[str]
    head_class: rx.Var[str]
    button_class: rx.Var[str]
    large_class: rx.Var[str]


def photo_strip(photos: Any, *, label: Text) -> rx.Component:
    """Show the photos of one answer; `label` is the question. Nothing large is fetched before it is asked for."""
    return PhotoStrip.create(
        photos=photos,
        label=label,
        list_class="mt-1 flex flex-wrap gap-2",
        small_class="block size-16 overflow-hidden rounded-(--radius-1) border border-(--line) bg-(--sunken)"
        " hover:border-(--line-strong) [&>img]:size-full [&>img]:object-cover",
        dialog_class="m-auto w-[min(960px,calc(100vw-32px))] overflow-hidden rounded-(--radius-3) border"
        " border-(--line-strong) bg-(--raised) text-(--ink) shadow-(--shadow-3)",
        head_class="flex h-12 items-center gap-1 border-b border-(--line) pr-2 pl-4",
        button_class=_BUTTON,
        large_class="block h-[calc(100dvh-128px)] w-full bg-(--sunken) object-contain",
    )
