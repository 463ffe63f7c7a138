"""Icons by literal name, so that a page carries only the ones it shows."""

import reflex as rx

from returns_app.ui.theme import Text

_SIZES = {
    12: "size-3 flex-none stroke-[2.5]",
    13: "size-[13px] flex-none stroke-2",
    14: "size-3.5 flex-none stroke-2",
    16: "size-4 flex-none stroke-[1.75]",
    18: "size-[18px] flex-none stroke-[1.75]",
    20: "size-5 flex-none stroke-[1.75]",
    24: "size-6 flex-none stroke-[1.5]",
    30: "size-[30px] flex-none stroke-[1.4]",
}

# What a picture of a product shows while the merchant has given none.
_PRODUCTS = (
    "backpack", "tent", "wind", "shirt", "moon", "flame", "footprints", "cable", "headphones", "watch", "armchair", "bike"
)  # fmt: skip


def icon(name: str, *, size: int = 16, class_name: str = "") -> rx.Component:
    """Draw the Lucide icon of this literal name; hidden from screen readers, so put a word beside it."""
    return rx.icon(name, class_name=f"{_SIZES[size]} {class_name}")


def product_icon(kind: Text, *, size: int = 16, class_name: str = "") -> rx.Component:
    """Draw the icon of a kind of product; a parcel when the kind is unknown."""
    cases = [(name, icon(name, size=size, class_name=class_name)) for name in _PRODUCTS]
    return rx.match(kind, *cases, icon("package", size=size, class_name=class_name))


def brand_mark(class_name: str = "size-[22px] flex-none text-(--accent)") -> rx.Component:
    """Draw the desk's mark: an N on the merchant's color."""
    return rx.el.svg(
        rx.el.rect(width="22", height="22", rx="5", class_name="fill-current"),
        rx.el.path(
            d="M6.5 16V6l9 10V6",
            class_name="fill-none stroke-(--surface) stroke-[1.8] [stroke-linecap:round] [stroke-linejoin:round]",
        ),
        view_box="0 0 22 22",
        class_name=class_name,
        aria_hidden="true",
    )


def wordmark_sign(class_name: str = "size-[22px] flex-none fill-(--accent)") -> rx.Component:
    """Draw the portal's sign: a four-pointed star in the merchant's color."""
    return rx.el.svg(
        rx.el.path(d="M12 1c.7 6.6 4.4 10.3 11 11-6.6.7-10.3 4.4-11 11-.7-6.6-4.4-10.3-11-11 6.6-.7 10.3-4.4 11-11Z"),
        view_box="0 0 24 24", class_name=class_name, aria_hidden="true",
    )  # fmt: skip
