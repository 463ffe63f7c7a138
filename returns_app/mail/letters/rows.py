"""Products as rows of a letter."""

from returns_app.i18n import money
from returns_app.mail.facts import Item, Refused
from returns_app.mail.letter import Heading, Part, Phrase, Products, Row, Writer


def products(writer: Writer, items: tuple[Item, ...], note: str = "") -> tuple[Products, ...]:
    """The list of products, each with its facts and then `note`; nothing when there are none."""
    rows = tuple(Row(item.quantity, item.name, _notes(writer, item, note)) for item in items)
    return (Products(rows),) if rows else ()


def refused(writer: Writer, lines: tuple[Refused, ...]) -> tuple[Part, ...]:
    """What does not come back: what may be kept, then what is not accepted, each with its reason."""
    kept = [line for line in lines if line.keep]
    rejected = [line for line in lines if not line.keep]
    return (
        *_group(writer._("You can keep this"), kept),
        *_group(writer._("Not part of this return, please don’t send it"), rejected),
    )


def _group(heading: Phrase, lines: list[Refused]) -> tuple[Part, ...]:
    rows = tuple(
        Row(line.quantity, line.name, tuple(note for note in (line.details, line.reason) if note))
        for line in lines
    )
    return (Heading(heading), Products(rows)) if rows else ()


def _notes(writer: Writer, item: Item, note: str) -> tuple[str, ...]:
    price = money(writer.language, item.price.times(item.quantity)) if item.price else ""
    facts = " · ".join(part for part in (item.details, price) if part)
    return tuple(line for line in (facts, item.reason, note) if line)
