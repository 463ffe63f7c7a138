"""The bar above the stage: the stories to choose from, and the one that is told."""

from dataclasses import asdict

import reflex as rx

from returns_app import routes
from returns_app.flows.stage.stories import STORIES
from returns_app.ui.stage_player import StagePlayer


def stage_bar() -> rx.Component:
    """Offer the stories. Nothing begins by itself."""
    return StagePlayer.create(
        stories=[asdict(story) for story in STORIES], door=routes.demo_story("{key}"), inbox=routes.INBOX
    )
