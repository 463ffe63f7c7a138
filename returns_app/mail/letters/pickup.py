"""The pickup is booked: which day, which hours, where, and what has to be ready."""

from returns_app.mail.brand import Brand
from returns_app.mail.letter import Button, Letter, Paragraph, Phrase, Ticket, Todo, Todos, Writer, called
from returns_app.mail.lifecycle_facts import PickupFacts


def pickup_letter(facts: PickupFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """One button to follow the return."""
    del brand
    lead = _lead(facts, writer)
    return Letter(
        subject=str(writer._("Your pickup on {day}", day=writer.day(facts.day))),
        preheader=str(lead),
        title=_title(facts, writer),
        parts=(
            Paragraph(lead),
            Ticket(writer._("Return number"), facts.number),
            Todos((_pack(facts, writer), _ready(facts, writer), _receipt(facts, writer))),
            Button(writer._("Follow my return"), url),
        ),
    )


def _title(facts: PickupFacts, writer: Writer) -> Phrase:
    if facts.name:
        return writer._("{name}, your pickup is booked", name=called(facts.name))
    return writer._("Your pickup is booked")


def _lead(facts: PickupFacts, writer: Writer) -> Phrase:
    return writer._(
        "{carrier} picks it up at your door on {day}, {window}.",
        carrier=facts.carrier or str(writer._("The carrier")),
        day=writer.day(facts.day),
        window=facts.window,
    )


def _pack(facts: PickupFacts, writer: Writer) -> Todo:
    pieces = sum(item.quantity for item in facts.items)
    names = writer.together([item.name for item in facts.items])
    if pieces == 2:
        return Todo(writer._("Pack both products"), names)
    return Todo(writer.n("Pack the product", "Pack all {count} products", max(pieces, 1)), names)


def _ready(facts: PickupFacts, writer: Writer) -> Todo:
    return Todo(writer._("Stick the label on the box and keep it near the door"), facts.address)


def _receipt(facts: PickupFacts, writer: Writer) -> Todo:
    note = writer._("Booking {reference}", reference=facts.reference) if facts.reference else ""
    return Todo(writer._("Ask the driver for a receipt"), note)
