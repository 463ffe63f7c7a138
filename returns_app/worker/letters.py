"""From an outbox row to the mail itself, for sending and for looking at."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.db.outbox import OutboxMail
from returns_app.db.shipments import Label
from returns_app.db.tokens import link_token, reset_token
from returns_app.domain.errors import NotFound
from returns_app.labels import qr_png
from returns_app.mail.envelopes import Attachment, Envelope
from returns_app.mail.merchant import merchant
from returns_app.mail.messages import Message, preview, render
from returns_app.mail.staff_facts import AccountFacts, InvitationFacts, ResetFacts
from returns_app.mail.withdrawal_document import withdrawal_pdf
from returns_app.mail.withdrawal_facts import WITHDRAWN, WithdrawnFacts
from returns_app.routes import FORGOTTEN, MESSAGES, link_path, reset_path
from returns_app.settings import load

QR_SCALE = 6
# Where on the page a mail leads to, when not to its beginning.
_PLACES = {"message": f"#{MESSAGES}"}


def envelope_of(session: Session, mail: OutboxMail, *, now: datetime) -> Envelope:
    """The mail with everything it needs to leave. Raises `BadFacts` when its facts do not fit its kind."""
    settings = load()
    message = message_of(mail)
    label = session.get(Label, mail.label_id) if mail.label_id else None
    return Envelope(
        message=message,
        recipient=mail.to_address,
        recipient_name=mail.to_name,
        sender=settings.mail_from,
        sender_name=settings.merchant_name,
        reply_to=settings.merchant_email,
        message_id=f"<{mail.id}@{settings.mail_from.rpartition('@')[2]}>",
        date=now,
        images=_images(message, label),
        attachments=_attachments(mail, message, label),
    )


def message_of(mail: OutboxMail) -> Message:
    """What the mail says, in its language."""
    return render(mail.kind, mail.facts, brand=merchant(), language=mail.language, url=_address_in(mail))


def preview_of(session: Session, mail_id: UUID) -> str:
    """The mail's HTML as a browser shows it, its pictures inside. Raises `NotFound`."""
    mail = session.get(OutboxMail, mail_id)
    if mail is None:
        raise NotFound
    label = session.get(Label, mail.label_id) if mail.label_id else None
    message = message_of(mail)
    return preview(message, _images(message, label))


def link_url(link_id: UUID) -> str:
    """The whole address of a customer's link."""
    base: str = load().base_url
    return base + link_path(link_token(link_id))


def _address_in(mail: OutboxMail) -> str:
    """Where the mail's button leads, if it has one."""
    if mail.kind in {ResetFacts.kind, InvitationFacts.kind}:
        return load().base_url + reset_path(reset_token(mail.id))
    if mail.kind == AccountFacts.kind:
        return load().base_url + FORGOTTEN
    return link_url(mail.link_id) + _PLACES.get(mail.kind, "") if mail.link_id else ""


def _attachments(mail: OutboxMail, message: Message, label: Label | None) -> tuple[Attachment, ...]:
    if mail.kind == WITHDRAWN:
        content = withdrawal_pdf(WithdrawnFacts.read(mail.facts), brand=merchant(), language=mail.language)
        return tuple(Attachment(name, content) for name in message.files)
    return tuple(Attachment(name, label.a6) for name in message.files) if label else ()


def _images(message: Message, label: Label | None) -> dict[str, bytes]:
    if label is None or not label.qr_text:
        return {}
    return {cid: qr_png(label.qr_text, QR_SCALE) for cid in message.images}
