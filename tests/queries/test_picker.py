"""The return types as the picker shows them."""

import pytest

from returns_app.db.session import Database, read_now
from returns_app.queries.policies import policy_cards, window_words
from tests import factories
from tests.queries.conftest import Counting

pytestmark = pytest.mark.usefixtures("database")


def test_what_is_barred_is_shown_with_every_reason() -> None:
    shop = factories.shop(portal_kind="slim", connector="shopify", active=False)
    (card,) = read_now(policy_cards, shop.agent)
    assert [bar.kind for bar in card.link.bars] == ["inactive", "connector", "portal"]
    assert [bar.kind for bar in card.complete.bars] == ["inactive", "connector"]
    assert "Shopify" in card.link.bars[1].words


def test_a_slim_policy_can_still_be_created_by_hand() -> None:
    shop = factories.shop(portal_kind="slim")
    (card,) = read_now(policy_cards, shop.agent)
    assert card.link.bars
    assert card.complete.bars == []


def test_the_duties_of_a_fresh_link_are_what_the_customer_will_be_asked() -> None:
    shop = factories.shop(options=2, survey=True)
    (card,) = read_now(policy_cards, shop.agent)
    assert [duty.title for duty in card.link.duties] == [
        "Enter the order number",
        "Choose the products",
        "Answer 1 question",
        "Check the address",
        "Choose how to ship",
        "Confirm",
    ]
    assert [duty.look for duty in card.link.duties] == ["open"] * 4 + ["certain"] * 2
    assert card.complete.duties[0].title == "You authorize it"


def test_policies_out_of_scope_are_not_offered() -> None:
    mine, other = factories.shop(), factories.shop()
    somebody = factories.agent(policies=frozenset({mine.policy}))
    assert [card.id for card in read_now(policy_cards, somebody)] == [str(mine.policy)]
    assert other.policy != mine.policy


def test_ten_policies_ask_as_many_statements_as_one(counting: Counting, database: Database) -> None:
    assert database
    shop = factories.shop(options=2, survey=True)
    with counting() as one:
        read_now(policy_cards, shop.agent)
    for _ in range(9):
        factories.shop(options=2, survey=True)
    with counting() as ten:
        assert len(read_now(policy_cards, shop.agent)) == 10
    assert len(one) == len(ten)


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (30, "30 days"), (365, "1 year"), (730, "2 years"), (3650, "No time limit")],
)
def test_windows_are_told_in_the_unit_that_people_use(days: int, words: str) -> None:
    assert window_words(days) == words
