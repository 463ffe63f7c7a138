"""The outbox seen from the other side: every mail that leaves, newest first."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, false, or_, true
from sqlmodel import Session, col, select

from returns_app import routes
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return
from returns_app.db.search import like
from returns_app.domain.actors import Actor, ActorKind
from returns_app.mail.staff_facts import STAFF_KINDS
from returns_app.mail.withdrawal_facts import WITHDRAWN
from returns_app.queries import moments
from returns_app.queries.found import asked
from returns_app.queries.mail_subjects import subject_of
from returns_app.queries.scope import in_scope
from returns_app.queries.standing import shown_number

MOST = 100
_LANGUAGES = {"en": "English", "nl": "Dutch", "de": "German", "fr": "French"}


@dataclass(frozen=True)
class InboxMail:
    """One mail. `status` is pending, sent or dead; `html`, `text` and `attachment` are where its parts are."""

    id: str = ""
    subject: str = ""
    recipient: str = ""
    name: str = ""
    language: str = ""
    status: str = ""
    error: str = ""
    age: str = ""
    when: str = ""
    number: str = ""
    href: str = ""
    html: str = ""
    text: str = ""
    attachment: str = ""
    attachment_name: str = ""


@dataclass(frozen=True)
class InboxView:
    """The newest mails that match; `more` says that there are older ones."""

    mails: list[InboxMail] = field(default_factory=list)
    more: bool = False


def inbox(session: Session, actor: Actor, words: str, *, now: datetime) -> InboxView:
    """The newest mails whose recipient holds these words. Raises `Forbidden` for whoever may not see links.

    One statement, whatever is found.
    """
    if actor.kind is not ActorKind.SYSTEM:
        actor.require_desk()
    everything = true() if actor.sees_all else false()
    query = (
        select(OutboxMail, Return)
        .outerjoin(Return, col(Return.id) == OutboxMail.return_id)
        .where(or_(and_(everything, col(OutboxMail.return_id).is_(None)), in_scope(actor)))
        # Who reads a mail to a colleague about their password could set it.
        .where(col(OutboxMail.kind).not_in(STAFF_KINDS))
        .order_by(col(OutboxMail.created_at).desc(), col(OutboxMail.id).desc())
        .limit(MOST + 1)
    )
    for word in asked(words).split():
        pattern = like(word)
        query = query.where(
            or_(
                col(OutboxMail.to_address).ilike(pattern, escape="!"),
                col(OutboxMail.to_name).ilike(pattern, escape="!"),
            )
        )
    found = list(session.exec(query))
    return InboxView([_view(mail, row, now=now) for mail, row in found[:MOST]], more=len(found) > MOST)


def _view(mail: OutboxMail, row: Return | None, *, now: datetime) -> InboxMail:
    document = _document(mail)
    return InboxMail(
        id=str(mail.id),
        subject=subject_of(mail),
        recipient=mail.to_address,
        name=mail.to_name,
        language=_LANGUAGES.get(mail.language, mail.language),
        status=mail.status,
        error=mail.last_error,
        age=moments.short_age(mail.created_at, now=now),
        when=moments.at(mail.sent_at or mail.created_at),
        number=shown_number(row) if row else "",
        href=routes.return_page(row.id) if row else "",
        html=routes.mail_file(mail.id, "mail.html"),
        text=routes.mail_file(mail.id, "mail.txt"),
        attachment=routes.mail_file(mail.id, "attachment.pdf") if document else "",
        attachment_name=document,
    )


def _document(mail: OutboxMail) -> str:
    """The name of what is attached, empty for nothing."""
    if mail.kind == WITHDRAWN and mail.to_address:
        return f"withdrawal-{mail.facts.get('number', '')}.pdf"
    document = mail.facts.get("document") or {}
    return str(document.get("name", "Label.pdf")) if mail.label_id else ""
