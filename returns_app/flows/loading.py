"""Pages that are read as they open: what they note about it, and what stands in their place until then, or instead."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import reflex as rx
import structlog

from returns_app.ui.desk_states import framed, not_loaded
from returns_app.ui.theme import Child

logger = structlog.get_logger(__name__)


class Loads(Protocol):
    """A state of a page that has a skeleton until it is `loaded`, and can have `failed`."""

    loaded: bool
    failed: bool


class Guarded(Loads, Protocol):
    """One that also knows who it is not for."""

    barred: bool
    load: Any


@contextmanager
def loading(page: Loads) -> Iterator[None]:
    """Read what the page shows. What goes wrong is logged and noted on the page, and not raised."""
    try:
        yield
    except Exception:
        logger.exception("a page could not be read", page=type(page).__name__)
        page.failed = True
    else:
        page.failed = False
    page.loaded = True


def once_loaded(
    content: Child, skeleton: Child, *, of: type[Guarded], name: str, barred: Child
) -> rx.Component:
    """Show the page when it is there, else why it is not. `name` begins a sentence: "The audit"."""
    return rx.cond(
        of.failed,
        framed(not_loaded(name, again=of.load)),
        rx.cond(of.loaded, rx.cond(of.barred, barred, content), skeleton),
    )
