"""Customers, users, products and carriers of the demonstration."""

from collections import Counter
from pathlib import Path

import phonenumbers
import pytest
from sqlmodel import Session, col, select

from returns_app.actions.contact_details import check_email, check_phone
from returns_app.actions.create_customer import search_text
from returns_app.actions.sign_in import find_account, password_fits
from returns_app.carriers import ADAPTERS
from returns_app.db.accounts import user_by_email
from returns_app.db.customers import Customer, addresses_of
from returns_app.db.products import Product
from returns_app.db.search import mend
from returns_app.db.search_entries import CUSTOMERS
from returns_app.db.shipping import Carrier, OfferedOption
from returns_app.domain.actors import Role
from returns_app.domain.addresses import problems
from returns_app.postal import rules_for
from returns_app.queries.word_search import look_up
from returns_app.seed import SIGN_INS
from returns_app.seed.products import PRODUCTS
from returns_app.seed.words import LANGUAGES

ASSETS = Path(__file__).resolve().parents[2] / "assets"
LARGEST_PICTURE = 1500


def customers(session: Session) -> list[Customer]:
    return list(session.exec(select(Customer)))


def test_everybody_of_the_sign_ins_can_sign_in_with_their_role(session: Session) -> None:
    for who in SIGN_INS:
        assert password_fits(find_account(session, who.email), who.password), who.name
        user = user_by_email(session, who.email)
        assert user is not None
        assert (user.role, user.name) == (who.role, who.name)
    assert {who.role for who in SIGN_INS} == set(Role)


def test_one_agent_sees_germany_alone(session: Session) -> None:
    scopes = [user.countries for who in SIGN_INS if (user := user_by_email(session, who.email))]
    assert scopes.count(["DE"]) == 1
    assert scopes.count([]) == len(SIGN_INS) - 1


def test_two_hundred_customers_live_in_eight_countries(session: Session) -> None:
    countries = Counter(
        addresses[0].country for one in customers(session) if (addresses := addresses_of(session, one.id))
    )
    assert len(customers(session)) == 200
    assert len(countries) == 8
    assert min(countries.values()) >= 5


def test_every_address_is_one_its_country_accepts(session: Session) -> None:
    for one in customers(session):
        for address in addresses_of(session, one.id):
            rules = rules_for(address.country)
            assert rules is not None
            assert not problems(address, rules), (one.name, address)
            assert address.name == one.name


def test_some_have_no_address_and_some_have_two(session: Session) -> None:
    counts = Counter(len(addresses_of(session, one.id)) for one in customers(session))
    assert set(counts) == {0, 1, 2}


def test_every_phone_number_is_valid_and_in_its_written_form(session: Session) -> None:
    phones = [one.phone for one in customers(session) if one.phone]
    assert len(set(phones)) == len(phones) > 150
    for phone in phones:
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone)), phone
        assert check_phone(phone, "") == (phone, None)


def test_every_mail_address_is_well_formed_and_can_reach_nobody(session: Session) -> None:
    for email in [one.email for one in customers(session)] + [who.email for who in SIGN_INS]:
        assert check_email(email) == (email, None)
        assert email.endswith((".example", ".test"))


def test_customers_speak_every_language_of_the_portal(session: Session) -> None:
    assert {one.language for one in customers(session)} == set(LANGUAGES)


def test_customers_are_found_by_what_they_are_called(session: Session) -> None:
    for one in customers(session):
        assert one.search == search_text(one)
    assert look_up(session, CUSTOMERS, "hartly").mended == ("hartley",)


def test_products_are_found_with_a_typing_error(session: Session) -> None:
    words, _ = mend(session, "product", "fjelvind")
    assert words == ["fjellvind"]
    found = session.exec(select(Product).where(col(Product.search).contains(words[0]))).all()
    assert len(found) == 5


@pytest.mark.parametrize("sku", [product.sku for product in PRODUCTS])
def test_every_product_has_a_small_picture(session: Session, sku: str) -> None:
    product = session.exec(select(Product).where(Product.sku == sku)).one()
    picture = ASSETS / product.picture.lstrip("/")
    assert picture.stat().st_size < LARGEST_PICTURE
    drawing = picture.read_text()
    assert drawing.startswith("<svg ")
    assert drawing.rstrip().endswith("</svg>")


def test_forty_products_have_forty_pictures_and_no_picture_is_left_over(session: Session) -> None:
    pictures = {product.picture for product in session.exec(select(Product))}
    assert pictures == {f"/products/{path.name}" for path in (ASSETS / "products").iterdir()}
    assert len(pictures) == 40


def test_every_carrier_has_an_adapter_and_every_handover_is_offered(session: Session) -> None:
    assert {carrier.adapter for carrier in session.exec(select(Carrier))} == set(ADAPTERS)
    offered = {(option.handover, option.label_format) for option in session.exec(select(OfferedOption))}
    assert offered >= {("drop_off", "pdf"), ("drop_off", "qr"), ("pickup", "pdf"), ("in_store", "qr")}
