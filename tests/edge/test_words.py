"""What may be said on a websocket: what Reflex's page says, in JSON that any browser writes, and no more of a place."""

import json
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from returns_app.edge.words import LARGEST_MESSAGE, LONGEST_NAME, LONGEST_WHERE, is_said_by_pages

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
    "a long name": _event(name="n" * LONGEST_NAME),
    "a receipt": '42/_event,7["event",{"name":"state.handler"}]',
    "a failure of the page": '42/_event,["client_error",{"message":"x"}]',
    "a ping": '42/_event,["ping"]',
    "an opening": "40/_event,",
    "an opening with its first event": _opening({"name": "state.hydrate", "router_data": WHERE}),
    "as long as may be": _event().ljust(LARGEST_MESSAGE),
}
NOT_SAID: Final = {
    # Whatever a tab says of its place is kept beside what it said before.
    "junk beside the place": _event(router_data={**WHERE, "junk": "x"}),
    "junk at the opening": _opening({"name": "state.hydrate", "router_data": {"junk": ""}}),
    "a nameless event": '42/_event,["event",{"payload":{}}]',
    "a nameless opening": _opening({"router_data": WHERE}),
    "a name that is a list": _event(name=["state.handler"]),
    "a name without end": _event(name="n" * (LONGEST_NAME + 1)),
    "a payload that is a list": _event(payload=[]),
    "a payload that is nothing": _event(payload=None),
    "a page that is a number": _event(router_data={"pathname": 7}),
    "an address that is none": _event(router_data={"asPath": "["}),
    "an address of somebody else": _event(router_data={"asPath": "@evil.example/"}),
    "a page without an address": _event(router_data={"pathname": ""}),
    "an address that is a list": _event(router_data={"asPath": []}),
    "a query that is a text": _event(router_data={"query": "tab=all"}),
    "a query of lists": _event(router_data={"query": {"tab": ["all"]}}),
    "an event without an event": '42/_event,["event"]',
    "another kind of event": '42/_event,["connect",{}]',
    "a failure that is a list": '42/_event,["client_error",[]]',
    "a place without end": _event(router_data={"asPath": "/" * LONGEST_WHERE}),
    "a place that is a list": _event(router_data=[]),
    "an opening with a list": _opening([]),
    "an opening that is a list": "40/_event,[]",
    "nothing": "42/_event,",
    "an empty list": "42/_event,[]",
    "an event in a text": '42/_event,["event","{}"]',
    "two events": '42/_event,["event",{"name":"a"},{"name":"b"}]',
    "no name": "42/_event,[7,{}]",
    "no number": '42/_event,["event",{"name":"a","payload":{"b":NaN}}]',
    "no end": '42/_event,["event",{"name":"a","payload":{"b":-Infinity}}]',
    "an endless number": f'42/_event,["event",{{"name":"a","payload":{{"b":{"9" * 5000}}}}}]',
    "a well of lists": "42/_event," + "[" * 100_000,
    "half of it": '42/_event,["event",{"name":"a"}',
    "too much": _event().ljust(LARGEST_MESSAGE + 1),
    "another namespace": '42/other,["event",{"name":"a"}]',
    "bytes to come": '451-/_event,["event",{"_placeholder":true,"num":0}]',
    "an upgrade": "2probe",
    "two pongs": "33",
}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)
_NAMES = st.sampled_from(("name", "payload", "router_data", "event", "pathname", "asPath", "query"))


@settings(max_examples=150)
@given(
    st.sampled_from(("40", "42", "3", "41", "2", "")),
    _JSON | st.dictionaries(_NAMES, _JSON),
    st.text(max_size=9),
)
def test_whatever_is_said_is_judged_and_what_passes_has_the_shape_of_an_event(
    kind: str, thing: object, end: str
) -> None:
    for text in (
        kind + end,
        f"{kind}/_event,{json.dumps(thing)}",
        f'{kind}/_event,["event",{json.dumps(thing)}]{end}',
    ):
        if not is_said_by_pages(text) or not text.startswith('42/_event,["event"'):
            continue
        event = json.loads(text.partition(",")[2])[1]
        assert isinstance(event["name"], str)
        assert isinstance(event.get("payload", {}), dict)


def test_what_pages_say_is_heard() -> None:
    assert [name for name, words in SAID.items() if not is_said_by_pages(words)] == []


def test_what_no_page_says_is_not() -> None:
    assert [name for name, words in NOT_SAID.items() if is_said_by_pages(words)] == []
