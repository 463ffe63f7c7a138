"""The return is settled: what the customer gets, since when, and what was found in the parcel."""

from returns_app.domain.settling import Settling
from returns_app.i18n import money
from returns_app.mail.brand import Brand
from returns_app.mail.letter import (
    Button,
    Heading,
    Letter,
    Notice,
    Paragraph,
    Part,
    Phrase,
    Products,
    Quote,
    Row,
    Strong,
    Ticket,
    Writer,
    called,
)
from returns_app.mail.letters.rows import products
from returns_app.mail.lifecycle_facts import CompletedFacts, FoundLine


def completed_letter(facts: CompletedFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """The outcome first, then what was found; one button to the page of the return."""
    del brand
    lead = _lead(facts, writer)
    return Letter(
        subject=str(writer._("Your return is complete: {number}", number=facts.number)),
        preheader=str(lead),
        title=_title(facts, writer),
        parts=(
            Paragraph(lead),
            *_when(facts, writer),
            *_words(facts, writer),
            *_goods(facts, writer),
            Ticket(writer._("Return number"), facts.number),
            Button(writer._("See my return"), url),
        ),
    )


def _title(facts: CompletedFacts, writer: Writer) -> Phrase:
    if facts.name:
        return writer._("{name}, your return is complete", name=called(facts.name))
    return writer._("Your return is complete")


def _lead(facts: CompletedFacts, writer: Writer) -> Phrase:
    day = writer.day(facts.settled_at)
    if facts.outcome is Settling.REFUND and facts.amount:
        amount = Strong(money(writer.language, facts.amount))
        return writer._("We refund {amount}. We arranged it on {day}.", amount=amount, day=day)
    if facts.outcome is Settling.EXCHANGE:
        return writer._("You get a replacement. We arranged it on {day}.", day=day)
    if facts.outcome is Settling.REPAIR:
        return writer._("We repair it and send it back to you. We arranged it on {day}.", day=day)
    return writer._("We closed your return on {day}. There is no refund or replacement.", day=day)


def _when(facts: CompletedFacts, writer: Writer) -> tuple[Part, ...]:
    """What to expect next, with the reference to name when asking."""
    sentences = []
    if facts.outcome is Settling.REFUND:
        sentences.append(str(writer._("You get it the way you paid. A bank can take a few working days.")))
    if facts.reference:
        sentences.append(str(writer._("Reference: {reference}.", reference=facts.reference)))
    return (Notice(" ".join(sentences)),) if sentences else ()


def _words(facts: CompletedFacts, writer: Writer) -> tuple[Part, ...]:
    if not facts.words:
        return ()
    caption = (
        writer._("{agent} writes", agent=called(facts.agent)) if facts.agent else writer._("A word from us")
    )
    return (Quote(caption, facts.words),)


def _goods(facts: CompletedFacts, writer: Writer) -> tuple[Part, ...]:
    if not facts.found:
        return products(writer, facts.items)
    rows = tuple(Row(line.received, line.name, _notes(line, writer)) for line in facts.found)
    return (Heading(writer._("What we found in your parcel")), Products(rows))


def _notes(line: FoundLine, writer: Writer) -> tuple[str, ...]:
    if not line.expected:
        return (str(writer._("Not announced")),)
    notes = []
    if line.received < line.expected:
        missing = line.expected - line.received
        notes.append(str(writer.n("1 piece is missing", "{count} pieces are missing", missing)))
    if line.received > line.expected:
        more = line.received - line.expected
        notes.append(str(writer.n("1 piece more than announced", "{count} pieces more than announced", more)))
    if line.damaged:
        notes.append(str(writer.n("1 piece is damaged", "{count} pieces are damaged", line.damaged)))
    return tuple(notes)
