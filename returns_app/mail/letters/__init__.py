"""The words of each kind of mail, a file per kind. Pure: facts in, a letter out."""

from returns_app.mail.brand import Brand
from returns_app.mail.facts import AuthorizedFacts, Facts, LabelFacts, LinkFacts, RejectedFacts
from returns_app.mail.letter import Letter, Writer
from returns_app.mail.letters.authorized import authorized_letter
from returns_app.mail.letters.label import CODE_IMAGE, label_letter
from returns_app.mail.letters.link import link_letter
from returns_app.mail.letters.rejected import rejected_letter

__all__ = ["CODE_IMAGE", "write_letter"]


def write_letter(facts: Facts, writer: Writer, *, brand: Brand, url: str) -> Letter:
    """The letter of these facts."""
    match facts:
        case LinkFacts():
            return link_letter(facts, writer, brand, url)
        case AuthorizedFacts():
            return authorized_letter(facts, writer, brand, url)
        case LabelFacts():
            return label_letter(facts, writer, brand, url)
        case RejectedFacts():
            return rejected_letter(facts, writer, brand, url)
        case _:
            message = f"no letter for {type(facts).__name__}"
            raise TypeError(message)
