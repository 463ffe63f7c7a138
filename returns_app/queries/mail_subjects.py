"""The subject of a mail of the outbox, without laying the mail out."""

from returns_app.db.outbox import OutboxMail
from returns_app.i18n import known_language
from returns_app.mail.facts import BadFacts, read_facts
from returns_app.mail.letter import Writer
from returns_app.mail.letters import write_letter
from returns_app.mail.merchant import merchant

# A subject holds no address; a letter cannot be written without one.
_ANY_URL = "https://link.invalid"


def subject_of(mail: OutboxMail) -> str:
    """The subject as the recipient reads it, or words that say that the mail cannot be shown."""
    if not mail.to_address:
        return "Erased at the customer’s request"
    brand = merchant()
    try:
        facts = read_facts(mail.kind, mail.facts)
    except BadFacts:
        return "This mail cannot be shown"
    writer = Writer(known_language(mail.language), brand.timezone)
    return write_letter(facts, writer, brand=brand, url=_ANY_URL).subject
