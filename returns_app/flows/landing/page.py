"""The page at `/`: what this is, for whom, and the ways to the demonstration, the desk and the docs."""

import reflex as rx

from returns_app import routes
from returns_app.flows.landing.frame import EYEBROW, TITLE, WIDE, open_desk, still_page
from returns_app.flows.landing.words import FACES, FACTS, STORMS, WAYS, Card, Fact, Way
from returns_app.settings import load
from returns_app.ui.desk_buttons import link_button
from returns_app.ui.icons import icon
from returns_app.ui.theme import MUTED, SMALL

_CARD = "rounded-(--radius-3) border border-(--line) bg-(--surface) p-6 max-[480px]:p-5"
_SECTION = "py-18 max-[720px]:py-12"
_ICONS = {
    name: icon(name, size=20, class_name="text-(--accent-ink)")
    for name in ("headset", "smartphone", "warehouse", "truck", "wifi-off", "users", "key-round")
}


def page() -> rx.Component:
    """Say what this is, and lead on."""
    return still_page(_hero(), _ways(), _faces(), _facts(), _storms(), _end())


def _hero() -> rx.Component:
    words = rx.el.div(
        rx.el.p("Controlled returns, from the first call to the refund", class_name=EYEBROW),
        rx.el.h1(
            rx.el.span("Ten seconds at the desk. ", class_name="block"),
            rx.el.span("Two taps on the phone.", class_name="block"),
            class_name="text-[clamp(1.75rem,5.2vw,3.5rem)] leading-[1.08] font-semibold tracking-[-0.035em] text-balance",
        ),
        rx.el.p(
            "Your agents prepare a return while the customer is still on the line. The customer’s phone asks only what"
            " is left, and shows the return number and the label. No account, no app, no form to print.",
            class_name=f"max-w-[58ch] text-(length:--text-lg) leading-7 text-pretty {MUTED}",
        ),
        rx.el.div(*_first_ways(), class_name="flex flex-wrap items-center justify-center gap-3"),
        class_name="grid justify-items-center gap-5 text-center",
    )
    return rx.el.section(
        rx.el.div(
            words, _pictures(), class_name=f"{WIDE} grid gap-14 pt-18 max-[720px]:gap-10 max-[720px]:pt-12"
        ),
        class_name="overflow-hidden border-b border-(--line) bg-(--canvas)",
    )


def _first_ways() -> list[rx.Component]:
    if not load().demo:
        return [open_desk("lg", primary=True), _to_docs()]
    demo = link_button(
        icon("play"), "See the demo", href=routes.DEMO, document=True, tone="primary", size="lg"
    )
    return [demo, open_desk("lg"), _to_docs()]


def _to_docs() -> rx.Component:
    return link_button("How it works", href=routes.DOCS, document=True, tone="quiet", size="lg")


def _pictures() -> rx.Component:
    """The two faces as they are: pictures that a script takes of the app."""
    desk = rx.el.div(
        *_both_themes("desk", "The desk: an agent’s page of one return.", 1440, 900),
        class_name="overflow-hidden rounded-t-(--radius-3) border border-b-0 border-(--line-strong) shadow-(--shadow-3)",
    )
    phone = rx.el.div(
        *_both_themes("phone", "A customer’s phone: a prepared return on one screen.", 390, 844),
        class_name="absolute right-6 -bottom-px w-[22%] min-w-[132px] overflow-hidden rounded-t-[22px] border-[5px] border-b-0"
        " border-(--ink) bg-(--ink) shadow-(--shadow-3) max-[720px]:right-2 max-[720px]:min-w-[88px]"
        " max-[720px]:rounded-t-[14px] max-[720px]:border-[3px] max-[720px]:border-b-0 [.dark_&]:border-(--line-strong)",
    )
    return rx.el.div(
        desk, phone, class_name="relative mx-auto w-full max-w-[1060px] pr-[7%] max-[720px]:pr-[10%]"
    )


def _both_themes(name: str, words: str, width: int, height: int) -> list[rx.Component]:
    """The picture in the theme that the page wears; a browser fetches no lazy picture that is not shown."""
    looks = (("light", "block [.dark_&]:hidden"), ("dark", "hidden [.dark_&]:block"))
    return [
        rx.el.img(
            src=f"/landing/{name}-{theme}.webp",
            alt=words,
            width=str(width),
            height=str(height),
            loading="lazy",
            class_name=f"{look} h-auto w-full",
        )
        for theme, look in looks
    ]


def _ways() -> rx.Component:
    return _section(
        "Two ways to make a return",
        "Who finishes it is the only question; everything else follows from the return type.",
        rx.el.div(*[_way(way) for way in WAYS], class_name="grid grid-cols-2 gap-5 max-[820px]:grid-cols-1"),
    )


def _way(way: Way) -> rx.Component:
    steps = [
        rx.el.li(
            rx.el.span(
                str(number),
                aria_hidden="true",
                class_name="grid size-6 flex-none place-items-center rounded-full bg-(--accent-soft) text-(length:--text-xs)"
                " font-semibold text-(--accent-ink)",
            ),
            rx.el.span(step),
            class_name="flex gap-3",
        )
        for number, step in enumerate(way.steps, 1)
    ]
    return rx.el.article(
        rx.el.h3(way.title, class_name="text-(length:--text-lg) font-semibold"),
        rx.el.p(way.words, class_name=MUTED),
        rx.el.ol(*steps, class_name="mt-2 grid gap-3"),
        class_name=f"{_CARD} grid content-start gap-2",
    )


def _faces() -> rx.Component:
    return _section(
        "Three people, one return",
        "Each sees only what is theirs to do, and all of it is live.",
        _cards(FACES),
        shaded=True,
    )


def _facts() -> rx.Component:
    return _section(
        "Counted, not claimed",
        "Each figure is a limit that a test holds in every build; the test’s name stands below it.",
        rx.el.dl(
            *[_fact(fact) for fact in FACTS],
            class_name="grid grid-cols-4 gap-5 max-[980px]:grid-cols-2 max-[480px]:grid-cols-1",
        ),
    )


def _fact(fact: Fact) -> rx.Component:
    return rx.el.div(
        rx.el.dt(fact.words, class_name="order-2"),
        rx.el.dd(
            fact.figure,
            class_name="order-1 text-(length:--text-3xl) leading-10 font-semibold tracking-[-0.03em] tabular-nums",
        ),
        rx.el.dd(fact.test, class_name=f"order-3 font-mono {SMALL} {MUTED} wrap-anywhere"),
        class_name="flex flex-col gap-1.5 border-t-2 border-(--accent) pt-4",
    )


def _storms() -> rx.Component:
    return _section(
        "And when it goes wrong",
        "A failure is a state with a next step, not an error page.",
        _cards(STORMS),
        shaded=True,
    )


def _cards(cards: tuple[Card, ...]) -> rx.Component:
    columns = (
        "grid-cols-3 max-[720px]:grid-cols-1" if len(cards) == 3 else "grid-cols-4 max-[980px]:grid-cols-2"
    )
    return rx.el.div(
        *[
            rx.el.article(
                _ICONS[card.symbol],
                rx.el.h3(card.title, class_name="font-semibold"),
                rx.el.p(card.words, class_name=MUTED),
                class_name=f"{_CARD} grid content-start gap-2",
            )
            for card in cards
        ],
        class_name=f"grid {columns} gap-5 max-[620px]:grid-cols-1",
    )


def _section(title: str, lead: str, *content: rx.Component, shaded: bool = False) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2(title, class_name=TITLE),
                rx.el.p(lead, class_name=f"max-w-[64ch] {MUTED}"),
                class_name="grid gap-2",
            ),
            *content,
            class_name=f"{WIDE} grid gap-8",
        ),
        class_name=f"{_SECTION} border-y border-(--line) bg-(--canvas)" if shaded else _SECTION,
    )


def _end() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("See it with your own hands", class_name=TITLE),
            rx.el.div(*_first_ways(), class_name="flex flex-wrap justify-center gap-3"),
            class_name=f"{WIDE} grid justify-items-center gap-6 text-center",
        ),
        class_name=_SECTION,
    )
