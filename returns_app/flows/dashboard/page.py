"""The dashboard on screen: three classes of work, what to do next, what happens right now."""

import reflex as rx

from returns_app import routes
from returns_app.flows.dashboard.state import MINE, TEAM, Dashboard
from returns_app.flows.dashboard.work_parts import feed_panel, panels_skeleton, work_panel
from returns_app.flows.desk_frame import desk_frame
from returns_app.queries.dashboard import Tally, WorkClass
from returns_app.ui.desk_buttons import link_button
from returns_app.ui.desk_fields import segment, segmented
from returns_app.ui.desk_shell import new_return_button, page, page_title
from returns_app.ui.desk_states import blank, bone, framed, not_loaded, tally, work_class, work_classes
from returns_app.ui.icons import icon

_VIEW = Dashboard.view


def dashboard_page() -> rx.Component:
    """Build the page."""
    return desk_frame(
        page(
            _head(),
            rx.cond(
                Dashboard.failed,
                _failed(),
                rx.cond(
                    Dashboard.loaded,
                    rx.cond(_VIEW.feed.length() > 0, _work(), _first_day()),
                    rx.fragment(_classes_skeleton(), panels_skeleton()),
                ),
            ),
            class_name="w-full max-w-[1680px]",
        ),
        here=routes.DESK,
        primary=True,
    )


def _head() -> rx.Component:
    day = rx.cond(Dashboard.loaded, _VIEW.day, rx.fragment(bone("my-1 h-5 w-56"), _hidden("Dashboard")))
    lead = rx.cond(Dashboard.loaded, _VIEW.sentence, bone("my-1 h-3 w-80 max-w-full"))
    whose = segmented(
        _segment("Mine", MINE, f"{routes.DESK}?whose={MINE}"), _segment("Team", TEAM, routes.DESK), label="Whose work"
    )  # fmt: skip
    queue = link_button(
        icon("stamp"), "Next to authorize", href=routes.next_to_authorize(), hint="A", id="next-to-authorize"
    )
    return rx.el.div(
        page_title(day, lead),
        rx.el.div(whose, queue, class_name="ml-auto flex flex-none items-center gap-2"),
        class_name="flex min-h-12 flex-wrap items-start gap-x-4 gap-y-2",
    )


def _hidden(words: str) -> rx.Component:
    return rx.el.span(words, class_name="sr-only")


def _segment(label: str, whose: str, href: str) -> rx.Component:
    shown = (Dashboard.whose == whose) | ((Dashboard.whose == "") & (whose == TEAM))
    return segment(label, on=shown, on_click=rx.redirect(href, replace=True))


def _work() -> rx.Component:
    return rx.fragment(
        work_classes(
            _class("urgent", _VIEW.urgent), _class("todo", _VIEW.todo), _class("waiting", _VIEW.waiting)
        ),
        rx.el.div(
            work_panel(),
            feed_panel(),
            class_name="grid grid-cols-[minmax(0,1fr)_320px] items-stretch gap-6 max-[1180px]:grid-cols-[minmax(0,1fr)_280px]"
            " max-[1180px]:gap-5 max-[900px]:grid-cols-[minmax(0,1fr)]",
        ),
    )


def _class(kind: str, of: rx.Var[WorkClass]) -> rx.Component:
    return work_class(kind, of.count_words, rx.foreach(of.tallies, _tally))  # type: ignore[arg-type]


def _tally(one: rx.Var[Tally]) -> rx.Component:
    return tally(
        one.label,
        href=one.href,
        count=one.count_words,
        oldest=one.oldest,
        ages=one.bar,
        late=one.late,
        words=one.bar_words,
    )


def _classes_skeleton() -> rx.Component:
    row = rx.el.div(bone("h-2.5 w-2/3"), class_name="flex h-9 items-center px-2")
    one = rx.el.div(
        rx.el.div(bone("h-4 w-24"), class_name="mb-2 flex h-7 items-center px-2"),
        rx.el.div(class_name="h-5"),
        *[row] * 4,
        class_name="min-w-0 px-2 pt-4 pb-2 not-first:border-l not-first:border-(--line)",
    )
    return rx.el.div(work_classes(one, one, one), aria_busy="true")


def _first_day() -> rx.Component:
    return framed(
        blank(
            "undo-2",
            "No returns yet",
            "Make a link for a customer and send it. The return shows up here and follows along live.",
            new_return_button(routes.NEW_RETURN, primary=False),
        )
    )


def _failed() -> rx.Component:
    return framed(not_loaded("The dashboard", again=Dashboard.load))
