"""The parts of the stage that live in the browser: its frames, its tabs, the timeline and the code for a phone."""

from typing import Any

import reflex as rx

from returns_app.ui.theme import Child

_LIBRARY = "$/public/ui/stage.jsx"


class Stage(rx.Component):
    """The whole stage: begins the demonstration, and leads each frame to where the scene wants it."""

    library = _LIBRARY
    tag = "Stage"

    doors: rx.Var[dict[str, str]]


class StageTabs(rx.Component):
    """Buttons that choose what is shown where there is no room for everything."""

    library = _LIBRARY
    tag = "StageTabs"

    tabs: rx.Var[list[dict[str, str]]]


class StageEnlarge(rx.Component):
    """Gives a part the room of the desk, and gives it back."""

    library = _LIBRARY
    tag = "StageEnlarge"

    part: rx.Var[str]
    words: rx.Var[str]


class StageTimeline(rx.Component):
    """What happens on the return of the scene, newest first."""

    library = _LIBRARY
    tag = "StageTimeline"


class StageCode(rx.Component):
    """The customer's side as a code for a phone in the room."""

    library = _LIBRARY
    tag = "StageCode"


class StageReset(rx.Component):
    """Puts everything back as it was."""

    library = _LIBRARY
    tag = "StageReset"


def stage(*children: Child, doors: dict[str, str], class_name: str = "", **props: Any) -> rx.Component:
    """Hold the stage. `doors` are the addresses it posts to and reads from, by name."""
    return Stage.create(*children, doors=doors, class_name=class_name, **props)
