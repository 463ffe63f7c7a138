"""A message from the desk: who writes, what they wrote, and where to answer."""

from returns_app.mail.brand import Brand
from returns_app.mail.letter import Button, Letter, Notice, Paragraph, Part, Phrase, Quote, Writer, called
from returns_app.mail.letters.replying import greeting, reply_button
from returns_app.mail.message_facts import MessageFacts

_PREVIEW = 140


def message_letter(facts: MessageFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """One button to the return's page, where the answer reaches the desk; without a page, to a reply by e-mail."""
    subject = str(_subject(facts, writer))
    return Letter(
        subject=subject,
        preheader=" ".join(facts.words.split())[:_PREVIEW],
        title=_title(facts, writer, brand),
        parts=(
            Paragraph(greeting(writer, facts.name)),
            Quote(_caption(facts, writer, brand), facts.words),
            *_way(facts, writer, brand, subject=subject, url=url),
        ),
    )


def _subject(facts: MessageFacts, writer: Writer) -> Phrase:
    if facts.number:
        return writer._("A message about your return {number}", number=facts.number)
    return writer._("A message about your return")


def _title(facts: MessageFacts, writer: Writer, brand: Brand) -> Phrase:
    who = called(facts.agent) if facts.agent else brand.name
    return writer._("{agent} wrote to you about your return", agent=who)


def _caption(facts: MessageFacts, writer: Writer, brand: Brand) -> Phrase:
    if facts.agent:
        return writer._("{agent}, {merchant}", agent=called(facts.agent), merchant=brand.name)
    return writer._("A word from us")


def _way(facts: MessageFacts, writer: Writer, brand: Brand, *, subject: str, url: str) -> tuple[Part, ...]:
    if not url:
        return (reply_button(writer, brand, subject, agent=facts.agent),)
    return (
        Button(
            writer._("Answer on your return’s page"),
            url,
            hint=writer._("Or copy this address into your browser:"),
        ),
        Notice(
            writer._(
                "You see the whole conversation there. The link is yours alone: please don’t forward it."
            )
        ),
    )
