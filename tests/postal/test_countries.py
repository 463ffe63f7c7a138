"""Every country a parcel comes from: its codes, its states and its phones, right and wrong."""

from dataclasses import replace

import pytest

from returns_app.domain.addresses import Address, doubts
from returns_app.postal import (
    COUNTRIES,
    address_problems,
    for_carrier,
    kept,
    phone_example,
    phone_to_read,
    rules_for,
)

# country: codes as people type them with what is kept of them; codes that are none there.
CODES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "AT": ({"1010": "1010", "A-1010": "1010"}, ("101", "10101", "ABCD")),
    "AU": ({"2060": "2060", " 2060 ": "2060"}, ("206", "20600", "NSW1")),
    "BE": ({"2000": "2000", "B-2000": "2000"}, ("200", "20001", "2O00")),
    "BG": ({"1000": "1000", "BG-1000": "1000"}, ("100", "10000", "SOFI")),
    "CA": ({"H3Z 2Y7": "H3Z 2Y7", "h3z2y7": "H3Z 2Y7", "H3Z-2Y7": "H3Z 2Y7"}, ("H3Z", "D3Z 2Y7", "12345")),
    "CH": ({"8001": "8001", "CH-8001": "8001"}, ("801", "80011", "FL-94")),
    "CY": ({"2008": "2008", "CY-2008": "2008"}, ("208", "20080", "NICO")),
    "CZ": ({"100 00": "100 00", "10000": "100 00"}, ("1000", "100 000", "1OO 00")),
    "DE": ({"10115": "10115", "D-10115": "10115"}, ("1011", "101155", "1011S")),
    "DK": ({"8660": "8660", "DK-8660": "8660"}, ("866", "86600", "SKAN")),
    "EE": ({"69501": "69501", "EE69501": "69501"}, ("6950", "695011", "TARTU")),
    "ES": ({"28039": "28039", "E-28039": "28039"}, ("2803", "280390", "MADRI")),
    "FI": ({"00550": "00550", "FI-00550": "00550"}, ("0055", "005500", "OULU1")),
    "FR": ({"75011": "75011", "75 011": "75011", "F-75011": "75011"}, ("7501", "750111", "2A0O4")),
    "GB": ({"M2 5BQ": "M2 5BQ", "m25bq": "M2 5BQ", "ec1y8sy": "EC1Y 8SY"}, ("M2", "ZZ9 9ZZ", "10115")),
    "GR": ({"151 24": "151 24", "15124": "151 24"}, ("1512", "151 244", "ATHEN")),
    "HR": ({"10000": "10000", "HR-10000": "10000"}, ("1000", "100000", "SPLIT")),
    "HU": ({"1037": "1037", "H-1037": "1037"}, ("103", "10377", "PECS")),
    "IE": ({"A65 F4E2": "A65 F4E2", "a65f4e2": "A65 F4E2", "": ""}, ("A65", "A65 F4E22", "!!! !!!!")),
    "IT": ({"00144": "00144", "I-00144": "00144"}, ("0144", "001444", "ROMA1")),
    "JP": ({"154-0023": "154-0023", "1540023": "154-0023", "〒154-0023": "154-0023"}, ("154", "154-00233", "TOKYO")),
    "LT": ({"04340": "04340", "LT-04340": "04340"}, ("0434", "043400", "KAUNA")),
    "LU": ({"4750": "4750", "L-4750": "4750"}, ("475", "47500", "ESCH")),
    "LV": ({"LV-1073": "LV-1073", "1073": "LV-1073", "lv1073": "LV-1073"}, ("107", "LT-1073", "RIGA")),
    "MT": ({"NXR 01": "NXR 01", "bzn1130": "BZN 1130"}, ("NXR", "1234", "NXR 12345")),
    "NL": ({"3581 KW": "3581 KW", "3581kw": "3581 KW"}, ("3581", "0581 KW", "3581 SS")),
    "NO": ({"0025": "0025", "NO-0025": "0025", "N-0025": "0025"}, ("025", "00255", "OSLO")),
    "PL": ({"00-950": "00-950", "00950": "00-950"}, ("0950", "00-9500", "00-95O")),
    "PT": ({"2725-079": "2725-079", "2725079": "2725-079"}, ("2725", "2725-0799", "LISBOA")),
    "RO": ({"060274": "060274", "RO-060274": "060274"}, ("06027", "0602744", "CLUJ12")),
    "SE": ({"114 55": "114 55", "11455": "114 55", "SE-114 55": "114 55"}, ("1145", "114 555", "MALMO")),
    "SI": ({"4000": "4000", "SI-4000": "4000"}, ("400", "40000", "BLED")),
    "SK": ({"010 01": "010 01", "01001": "010 01"}, ("0100", "010 011", "NITRA")),
    "US": ({"95014": "95014", "22162-1010": "22162-1010", "221621010": "22162-1010"}, ("9501", "950144", "CA950")),
}  # fmt: skip
# A phone as people there type it, what is kept of it, and one that is none.
PHONES: dict[str, tuple[str, str, str]] = {
    "AT": ("0664 123456", "+43664123456", "066"), "AU": ("0412 345 678", "+61412345678", "0412"),
    "BE": ("0450 00 12 34", "+32450001234", "0450 00"), "BG": ("088 123 4567", "+359881234567", "088"),
    "CA": ("(506) 234-5678", "+15062345678", "234-567"), "CH": ("078 123 45 67", "+41781234567", "078 123"),
    "CY": ("96 123456", "+35796123456", "96 12"), "CZ": ("601 123 456", "+420601123456", "601 123"),
    "DE": ("0151 23456789", "+4915123456789", "01"), "DK": ("34 41 23 45", "+4534412345", "34 41"),
    "EE": ("5123 4567", "+37251234567", "5123"), "ES": ("612 34 56 78", "+34612345678", "612 34"),
    "FI": ("041 2345678", "+358412345678", "041"), "FR": ("06 12 34 56 78", "+33612345678", "06 12 34"),
    "GB": ("07400 123456", "+447400123456", "07400"), "GR": ("691 234 5678", "+306912345678", "691 234"),
    "HR": ("092 123 4567", "+385921234567", "092"), "HU": ("06 20 123 4567", "+36201234567", "06 20"),
    "IE": ("085 012 3456", "+353850123456", "085"), "IT": ("312 345 6789", "+393123456789", "312"),
    "JP": ("090-1234-5678", "+819012345678", "090-1234"), "LT": ("0612 34567", "+37061234567", "0612"),
    "LU": ("628 123 456", "+352628123456", "6"), "LV": ("21 234 567", "+37121234567", "21 234"),
    "MT": ("9696 1234", "+35696961234", "9696"), "NL": ("06 12345678", "+31612345678", "06 1234"),
    "NO": ("40 61 23 45", "+4740612345", "40 61"), "PL": ("512 345 678", "+48512345678", "512 345"),
    "PT": ("912 345 678", "+351912345678", "912 345"), "RO": ("0712 034 567", "+40712034567", "0712"),
    "SE": ("070-123 45 67", "+46701234567", "070"), "SI": ("031 234 567", "+38631234567", "031"),
    "SK": ("0912 123 456", "+421912123456", "0912"), "US": ("(201) 555-0123", "+12015550123", "555-012"),
}  # fmt: skip
# Countries that ask for a state, province or prefecture: one of theirs with a code of it, and one that is not theirs.
REGIONS = {
    "AU": ("NSW", "2060", "TX"), "CA": ("QC", "H3Z 2Y7", "CA-QC"), "ES": ("M", "28039", "Mordor"),
    "IT": ("RM", "00144", "ZZ"), "JP": ("Tokyo", "154-0023", "東京都"), "US": ("CA", "95014", "ON"),
}  # fmt: skip
FAR_OFF = {"AU": "6430", "CA": "V8X 3X4", "ES": "08001", "IT": "39049", "JP": "951-8073", "US": "10001"}


def good(country: str, **changes: str) -> Address:
    """An address that is right in that country."""
    region, code, _ = REGIONS.get(country, ("", next(iter(CODES[country][0].values())), ""))
    plain = Address(
        country=country, name="Robin Berg", street="Long Road", house_number="12", postal_code=code, city="Somewhere",
        region=region,
    )  # fmt: skip
    return replace(plain, **changes)


def wrong(address: Address) -> list[str]:
    """The fields that are wrong once the address is as it would be kept."""
    rules = rules_for(address.country)
    assert rules is not None
    return [problem.field for problem in address_problems(kept(address), rules)]


def test_every_country_is_tried() -> None:
    """All of the European Union, and eight more."""
    assert set(CODES) == set(PHONES) == set(COUNTRIES)
    assert len(COUNTRIES) == 34
    assert {c for c in COUNTRIES if (r := rules_for(c)) and r.region_required} == set(REGIONS) == set(FAR_OFF)


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_right_address_has_no_problem(country: str) -> None:
    assert wrong(good(country)) == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_right_code_is_taken_and_kept_as_its_country_writes_it(country: str) -> None:
    for typed, code in CODES[country][0].items():
        assert kept(good(country, postal_code=typed)).postal_code == code
        assert wrong(good(country, postal_code=typed)) == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_wrong_code_is_named_with_a_right_one_and_kept_as_typed(country: str) -> None:
    """Nothing that was typed is lost, and the example would be taken."""
    rules = rules_for(country)
    assert rules is not None
    for typed in CODES[country][1]:
        address = kept(good(country, postal_code=typed))
        (problem,) = address_problems(address, rules)
        assert (address.postal_code, problem.field) == (typed, "postal_code")
        assert problem.sentence.facts["example"] == rules.postal_example
    assert wrong(good(country, postal_code=rules.postal_example)) == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_an_empty_code_is_missed_where_one_is_required(country: str) -> None:
    optional = {"BG", "CY", "HR", "IE", "MT", "SI"}
    assert wrong(good(country, postal_code="")) == ([] if country in optional else ["postal_code"])


@pytest.mark.parametrize("country", REGIONS)
def test_a_state_of_another_country_or_none_is_named(country: str) -> None:
    for region in ("", REGIONS[country][2]):
        assert wrong(good(country, region=region)) == ["region"]


@pytest.mark.parametrize("country", sorted({*COUNTRIES} - {*REGIONS}))
def test_where_no_state_is_asked_none_is_kept(country: str) -> None:
    assert kept(good(country, region="Anything")).region == ""


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_phone_is_read_in_the_format_of_its_country_and_kept_as_e164(country: str) -> None:
    typed, number, _ = PHONES[country]
    for way in (typed, number, phone_to_read(number), phone_example(country)):
        assert wrong(good(country, phone=way)) == []
    assert kept(good(country, phone=typed)).phone == number
    assert kept(good(country, phone=phone_to_read(number))).phone == number


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_wrong_phone_is_named_with_a_right_one_and_kept_as_typed(country: str) -> None:
    for bad in (PHONES[country][2], "call me", "0800-FLOWERS", "+999 12345", "1" * 25):
        address = kept(good(country, phone=bad))
        assert (bad, address.phone, wrong(address)) == (bad, bad, ["phone"])


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_phone_of_another_country_is_taken_with_its_code(country: str) -> None:
    assert kept(good(country, phone="+31 6 12345678")).phone == "+31612345678"
    assert wrong(good(country, phone="0031 6 12345678" if country == "BE" else "+31612345678")) == []
    assert wrong(good(country, phone="")) == []


@pytest.mark.parametrize("country", REGIONS)
def test_a_code_of_another_state_is_doubted_and_one_of_this_state_is_not(country: str) -> None:
    rules = rules_for(country)
    assert rules is not None
    assert doubts(good(country), rules) == ()
    (doubt,) = doubts(good(country, postal_code=FAR_OFF[country]), rules)
    assert doubt.field == "postal_code"
    assert wrong(good(country, postal_code=FAR_OFF[country])) == []


@pytest.mark.parametrize(
    ("country", "typed", "shown"),
    (("NL", "'s-Hertogenbosch", "'S-HERTOGENBOSCH"), ("DE", "Gießen", "GIESSEN"), ("CH", "Zürich", "ZÜRICH")),
)
def test_the_town_is_kept_as_typed_and_written_in_capitals_for_the_carrier(
    country: str, typed: str, shown: str
) -> None:
    """What else its country's post wants in capitals comes with it; the rest stays as it is."""
    address = kept(good(country, city=f" {typed} "))
    assert address.city == typed
    carried = for_carrier(address)
    assert (carried.city, carried.street, carried.name) == (shown, address.street, address.name)


def test_some_posts_want_more_in_capitals_and_an_unknown_country_gets_the_town() -> None:
    """Canada and Hungary write all of it so."""
    canadian = for_carrier(kept(good("CA")))
    assert (canadian.name, canadian.street, canadian.city) == ("ROBIN BERG", "12 LONG ROAD", "SOMEWHERE")
    assert for_carrier(Address(country="BR", name="Ana", city="Recife")) == Address(
        country="BR", name="Ana", city="RECIFE"
    )


def test_an_old_number_that_nobody_checked_is_shown_as_it_is() -> None:
    """And an example is there for every country, known or not."""
    assert phone_to_read("call Ann") == "call Ann"
    assert phone_to_read("+31612345678") == "+31 6 12345678"
    assert phone_example("ZZ").startswith("+")
    assert kept(Address(country="ZZ", phone="x")).phone == "x"
