"""What may be said on a websocket: what Reflex's page says, in JSON that any browser writes, and no more of a place."""

import json
from typing import Any, Final

from returns_app.edge.words import LARGEST_MESSAGE, LONGEST_WHERE, is_said_by_pages

WHERE: Final = {"pathname": "/desk", "asPath": "/desk?tab=all", "query": {"tab": "all"}}


def _event(**event: Any) -> str:
    return f"42/_event,{json.dumps(['event', {'name': 'state.handler', 'payload': {}, **event}])}"


def _opening(event: object) -> str:
    return f"40/_event,{json.dumps({'event': event, 'state_schema': 'x'})}"


SAID: Final = {
    "a pong": "3",
    "the close": "41/_event,",
    "an event": _event(router_data=WHERE),
    "an odd text": _event(router_data={}, payload={"words": '[{\\u0000"\ud800\U0001f98a'}),
    "a receipt": '42/_event,7["event",{}]',
    "a ping": '42/_event,["ping"]',
    "an opening": "40/_event,",
    "an opening with its first event": _opening({"router_data": WHERE}),
    "as long as may be": _event().ljust(LARGEST_MESSAGE),
}
NOT_SAID: Final = {
    # Whatever a tab says of its place is kept beside what it said before.
    "junk beside the place": _event(router_data={**WHERE, "junk": "x"}),
    "junk at the opening": _opening({"router_data": {"junk": ""}}),
    "a place without end": _event(router_data={"asPath": "x" * LONGEST_WHERE}),
    "a place that is a list": _event(router_data=[]),
    "an opening with a list": _opening([]),
    "an opening that is a list": "40/_event,[]",
    "nothing": "42/_event,",
    "an empty list": "42/_event,[]",
    "an event in a text": '42/_event,["event","{}"]',
    "two events": '42/_event,["event",{},{}]',
    "no name": "42/_event,[7,{}]",
    "no number": '42/_event,["event",{"payload":NaN}]',
    "no end": '42/_event,["event",{"payload":-Infinity}]',
    "an endless number": f'42/_event,["event",{{"payload":{"9" * 5000}}}]',
    "a well of lists": "42/_event," + "[" * 100_000,
    "half of it": '42/_event,["event",{}',
    "too much": _event().ljust(LARGEST_MESSAGE + 1),
    "another namespace": '42/other,["event",{}]',
    "bytes to come": '451-/_event,["event",{"_placeholder":true,"num":0}]',
    "an upgrade": "2probe",
    "two pongs": "33",
}


def test_what_pages_say_is_heard() -> None:
    assert [name for name, words in SAID.items() if not is_said_by_pages(words)] == []


def test_what_no_page_says_is_not() -> None:
    assert [name for name, words in NOT_SAID.items() if is_said_by_pages(words)] == []
