"""The questions of a survey, and photos as an answer: square tiles, the last ones add.

What takes photos is fetched by the browser when a question asks for some. Its looks are given from here, so that a page's
stylesheet has them.
"""

from typing import Any

import reflex as rx

from returns_app.ui.theme import Child, Flag, Text

_LIBRARY = "$/public/ui/survey.jsx"
_LOOKS = {
    "listClass": "mt-2 grid grid-cols-3 gap-3",
    "tileClass": "relative aspect-square overflow-hidden rounded-(--radius-2) bg-(--sunken)",
    "pictureClass": "block size-full object-cover",
    "dimClass": "opacity-35",
    "removeClass": "absolute top-0 right-0 grid size-(--tap) place-items-center text-white",
    "signClass": "grid size-7 place-items-center rounded-(--radius-full) bg-black/70",
    "stateClass": "absolute inset-x-2 bottom-2 text-(length:--text-sm) leading-4 font-semibold",
    "meterClass": "mt-1 block h-1 overflow-hidden rounded-(--radius-full) bg-(--line-strong)",
    "fillClass": "block h-full bg-(--accent)",
    "addClass": "grid size-full place-content-center justify-items-center gap-1 rounded-(--radius-2) border-[1.5px]"
    " border-dashed border-(--ink-3) bg-(--surface) p-1 text-(length:--text-sm) leading-4 font-[550] text-(--accent-ink)",
    "problemClass": "mt-2 text-(length:--text-md) leading-5 font-[550] wrap-anywhere text-(--urgent-ink)",
    "dismissClass": "min-h-(--tap) underline underline-offset-3",
    "heldClass": "mt-2 text-(length:--text-md) leading-5",
}


class Questions(rx.Component):
    """Shows those of its boxes that the answers in its form want."""

    library = _LIBRARY
    tag = "Questions"


class Photos(rx.Component):
    """Sends photos by itself, over plain HTTP; the page's own list is what was there when it was filled."""

    library = _LIBRARY
    tag = "Photos"

    field: rx.Var[str]
    base: rx.Var[str]
    query: rx.Var[str]
    place: rx.Var[str]
    photos: rx.Var[list[str]]
    most: rx.Var[int]
    words: rx.Var[dict[str, str]]
    looks: rx.Var[dict[str, str]]


def questions(*boxes: Child) -> rx.Component:
    """Stack the questions of a survey; the boxes come from `question_box`, all there may be."""
    return Questions.create(*boxes, class_name="mt-6 grid gap-8")


def question_box(
    question: Child, *, name: Text, cause: Text, values: Text, unless: Text, hidden: Flag, class_name: Text
) -> rx.Component:
    """Hold a question that is there while the one named `cause` has one of `values` (JSON) and `unless` is away.

    `hidden` is how that is before the browser has looked.
    """
    return rx.el.div(
        question,
        key=name,
        hidden=hidden,
        custom_attrs={"data-q": name, "data-cause": cause, "data-values": values, "data-unless": unless},
        class_name=class_name,
    )


def photos(
    *, field: Text, base: Text, query: Text, place: Text, photos: Any, most: Any, words: Any
) -> rx.Component:
    """Ask for photos of the question `field`, at most `most`; `photos` are the ids of those there are.

    Each is put to `base` and an id of its own in pieces, with `query` beside it, until the answer says that it is done.
    What waits is kept in the browser under `place`; `""` keeps nothing, as on a desk that others share.
    """
    return Photos.create(
        field=field, base=base, query=query, place=place, photos=photos, most=most, words=words, looks=_LOOKS
    )
