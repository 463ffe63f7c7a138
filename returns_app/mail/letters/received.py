"""The parcel arrived: it is checked next, and there is nothing to do."""

from returns_app.mail.brand import Brand
from returns_app.mail.letter import Button, Letter, Paragraph, Phrase, Ticket, Writer, called
from returns_app.mail.letters.rows import products
from returns_app.mail.lifecycle_facts import ReceivedFacts


def received_letter(facts: ReceivedFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """One button to follow the return."""
    del brand
    lead = writer._(
        "It arrived on {day}. We check what is in it and e-mail you when it is settled. You need to do nothing.",
        day=writer.day(facts.received_at),
    )
    return Letter(
        subject=str(writer._("Your parcel is here: {number}", number=facts.number)),
        preheader=str(lead),
        title=_title(facts, writer),
        parts=(
            Paragraph(lead),
            Ticket(writer._("Return number"), facts.number),
            *products(writer, facts.items),
            Button(writer._("Follow my return"), url),
        ),
    )


def _title(facts: ReceivedFacts, writer: Writer) -> Phrase:
    if facts.name:
        return writer._("{name}, your parcel is here", name=called(facts.name))
    return writer._("Your parcel is here")
