from datetime import date

import pytest

from returns_app.domain.money import Money
from returns_app.domain.words import Sentence, say
from returns_app.i18n import tell, words


def test_a_sentence_is_told_in_the_language_of_the_reader():
    sentence = say("Keep this under {limit} characters.", limit=80)
    assert tell("nl", sentence) == "Houd dit onder de 80 tekens."
    assert tell("en", sentence) == "Keep this under 80 characters."


def test_what_no_catalog_has_is_told_in_english():
    unknown = Sentence("Nobody says {what}.", {"what": "this"})
    assert tell("nl", unknown) == "Nobody says this."
    assert tell("xx", unknown) == "Nobody says this."
    assert tell("nl", Sentence("")) == ""


def test_a_message_takes_the_form_of_its_count():
    dutch, english = words("nl"), words("en")
    forms = ("Pack the product", "Pack all {count} products")
    assert [dutch.n(*forms, count) for count in (1, 3)] == ["Pak het product in", "Pak alle 3 producten in"]
    assert [english.n(*forms, count) for count in (1, 3)] == ["Pack the product", "Pack all 3 products"]
    assert english.n("one", "{count} of {what}", 1200, what="all") == "1,200 of all"


@pytest.mark.parametrize(
    ("language", "forms"),
    (
        ("en", ["0 products", "1 product", "2 products", "1,200 products"]),
        ("nl", ["0 producten", "1 product", "2 producten", "1.200 producten"]),
        ("de", ["0 Produkte", "1 Produkt", "2 Produkte", "1.200 Produkte"]),
        # To the French nothing is one, too.
        ("fr", ["0 produit", "1 produit", "2 produits", "1 200 produits"]),
    ),
)
def test_each_language_has_its_own_plurals(language, forms):
    t = words(language)
    said = [t.n("{count} product", "{count} products", count) for count in (0, 1, 2, 1200)]
    assert [one.replace("\u202f", " ") for one in said] == forms


def test_facts_are_put_in_the_way_of_the_language():
    dutch = words("nl")
    assert dutch._("{a}", a=1200) == "1.200"
    assert dutch._("{a}", a=Money(500, "EUR")).replace("\xa0", " ") == "€ 5,00"
    assert dutch._("{a}", a=date(2026, 12, 7)) == "maandag 7 december"
    assert dutch._("{a}", a=say("Choose yes or no.")) == "Kies ja of nee."


def test_braces_in_a_fact_are_no_gaps():
    assert words("nl")._("{a} {b}", a="{b} {0.__class__}", b="x") == "{b} {0.__class__} x"
