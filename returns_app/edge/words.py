"""What a page of ours says on its websocket, and nothing else: anything below may take a message as it is."""

import json
import re
from json import JSONDecodeError
from typing import Final, Never

EVENTS: Final = "/_event"
LARGEST_MESSAGE: Final = 256 * 1024
# Where a page is. Reflex keeps it for as long as the tab lives, with whatever else is sent beside it.
WHERE: Final = frozenset({"pathname", "asPath", "query"})
LONGEST_WHERE: Final = 8 * 1024
# No handler is called by more; Reflex writes down names that it does not know.
LONGEST_NAME: Final = 500
_PONG: Final = "3"
_CLOSE: Final = f"41{EVENTS},"
# The namespace is opened, or an event is sent; a number asks for a receipt.
_SAID: Final = re.compile(rf"4([02]){EVENTS},\d{{0,9}}(.*)", re.DOTALL)
_OPEN: Final = "0"


def is_said_by_pages(text: str) -> bool:
    """Whether a page says such a thing: a pong, or the open, the close or an event of Reflex's one namespace."""
    if text in {_PONG, _CLOSE}:
        return True
    match = _SAID.fullmatch(text) if len(text) <= LARGEST_MESSAGE else None
    if match is None:
        return False
    try:
        said = json.loads(match[2] or "null", parse_constant=_refuse)
    except (JSONDecodeError, RecursionError, ValueError):
        return False
    return _opens(said) if match[1] == _OPEN else _tells(said)


def _opens(said: object) -> bool:
    """Reflex's page sends its first event with the opening."""
    return said is None or (isinstance(said, dict) and ("event" not in said or _is_event(said["event"])))


def _tells(said: object) -> bool:
    match said:
        case ["event", event]:
            return _is_event(event)
        case ["ping"] | ["client_error", dict()]:
            return True
        case _:
            return False


def _is_event(event: object) -> bool:
    """Whether it has the shape of one; what is in its payload, its handler judges."""
    name = event.get("name") if isinstance(event, dict) else None
    if not isinstance(event, dict) or not isinstance(name, str) or len(name) > LONGEST_NAME:
        return False
    return isinstance(event.get("payload", {}), dict) and _is_place(event.get("router_data", {}))


def _is_place(where: object) -> bool:
    if not isinstance(where, dict) or not where.keys() <= WHERE or len(json.dumps(where)) > LONGEST_WHERE:
        return False
    query, paths = where.get("query", {}), (where.get("pathname", "/"), where.get("asPath", "/"))
    # Reflex puts our own address before them, and reads both as one.
    are_ours = all(isinstance(one, str) and one.startswith("/") for one in paths)
    return are_ours and isinstance(query, dict) and all(isinstance(one, str) for one in query.values())


def _refuse(constant: str) -> Never:
    raise ValueError(constant)
