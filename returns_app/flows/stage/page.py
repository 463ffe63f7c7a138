"""The stage: the agent's desk at the left, the customer's phone at the right, the inbox and the timeline below.

All four are the app itself. A frame is led somewhere by a scene: a `CustomEvent("stage-scene")` on the document, whose
`detail` may hold `desk`, `phone` and `inbox` (paths) and `about` (the id of the return that the timeline tells of). The
doors of `door.py` answer with such scenes.
"""

from typing import Final

import reflex as rx

from returns_app import routes
from returns_app.flows.stage.story_bar import stage_bar
from returns_app.ui.desk_shell import demo_note
from returns_app.ui.icons import icon
from returns_app.ui.stage import StageCode, StageEnlarge, StageReset, StageTabs, StageTimeline, stage
from returns_app.ui.theme import FAINT, H3, Child

DESK, PHONE, INBOX, TIMELINE = "stage-desk", "stage-phone", "stage-inbox", "stage-timeline"

# Below 1280 px one of the four is shown at a time. The others stay where they are, and live on.
_AREA: Final = "flex min-h-0 min-w-0 flex-col"
_FLOOR: Final = (
    "grid min-h-0 flex-1 grid-cols-1 gap-x-6 gap-y-4 p-4 xl:px-6 xl:pt-4 xl:pb-6"
    " xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_408px] xl:grid-rows-[minmax(0,1fr)_220px]"
)
_LARGE: Final = (
    "xl:data-large:col-span-2 xl:data-large:col-start-1 xl:data-large:row-span-2 xl:data-large:row-start-1"
)
_FRAME: Final = (
    "block min-h-0 w-full flex-1 rounded-(--radius-2) border border-(--line-strong) bg-(--surface)"
)

# Beside the heading of a part.
_ACT: Final = (
    "h-6 rounded-(--radius-1) border border-(--line-strong) bg-(--surface) px-2 font-normal hover:bg-(--hover)"
    " disabled:text-(--ink-3)"
)


def stage_page() -> rx.Component:
    """Show a return from both sides at once."""
    return stage(
        rx.el.header(stage_bar(), class_name="flex-none border-b border-(--line) bg-(--surface)"),
        _tools(),
        rx.el.main(_desk(), _phone(), _inbox(), _timeline(), class_name=_FLOOR),
        doors={
            "begin": routes.DEMO_BEGIN,
            "reset": routes.DEMO_RESET,
            "timeline": routes.DEMO_TIMELINE,
            "code": routes.DEMO_CODE,
            "address": routes.DEMO_ADDRESS,
        },
        class_name="flex h-dvh min-h-[640px] flex-col bg-(--canvas) text-(--ink) font-(family-name:--font-desk)"
        " text-(length:--text-sm) xl:min-h-[720px]",
    )


def _tools() -> rx.Component:
    """What is done to the stage, where its parts have no headings of their own to do it from."""
    tabs = [
        {"name": "desk", "words": "Desk"},
        {"name": "phone", "words": "Phone"},
        {"name": "inbox", "words": "Inbox"},
        {"name": "timeline", "words": "Timeline"},
    ]
    return rx.el.section(
        StageTabs.create(tabs=tabs),
        rx.el.div(
            rx.el.div(demo_note(), class_name="contents max-sm:hidden"),
            rx.el.div(StageCode.create(), class_name="contents max-md:hidden"),
            StageReset.create(),
            class_name="ml-auto flex flex-wrap items-center gap-2",
        ),
        aria_label="The stage itself",
        class_name="flex flex-none flex-wrap items-center gap-2 border-b border-(--line) bg-(--surface) px-4 py-1.5 xl:hidden",
    )


def _desk() -> rx.Component:
    return _part(
        "desk",
        _label("monitor", "The agent’s desk", DESK, demo_note(), StageReset.create(class_name=_ACT)),
        # The desk is made for a desk: on a phone it is wider than the screen, and is pushed about.
        rx.el.div(
            rx.el.iframe(id=DESK, title="The agent’s desk", class_name=f"{_FRAME} max-md:min-w-[720px]"),
            class_name="flex min-h-0 flex-1 flex-col overflow-x-auto",
        ),
        class_name="xl:col-span-2",
    )


def _phone() -> rx.Component:
    return _part(
        "phone",
        _label("smartphone", "The customer’s phone", PHONE, StageCode.create(class_name=_ACT)),
        rx.el.div(
            rx.el.div(
                rx.el.span("9:41"),
                rx.el.i(class_name="h-6 w-[88px] rounded-(--radius-full) bg-[#1c1b19] dark:bg-black"),
                rx.el.span("5G", class_name="text-right"),
                aria_hidden="true",
                class_name="grid h-10 flex-none grid-cols-[1fr_auto_1fr] items-center rounded-t-[35px] bg-(--surface) px-6"
                " font-semibold max-sm:hidden",
            ),
            rx.el.iframe(
                id=PHONE,
                title="The customer’s phone",
                class_name="block min-h-0 w-full flex-1 border-0 bg-(--surface)",
            ),
            rx.el.div(
                rx.el.span(class_name="h-1 w-32 rounded-[2px] bg-(--ink)"),
                aria_hidden="true",
                class_name="grid h-[22px] flex-none place-items-center rounded-b-[35px] bg-(--surface) max-sm:hidden",
            ),
            class_name="mx-auto flex min-h-0 w-full max-w-[408px] flex-1 flex-col sm:rounded-[44px] sm:bg-[#1c1b19] sm:p-[9px] dark:sm:bg-black"
            " sm:max-h-[860px] dark:sm:ring-1 dark:sm:ring-(--line-strong)",
        ),
        class_name="xl:col-start-3 xl:row-span-2 xl:row-start-1",
    )


def _inbox() -> rx.Component:
    head = _label("inbox", "Inbox", INBOX, StageEnlarge.create(part="inbox", words="Inbox"))
    return _part("inbox", head, _frame(INBOX, "Inbox"), class_name=_LARGE)


def _timeline() -> rx.Component:
    head = _label("history", "Timeline", TIMELINE, StageEnlarge.create(part="timeline", words="Timeline"))
    told = rx.el.div(StageTimeline.create(), id=TIMELINE, class_name=f"{_FRAME} overflow-y-auto")
    return _part("timeline", head, told, class_name=_LARGE)


def _part(name: str, *children: Child, class_name: str = "") -> rx.Component:
    return rx.el.section(
        *children,
        aria_labelledby=f"stage-{name}-name",
        data_part=name,
        class_name=f"{_AREA} max-xl:data-away:hidden xl:data-behind:hidden {class_name}",
    )


def _label(symbol: str, words: str, of: str, *acts: Child) -> rx.Component:
    return rx.el.div(
        rx.el.h2(
            icon(symbol, size=14, class_name=FAINT),
            words,
            id=f"{of}-name",
            class_name=f"{H3} flex items-center gap-1.5",
        ),
        rx.el.div(*acts, class_name="ml-auto flex items-center gap-2 max-xl:hidden"),
        class_name="mb-2 flex h-6 flex-none items-center max-xl:sr-only",
    )


def _frame(name: str, title: str) -> rx.Component:
    return rx.el.iframe(id=name, title=title, class_name=_FRAME)
