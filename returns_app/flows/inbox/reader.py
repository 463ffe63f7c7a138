"""Who may look into the inbox: the desk; and in a demonstration, where no mail leaves, everybody."""

from collections.abc import Callable
from typing import Final

from starlette.requests import Request

from returns_app.domain.actors import SYSTEM, Actor
from returns_app.flows.handler import desk, public
from returns_app.flows.policy import Handler
from returns_app.flows.staff_door import staff_of
from returns_app.flows.who import acting
from returns_app.settings import load

OPEN_TO_ALL: Final = load().demo

# Mails hold links, and a link is a key: outside of a demonstration the guard lets the desk alone in.
reader: Final[Callable[[Handler], Handler]] = public if OPEN_TO_ALL else desk


async def reading() -> Actor:
    """Whose eyes the inbox is shown to, in an event that the guard let through."""
    return SYSTEM if OPEN_TO_ALL else await acting()


async def reader_of(request: Request) -> Actor | None:
    """The same for a file over HTTP; `None` for somebody who has to sign in first."""
    return SYSTEM if OPEN_TO_ALL else await staff_of(request)
