"""Whether a parcel can be sent from an address."""

from dataclasses import replace

import pytest

from returns_app.labels import unprintable
from returns_app.postal import COUNTRIES, address_problems, rules_for
from tests.factories import ADDRESS


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_country_asks_for_a_region_that_a_label_cannot_show(country: str) -> None:
    """Whoever chooses one from the list gets no further otherwise."""
    rules = rules_for(country)
    assert rules is not None
    assert [code for code, _ in rules.regions if unprintable(code)] == []
    assert bool(rules.regions) == rules.region_required


@pytest.mark.parametrize(("city", "shown"), [("Utrecht 😀", "😀"), ("長安街", "長安街"), ("京" * 20, "京")])
def test_what_a_label_cannot_show_is_named_at_its_field(city: str, shown: str) -> None:
    """And the sentence shows which letters are meant."""
    rules = rules_for("NL")
    assert rules is not None
    found = address_problems(replace(ADDRESS, city=city), rules)
    assert [problem.field for problem in found] == ["city"]
    assert f"show {shown}." in str(found[0].sentence)


def test_one_problem_a_field_is_enough() -> None:
    """A field that is wrong otherwise is not named twice; accents are no problem."""
    rules = rules_for("NL")
    assert rules is not None
    found = address_problems(replace(ADDRESS, postal_code="😀", city="'s-Gravenpóldér"), rules)
    assert [problem.field for problem in found] == ["postal_code"]
