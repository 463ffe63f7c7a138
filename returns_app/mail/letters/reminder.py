"""Something still waits for the customer: the link, the label or the pickup. One friendly line and one button."""

from returns_app.mail.brand import Brand
from returns_app.mail.letter import Button, Letter, Notice, Paragraph, Part, Phrase, Ticket, Writer, called
from returns_app.mail.letters.rows import products
from returns_app.mail.lifecycle_facts import ReminderFacts


def reminder_letter(facts: ReminderFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """The button leads to the customer's own page."""
    del brand
    lead = _lead(facts, writer)
    return Letter(
        subject=str(_subject(facts, writer)),
        preheader=str(lead),
        title=_title(facts, writer),
        parts=(
            Paragraph(lead),
            *_number(facts, writer),
            *products(writer, facts.items),
            Button(
                _button(facts, writer), url, hint=writer._("Or copy this address into your browser:")
            ),
            *_until(facts, writer),
            Notice(writer._("Changed your mind, or sent it already? Then you can forget this e-mail.")),
        ),
    )  # fmt: skip


def _subject(facts: ReminderFacts, writer: Writer) -> Phrase:
    if facts.what == "link":
        return writer._("Your return still waits for you")
    if facts.what == "pickup":
        return writer._("Choose a day for your pickup: {number}", number=facts.number)
    return writer._("Your return label is waiting: {number}", number=facts.number)


def _title(facts: ReminderFacts, writer: Writer) -> Phrase:
    if facts.name:
        return writer._("{name}, shall we finish this?", name=called(facts.name))
    return writer._("Shall we finish this?")


def _lead(facts: ReminderFacts, writer: Writer) -> Phrase:
    if facts.what == "link":
        return writer.n(
            "Only one step is left. You can stop halfway and go on later.",
            "Only {count} steps are left. You can stop halfway and go on later.",
            max(len(facts.steps), 1),
        )
    if facts.what == "pickup":
        return writer._(
            "Your label is made. {carrier} needs a day to come to your door.", carrier=_who(facts, writer)
        )
    place = facts.place or str(writer._("parcel shop"))
    return writer._(
        "Your label is ready and we have not seen your parcel yet. You can bring it to any {place}.",
        place=place,
    )


def _who(facts: ReminderFacts, writer: Writer) -> str:
    return facts.carrier or str(writer._("The carrier"))


def _button(facts: ReminderFacts, writer: Writer) -> Phrase:
    if facts.what == "link":
        return writer._("Finish my return")
    return writer._("Choose a day") if facts.what == "pickup" else writer._("Get my label")


def _number(facts: ReminderFacts, writer: Writer) -> tuple[Part, ...]:
    return (Ticket(writer._("Return number"), facts.number),) if facts.number else ()


def _until(facts: ReminderFacts, writer: Writer) -> tuple[Part, ...]:
    if facts.what != "link" or facts.expires_at is None:
        return ()
    day = writer.day(facts.expires_at, year=True)
    return (Paragraph(writer._("The link is yours alone and works until {day}.", day=day)),)
