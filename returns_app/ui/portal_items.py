"""What goes back, in the portal: items to read or edit, product search, option cards for shipping, days and windows."""

from typing import Any

import reflex as rx

from returns_app.ui.icons import icon, product_icon
from returns_app.ui.theme import Child, Flag, Text

THUMB = (
    "grid size-14 place-items-center rounded-(--radius-2) bg-(--sunken) text-(--ink-2) max-[359px]:size-12"
)
_META = "mt-0.5 text-(length:--text-md) leading-5 text-(--ink-3)"
_NAME = "text-(length:--text-md) leading-5 font-semibold text-pretty"
_CARD_INPUT = "absolute size-px opacity-0"
# The input is the card's own child, so that a chosen day inside does not light the card.
_ON = "group-has-[>input:checked]/option"
_TAG = "inline-flex items-center gap-1.5 text-(length:--text-sm) leading-5 font-[550]"


def items(*rows: Child) -> rx.Component:
    """List what goes back; rows come from `item`."""
    return rx.el.ul(*rows, class_name="border-t border-(--line)")


def item(
    kind: Text, name: Text, *meta: Child, act: Child | None = None, edit: Child | None = None
) -> rx.Component:
    """Show one product: picture, name, facts (a line each). `act` is Edit or remove; `edit` opens below while editing."""
    lines = [rx.el.span(line, class_name="block") for line in meta]
    return rx.el.li(
        rx.el.span(product_icon(kind, size=30), class_name=THUMB),
        rx.el.div(rx.el.p(name, class_name=_NAME), rx.el.p(*lines, class_name=_META)),
        act,
        rx.el.div(edit, class_name="col-span-full mt-4 grid gap-3 empty:hidden")
        if edit is not None
        else None,
        class_name="grid grid-cols-[56px_1fr_auto] items-start gap-x-4 border-b border-(--line) py-4"
        " max-[359px]:grid-cols-[48px_1fr_auto] max-[359px]:gap-x-3",
    )


def item_fields(*children: Child) -> rx.Component:
    """Put quantity and reason side by side while a product is edited."""
    return rx.el.div(
        *children, class_name="grid grid-cols-[auto_1fr] items-start gap-3 max-[359px]:grid-cols-1"
    )


def icon_act(symbol: rx.Component, label: Text, **props: Any) -> rx.Component:
    """Offer an act by an icon alone, with a 44 px target: remove, copy."""
    return rx.el.button(
        symbol,
        type="button",
        aria_label=label,
        class_name="-mt-3 -mr-3 inline-grid size-(--tap) place-items-center rounded-(--radius-2) text-(--ink-2) hover:bg-(--sunken)",
        **props,
    )


def options(*cards: Child, label: Text) -> rx.Component:
    """Offer ways to send it; cards come from `option_card`, cheapest first."""
    return rx.el.div(*cards, role="radiogroup", aria_label=label, class_name="mt-6 grid gap-3")


def option_card(
    name: str,
    value: Text,
    *tags: Child,
    title: Text,
    price: Text,
    what: Text,
    more: Child | None = None,
    checked: Flag = False,
    **props: Any,
) -> rx.Component:
    """Offer one way to send it; chosen, it opens `more` (a `place`, or `days` and `windows`) in its place.

    `on_change` makes `checked` a bound var. Tags come from `option_tag`.
    """
    state: dict[str, Any] = {"checked": checked} if "on_change" in props else {"default_checked": checked}
    ident = f"{name}-{value}" if isinstance(value, str) else rx.Var.create(f"{name}-") + value
    head = _card_head(*tags, title=title, price=price, what=what, html_for=ident)
    opened = rx.el.div(
        more,
        class_name=f"mx-4 hidden border-t border-(--line) py-4 max-[359px]:mx-3 {_ON}:block has-[>:empty]:hidden!",
    )
    return rx.el.div(
        rx.el.input(type="radio", name=name, value=value, id=ident, class_name=_CARD_INPUT, **state, **props),
        rx.el.div(
            head,
            opened if more is not None else None,
            class_name="rounded-(--radius-3) border border-(--line-strong) bg-(--surface) transition-colors duration-(--fast)"
            f" hover:border-(--ink-3) {_ON}:border-(--accent) {_ON}:shadow-[inset_0_0_0_1px_var(--accent)]"
            " group-has-[>input:focus-visible]/option:outline-3 group-has-[>input:focus-visible]/option:outline-offset-2"
            " group-has-[>input:focus-visible]/option:outline-(--focus)",
        ),
        class_name="group/option relative",
    )  # fmt: skip


def _card_head(*tags: Child, title: Text, price: Text, what: Text, html_for: Text) -> rx.Component:
    return rx.el.label(
        rx.el.i(
            aria_hidden="true",
            class_name="mt-px grid size-[22px] flex-none place-items-center rounded-(--radius-full) border-[1.5px] border-(--ink-3)"
            " bg-(--surface) after:size-2.5 after:rounded-(--radius-full) after:content-['']"
            f" {_ON}:border-(--accent) {_ON}:after:bg-(--accent)",
        ),
        rx.el.span(title, class_name="leading-6 font-[620] tracking-[-0.005em]"),
        rx.el.span(price, class_name="leading-6 font-[620] whitespace-nowrap tabular-nums"),
        rx.el.span(
            what,
            class_name="col-start-2 -col-end-1 mt-0.5 text-(length:--text-md) leading-[22px] text-pretty text-(--ink-2)",
        ),
        rx.el.span(
            *tags, class_name="col-start-2 -col-end-1 mt-2 flex flex-wrap gap-x-4 gap-y-1 empty:hidden"
        ),
        html_for=html_for,
        class_name="grid cursor-pointer grid-cols-[22px_minmax(0,1fr)_auto] items-start gap-x-3 p-4 max-[359px]:px-3",
    )


def option_tag(symbol: str, words: Text, *, green: bool = False) -> rx.Component:
    """Say what is best about a way: "Cheapest", "Greenest"; only what the data knows."""
    color = "text-(--done-ink)" if green else "text-(--ink-2)"
    return rx.el.span(icon(symbol), words, class_name=f"{_TAG} {color}")


def place(symbol: str, name: Text, fact: Text) -> rx.Component:
    """Say where to bring it."""
    return rx.el.div(
        icon(symbol, size=20, class_name="mt-px text-(--ink-2)"),
        rx.el.span(name, class_name="font-semibold"),
        rx.el.span(fact, class_name="col-start-2 text-(--ink-2)"),
        class_name="grid grid-cols-[22px_1fr] gap-x-3 gap-y-0.5 text-(length:--text-md) leading-[22px]",
    )


def mini_legend(words: Text, id: Text) -> rx.Component:
    """Head a group inside an option card; the group points to `id`, and so does a link to what is wrong in it."""
    return rx.el.div(
        words, id=id, tab_index=-1, class_name="mb-2 text-(length:--text-md) leading-5 font-semibold"
    )


def days(*cells: Child, labelled_by: Text) -> rx.Component:
    """Offer the days of a pickup; cells come from `day`."""
    look = "grid grid-cols-5 gap-2 max-[359px]:gap-1"
    return rx.el.div(*cells, role="radiogroup", aria_labelledby=labelled_by, class_name=look)


def day(
    name: Text,
    value: Text,
    *,
    weekday: Text,
    number: Text,
    below: Text,
    full: Flag = False,
    checked: Flag = False,
    **props: Any,
) -> rx.Component:
    """Be one day; a full one is dashed, says so below, and cannot be chosen."""
    state: dict[str, Any] = {"checked": checked} if "on_change" in props else {"default_checked": checked}
    return rx.el.label(
        rx.el.input(type="radio", name=name, value=value, disabled=full, class_name=f"peer {_CARD_INPUT}", **state, **props),
        rx.el.span(
            weekday,
            rx.el.b(number, class_name="text-(length:--text-lg) leading-6 font-[620] text-(--ink) in-data-[full=true]:font-normal in-data-[full=true]:text-(--ink-3)"),
            below,
            data_full=rx.cond(full, "true", "false"),
            class_name="grid min-h-16 place-content-center justify-items-center rounded-(--radius-2) border border-(--line-strong) text-center"
            " text-(length:--text-sm) leading-[18px] text-(--ink-2) peer-checked:border-(--accent) peer-checked:bg-(--accent-soft)"
            " peer-checked:text-(--accent-ink) peer-checked:shadow-[inset_0_0_0_1px_var(--accent)]"
            " peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-(--focus)"
            " peer-disabled:border-dashed peer-disabled:bg-(--sunken) peer-disabled:text-(--ink-3)",
        ),
        class_name="relative block",
    )  # fmt: skip
