"""What stays of facts about somebody who asked to be forgotten."""

import pytest

from returns_app.domain.erasing import bare_facts, words_in

KNOWN = words_in(("Sanne Visser", "s.visser@postvak.example, Biltstraat 118"))


def test_a_person_is_known_by_every_word_of_more_than_one_letter_however_it_is_written() -> None:
    assert words_in(("Sanne J. VISSER", "Biltstraat;118 (a)")) == {
        "sanne",
        "j.",
        "visser",
        "biltstraat",
        "118",
    }


@pytest.mark.parametrize(
    "value", ("checked_out", "2026-11-23T09:00:00+00:00", "RMA-7K3M-Q9TX", "09:00-13:00", "", 3, None, True)
)
def test_a_value_that_says_nothing_about_a_person_stays(value: object) -> None:
    assert bare_facts({"event": value}, KNOWN) == {"event": value}


@pytest.mark.parametrize(
    "value", ("Please call me", "Sanne", "VISSER", "s.visser@postvak.example", "Ø", "118")
)
def test_what_somebody_wrote_and_what_they_are_known_by_goes_and_its_name_stays(value: str) -> None:
    assert bare_facts({"words": value}, KNOWN) == {"words": ""}


def test_facts_inside_facts_are_looked_into() -> None:
    facts = {
        "items": [{"name": "A red tent", "quantity": 2}, "Sanne"],
        "to": {"code": "x1", "name": "Visser"},
    }
    assert bare_facts(facts, KNOWN) == {
        "items": [{"name": "", "quantity": 2}, ""],
        "to": {"code": "x1", "name": ""},
    }


def test_our_own_words_stay_whoever_is_called_alike() -> None:
    assert bare_facts({"policy": "Standard return", "carrier": "Visser"}, KNOWN) == {
        "policy": "Standard return",
        "carrier": "Visser",
    }
