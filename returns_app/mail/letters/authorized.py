"""The return may come back: choose how to send it. What does not come back is named, with the reason."""

from returns_app.mail.brand import Brand
from returns_app.mail.facts import AuthorizedFacts
from returns_app.mail.letter import Button, Letter, Notice, Paragraph, Part, Phrase, Ticket, Writer, called
from returns_app.mail.letters.rows import products, refused


def authorized_letter(facts: AuthorizedFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """One button to choose how to ship, or, when nothing is to be sent, to follow the return."""
    del brand
    lead = _lead(facts, writer)
    return Letter(
        subject=str(_subject(facts, writer)),
        preheader=str(lead),
        title=_title(facts, writer),
        parts=(
            Paragraph(lead),
            *products(writer, facts.items),
            *refused(writer, facts.refused),
            Ticket(writer._("Return number"), facts.number),
            _button(facts, writer, url),
            *_terms(facts, writer),
        ),
    )


def _subject(facts: AuthorizedFacts, writer: Writer) -> Phrase:
    if not facts.items:
        return writer._("Your return {number} is approved", number=facts.number)
    return writer._("Your return is approved: choose how to send it")


def _title(facts: AuthorizedFacts, writer: Writer) -> Phrase:
    if facts.name:
        return writer._("{name}, your return is approved", name=called(facts.name))
    return writer._("Your return is approved")


def _lead(facts: AuthorizedFacts, writer: Writer) -> Phrase:
    if not facts.items:
        return writer._("You don’t need to send anything. We handle the rest, and you can follow it here.")
    if facts.refused:
        return writer._(
            "Part of it can come back to us. Choose how to send it; your label follows by e-mail."
        )
    return writer._("It can come back to us. Choose how to send it; your label follows by e-mail.")


def _button(facts: AuthorizedFacts, writer: Writer, url: str) -> Button:
    label = writer._("Choose how to send it") if facts.items else writer._("Follow my return")
    return Button(label, url, hint=writer._("Or copy this address into your browser:"))


def _terms(facts: AuthorizedFacts, writer: Writer) -> tuple[Part, ...]:
    if facts.expires_at is None or not facts.items:
        return ()
    return (
        Notice(
            writer._(
                "The link is yours alone: please don’t forward it. It works until {day}.",
                day=writer.day(facts.expires_at, year=True),
            )
        ),
    )
