"""The mails after the checkout: what they say, in both languages, and the one thing they ask."""

import pytest

from returns_app.domain.settling import Settling
from returns_app.i18n import LANGUAGES
from returns_app.mail.facts import BadFacts, read_facts
from returns_app.mail.lifecycle_facts import FoundLine
from tests.mail.lifecycle_making import canceled, completed, pickup, received, reminder, review
from tests.mail.making import URL, rendered


def words(facts, language="en"):
    """The text of a mail on one line."""
    return " ".join(rendered(facts, language).text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("facts", "linked"),
    (
        (pickup(), True),
        (received(), True),
        (completed(), True),
        (reminder(), True),
        (review(), False),
        (canceled(), False),
    ),
    ids=lambda one: getattr(one, "kind", ""),
)
def test_a_mail_has_the_customers_link_once_or_a_way_to_answer(facts, linked, language):
    message = rendered(facts, language)
    assert (URL in message.html) == linked
    assert ("mailto:" in message.html) != linked
    assert message.html.count('class="button') == 1


def test_the_pickup_mail_says_when_where_and_who():
    assert rendered(pickup()).subject == "Your pickup on Wednesday 25 November"
    said = words(pickup())
    assert "Kievit Express picks it up at your door on Wednesday 25 November, 08:00-12:00." in said
    assert "Biltstraat 118, 3572 BK Utrecht" in said
    assert "SBX-1" in said
    assert "woensdag 25 november" in words(pickup(), "nl")


def test_the_received_mail_says_the_day_and_that_nothing_is_to_be_done():
    assert "It arrived on Monday 23 November." in words(received())
    assert "Je hoeft niets te doen." in words(received(), "nl")


def test_the_completed_mail_says_what_they_get_when_and_what_was_found():
    said = words(completed())
    assert "We refund €189.00. We arranged it on Monday 23 November." in said
    assert "You get it the way you paid." in said
    assert "Reference: PAY-1." in said
    assert "2 pieces are missing" in said
    assert "1 piece is damaged" in said
    assert "Not announced" in said
    assert "Thank you for waiting." in said
    assert "We betalen € 189,00 terug." in words(completed(), "nl").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("outcome", "said"),
    (
        (Settling.EXCHANGE, "You get a replacement."),
        (Settling.REPAIR, "We repair it and send it back to you."),
        (Settling.NOTHING, "There is no refund or replacement."),
    ),
)
def test_other_outcomes_promise_no_money(outcome, said):
    text = words(completed(outcome=outcome, amount=None))
    assert said in text
    assert "bank" not in text
    assert "We refund" not in text


def test_a_surplus_is_said_and_an_exact_line_needs_no_remark():
    text = words(completed(found=(FoundLine("Socks", 1, 3), FoundLine("Cap", 1, 1))))
    assert "2 pieces more than announced" in text
    assert "missing" not in text


def test_without_a_parcel_nothing_was_found():
    assert "What we found" not in words(completed(found=()))


def test_the_cancellation_gives_the_reason_and_warns_of_the_label():
    said = words(canceled())
    assert "Why, in Femke’s words" in said
    assert "Ordered twice." in said
    assert "don’t use your label" in said
    bare = words(canceled(reason="", has_label=False, number=""))
    assert "Why" not in bare
    assert "label" not in bare
    assert rendered(canceled(number="")).subject == "Your return of Skarvan shell jacket was canceled"
    assert rendered(canceled(number="", items=())).subject == "Your return was canceled"


def test_a_reminder_asks_one_thing():
    link = words(reminder())
    assert "Only 2 steps are left." in link
    assert "works until Monday 7 December 2026" in link
    label = words(
        reminder(what="label", number="RMA-7K3M-Q9TX", place="Meeuw Point", steps=(), expires_at=None)
    )
    assert "You can bring it to any Meeuw Point." in label
    assert "Get my label" in label
    day = words(reminder(what="pickup", number="RMA-7K3M-Q9TX", carrier="Kievit Express", expires_at=None))
    assert "Kievit Express needs a day" in day
    assert "Choose a day" in day


def test_the_review_mail_asks_to_send_nothing_yet():
    assert "Please don’t send anything yet." in words(review())
    assert rendered(review(items=())).subject == "We received your request to return"


@pytest.mark.parametrize("facts", (pickup(), received(), completed(), canceled(), reminder(), review()))
def test_facts_survive_the_outbox(facts):
    assert read_facts(facts.kind, facts.payload()) == facts
    assert rendered(type(facts).read(facts.payload() | {"name": ""})).subject


def test_an_unknown_outcome_is_no_mail():
    with pytest.raises(BadFacts, match="outcome"):
        read_facts("completed", completed().payload() | {"outcome": "gold"})
