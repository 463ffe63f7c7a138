"""What holds for every kind of mail, in every language and whatever people typed."""

import re
from datetime import UTC, datetime
from functools import cache
from html import unescape

import pytest

from returns_app.i18n import LANGUAGES
from returns_app.mail.envelopes import Attachment, Envelope, pack
from returns_app.mail.facts import KINDS
from returns_app.mail.fitting import MOST_BYTES
from returns_app.mail.messages import Message, render
from returns_app.mail.samples import SAMPLE_URL, SAMPLES, Sample, told
from tests.mail.looking import HOSTILE, Page, hostile
from tests.mail.making import BRAND

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
# Kinds that only tell, and those whose reader has no page of their own.
WITHOUT_ACTION = {"shared"}
FLOODS = {
    "one endless word": "w" * 100_000,
    "endless words": "word & <b> " * 10_000,
    "endless lines": "line\n" * 20_000,
    "nothing but marks": "<" * 100_000,
    "bidi": "\u202e\u2066abc\u2069" * 10_000,
}

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.key)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def mail(sample: Sample, language: str = "en", text: str | None = None) -> Message:
    """The sample as a mail; with `text`, that stands wherever somebody could type."""
    facts = sample.facts(told(language, now=NOW))
    payload = facts.payload() if text is None else hostile(facts.payload(), text)
    return render(facts.kind, payload, brand=BRAND, language=language, url=SAMPLE_URL)


def hidden_beginning(html: str) -> str:
    """What an inbox shows behind the subject."""
    found = re.search(r'<body[^>]*><div style="display:none[^>]*>([^<]*)</div>', html)
    return unescape(found[1]).rstrip("\u00a0\u200c") if found else ""


def test_every_kind_has_a_sample():
    assert {sample.facts(told("en", now=NOW)).kind for sample in SAMPLES} == set(KINDS)


def test_samples_have_names_of_their_own():
    assert len({sample.key for sample in SAMPLES}) == len({sample.name for sample in SAMPLES}) == len(SAMPLES)


@every_sample
@every_language
def test_a_mail_asks_for_one_thing_at_most(sample: Sample, language: str):
    message = mail(sample, language)
    page = Page(message.html)
    assert message.html.count('class="button') == (0 if sample.key in WITHOUT_ACTION else 1)
    assert len(set(page.links)) == (0 if sample.key in WITHOUT_ACTION else 1)
    for address in page.links:
        # Who reads plain text copies it from there.
        assert str(address).removeprefix("mailto:").partition("?")[0] in message.text.splitlines()


@every_sample
@every_language
def test_a_mail_says_its_language_and_describes_its_pictures(sample: Sample, language: str):
    message = mail(sample, language)
    page = Page(message.html)
    assert page.languages == {language}
    assert message.language == language
    assert [picture["alt"] for picture in page.pictures] == [
        f for f in [p["alt"] for p in page.pictures] if f
    ]
    assert len(page.pictures) == len(message.images)


@every_sample
@every_language
def test_an_inbox_shows_a_beginning_that_adds_to_the_subject(sample: Sample, language: str):
    message = mail(sample, language)
    assert hidden_beginning(message.html)
    assert hidden_beginning(message.html) != message.subject


@every_sample
def test_a_mail_is_at_home_in_the_dark(sample: Sample):
    html = mail(sample).html
    assert '<meta name="color-scheme" content="light dark" />' in html
    assert "@media (prefers-color-scheme: dark)" in html
    assert "[data-ogsc] .ink" in html
    # Whatever turns the colors: a code stays dark on white.
    assert html.count('class="ticket-code"') == len(mail(sample).images)
    for code in re.findall(r'class="ticket-code" style="([^"]*)"', html):
        assert "background:#ffffff" in code


@every_sample
@every_language
def test_plain_text_reads_well_alone(sample: Sample, language: str):
    text = mail(sample, language).text
    assert not re.search(r"<[a-z/!]|&[a-z#0-9]+;|\{|\}|\\u", text)
    assert "\n\n\n" not in text
    assert [line for line in text.splitlines() if len(line) > 72 and "://" not in line] == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


@every_sample
@every_language
def test_nothing_of_the_machinery_shows(sample: Sample, language: str):
    message = mail(sample, language)
    page = Page(message.html)
    for words in (page.words, message.html, message.subject):
        assert "\\u{" not in words
        assert "{{" not in words
    assert "{" not in message.subject
    assert "None" not in message.text


@every_sample
@every_language
def test_a_mail_is_small(sample: Sample, language: str):
    message = mail(sample, language)
    assert len(message.html.encode()) < 45_000
    # Some programs pass over a style that is longer than 8 KB.
    assert all(
        len(style) < 8_000 for style in re.findall(r"<style[^>]*>(.*?)</style>", message.html, re.DOTALL)
    )


@every_sample
@every_language
def test_evil_words_stay_words_in_every_language(sample: Sample, language: str):
    evil, harmless = mail(sample, language, HOSTILE), mail(sample, language)
    page = Page(evil.html)
    assert page.tags.count("img") == len(harmless.images)
    assert "script" not in page.tags
    assert not [name for name in page.attributes if name.startswith("on")]
    assert not {"\r", "\n"} & set(evil.subject)
    assert "\nBcc:" not in evil.text
    assert "\u202e" not in evil.subject + evil.text + evil.html


@every_sample
@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_of_words_makes_no_mail_too_large(sample: Sample, flood: str):
    message = mail(sample, "fr", flood)
    assert len(message.html.encode()) <= MOST_BYTES
    assert len(message.text) < MOST_BYTES
    assert len(message.subject) <= 150
    assert len(Page(message.html).pictures) == len(message.images)


@every_sample
def test_a_flooded_mail_can_still_be_packed(sample: Sample):
    message = mail(sample, "de", "\r\nBcc: spy@y.test\r\n\r\n" + "w" * 100_000)
    files = tuple(Attachment(name, b"%PDF-1.7") for name in message.files)
    packed = pack(
        Envelope(
            message=message,
            recipient="anna@customer.example",
            sender="returns@merchant.example",
            sender_name="Merchant",
            message_id="<1@merchant.example>",
            date=NOW,
            images=dict.fromkeys(message.images, b"png"),
            attachments=files,
        )
    )
    assert packed["Bcc"] is None
    assert packed["Auto-Submitted"] == "auto-generated"
    assert packed["Message-ID"] == "<1@merchant.example>"
    assert max(len(line) for line in packed.as_bytes().splitlines()) <= 998


def test_many_products_are_counted_where_they_do_not_fit():
    link = next(sample for sample in SAMPLES if sample.key == "link").facts(told("en", now=NOW)).payload()
    item = link["items"][0]
    long = [item | {"name": f"{number} {'<' * 150}", "reason": "<" * 300} for number in range(60)]
    message = render("link", link | {"items": long}, brand=BRAND, language="en", url=SAMPLE_URL)
    assert len(message.html.encode()) <= MOST_BYTES
    assert "and 40 more products" in message.text
    assert "and 40 more products" in message.html
    short = render(
        "link",
        link | {"items": [item | {"name": str(number)} for number in range(50)]},
        brand=BRAND,
        language="en",
        url=SAMPLE_URL,
    )
    assert "more product" not in short.text
