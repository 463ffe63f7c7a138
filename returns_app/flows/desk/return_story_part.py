"""The timeline of a return with its filter and its fold, and the composer above it."""

import reflex as rx

from returns_app.flows.desk.composer_part import composer
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.queries.timeline_story import EntryView
from returns_app.ui.desk_fields import segment, segmented
from returns_app.ui.desk_panels import panel, panel_head
from returns_app.ui.desk_story import day_head, entry, peek, thread, timeline, timeline_fold
from returns_app.ui.theme import MUTED, push

STORY = ReturnDesk.page.story


def story() -> rx.Component:
    """The timeline at the right of the return page."""
    return thread(_filter(), composer(), _entries())


def story_panel() -> rx.Component:
    """The same as a panel, for the screens on which a decision has the most room."""
    return panel(panel_head("Timeline", push(), _filter()), composer(), _entries(), aria_label="Timeline")


def _filter() -> rx.Component:
    return segmented(
        segment("All", on=STORY.only == "all", on_click=ReturnDesk.show_only("all")),
        segment("Messages", on=STORY.only == "messages", on_click=ReturnDesk.show_only("messages")),
        segment("Status", on=STORY.only == "status", on_click=ReturnDesk.show_only("status")),
        label="Show",
    )


def _entries() -> rx.Component:
    nothing = rx.el.p("Nothing of this kind yet.", class_name=f"px-5 py-4 {MUTED}")
    everything = rx.Var.create("Show all ") + STORY.total.to_string()
    return rx.fragment(
        rx.cond(STORY.total > 0, timeline(rx.foreach(STORY.told, _entry)), nothing),
        rx.cond(STORY.folded > 0, timeline_fold(everything, on_click=ReturnDesk.unfold)),
    )


def _entry(one: rx.Var[EntryView]) -> rx.Component:
    look = peek("Show the e-mail", on_click=ReturnDesk.open_mail(one.mail_id))
    return rx.fragment(
        rx.cond(one.day != "", day_head(one.day)),
        entry(
            one.kind,
            what=one.what,
            aside=one.aside,
            time=one.time,
            when=one.when,
            card=one.card,
            act=rx.cond(one.mail_id != "", look),
        ),
        key=one.key,
    )
