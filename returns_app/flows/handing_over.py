"""Giving work to a colleague, with a note: what the dialog's form says."""

from collections.abc import Mapping, Sequence
from typing import Any

from returns_app.actions.write_message import Written
from returns_app.domain.errors import Invalid
from returns_app.domain.words import say
from returns_app.queries.assignees import Assignee


def given_to(people: Sequence[Assignee], data: Mapping[str, Any], *, key: str) -> tuple[Assignee, Written]:
    """Who of them was chosen, and the note. Raises `Invalid` at `user` when it is none of them."""
    whom = next((one for one in people if one.id == data.get("user")), None)
    if whom is None:
        raise Invalid.at("user", say("Choose somebody who works at the desk."))
    return whom, Written(str(data.get("words") or ""), key)
