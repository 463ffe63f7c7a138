"""The label is there: how to hand the goods over, in steps, with the code or the document."""

from collections.abc import Callable

from returns_app.i18n import number
from returns_app.mail.brand import Brand
from returns_app.mail.facts import Document, LabelFacts
from returns_app.mail.letter import (
    Button,
    Enclosure,
    Letter,
    Paragraph,
    Part,
    Phrase,
    Ticket,
    Todo,
    Todos,
    Writer,
    called,
)
from returns_app.mail.letters.rows import refused

CODE_IMAGE = "return-code@returns.invalid"
"""Content id of the inline picture of the code, where the option needs no printer."""

_KILO = 1000


def label_letter(facts: LabelFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """The number as text, the code as an inline picture where no printer is needed, the document attached."""
    lead = _LEADS[facts.handover](facts, writer)
    code = CODE_IMAGE if _shows_code(facts) else ""
    return Letter(
        subject=_subject(facts, writer),
        preheader=str(lead),
        title=_title(facts, writer),
        parts=(
            *_sender(facts, writer),
            Paragraph(lead),
            _ticket(facts, writer, code),
            Todos((_pack(facts, writer), *_stick(facts, writer), _hand_over(facts, writer), _keep(writer))),
            *refused(writer, facts.refused),
            *_way_on(facts, writer, url),
            *_enclosure(facts, writer),
        ),
        images=(code,) if code else (),
        files=(facts.document.name,) if facts.document else (),
        why=_why(facts, writer, brand),
    )


def _ticket(facts: LabelFacts, writer: Writer, code: str) -> Ticket:
    return Ticket(
        writer._("Return number"),
        facts.number,
        code,
        alt=writer._("QR code for {number}", number=facts.number),
        elsewhere=_elsewhere(facts, writer),
    )


def _subject(facts: LabelFacts, writer: Writer) -> str:
    if facts.parcel > 1:
        return str(writer._("Your further return label: {number}", number=facts.number))
    if facts.sent_by:
        return str(
            writer._("A return label from {name}: {number}", name=called(facts.sent_by), number=facts.number)
        )
    return str(writer._("Your return label: {number}", number=facts.number))


def _sender(facts: LabelFacts, writer: Writer) -> tuple[Part, ...]:
    if not facts.sent_by:
        return ()
    return (Paragraph(writer._("{name} asked us to send you this label.", name=called(facts.sent_by))),)


def _why(facts: LabelFacts, writer: Writer, brand: Brand) -> Phrase | str:
    if not facts.sent_by:
        return ""
    return writer._(
        "You get this because {name} asked {merchant} to send it to you.",
        name=called(facts.sent_by),
        merchant=brand.name,
    )


def _way_on(facts: LabelFacts, writer: Writer, url: str) -> tuple[Part, ...]:
    # The return's page is its customer's alone.
    return () if facts.sent_by else (Button(_button(facts, writer), url),)


def _elsewhere(facts: LabelFacts, writer: Writer) -> Phrase:
    if facts.sent_by:
        return writer._("The code is a picture. It is on the attached label, too.")
    return writer._("The code is a picture. You also find it on the page of your return, see below.")


def _shows_code(facts: LabelFacts) -> bool:
    return facts.label_format == "qr"


def _title(facts: LabelFacts, writer: Writer) -> Phrase:
    if facts.parcel > 1:
        return writer._("Here is a further label")
    if facts.name:
        return writer._("Here is your label, {name}", name=called(facts.name))
    return writer._("Here is the label") if facts.sent_by else writer._("Here is your label")


def _drop_off(facts: LabelFacts, writer: Writer) -> Phrase:
    place = _place(facts, writer)
    if _shows_code(facts) and facts.by:
        return writer._(
            "Show this code at any {place} by {day}. They scan it and print the label for you.",
            place=place,
            day=writer.day(facts.by),
        )
    if _shows_code(facts):
        return writer._(
            "Show this code at any {place}. They scan it and print the label for you.", place=place
        )
    if facts.by:
        return writer._(
            "Print the attached label, stick it on the box and bring it to any {place} by {day}.",
            place=place,
            day=writer.day(facts.by),
        )
    return writer._("Print the attached label, stick it on the box and bring it to any {place}.", place=place)


def _pickup(facts: LabelFacts, writer: Writer) -> Phrase:
    carrier = facts.carrier or str(writer._("The carrier"))
    if facts.pickup_on and facts.wished:
        return writer._(
            "You asked {carrier} to come on {day}, {window}. We e-mail you when that is booked.",
            carrier=carrier,
            day=writer.day(facts.pickup_on),
            window=facts.window,
        )
    if facts.pickup_on and facts.window:
        return writer._(
            "{carrier} picks it up at your door on {day}, {window}.",
            carrier=carrier,
            day=writer.day(facts.pickup_on),
            window=facts.window,
        )
    if facts.pickup_on:
        return writer._(
            "{carrier} picks it up at your door on {day}.", carrier=carrier, day=writer.day(facts.pickup_on)
        )
    return writer._("{carrier} picks it up at your door. Choose the day that suits you.", carrier=carrier)


def _in_store(facts: LabelFacts, writer: Writer) -> Phrase:
    if facts.place:
        return writer._("Bring it to {place} and show your return number.", place=facts.place)
    return writer._("Bring it to our store and show your return number.")


_LEADS: dict[str, Callable[[LabelFacts, Writer], Phrase]] = {
    "drop_off": _drop_off,
    "pickup": _pickup,
    "in_store": _in_store,
}


def _pack(facts: LabelFacts, writer: Writer) -> Todo:
    pieces = sum(item.quantity for item in facts.items)
    names = writer.together([item.name for item in facts.items])
    if pieces == 2:
        return Todo(writer._("Pack both products"), names)
    return Todo(writer.n("Pack the product", "Pack all {count} products", max(pieces, 1)), names)


def _button(facts: LabelFacts, writer: Writer) -> Phrase:
    to_book = facts.handover == "pickup" and facts.pickup_on is None
    return writer._("Choose a day") if to_book else writer._("Follow my return")


def _stick(facts: LabelFacts, writer: Writer) -> tuple[Todo, ...]:
    if _shows_code(facts) or not facts.document:
        return ()
    note = writer._("It is attached to this e-mail. Cover older labels.")
    return (Todo(writer._("Stick the label on the box"), note),)


def _hand_over(facts: LabelFacts, writer: Writer) -> Todo:
    if facts.handover == "pickup":
        return Todo(writer._("Hand it over at your door"), writer._("Keep the box ready near the door."))
    if facts.handover == "in_store":
        return Todo(writer._("Bring it to the store"), writer._("Show your return number there."))
    by = writer._("By {day}", day=writer.day(facts.by)) if facts.by else ""
    return Todo(writer._("Bring it to any {place}", place=_place(facts, writer)), by)


def _keep(writer: Writer) -> Todo:
    return Todo(writer._("Keep the receipt"), writer._("It proves that you handed it over."))


def _enclosure(facts: LabelFacts, writer: Writer) -> tuple[Part, ...]:
    if not facts.document:
        return ()
    note = (
        writer._("{size}. Attached, for if you prefer to print")
        if _shows_code(facts)
        else (writer._("{size}. Attached to this e-mail"))
    )
    return (Enclosure(facts.document.name, Phrase(note.pattern, {"size": _size(facts.document, writer)})),)


def _size(document: Document, writer: Writer) -> str:
    count = number(writer.language, max(1, round(document.size / _KILO)))
    kilobytes = str(writer._("{count} KB", count=count))
    return ", ".join(part for part in (kilobytes, document.paper) if part)


def _place(facts: LabelFacts, writer: Writer) -> str:
    return facts.place or str(writer._("parcel shop"))
