"""Products as rows of a letter."""

from returns_app.i18n import money
from returns_app.mail.facts import Item
from returns_app.mail.letter import Products, Row, Writer


def products(writer: Writer, items: tuple[Item, ...], note: str = "") -> tuple[Products, ...]:
    """The list of products, each with its facts and then `note`; nothing when there are none."""
    rows = tuple(Row(item.quantity, item.name, _notes(writer, item, note)) for item in items)
    return (Products(rows),) if rows else ()


def _notes(writer: Writer, item: Item, note: str) -> tuple[str, ...]:
    price = money(writer.language, item.price.times(item.quantity)) if item.price else ""
    facts = " · ".join(part for part in (item.details, price) if part)
    return tuple(line for line in (facts, item.reason, note) if line)
