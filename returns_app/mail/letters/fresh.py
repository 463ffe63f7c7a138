"""A fresh link to a return that is confirmed already: to look at, with nothing left to do."""

from returns_app.mail.brand import Brand
from returns_app.mail.fresh_facts import FreshFacts
from returns_app.mail.letter import Button, Letter, Paragraph, Ticket, Writer
from returns_app.mail.letters.rows import products


def fresh_letter(facts: FreshFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """One button to the page of the return."""
    del brand
    lead = writer._("Here is a fresh link to your return. Earlier links no longer work.")
    ticket = (Ticket(writer._("Return number"), facts.number),) if facts.number else ()
    return Letter(
        subject=str(writer._("A fresh link to your return")),
        preheader=str(lead),
        title=writer._("A fresh link to your return"),
        parts=(
            Paragraph(lead),
            *ticket,
            *products(writer, facts.items),
            Button(writer._("See my return"), url),
        ),
    )
