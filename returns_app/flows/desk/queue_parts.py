"""How the return on screen is held, beside its name and its status, and the ways on through the queue."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk.queue_state import Holding
from returns_app.flows.desk.return_parts import PAGE
from returns_app.ui.badges import status_badge
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_panels import note
from returns_app.ui.desk_shell import crumb, crumb_here, crumbs
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.theme import FAINT, MONO, MUTED, SMALL

HOLD = Holding.hold


def return_crumbs() -> rx.Component:
    """Lead back to where the return was opened from: the work queue, or the list."""
    here = crumb_here(PAGE.number, class_name=MONO)
    held = rx.cond(
        HOLD.whose == "mine",
        rx.el.span("Held for you until ", HOLD.until, class_name=f"{SMALL} {FAINT} max-[900px]:hidden"),
    )
    aside = rx.el.span(status_badge(PAGE.status), held, class_name="flex items-center gap-3")
    return rx.cond(
        Holding.in_queue,
        crumbs(crumb("Work queue", href=routes.QUEUE), here, aside=aside),
        crumbs(crumb("Returns", href=routes.RETURNS), here, aside=held),
    )


def queue_acts() -> rx.Component:
    """Offer to release the return or to go on to the next, while it is gone through as part of the queue."""
    more = rx.el.span(HOLD.more, class_name=f"{SMALL} {MUTED}")
    release = button("Release", size="sm", on_click=Holding.release)
    skip = button("Skip to next", size="sm", hint="A", id="skip-to-next", on_click=Holding.skip)
    return rx.cond(
        Holding.in_queue,
        rx.fragment(more, release, skip, hotkey("a", press="skip-to-next", typing=False)),
    )


def held_by_another() -> rx.Component:
    """Say that a colleague has the return, and let a supervisor take it over."""
    words = rx.el.span(
        rx.el.b(HOLD.name, class_name="font-medium"),
        " has this return until ",
        HOLD.until,
        ". You can read it; decisions have to wait.",
    )
    take = button("Take over", size="sm", on_click=Holding.take_over)
    line = rx.el.div(
        words,
        rx.cond(HOLD.may_take_over, rx.el.span(take, class_name="ml-auto flex-none")),
        class_name="flex flex-wrap items-center gap-3",
    )
    shown = rx.el.div(note(line, symbol="lock", tone="todo"), role="status")
    return rx.cond(HOLD.whose == "other", shown)
