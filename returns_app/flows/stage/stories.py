"""The seven guided stories of the stage, in the order in which they are told."""

from typing import Final

from returns_app.flows.stage.stories_of_links import LINK, LIVE, NETWORK, TAPS
from returns_app.flows.stage.stories_of_the_desk import CARRIER, COMPLETE, POLICY
from returns_app.flows.stage.story import Story

STORIES: Final[tuple[Story, ...]] = (LINK, TAPS, LIVE, COMPLETE, CARRIER, NETWORK, POLICY)
