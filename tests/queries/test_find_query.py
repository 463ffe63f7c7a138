"""What is looked for survives its way through an address, and nonsense in an address is dropped."""

from datetime import date
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returns_app.domain.lifecycle import Status
from returns_app.domain.texts import is_printable
from returns_app.flows.desk.list_address import kept_query
from returns_app.queries.find_query import Find, Sort, View, read_find, write_find

POLICY = UUID("7b0c7f0e-8a0e-4a55-9a3f-0d8f2b9b1f01")
WHOLE = Find(
    view=View.URGENT,
    words="Élodie & Zn, 3 × tent",
    statuses=(Status.AWAITING_CUSTOMER, Status.SHIPPING_FAILED),
    policies=(POLICY,),
    agents=(str(POLICY), "me", "none"),
    countries=("DE", "NL"),
    changed_from=date(2026, 11, 1),
    changed_until=date(2026, 11, 23),
    why=("link_unopened", "shipping_failed"),
    unanswered=True,
    sort=Sort.WAITING,
    before="2026-11-23T09:00:00+00:00~7b0c7f0e-8a0e-4a55-9a3f-0d8f2b9b1f01",
)


def test_what_is_written_is_read_again() -> None:
    assert read_find(dict(parse_qsl(write_find(WHOLE)))) == WHOLE


def test_what_is_as_always_leaves_the_address_empty() -> None:
    assert write_find(Find()) == ""
    assert read_find({}) == Find()


@pytest.mark.parametrize(
    "params",
    [
        {"view": "everything", "sort": "random", "unanswered": "yes"},
        {"status": "lost,,' OR 1=1", "type": "7,x", "agent": "you", "country": "NLD,1,ñé", "why": "because"},
        {"from": "yesterday", "to": "2026-02-30"},
        # There is no day after the last, and no hour before the first one.
        {"from": "0001-01-01", "to": "9999-12-31"},
        {"q": "\x00\x01 "},
        {"utm_source": "mail"},
    ],
)
def test_nonsense_is_dropped(params: dict[str, str]) -> None:
    assert read_find(params) == Find()


def test_good_values_beside_nonsense_are_kept_once() -> None:
    assert read_find({"status": "draft,lost,draft", "country": "nl,NL,xx9"}) == Find(
        statuses=(Status.DRAFT,), countries=("NL",)
    )


def test_a_flood_of_values_is_cut() -> None:
    many = read_find(
        {"country": ",".join(f"{a}{b}" for a in "ABCDEFGH" for b in "ABCDEFGH"), "q": "x" * 5000}
    )
    assert len(many.countries) == 30
    assert len(many.words) == 120


_NAMES = st.sampled_from(
    ("view", "q", "status", "type", "agent", "country", "from", "to", "why", "unanswered", "refund", "sort")
)
_VALUES = st.text(max_size=30) | st.sampled_from(
    (
        "all",
        "received,completed",
        "me,none,me",
        "NL,ZZ,nl,\ud800",
        "2026-02-30",
        "2026-W01",
        "20260228",
        "due",
        "1",
        "waiting",
    )
)


@settings(max_examples=300)
@given(st.dictionaries(_NAMES | st.text(max_size=8), _VALUES, max_size=8))
def test_whatever_stands_in_an_address_it_is_a_wish_that_is_written_alike_again(
    params: dict[str, str],
) -> None:
    written = write_find(read_find(params))
    assert write_find(read_find(dict(parse_qsl(written)))) == written
    kept = kept_query(params)
    assert kept_query(dict(parse_qsl(kept))) == kept
    assert is_printable(kept)
