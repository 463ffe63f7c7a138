"""A mail with everything it needs to leave: from whom, to whom, when, and the bytes that go with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from returns_app.mail.facts import clean_file_name, clean_line
from returns_app.mail.messages import Message


class BadEnvelope(ValueError):
    """It cannot be packed: an address is none, or a picture or document the mail announces is missing."""


@dataclass(frozen=True)
class Attachment:
    """A document as a PDF; its name is made safe when it is packed."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Envelope:
    """What a sender needs.

    `message_id` (`<...@domain>`) is stable for one outbox row, so that a mail that leaves twice is recognized.
    `date` is aware. `images` are PNG pictures by content id, one for each that the message shows.
    """

    message: Message
    recipient: str
    sender: str
    sender_name: str
    message_id: str
    date: datetime
    reply_to: str = ""
    recipient_name: str = ""
    images: Mapping[str, bytes] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()


def pack(envelope: Envelope) -> EmailMessage:
    """The envelope as a MIME message: text, HTML with its pictures, documents. Raises `BadEnvelope`.

    The same envelope always makes the same headers; no value can add one of its own.
    """
    _complete(envelope)
    mail = EmailMessage(policy=SMTP)
    for name, value in _headers(envelope).items():
        mail[name] = value
    mail.set_content(envelope.message.text)
    mail.add_alternative(envelope.message.html, subtype="html")
    _embed(mail, envelope)
    for attachment in envelope.attachments:
        mail.add_attachment(
            attachment.content,
            maintype="application",
            subtype="pdf",
            filename=clean_file_name(attachment.name),
        )
    # Last, because setting the content clears the headers about it.
    mail["Content-Language"] = envelope.message.language
    return mail


def mailbox(address: str, name: str = "") -> Address:
    """An address with a name for a header; an international domain in its ASCII form. Raises `BadEnvelope`."""
    local, _, domain = clean_line(address).rpartition("@")
    try:
        return Address(display_name=clean_line(name), addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except (ValueError, IndexError, MessageError):
        message = "not an e-mail address"
        raise BadEnvelope(message) from None


def _headers(envelope: Envelope) -> dict[str, object]:
    sender = mailbox(envelope.sender, envelope.sender_name)
    return {
        "From": sender,
        "To": mailbox(envelope.recipient, envelope.recipient_name),
        "Reply-To": mailbox(envelope.reply_to, envelope.sender_name) if envelope.reply_to else sender,
        "Subject": clean_line(envelope.message.subject),
        "Date": format_datetime(envelope.date),
        "Message-ID": clean_line(envelope.message_id),
        # Keeps out-of-office answers away (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }


def _embed(mail: EmailMessage, envelope: Envelope) -> None:
    page = mail.get_body(("html",))
    for cid in envelope.message.images:
        if isinstance(page, EmailMessage):
            page.add_related(
                envelope.images[cid],
                maintype="image",
                subtype="png",
                cid=f"<{cid}>",
                disposition="inline",
                filename=f"{cid.partition('@')[0]}.png",
            )


def _complete(envelope: Envelope) -> None:
    named = {clean_file_name(attachment.name) for attachment in envelope.attachments}
    missing = [
        *(cid for cid in envelope.message.images if cid not in envelope.images),
        *(name for name in envelope.message.files if name not in named),
    ]
    if missing:
        message = f"missing: {', '.join(missing)}"
        raise BadEnvelope(message)
