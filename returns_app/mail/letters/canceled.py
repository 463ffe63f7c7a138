"""The return was called off: why, and what not to do any more."""

from returns_app.mail.brand import Brand
from returns_app.mail.facts import Item
from returns_app.mail.letter import Letter, Notice, Paragraph, Part, Phrase, Quote, Writer, called
from returns_app.mail.letters.replying import greeting, reply_button
from returns_app.mail.letters.rows import products
from returns_app.mail.lifecycle_facts import CanceledFacts


def canceled_letter(facts: CanceledFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """No link: there is nothing left to do with it; the way out is a reply to a person."""
    del url
    subject = str(_subject(facts, writer))
    order = str(writer._("Order {order}", order=facts.order)) if facts.order else ""
    return Letter(
        subject=subject,
        preheader=str(_lead(facts, writer)),
        title=writer._("Your return was canceled"),
        parts=(
            Paragraph(greeting(writer, facts.name)),
            Paragraph(_lead(facts, writer)),
            *_why(facts, writer),
            *products(writer, facts.items, order),
            Notice(_warning(facts, writer)),
            reply_button(writer, brand, subject, agent=facts.agent),
        ),
    )


def _subject(facts: CanceledFacts, writer: Writer) -> Phrase:
    if facts.number:
        return writer._("Your return {number} was canceled", number=facts.number)
    return _about(facts.items, writer)


def _about(items: tuple[Item, ...], writer: Writer) -> Phrase:
    if len(items) == 1:
        return writer._("Your return of {product} was canceled", product=items[0].name)
    return writer._("Your return was canceled")


def _lead(facts: CanceledFacts, writer: Writer) -> Phrase:
    if facts.by_customer:
        return writer._("You canceled your return. There is nothing more you need to do.")
    if facts.is_shown:
        return writer._("We canceled your return. Nothing has to be sent back.")
    return writer._("We canceled your return. Its link no longer works.")


def _why(facts: CanceledFacts, writer: Writer) -> tuple[Part, ...]:
    if not facts.reason:
        return ()
    caption = (
        writer._("Why, in {agent}’s words", agent=called(facts.agent)) if facts.agent else writer._("Why")
    )
    return (Quote(caption, facts.reason),)


def _warning(facts: CanceledFacts, writer: Writer) -> Phrase:
    if facts.has_label:
        return writer._(
            "Please don’t use your label any more. Already sent it? Reply to this e-mail and we look for your parcel."
        )
    return writer._("Please don’t send anything. Did we get it wrong? Reply to this e-mail.")
