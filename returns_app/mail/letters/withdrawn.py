"""The withdrawal was received: what was declared and when, word for word to keep, and what follows from it."""

from zoneinfo import ZoneInfo

from returns_app.i18n import time
from returns_app.mail.brand import Brand
from returns_app.mail.letter import (
    Bullets,
    Button,
    Enclosure,
    Letter,
    Paragraph,
    Phrase,
    Strong,
    Ticket,
    Writer,
    called,
)
from returns_app.mail.letters.rows import products
from returns_app.mail.withdrawal_facts import WithdrawnFacts


def withdrawn_letter(facts: WithdrawnFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """The declaration with its moment, the goods, the days that count; the same attached as a document."""
    del brand
    order = str(writer._("Order {order}", order=facts.order)) if facts.order else ""
    return Letter(
        subject=str(writer._("We received your withdrawal: {number}", number=facts.number)),
        preheader=str(declared(facts, writer)),
        title=_title(facts, writer),
        parts=(
            Paragraph(declared(facts, writer)),
            *products(writer, facts.items, order),
            Ticket(writer._("Return number"), facts.number),
            Bullets(what_follows(facts, writer)),
            Button(writer._("See my return"), url),
            Enclosure(document_name(facts), writer._("This acknowledgement as a PDF, to keep")),
        ),
        files=(document_name(facts),),
    )


def document_name(facts: WithdrawnFacts) -> str:
    """What the file of the acknowledgement is called."""
    return f"withdrawal-{facts.number}.pdf"


def moment(facts: WithdrawnFacts, writer: Writer) -> str:
    """When it was declared: the day with its year, the minute, and in which zone."""
    at = facts.declared_at.astimezone(ZoneInfo(writer.timezone))
    return f"{writer.day(at, year=True)}, {time(writer.language, at, writer.timezone)} ({at.tzname()})"


def declared(facts: WithdrawnFacts, writer: Writer) -> Phrase:
    """The declaration as one sentence."""
    when = Strong(moment(facts, writer))
    if facts.recorded_by:
        return writer._(
            "You told us that you withdraw from this purchase. {agent} recorded it on {moment}. It counts from then.",
            agent=called(facts.recorded_by),
            moment=when,
        )
    return writer._("On {moment} you withdrew from this purchase. It counts from then.", moment=when)


def what_follows(facts: WithdrawnFacts, writer: Writer) -> tuple[Phrase, ...]:
    """The refund, what it may wait for, and the parcel."""
    return (
        writer._(
            "We refund you by {day} at the latest, the way you paid.",
            day=writer.day(facts.refund_by, year=True),
        ),
        writer._("We may wait until the products are back with us, or until you show that you sent them."),
        writer._("Send the products by {day}.", day=writer.day(facts.send_by, year=True)),
    )


def _title(facts: WithdrawnFacts, writer: Writer) -> Phrase:
    if facts.name:
        return writer._("{name}, we received your withdrawal", name=called(facts.name))
    return writer._("We received your withdrawal")
