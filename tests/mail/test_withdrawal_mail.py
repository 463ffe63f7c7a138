"""The acknowledgement of a withdrawal, as a mail and as a document to keep."""

from datetime import UTC, date, datetime

import pytest

from returns_app.i18n import LANGUAGES
from returns_app.mail.facts import Item
from returns_app.mail.withdrawal_document import withdrawal_pdf
from returns_app.mail.withdrawal_facts import WithdrawnFacts
from tests.labels.reading import page_of, text_boxes, text_layer
from tests.mail.making import BRAND, JACKET, URL, rendered

WHEN = datetime(2026, 7, 3, 22, 30, tzinfo=UTC)
# In the middle of a summer night: another day, and another hour, than in Greenwich.
HERE = {
    "en": "Saturday 4 July 2026, 00:30 (CEST)",
    "nl": "zaterdag 4 juli 2026, 00:30 (CEST)",
    "de": "Samstag, 4. Juli 2026, 00:30 (CEST)",
    "fr": "samedi 4 juillet 2026, 00:30 (CEST)",
}


def withdrawn(**given) -> WithdrawnFacts:
    return WithdrawnFacts(
        **{
            "number": "RMA-7K3M-Q9TX",
            "declared_at": WHEN,
            "refund_by": date(2026, 7, 18),
            "send_by": date(2026, 7, 18),
            "name": "Anna de Vries",
            "order": "NO-103517",
            "items": (JACKET, Item("Merino socks", 3)),
        }
        | given
    )


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_says_when_what_and_until_when_and_leads_to_one_place(language: str) -> None:
    message = rendered(withdrawn(), language)
    said = one_line(message.text)
    assert HERE.get(language, "2026") in said
    for part in ("NO-103517", "RMA-7K3M-Q9TX", "Skarvan shell jacket", "Merino socks"):
        assert part in said
    assert URL in message.html
    assert message.html.count('class="button') == 1
    assert message.files == ("withdrawal-RMA-7K3M-Q9TX.pdf",)


def test_the_mail_tells_what_follows() -> None:
    said = one_line(rendered(withdrawn()).text)
    assert rendered(withdrawn()).subject == "We received your withdrawal: RMA-7K3M-Q9TX"
    assert "Anna, we received your withdrawal" in said
    assert "We refund you by Saturday 18 July 2026 at the latest, the way you paid." in said
    assert "Send the products by Saturday 18 July 2026." in said


def test_a_withdrawal_by_phone_names_who_recorded_it() -> None:
    said = one_line(rendered(withdrawn(recorded_by="Femke Bakker")).text)
    assert "Femke recorded it on Saturday 4 July 2026, 00:30 (CEST)." in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_says_the_same_on_one_page_inside_its_margins(language: str) -> None:
    pdf = withdrawal_pdf(withdrawn(), brand=BRAND, language=language)
    said = one_line(text_layer(pdf))
    for part in (
        HERE.get(language, "2026"),
        "Anna de Vries",
        "NO-103517",
        "RMA-7K3M-Q9TX",
        "3 ×",
        BRAND.name,
    ):
        assert part in said
    boxes = [box for _, box in text_boxes(pdf)]
    assert min(box.left for box in boxes) > 15
    assert max(box.right for box in boxes) < 195
    assert max(box.bottom for box in boxes) < 287


def test_fifty_lines_with_long_names_still_are_all_on_the_page() -> None:
    many = tuple(Item(f"Line {at} {'of a very long name ' * 9}"[:200], at + 1) for at in range(50))
    pdf = withdrawal_pdf(withdrawn(items=many), brand=BRAND, language="de")
    said = text_layer(pdf)
    assert all(f"Line {at} " in said for at in range(50))
    page_of(pdf)
    assert max(box.bottom for _, box in text_boxes(pdf)) < 287


def test_the_same_facts_make_the_same_bytes() -> None:
    first, again = (withdrawal_pdf(withdrawn(), brand=BRAND, language="nl") for _ in range(2))
    assert first == again
