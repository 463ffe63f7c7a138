import json

import pytest

from returns_app.i18n import LANGUAGES
from returns_app.mail.facts import KINDS, BadFacts, read_facts
from returns_app.mail.fresh_facts import FreshFacts
from returns_app.mail.letters import CODE_IMAGE
from returns_app.mail.message_facts import MessageFacts
from returns_app.mail.messages import preview, render
from returns_app.mail.staff_facts import STAFF_KINDS
from returns_app.mail.withdrawal_facts import WITHDRAWN
from tests.mail.lifecycle_making import AFTERWARDS
from tests.mail.looking import Page, hostile
from tests.mail.making import BRAND, URL, authorized, code_label, label, link, refused, rejected, rendered

EVERY = (
    link(),
    authorized(refused=(refused(), refused(name="Gaiters", keep=True))),
    label(),
    code_label(),
    rejected(),
    *AFTERWARDS,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("facts", EVERY, ids=lambda facts: facts.kind)
def test_every_kind_says_the_same_in_html_and_text(facts, language):
    message = rendered(facts, language)
    page = Page(message.html)
    assert message.language == language
    assert f'lang="{language}"' in message.html
    assert "Noordlicht Outdoor" in message.text
    assert "Noordlicht Outdoor" in page.words
    assert message.subject
    assert "\n" not in message.subject
    # What the text says in its title and products, the page says too.
    title = message.text.split("\n")[2]
    assert title in page.words
    for item in facts.items:
        assert item.name in message.text
        assert item.name in page.words
    assert (
        max(len(line) for line in message.text.split("\n") if "://" not in line and "(84 KB" not in line)
        <= 72
    )


@pytest.mark.parametrize("facts", EVERY, ids=lambda facts: facts.kind)
def test_reading_a_mail_asks_no_server(facts):
    html = rendered(facts).html
    assert "@import" not in html
    assert "url(" not in html
    assert "stylesheet" not in html
    assert 'src="http' not in html


def test_a_link_mail_names_what_is_left_and_until_when():
    message = rendered(link())
    assert message.subject == "Your return is ready: two steps left"
    assert "Anna, two steps left to send this back" in message.text
    assert "Femke prepared your return. Check your address and choose how to send it." in " ".join(
        message.text.split()
    )
    assert "until Monday 7 December 2026" in " ".join(message.text.split())
    assert "<strong>Monday 7 December 2026</strong>" in message.html
    assert URL in message.text
    assert Page(message.html).links == [URL, URL]


def test_a_link_mail_speaks_dutch():
    message = rendered(link(), "nl-BE")
    assert message.subject == "Je retour staat klaar: nog twee stappen"
    assert "Anna, nog twee stappen voor je retour" in message.text
    assert "Controleer je adres en kies hoe je het verstuurt." in " ".join(message.text.split())
    assert "maandag 7 december 2026" in " ".join(message.text.split())


@pytest.mark.parametrize(
    ("steps", "subject", "title"),
    (
        ((), "Your return is ready: only confirm it", "Anna, only your confirmation is missing"),
        (("shipping",), "Your return is ready: one step left", "Anna, one step left to send this back"),
        (
            ("order", "products", "survey", "address", "shipping"),
            "Your return is ready: five steps left",
            "Anna, five steps left to send this back",
        ),
    ),
)
def test_a_link_mail_counts_the_steps_that_are_left(steps, subject, title):
    message = rendered(link(steps=steps))
    assert message.subject == subject
    assert title in message.text


def test_a_link_mail_needs_no_name_no_agent_and_no_products():
    message = rendered(link(name="", agent="", items=()))
    assert "\nTwo steps left to send this back\n" in message.text
    assert "We prepared your return." in message.text


def test_a_personal_line_stands_in_the_mail_with_its_line_breaks():
    message = rendered(link(message="Hi Anna,\nas promised."))
    assert "Femke writes:\n> Hi Anna,\n> as promised." in message.text
    assert "Hi Anna,<br />as promised." in message.html
    assert "A word from us" in rendered(link(message="Hi", agent="")).text


def test_a_renewed_link_says_that_earlier_ones_are_dead():
    assert "Earlier links no longer work." in rendered(link(renewed=True)).text


def test_an_authorized_mail_names_what_does_not_come_back_and_why():
    message = rendered(
        authorized(refused=(refused(), refused(name="Gaiters", quantity=1, reason="", keep=True)))
    )
    text = message.text
    assert text.index("You can keep this") < text.index("Gaiters") < text.index("Not part of this return")
    assert text.index("Not part of this return") < text.index("2 × Merino socks") < text.index("Worn")
    assert "RMA-7K3M-Q9TX" in text
    assert "Part of it" in text
    assert "Choose how to send it:\n" + URL in text


def test_a_label_mail_names_what_must_not_be_in_the_box_and_why():
    text = rendered(label(refused=(refused(), refused(name="Gaiters", reason="", keep=True)))).text
    assert text.index("Not part of this return") < text.index("2 × Merino socks") < text.index("Worn")
    assert text.index("You can keep this") < text.index("Gaiters")
    assert "Not part of this return" not in rendered(label()).text


def test_an_authorized_mail_without_anything_to_send_asks_for_nothing():
    message = rendered(authorized(items=(), refused=(refused(keep=True),)))
    assert "You don’t need to send anything." in message.text
    assert "Choose how to send it" not in message.text
    assert message.subject == "Your return RMA-7K3M-Q9TX is approved"


def test_a_label_without_printer_shows_the_code():
    message = rendered(code_label())
    assert message.images == (CODE_IMAGE,)
    assert message.files == ("RMA-7K3M-Q9TX.pdf",)
    assert f'src="cid:{CODE_IMAGE}"' in message.html
    assert 'alt="QR code for RMA-7K3M-Q9TX"' in message.html
    assert "Show this code at any DHL ServicePoint by Monday 7 December." in " ".join(message.text.split())
    assert "The code is a picture." in message.text


def test_a_label_to_print_has_no_code_and_says_where_to_stick_it():
    message = rendered(label())
    assert message.images == ()
    assert "cid:" not in message.html
    assert "2. Stick the label on the box" in message.text
    assert "RMA-7K3M-Q9TX.pdf (84 KB, A6. Attached to this e-mail)" in message.text


@pytest.mark.parametrize(
    ("given", "words"),
    (
        (
            {"handover": "pickup", "pickup_on": "2026-12-07", "window": "9:00-13:00"},
            "DHL picks it up at your door on Monday 7 December, 9:00-13:00.",
        ),
        (
            {"handover": "pickup", "pickup_on": "2026-12-07"},
            "DHL picks it up at your door on Monday 7 December.",
        ),
        ({"handover": "pickup", "carrier": ""}, "The carrier picks it up at your door."),
        ({"handover": "in_store"}, "Bring it to DHL ServicePoint and show your return number."),
        ({"handover": "in_store", "place": ""}, "Bring it to our store and show your return number."),
        ({"place": "", "by": None}, "bring it to any parcel shop."),
        ({"place": "", "by": None, "label_format": "qr"}, "Show this code at any parcel shop."),
        ({"items": []}, "Pack the product"),
    ),
)
def test_a_label_mail_says_how_to_hand_it_over(given, words):
    message = render("label", label().payload() | given, brand=BRAND, language="en", url=URL)
    assert words in " ".join(message.text.split())


def test_a_rejection_quotes_the_agent_and_offers_a_reply():
    message = rendered(rejected(), url="")
    assert message.subject == "About your return of Skarvan shell jacket"
    assert "Why, in Femke’s words:\n> The soles are worn.\n>\n> Sorry." in message.text
    assert "Order NO-103517" in message.text
    assert "€189.00" in message.text
    assert "Reply to Femke:\nservice@noordlicht-outdoor.example" in message.text
    assert Page(message.html).links == [
        "mailto:service@noordlicht-outdoor.example?subject=Re%3A%20About%20your%20return%20of%20Skarvan%20shell%20jacket"
    ]


def test_a_rejection_of_several_products_speaks_of_several():
    message = rendered(rejected(items=(link().items), name="", agent=""))
    assert "Please keep the products and don’t send them." in " ".join(message.text.split())
    assert message.subject == "About your return"
    assert "Hello," in message.text
    assert "Reply to us" in message.text


@pytest.mark.parametrize("facts", EVERY, ids=lambda facts: facts.kind)
def test_whatever_people_typed_stays_text(facts):
    message = render(facts.kind, hostile(facts.payload()), brand=BRAND, language="en", url=URL)
    page, harmless = Page(message.html), Page(rendered(facts).html)
    assert "script" not in page.tags
    assert page.tags.count("img") == harmless.tags.count("img")
    assert not [name for name in page.attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in page.words
    assert "{{ 7*7 }}" in page.words
    assert "{0}" in page.words
    for text in (message.subject, message.text, message.html):
        assert "\u202e" not in text
    assert not {"\r", "\n"} & set(message.subject)
    assert "\nBcc:" not in message.text


def test_a_formula_in_a_name_is_words_like_any_other():
    assert "=HYPERLINK(1)" in rendered(link(name="=HYPERLINK(1)")).text


def test_a_name_without_end_breaks_nothing():
    message = rendered(link(name="A" * 300, items=(), agent="B" * 5000))
    assert "A" * 300 in message.text
    assert len(rendered(rejected(items=(rejected().items[0].__class__("x " * 400),))).subject) <= 150


@pytest.mark.parametrize(
    "url",
    (
        "",
        "javascript:alert(1)",
        "javascript://a.test/%0aalert(1)",
        "ftp://a.test/x",
        "/l/x",
        "https://",
        "https://a.test/x\r\nBcc: y",
        "https://a.test/ x",
        "data:text/html,x",
    ),
)
def test_only_a_web_address_is_a_link(url):
    with pytest.raises(BadFacts, match="link: url"):
        rendered(link(), url=url)


@pytest.mark.parametrize("facts", EVERY, ids=lambda facts: facts.kind)
def test_facts_travel_through_json(facts):
    stored = json.loads(json.dumps(facts.payload()))
    assert read_facts(facts.kind, stored) == facts
    assert "http" not in json.dumps(stored)


@pytest.mark.parametrize(
    ("kind", "payload", "place"),
    (
        ("unheard", {}, "unknown kind"),
        ("link", {}, "link: expires_at"),
        ("link", {"expires_at": "2026-12-07T20:00:00"}, "link: expires_at"),
        ("link", {"expires_at": "2026-12-07T20:00:00Z", "steps": ["jump"]}, "link: steps.0"),
        (
            "link",
            {"expires_at": "2026-12-07T20:00:00Z", "items": [{"name": "x", "quantity": 0}]},
            "link: items.0.quantity",
        ),
        ("authorized", {"number": 5}, "authorized: number"),
        ("label", {"number": "RMA", "label_format": "pdf"}, "label"),
        ("rejected", {"name": "x"}, "rejected: reason"),
    ),
)
def test_facts_that_do_not_fit_are_refused_by_name(kind, payload, place):
    with pytest.raises(BadFacts, match=place):
        read_facts(kind, payload)


def test_a_preview_holds_its_picture():
    message = rendered(code_label())
    page = preview(message, {CODE_IMAGE: b"png"})
    assert "cid:" not in page
    assert 'src="data:image/png;base64,cG5n"' in page


def test_every_kind_is_tested():
    # Messages between people, acknowledgements of withdrawals and mails to staff have tests of their own.
    of_their_own = {MessageFacts.kind, WITHDRAWN, FreshFacts.kind} | STAFF_KINDS
    assert {facts.kind for facts in EVERY} | of_their_own == set(KINDS)
