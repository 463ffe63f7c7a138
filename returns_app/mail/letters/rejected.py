"""The return is not accepted: the decision first, the agent's words, then what the customer can do."""

from urllib.parse import quote

from returns_app.mail.brand import Brand
from returns_app.mail.facts import RejectedFacts
from returns_app.mail.letter import Bullets, Button, Heading, Letter, Paragraph, Phrase, Quote, Writer, called
from returns_app.mail.letters.rows import products


def rejected_letter(facts: RejectedFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """No alarm and no link into the portal: the way out is a reply to a person."""
    del url
    subject = str(_subject(facts, writer))
    order = str(writer._("Order {order}", order=facts.order)) if facts.order else ""
    return Letter(
        subject=subject,
        preheader=str(writer._("Here is why, and what you can do.")),
        title=_title(facts, writer),
        parts=(
            Paragraph(_greeting(facts, writer)),
            Paragraph(_decision(facts, writer)),
            *products(writer, facts.items, order),
            Quote(_caption(facts, writer), facts.reason),
            Heading(writer._("What you can do")),
            Bullets(_ways(writer, brand)),
            Button(
                _reply(facts, writer),
                f"mailto:{quote(brand.email, safe='@+')}?subject={quote(f'Re: {subject}')}",
                quiet=True,
            ),
        ),
    )


def _subject(facts: RejectedFacts, writer: Writer) -> Phrase:
    if len(facts.items) == 1:
        return writer._("About your return of {product}", product=facts.items[0].name)
    return writer._("About your return")


def _title(facts: RejectedFacts, writer: Writer) -> Phrase:
    if sum(item.quantity for item in facts.items) == 1:
        return writer._("We can’t take this one back")
    return writer._("We can’t take this back")


def _greeting(facts: RejectedFacts, writer: Writer) -> Phrase:
    return writer._("Hello {name},", name=called(facts.name)) if facts.name else writer._("Hello,")


def _decision(facts: RejectedFacts, writer: Writer) -> Phrase:
    return writer.n(
        "Thank you for your request. We looked at it carefully and can’t accept this return. "
        "Please keep the product and don’t send it.",
        "Thank you for your request. We looked at it carefully and can’t accept this return. "
        "Please keep the products and don’t send them.",
        max(1, sum(item.quantity for item in facts.items)),
    )


def _caption(facts: RejectedFacts, writer: Writer) -> Phrase:
    return writer._("Why, in {agent}’s words", agent=called(facts.agent)) if facts.agent else writer._("Why")


def _ways(writer: Writer, brand: Brand) -> tuple[Phrase, ...]:
    again = writer._("See it differently? Reply to this e-mail. A colleague will look at it again.")
    return (
        (again, writer._("Rather talk? Call us at {phone}.", phone=brand.phone)) if brand.phone else (again,)
    )


def _reply(facts: RejectedFacts, writer: Writer) -> Phrase:
    return writer._("Reply to {agent}", agent=called(facts.agent)) if facts.agent else writer._("Reply to us")
