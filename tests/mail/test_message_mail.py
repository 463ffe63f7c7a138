import re

import pytest

from returns_app.i18n import LANGUAGES
from returns_app.mail.facts import read_facts
from returns_app.mail.message_facts import MessageFacts
from returns_app.mail.messages import render
from tests.mail.making import BRAND, URL

PAGE = f"{URL}#messages"
WORDS = "No, that is fine.\n\nPlease add the bag it came in."


def facts(**given: str) -> MessageFacts:
    return MessageFacts(
        **{"words": WORDS, "agent": "Femke Bakker", "name": "Anna de Vries", "number": "RMA-7K3M-Q9TX"}
        | given
    )


def rendered(language: str = "en", url: str = PAGE, **given: str):
    return render("message", facts(**given), brand=BRAND, language=language, url=url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_stand_in_both_forms_as_they_were_written(language):
    message = rendered(language)
    assert "> No, that is fine." in message.text
    assert "> Please add the bag it came in." in message.text
    assert "No, that is fine.<br" in message.html
    assert "RMA-7K3M-Q9TX" in message.subject
    assert message.language == language


@pytest.mark.parametrize(
    ("language", "subject", "title", "answer"),
    [
        (
            "en",
            "A message about your return RMA-7K3M-Q9TX",
            "Femke wrote to you about your return",
            "Answer on",
        ),
        ("nl", "Een bericht over je retour RMA-7K3M-Q9TX", "Femke schreef je over je retour", "Antwoord op"),
    ],
)
def test_it_says_who_writes_and_where_to_answer_in_the_readers_language(language, subject, title, answer):
    message = rendered(language)
    assert message.subject == subject
    assert title in message.text
    assert answer in message.html
    assert PAGE in message.text


def test_there_is_one_thing_to_do():
    links = re.findall(r'href="([^"]+)"', rendered().html)
    assert set(links) == {PAGE}


def test_without_a_page_the_answer_goes_to_a_person():
    message = rendered(url="")
    assert "Reply to Femke" in message.html
    assert "mailto:service@noordlicht-outdoor.example" in message.html
    assert "/l/" not in message.html


def test_the_inbox_shows_how_the_message_begins():
    assert "No, that is fine. Please add the bag it came in." in rendered().html
    assert len(facts(words="word " * 400).words) > 1000
    long = rendered(words="word " * 399)
    assert long.html.count("word") > 390


def test_what_is_not_known_is_left_out():
    message = rendered(agent="", name="", number="")
    assert message.subject == "A message about your return"
    assert "Noordlicht Outdoor wrote to you about your return" in message.text
    assert "Hello," in message.text


def test_hostile_words_stay_words():
    hostile = "<script>alert(1)</script> {agent} {{ 7*7 }} \"'><img src=x>\r\nBcc: x@y.test"
    message = render("message", {"words": hostile, "agent": hostile}, brand=BRAND, language="nl", url=PAGE)
    assert "<script>" not in message.html
    assert "<img" not in message.html
    assert "{{ 7*7 }}" in message.text
    assert "\n" not in message.subject


def test_the_facts_survive_the_outbox():
    assert read_facts("message", facts().payload()) == facts()
