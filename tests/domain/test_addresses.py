"""Addresses: fields, problems and lines per country."""

from dataclasses import replace

import pytest

from returns_app.domain.addresses import Address, as_asked, doubts, is_complete, lines, problems, tidy
from tests.domain.examples import AMERICAN, DUTCH, IRISH

GOOD = Address(
    country="NL",
    name="Sanne Visser",
    street="Biltstraat",
    house_number="118",
    postal_code="3572 BK",
    city="Utrecht",
)


def where(address: Address) -> list[str]:
    """The fields that have a problem, by Dutch rules."""
    return [problem.field for problem in problems(address, DUTCH)]


def test_a_good_address_has_no_problem() -> None:
    """And is complete; none at all, or one of an unknown country, is not."""
    assert where(GOOD) == []
    assert is_complete(GOOD, DUTCH)
    assert not is_complete(None, DUTCH)
    assert not is_complete(GOOD, None)


def test_what_is_missing_is_named_in_the_order_of_the_fields() -> None:
    """As a person of that country writes them."""
    assert where(Address(country="NL")) == ["name", "postal_code", "house_number", "street", "city"]
    empty = [problem.field for problem in problems(Address(country="US"), AMERICAN)]
    assert empty == ["name", "street", "city", "region", "postal_code"]


@pytest.mark.parametrize("code", ("3572", "10115", "SW1A 1AA", "0572 BK", "3572 BKX"))
def test_a_postal_code_of_another_country_is_named_with_an_example(code: str) -> None:
    """The sentence says what it looks like there."""
    found = problems(replace(GOOD, postal_code=code), DUTCH)
    assert [problem.field for problem in found] == ["postal_code"]
    assert str(found[0].sentence) == "A postal code there looks like 3581 KW."


@pytest.mark.parametrize(
    ("changes", "field"),
    (
        ({"name": "x" * 81}, "name"),
        ({"city": "Utr\x00echt"}, "city"),
        ({"house_number": "1" * 13}, "house_number"),
    ),
)
def test_too_long_or_unprintable_is_named_at_its_field(changes: dict[str, str], field: str) -> None:
    """Nothing that cannot stand on a label is taken."""
    assert where(replace(GOOD, **changes)) == [field]


def test_a_country_without_codes_asks_for_none() -> None:
    """Ireland: neither the field nor the rule."""
    address = Address(country="IE", name="Aoife", street="1 Quay Street", city="Galway")
    assert "postal_code" not in IRISH.fields
    assert problems(address, IRISH) == ()


def test_a_state_must_be_one_of_the_country() -> None:
    """Where states are asked, only known codes are taken."""
    address = Address(
        country="US", name="Pat", street="1 Main St", city="Cupertino", postal_code="95014", region="XX"
    )
    assert [problem.field for problem in problems(address, AMERICAN)] == ["region"]
    assert problems(replace(address, region="CA"), AMERICAN) == ()


def test_lines_are_written_as_their_country_does() -> None:
    """Number behind or before the street, code before or behind the town."""
    assert lines(replace(GOOD, addition="bis"), "Netherlands") == (
        "Sanne Visser", "Biltstraat 118 bis", "3572 BK Utrecht", "Netherlands",
    )  # fmt: skip
    american = Address("US", "Pat", "", "1 Main St", "", "Apt 4", "95014", "Cupertino", "CA")
    assert lines(american) == ("Pat", "1 Main St", "Apt 4", "Cupertino CA 95014")
    british = Address(
        country="GB",
        name="Amelia",
        street="High Street",
        house_number="7",
        city="Leeds",
        postal_code="LS1 4DY",
    )
    assert lines(british) == ("Amelia", "7 High Street", "Leeds LS1 4DY")


def test_tidying_changes_white_space_and_codes_alone() -> None:
    """The town stays as it was typed."""
    messy = Address(country="nl", name="  Sanne \t Visser ", postal_code="3572 bk", city="'s-Hertogenbosch")
    assert tidy(messy) == Address(
        country="NL", name="Sanne Visser", postal_code="3572 BK", city="'s-Hertogenbosch"
    )


@pytest.mark.parametrize(
    ("street", "number", "split"),
    (
        ("Biltstraat 118", "", ("Biltstraat", "118")),
        ("Biltstraat, 118a", "", ("Biltstraat", "118a")),
        ("Straße des 17. Juni 135", "", ("Straße des 17. Juni", "135")),
        ("Biltstraat", "", ("Biltstraat", "")),
        ("Plein 1944", "7", ("Plein 1944", "7")),
    ),
)
def test_a_number_at_the_end_of_the_street_goes_to_its_field(
    street: str, number: str, split: tuple[str, str]
) -> None:
    """Browsers fill the street with both; a number that was typed into its field is never moved."""
    asked = as_asked(replace(GOOD, street=street, house_number=number), DUTCH)
    assert (asked.street, asked.house_number) == split


def test_a_number_that_has_no_field_goes_to_the_street() -> None:
    """Before or behind it, as that country writes; nothing that was known is lost."""
    american = as_asked(replace(GOOD, country="US", street="Main St", house_number="12"), AMERICAN)
    assert (american.street, american.house_number) == ("12 Main St", "")
    elsewhere = replace(AMERICAN, country="EE")
    estonian = as_asked(replace(GOOD, country="EE", street="Pikk", house_number="12"), elsewhere)
    assert (estonian.street, estonian.house_number) == ("Pikk 12", "")
    assert as_asked(Address(country="US"), AMERICAN).street == ""


def test_the_town_stays_as_typed_and_the_code_is_written_as_its_country_does() -> None:
    """A state is kept only where one is asked."""
    asked = as_asked(replace(GOOD, city="'s-hertogenbosch", postal_code="3572bk", region="Utrecht"), DUTCH)
    assert (asked.city, asked.postal_code, asked.region) == ("'s-hertogenbosch", "3572 BK", "")
    assert as_asked(replace(GOOD, region="CA", postal_code="950141010"), AMERICAN).postal_code == "95014-1010"
    assert as_asked(replace(GOOD, region="CA"), AMERICAN).region == "CA"


def test_a_code_that_is_hardly_of_the_state_is_doubted_not_refused() -> None:
    """Codes and states are not always as the source says: a person decides."""
    here = Address(
        country="US", name="Pat", street="1 Main St", city="Cupertino", region="CA", postal_code="95014"
    )
    assert doubts(here, AMERICAN) == ()
    (doubt,) = doubts(replace(here, postal_code="10001"), AMERICAN)
    assert (doubt.field, "California" in str(doubt.sentence)) == ("postal_code", True)
    assert problems(replace(here, postal_code="10001"), AMERICAN) == ()
    assert doubts(replace(here, region="XX", postal_code="10001"), AMERICAN) == ()


def test_a_company_is_asked_by_no_country_and_checked_all_the_same() -> None:
    """It stands on the label as well."""
    assert where(replace(GOOD, company="Visser en Zonen")) == []
    assert where(replace(GOOD, company="x" * 81)) == ["company"]
