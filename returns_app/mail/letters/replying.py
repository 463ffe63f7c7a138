"""What the mails without a page share: a greeting, and the way out to a person."""

from urllib.parse import quote

from returns_app.mail.brand import Brand
from returns_app.mail.letter import Button, Phrase, Writer, called


def greeting(writer: Writer, name: str) -> Phrase:
    """The first line of a letter that says something unasked."""
    return writer._("Hello {name},", name=called(name)) if name else writer._("Hello,")


def reply_button(writer: Writer, brand: Brand, subject: str, *, agent: str = "") -> Button:
    """A quiet button that begins an answer to this mail."""
    label = writer._("Reply to {agent}", agent=called(agent)) if agent else writer._("Reply to us")
    address = f"mailto:{quote(brand.email, safe='@+')}?subject={quote(f'Re: {subject}')}"
    return Button(label, address, quiet=True)
