"""The request is here and is looked at: nothing to do, and nothing to send yet."""

from returns_app.mail.brand import Brand
from returns_app.mail.letter import Letter, Notice, Paragraph, Phrase, Writer, called
from returns_app.mail.letters.replying import reply_button
from returns_app.mail.letters.rows import products
from returns_app.mail.lifecycle_facts import ReviewFacts


def review_letter(facts: ReviewFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """No link: there is nothing for the customer to do until it is decided."""
    del url
    subject = str(_subject(facts, writer))
    lead = writer._("Thank you. A colleague looks at it and we e-mail you when it is decided.")
    order = str(writer._("Order {order}", order=facts.order)) if facts.order else ""
    return Letter(
        subject=subject,
        preheader=str(lead),
        title=_title(facts, writer),
        parts=(
            Paragraph(lead),
            *products(writer, facts.items, order),
            Notice(writer._("Please don’t send anything yet.")),
            reply_button(writer, brand, subject),
        ),
    )


def _subject(facts: ReviewFacts, writer: Writer) -> Phrase:
    if len(facts.items) == 1:
        return writer._("We received your request: {product}", product=facts.items[0].name)
    return writer._("We received your request to return")


def _title(facts: ReviewFacts, writer: Writer) -> Phrase:
    if facts.name:
        return writer._("{name}, we are looking at your return", name=called(facts.name))
    return writer._("We are looking at your return")
