"""The player of the stage's stories, which lives in the browser."""

from typing import Any

import reflex as rx


class StagePlayer(rx.Component):
    """Offers the stories, and carries out their acts in the frames while a presenter steps through one."""

    library = "$/public/ui/stage_player.jsx"
    tag = "StagePlayer"

    stories: rx.Var[list[dict[str, Any]]]
    door: rx.Var[str]
    inbox: rx.Var[str]
