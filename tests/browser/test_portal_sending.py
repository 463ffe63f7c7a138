"""From which address a customer sends, and how, on a phone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, select, update

from returns_app.db.products import Product
from returns_app.db.returns import Return
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Shipment
from returns_app.db.shipping import OfferedOption
from returns_app.domain.pickups import pickup_days
from returns_app.mail.brand import day_of
from tests import factories
from tests.browser.conftest import dress
from tests.browser.given import Given, asks, next_step

Prepare = Callable[..., Given]
Check = Callable[[Page], None]
Shot = Callable[..., Path]


def row_of(made: Given) -> Return:
    return factories.get(made.return_id)


def begin(page: Page, made: Given) -> None:
    page.goto(made.link)
    page.get_by_role(
        "button", name=re.compile("Check my address|Mijn adres controleren|Choose how|Kiezen hoe")
    ).tap()


def set_option(made: Given, **facts: Any) -> None:
    def change(session: Session) -> None:
        session.exec(update(OfferedOption).where(col(OfferedOption.id) == made.of.option).values(**facts))

    write_now(change)


# What people in those countries type, what each screen calls it there, and what is kept.
ABROAD = (
    ("en", "US", {"ZIP code": "95014"}, {"State": "CA"}, "(201) 555-0123", ("95014", "CA", "+12015550123")),
    ("nl", "JP", {"Postcode": "1540023"}, {"Prefectuur": "Tokyo"}, "090-1234-5678", ("154-0023", "Tokyo",
      "+819012345678")),
    ("en", "GB", {"Postcode": "m25bq"}, {}, "07400 123456", ("M2 5BQ", "", "+447400123456")),
    ("nl", "CA", {"Postcode": "h3z2y7"}, {"Provincie": "QC"}, "(506) 234-5678", ("H3Z 2Y7", "QC", "+15062345678")),
)  # fmt: skip
WRONG = {
    "en": ("looks like", "This is no phone number"),
    "nl": ("ziet eruit als", "Dit is geen telefoonnummer"),
}


@pytest.mark.parametrize(("language", "country", "codes", "regions", "phone_typed", "kept"), ABROAD)
def test_an_address_abroad_is_mended_at_its_fields_and_kept_as_its_country_writes_it(
    phone: Page, given: Prepare, axe: Check, shot: Shot, language: str, country: str,
    codes: dict[str, str], regions: dict[str, str], phone_typed: str, kept: tuple[str, str, str],
) -> None:  # fmt: skip
    """A wrong code and a wrong phone are named with right ones, in the customer's language; nothing typed is lost."""
    made = given(language=language, address=False)
    begin(phone, made)
    phone.locator("#country").select_option(country)
    ((code_label, code),) = codes.items()
    expect(phone.get_by_label(code_label, exact=True)).to_be_visible()
    phone.locator("#street").fill("12 Long Road")
    phone.locator("#city").fill("Cupertino")
    phone.get_by_label(code_label, exact=True).fill("???")
    phone.locator("#phone").fill("12")
    for label, value in regions.items():
        phone.get_by_label(label).select_option(value)
    next_step(phone)
    for words in WRONG[language]:
        expect(phone.locator("#error-summary")).to_contain_text(words)
    expect(phone.locator("#postal_code")).to_have_attribute("aria-invalid", "true")
    expect(phone.locator("#street")).to_have_value("12 Long Road")
    axe(phone)
    shot(phone, f"sending-{country.lower()}-wrong", full_page=True)
    phone.get_by_label(code_label, exact=True).fill(code)
    phone.locator("#phone").fill(phone_typed)
    next_step(phone)
    asks(phone, re.compile("Is everything right|Klopt alles"))
    address = row_of(made).address or {}
    assert (address["postal_code"], address["region"], address["phone"]) == kept
    assert address["city"] == "Cupertino"


def test_the_country_may_change_and_what_was_typed_stays(phone: Page, given: Prepare, shot: Shot) -> None:
    """Also in fields that the other country does not ask for; each field has the keyboard it wants."""
    made = given(address=False)
    begin(phone, made)
    expect(phone.locator("#name")).to_have_value("Sanne Visser")
    phone.locator("#country").select_option("NL")
    phone.locator("#street").fill("Biltstraat")
    phone.locator("#house_number").fill("118")
    phone.locator("#postal_code").fill("3572 BK")
    phone.locator("#country").select_option("US")
    phone.get_by_label("State").select_option("NY")
    expect(phone.locator("#house_number")).to_be_hidden()
    expect(phone.locator("#street")).to_have_value("Biltstraat")
    expect(phone.locator("#postal_code")).to_have_attribute("inputmode", "numeric")
    phone.locator("#country").select_option("NL")
    expect(phone.locator("#house_number")).to_have_value("118")
    expect(phone.locator("#house_number")).to_be_visible()
    expect(phone.locator("#postal_code")).to_have_attribute("inputmode", "text")
    phone.locator("#country").select_option("US")
    expect(phone.get_by_label("State")).to_have_value("NY")
    wanted = {
        "name": ("name", "words", "text", "next"),
        "street": ("address-line1", "words", "text", "next"),
        "city": ("address-level2", "words", "text", "next"),
        "postal_code": ("postal-code", "characters", "numeric", "next"),
        "phone": ("tel", "off", "tel", "done"),
    }
    names = ("autocomplete", "autocapitalize", "inputmode", "enterkeyhint")
    for field, values in wanted.items():
        for name, value in zip(names, values, strict=True):
            expect(phone.locator(f"#{field}")).to_have_attribute(name, value)
    phone.locator("#name").press("Enter")
    expect(phone.locator("#street")).to_be_focused()
    expect(phone.locator("#error-summary")).to_be_hidden()


def test_the_country_stays_the_same_when_the_language_changes(phone: Page, given: Prepare) -> None:
    begin(phone, given(options=2, address=False, language="nl"))
    country = phone.locator("#country")
    expect(country).to_have_value("NL")
    for before, language, name in (("Nederlands", "de", "Deutsch"), ("Deutsch", "fr", "Français")):
        phone.get_by_text(before).first.tap()
        phone.get_by_role("link", name=name).tap()
        expect(phone).to_have_url(re.compile(f"/{language}/return"))
        expect(phone.locator("label[for=country]")).to_have_text({"de": "Land", "fr": "Pays"}[language])
        expect(phone.locator("#country option:checked")).to_have_text(
            {"de": "Niederlande", "fr": "Pays-Bas"}[language]
        )
        expect(country).to_have_value("NL")


def test_a_code_that_is_hardly_of_the_state_is_doubted_once(phone: Page, given: Prepare) -> None:
    made = given(address=False)
    begin(phone, made)
    phone.locator("#country").select_option("US")
    phone.get_by_label("State").select_option("CA")
    for field, value in {"street": "1 Main St", "city": "Springfield", "postal_code": "10001"}.items():
        phone.locator(f"#{field}").fill(value)
    next_step(phone)
    expect(phone.locator("#error-summary")).to_contain_text("hardly one of California")
    next_step(phone)
    asks(phone, "Is everything right?")


@pytest.mark.parametrize(("language", "full"), (("en", "full"), ("nl", "vol")))
def test_a_pickup_opens_its_days_in_place_and_is_booked_with_the_label(
    phone: Page, given: Prepare, axe: Check, shot: Shot, language: str, full: str
) -> None:
    made = given(options=2, language=language, carrier="full-3")
    set_option(made, handover="pickup", co2_g=720)
    days = pickup_days(day_of(datetime.now(UTC)))
    begin(phone, made)
    phone.locator("#question").wait_for()
    card = phone.locator(f"label[for='option-{made.of.option}']")
    card.tap()
    cells = phone.locator("input[name^='day.']")
    expect(cells).to_have_count(len(days))
    shot(phone, f"sending-pickup-{language}", full_page=True)
    expect(phone.locator(f"label:has([value='{days[2]}'])")).to_contain_text(full)
    expect(cells.nth(2)).to_be_disabled()
    next_step(phone)
    expect(phone.locator("#error-summary a")).to_have_count(2)
    axe(phone)
    for theme in ("light", "dark"):
        dress(phone, theme)
        shot(phone, f"sending-pickup-{language}-{theme}", full_page=True)
    phone.locator(f"label:has([value='{days[1]}'])").tap()
    phone.locator("label:has([value='12:00-16:00'])").tap()
    next_step(phone)
    asks(phone, re.compile("Is everything right|Klopt alles"))
    expect(phone.locator("main")).to_contain_text("12:00")
    assert (row_of(made).pickup_on, row_of(made).pickup_window) == (days[1], "12:00-16:00")
    shot(phone, f"sending-check-{language}", full_page=True)
    phone.get_by_role("button", name=re.compile("Confirm my return|Mijn retour bevestigen")).tap()
    expect(phone.locator("#question")).to_contain_text(re.compile("comes on|komt"))

    def booked(session: Session) -> Shipment:
        return session.exec(select(Shipment).where(Shipment.return_id == made.return_id)).one()

    there = read_now(booked)
    assert (there.pickup_on, there.pickup_window) == (days[1], "12:00-16:00")


@pytest.mark.parametrize(("language", "words"), (("en", "too heavy"), ("nl", "te zwaar")))
def test_a_parcel_that_nobody_takes_leads_to_the_desk(
    phone: Page, given: Prepare, axe: Check, shot: Shot, language: str, words: str
) -> None:
    made = given(language=language)
    set_option(made, max_weight_g=5000)

    def weigh(session: Session) -> None:
        session.exec(update(Product).where(col(Product.id) == made.of.product).values(weight_g=5001))

    write_now(weigh)
    phone.goto(made.link)
    phone.locator("#question").wait_for()
    phone.get_by_role("button", name=re.compile("Choose how to send it|Kiezen hoe")).tap()
    expect(phone.locator("main")).to_contain_text(words)
    expect(phone.locator("a[href^='mailto:']").first).to_be_visible()
    axe(phone)
    shot(phone, f"sending-no-way-{language}", full_page=True)
