"""Photos in a survey: square tiles, the last one adds; each is sent by itself to one of our own routes."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from returns_app.ui.icons import icon
from returns_app.ui.theme import Text


@dataclass(frozen=True)
class Photo:
    """A photo that the server has: its id, and the address where those who may see it get it."""

    id: str
    url: str


@dataclass(frozen=True)
class PhotoWords:
    """What the tiles say, in the customer's language."""

    add: str = "Add"
    photo: str = "Photo"
    remove: str = "Remove photo"
    failed: str = "It could not be sent. Try again."


class Photos(rx.Component):
    """Sends, shows progress, and says `on_sent(id)`; the page's own list of photos is what stays."""

    library = "$/public/ui/photos.jsx"
    tag = "Photos"

    action: rx.Var[str]
    field: rx.Var[str]
    photos: rx.Var[list[Photo]]
    most: rx.Var[int]
    accept: rx.Var[str]
    words: rx.Var[dict[str, str]]
    list_class: rx.Var[str]
    tile_class: rx.Var[str]
    picture_class: rx.Var[str]
    remove_class: rx.Var[str]
    state_class: rx.Var[str]
    meter_class: rx.Var[str]
    meter_fill_class: rx.Var[str]
    add_class: rx.Var[str]
    problem_class: rx.Var[str]

    on_sent: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg,valid-type]
    on_remove: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg,valid-type]


def photos(
    *, id: str, action: Text, photos: Any, words: Any, on_sent: Any, on_remove: Any, most: int = 6
) -> rx.Component:
    """Ask for photos. `photos` is a var of `list[Photo]`, `words` a var of `dict[str, str]` or of `PhotoWords`.

    Each file is posted as multipart field `photo` to `action`, which answers `{"id": ...}` or `{"problem": "..."}` with
    a status of 400 or more. The cookie goes along; size, type and right are the route's to check.
    """
    return Photos.create(
        icon("camera", size=20),
        icon("x"),
        id=id,
        action=action,
        photos=photos,
        words=words,
        most=most,
        on_sent=on_sent,
        on_remove=on_remove,
        list_class="mt-2 grid grid-cols-3 gap-3 sm:grid-cols-4",
        tile_class="relative aspect-square overflow-hidden rounded-(--radius-2) bg-(--sunken)",
        picture_class="block size-full object-cover",
        remove_class="absolute top-0 right-0 grid size-(--tap) place-items-center text-(--paper)"
        " [&>span]:grid [&>span]:size-7 [&>span]:place-items-center [&>span]:rounded-(--radius-full) [&>span]:bg-black/70",
        state_class="absolute inset-x-2 bottom-2 text-(length:--text-sm) leading-[18px] font-semibold",
        meter_class="mt-1 block h-1 overflow-hidden rounded-(--radius-full) bg-(--line-strong)",
        meter_fill_class="block h-full bg-(--accent)",
        add_class="grid size-full place-content-center justify-items-center gap-1 rounded-(--radius-2) border-[1.5px]"
        " border-dashed border-(--ink-3) bg-(--surface) text-(length:--text-md) font-[550] text-(--accent-ink)",
        problem_class="mt-2 text-(length:--text-md) leading-5 font-[550] text-(--urgent-ink)",
    )
