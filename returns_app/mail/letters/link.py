"""Finish your return: the pre-authorized link, what is left to do and until when."""

from returns_app.mail.brand import Brand
from returns_app.mail.facts import LinkFacts, Step
from returns_app.mail.letter import Button, Letter, Notice, Paragraph, Part, Phrase, Quote, Writer, called
from returns_app.mail.letters.rows import products

_QUICK = 2


def link_letter(facts: LinkFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """One button to the customer's own link. `url` is that link."""
    del brand
    tasks = _tasks(facts.steps, writer)
    return Letter(
        subject=str(_subject(facts, writer)),
        preheader=f"{tasks} {_duration(facts, writer)}",
        title=_title(facts, writer),
        parts=(
            Paragraph(f"{_prepared(facts, writer)} {tasks} {_duration(facts, writer)}"),
            *_message(facts, writer),
            *products(writer, facts.items),
            Button(
                writer._("Finish my return"), url, hint=writer._("Or copy this address into your browser:")
            ),
            Notice(_terms(facts, writer)),
        ),
    )


def _subject(facts: LinkFacts, writer: Writer) -> Phrase:
    if not facts.steps:
        return writer._("Your return is ready: only confirm it")
    return writer.n(
        "Your return is ready: one step left",
        "Your return is ready: {count} steps left",
        len(facts.steps),
        count=_in_words(len(facts.steps), writer),
    )


def _title(facts: LinkFacts, writer: Writer) -> Phrase:
    left = _in_words(len(facts.steps), writer)
    if not facts.steps:
        named = writer._("{name}, only your confirmation is missing", name=called(facts.name))
        return named if facts.name else writer._("Only your confirmation is missing")
    if not facts.name:
        return writer.n(
            "One step left to send this back",
            "{count} steps left to send this back",
            len(facts.steps),
            count=left.capitalize(),
        )
    return writer.n(
        "{name}, one step left to send this back",
        "{name}, {count} steps left to send this back",
        len(facts.steps),
        name=called(facts.name),
        count=left,
    )


def _prepared(facts: LinkFacts, writer: Writer) -> Phrase:
    if facts.renewed:
        return writer._("Here is a fresh link to your return. Earlier links no longer work.")
    if facts.agent:
        return writer._("{agent} prepared your return.", agent=called(facts.agent))
    return writer._("We prepared your return.")


def _tasks(steps: tuple[Step, ...], writer: Writer) -> str:
    tasks: dict[Step, Phrase] = {
        "order": writer._("fill in your order number"),
        "products": writer._("say what you are sending back"),
        "withdraw": writer._("confirm your withdrawal"),
        "survey": writer._("answer a few questions"),
        "address": writer._("check your address"),
        "shipping": writer._("choose how to send it"),
    }
    if not steps:
        return str(writer._("Look it over and confirm."))
    sentence = writer.together([str(tasks[step]) for step in steps])
    return f"{sentence[0].upper()}{sentence[1:]}."


def _duration(facts: LinkFacts, writer: Writer) -> Phrase:
    if len(facts.steps) <= _QUICK:
        return writer._("It takes about a minute, and you need no account.")
    return writer._("It takes a few minutes, and you need no account.")


def _message(facts: LinkFacts, writer: Writer) -> tuple[Part, ...]:
    if not facts.message:
        return ()
    caption = (
        writer._("{agent} writes", agent=called(facts.agent)) if facts.agent else writer._("A word from us")
    )
    return (Quote(caption, facts.message),)


def _terms(facts: LinkFacts, writer: Writer) -> Phrase:
    return writer._(
        "The link is yours alone: please don’t forward it. It works until {day}. "
        "You can stop halfway and go on later, on any device.",
        day=writer.day(facts.expires_at, year=True),
    )


def _in_words(count: int, writer: Writer) -> str:
    few = {2: writer._("two"), 3: writer._("three"), 4: writer._("four"), 5: writer._("five")}
    return str(few.get(count, count))
