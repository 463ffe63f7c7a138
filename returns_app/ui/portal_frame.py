"""The portal's page: masthead, progress, one question, content, sticky bar. All words are given, in the customer's language."""

from typing import Any

import reflex as rx

from returns_app.ui.icons import icon, wordmark_sign
from returns_app.ui.theme import Child, Flag, Text, anchor

_SIDES = "px-5 max-[359px]:px-4 sm:px-10"
QUESTION = "text-(length:--text-2xl) leading-8 font-[680] tracking-[-0.022em] text-balance sm:text-(length:--text-3xl) sm:leading-10"
LEAD = "mt-2 text-pretty text-(--ink-2)"
HINT = "text-(length:--text-md) leading-[22px] text-pretty text-(--ink-3)"
NUMBER = "font-mono tracking-[-0.02em] whitespace-nowrap tabular-nums"
LINK = "text-(--accent-ink) underline decoration-1 underline-offset-3"
LINK_ROW = (
    "inline-flex min-h-(--tap) items-center gap-2 text-left text-(length:--text-md) font-[550] text-(--accent-ink)"
    " underline-offset-3 hover:underline"
)
_BUTTON = (
    "flex min-h-(--control-portal) w-full items-center justify-center gap-2 rounded-(--radius-3) border px-5 py-2 text-center"
    " font-[620] tracking-[-0.005em] transition-colors duration-(--fast) ease-(--ease)"
    " aria-disabled:cursor-default aria-disabled:border-(--line) aria-disabled:bg-(--sunken) aria-disabled:text-(--ink-3)"
)
PRIMARY = f"{_BUTTON} border-transparent bg-(--accent) text-(--ink-on-accent) hover:bg-(--accent-hover) active:translate-y-px"
QUIET = f"{_BUTTON} border-(--line-strong) bg-(--surface) text-(--ink) hover:bg-(--canvas)"


def portal_page(*children: Child, skip: Text, connection: Child | None = None) -> rx.Component:
    """Hold a portal page: full width on a phone, one 600 px sheet from 640 px.

    `skip` names the link that jumps to the question; `connection` is `connection.portal_connection(...)`.
    """
    return rx.el.div(
        anchor(
            skip,
            href="#question",
            class_name="absolute top-2 left-4 z-10 -translate-y-20 bg-(--surface) px-4 py-2 text-(--accent-ink) focus:translate-y-0",
        ),
        rx.el.div(
            connection,
            *children,
            class_name="flex min-h-dvh flex-col bg-(--surface) sm:mx-auto sm:my-10 sm:min-h-0 sm:w-[600px]"
            " sm:rounded-(--radius-3) sm:border sm:border-(--line)",
        ),
        class_name="portal min-h-dvh bg-(--surface) sm:flow-root sm:bg-(--canvas)",
    )


def demo_note(words: Text) -> rx.Component:
    """Say on every page that this is a demonstration."""
    return rx.el.p(words, class_name=f"bg-(--sunken) py-1.5 text-(length:--text-sm) text-(--ink-2) {_SIDES}")


def masthead(merchant: Text, *, home: Text = "#", languages: Child | None = None) -> rx.Component:
    """Name the merchant and offer the other languages (`language_switch`)."""
    return rx.el.header(
        rx.el.a(
            wordmark_sign(),
            merchant,
            href=home,
            class_name="inline-flex min-h-(--tap) items-center gap-2 font-[650] tracking-[-0.01em]",
        ),
        languages,
        class_name=f"flex min-h-14 items-center justify-between gap-3 border-b border-(--line) {_SIDES}",
    )


def language_switch(here: Text, *others: tuple[str, str, Text], label: Text) -> rx.Component:
    """Offer the page in other languages: `language_switch("English", ("nl", "Nederlands", "/nl/return"), label=...)`."""
    links = [
        rx.el.li(
            anchor(
                name,
                href=href,
                lang=code,
                href_lang=code,
                class_name="flex min-h-(--tap) items-center px-4 hover:bg-(--canvas)",
            )
        )
        for code, name, href in others
    ]
    return rx.el.details(
        rx.el.summary(
            here,
            icon("chevron-down", size=16),
            aria_label=label,
            class_name="inline-flex min-h-(--tap) min-w-(--tap) items-center justify-end gap-1 text-(length:--text-md) text-(--ink-2)",
        ),
        rx.el.ul(
            *links,
            class_name="absolute top-full right-0 z-10 min-w-40 overflow-hidden rounded-(--radius-2) border border-(--line-strong)"
            " bg-(--raised) text-(length:--text-md) shadow-(--shadow-2)",
        ),
        class_name="relative",
    )


def trail(*, back: Child | None, step: Child, segments: Child | None = None) -> rx.Component:
    """Show the way back, the count of steps in words, and the progress line."""
    return rx.el.div(
        rx.el.div(
            back if back is not None else rx.el.span(),
            rx.el.span(step, class_name="flex min-w-0 flex-wrap justify-end gap-x-4"),
            class_name="flex min-h-12 items-center justify-between gap-x-3 text-(length:--text-md) text-(--ink-3)",
        ),
        segments,
        class_name=_SIDES,
    )


def back_button(words: Text, **props: Any) -> rx.Component:
    """Go one step back; nothing typed is lost."""
    look = "-ml-1.5 inline-flex min-h-(--tap) items-center gap-0.5 pr-2 text-(--ink-2) underline-offset-3 hover:underline"
    return rx.el.button(icon("chevron-left", size=20), words, type="button", class_name=look, **props)


def progress(*parts: Child) -> rx.Component:
    """Draw one segment an open step; parts come from `segment`, or from an `rx.foreach` of it. The words beside say it too."""
    return rx.el.ol(*parts, aria_hidden="true", class_name="flex gap-1")


def segment(look: Text) -> rx.Component:
    """Be one step of the line: "done", "here" or "later"."""
    return rx.el.li(
        data_look=look,
        class_name="h-1 flex-1 rounded-(--radius-full) bg-(--line) data-[look=done]:bg-(--accent)"
        " data-[look=here]:bg-linear-to-r data-[look=here]:from-(--accent) data-[look=here]:from-50%"
        " data-[look=here]:to-(--line) data-[look=here]:to-50%",
    )


def portal_main(*children: Child) -> rx.Component:
    """Hold trail, content and bar; put a form here around content and bar when the step is one."""
    return rx.el.main(*children, class_name="flex flex-1 flex-col")


def content(*children: Child, busy: Flag = False) -> rx.Component:
    """Hold what the step asks."""
    return rx.el.div(
        *children, aria_busy=rx.cond(busy, "true", "false"), class_name=f"flex-1 pt-6 pb-8 {_SIDES}"
    )


def question(words: Text) -> rx.Component:
    """Ask the one question of the page. Every step change moves focus here: `rx.set_focus("question")`."""
    return rx.el.h1(words, id="question", tab_index=-1, class_name=QUESTION)


def lead(*words: Child) -> rx.Component:
    """Say in one sentence what the question is for."""
    return rx.el.p(*words, class_name=LEAD)


def hint(*words: Child, class_name: str = "", **props: Any) -> rx.Component:
    """Say something quiet, in the smaller size."""
    return rx.el.p(*words, class_name=f"{HINT} {class_name}", **props)


def section(title: Text, *children: Child, beside: Child | None = None) -> rx.Component:
    """Head a part of the page; `beside` stands at the end of the head, quiet."""
    note = (
        rx.el.span(
            beside,
            class_name="inline-flex items-center gap-1.5 text-(length:--text-md) font-normal tracking-normal wrap-anywhere text-(--ink-3)",
        )
        if beside is not None
        else None
    )
    return rx.el.section(
        rx.el.h2(
            title,
            note,
            class_name="mb-2 flex flex-wrap items-baseline justify-between gap-x-3 text-(length:--text-lg) leading-6 font-[650] tracking-[-0.01em]",
        ),
        *children,
        class_name="mt-8",
    )  # fmt: skip


def notice(*words: Child, symbol: str = "info", class_name: str = "mt-6") -> rx.Component:
    """Remark in a quiet box; strong words come from `rx.el.strong`."""
    return rx.el.div(
        icon(symbol, size=20, class_name="mt-px"),
        rx.el.p(*words, class_name="[&_strong]:font-[620] [&_strong]:text-(--ink)"),
        class_name="grid grid-cols-[20px_1fr] gap-3 rounded-(--radius-2) bg-(--canvas) p-4 text-(length:--text-md)"
        f" leading-[22px] text-(--ink-2) {class_name}",
    )


def aside(*children: Child) -> rx.Component:
    """Hold something below a step that is not part of it."""
    return rx.el.div(*children, class_name=f"border-t border-(--line) pb-8 {_SIDES}")


def action_bar(*children: Child, note: Child | None = None) -> rx.Component:
    """Stay at the bottom with the step's one button; `note` is a line of facts over it (`bar_note`)."""
    return rx.el.div(
        note,
        *children,
        class_name="sticky bottom-0 z-2 border-t border-(--line) bg-(--surface) pt-3"
        f" pb-[calc(12px+env(safe-area-inset-bottom,0px))] sm:rounded-b-(--radius-3) sm:py-5 {_SIDES}",
    )


def bar_note(words: Child, strong: Child | None = None) -> rx.Component:
    """Say one fact over the button: "Back by Monday 7 December", "€3.95"."""
    return rx.el.p(
        rx.el.span(words),
        rx.el.strong(strong, class_name="font-[620] text-(--ink)") if strong is not None else None,
        class_name="mb-2 flex justify-between gap-3 text-(length:--text-md) leading-5 text-(--ink-2)",
    )


def primary_button(*words: Child, busy: Flag = False, busy_words: Text = "", **props: Any) -> rx.Component:
    """Be the one filled button, naming what comes next; while busy it spins, says so and does nothing.

    It submits its form unless `type="button"` is given. The handler must still be idempotent.
    """
    waiting = rx.fragment(
        icon("loader-circle", size=20, class_name="animate-spin motion-reduce:animate-none"), busy_words
    )
    return rx.el.button(
        rx.cond(busy, waiting, rx.fragment(*words)),
        type=props.pop("type", "submit"),
        aria_disabled=rx.cond(busy, "true", "false"),
        class_name=PRIMARY.replace("hover:bg-(--accent-hover)", "not-aria-disabled:hover:bg-(--accent-hover)")
        + " aria-disabled:pointer-events-none",
        **props,
    )


def primary_link(*words: Child, href: Text, **props: Any) -> rx.Component:
    """Look like the one filled button and lead somewhere; a file or another site."""
    return anchor(*words, href=href, class_name=PRIMARY, **props)


def quiet_button(*words: Child, **props: Any) -> rx.Component:
    """Offer a second act, not filled."""
    return rx.el.button(*words, type=props.pop("type", "button"), class_name=QUIET, **props)


def link_row(symbol: rx.Component | None, words: Text, **props: Any) -> rx.Component:
    """Offer a small act in the flow of the page: an icon and words, 44 px high. With `href` a link, else a button."""
    parts = [part for part in (symbol, words) if part is not None]
    if "href" in props:
        return anchor(*parts, class_name=LINK_ROW, **props)
    return rx.el.button(*parts, type="button", class_name=LINK_ROW, **props)
