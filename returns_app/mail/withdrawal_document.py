"""The acknowledgement of a withdrawal as a document: the facts of its mail, so that both always say the same."""

from returns_app.i18n import known_language, money
from returns_app.labels.acknowledgement import Acknowledgement, Goods, acknowledgement_pdf
from returns_app.mail.brand import Brand
from returns_app.mail.facts import Item
from returns_app.mail.letter import Writer
from returns_app.mail.letters.withdrawn import declared, moment, what_follows
from returns_app.mail.withdrawal_facts import WithdrawnFacts


def withdrawal_pdf(facts: WithdrawnFacts, *, brand: Brand, language: str) -> bytes:
    """The document. The same facts give the same bytes at any time."""
    writer = Writer(known_language(language), brand.timezone)
    named = (
        (writer._("Declared"), moment(facts, writer)),
        (writer._("Name"), facts.name),
        (writer._("Order number"), facts.order),
        (writer._("Return number"), facts.number),
        (writer._("To"), brand.name),
    )
    data = Acknowledgement(
        title=str(writer._("Acknowledgement of your withdrawal")),
        statement=str(declared(facts, writer)),
        facts=tuple((str(name), value) for name, value in named if value),
        goods_title=str(writer._("What you withdrew from")),
        goods=tuple(_goods(item, writer) for item in facts.items),
        after=tuple(map(str, what_follows(facts, writer))),
        sender=(brand.name, *brand.address_lines, brand.email, brand.phone),
        language=writer.language,
    )
    return acknowledgement_pdf(data)


def _goods(item: Item, writer: Writer) -> Goods:
    price = money(writer.language, item.price.times(item.quantity)) if item.price else ""
    details = " · ".join(part for part in (item.details, price) if part)
    return Goods(item.quantity, item.name, details)
