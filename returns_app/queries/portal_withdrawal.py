"""A customer's withdrawal as their pages show it, and its acknowledgement as a document."""

from uuid import UUID

from sqlmodel import Session, select

from returns_app.db.drafts import LoadedDraft
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return, fetch
from returns_app.domain.actors import Actor
from returns_app.domain.errors import NotFound
from returns_app.domain.wizard import is_withdrawal
from returns_app.i18n import Translator, date, time
from returns_app.mail.letters.withdrawn import document_name
from returns_app.mail.merchant import merchant
from returns_app.mail.withdrawal_document import withdrawal_pdf
from returns_app.mail.withdrawal_facts import WITHDRAWN, WithdrawnFacts
from returns_app.queries.portal_label import Document
from returns_app.queries.portal_views import WithdrawalView
from returns_app.queries.portal_words import ZONE


def withdrawal_view(t: Translator, loaded: LoadedDraft, *, name: str) -> WithdrawalView:
    """How the withdrawal of this return stands; empty for any other kind of return."""
    row = loaded.row
    if row.withdrawn_at is not None:
        return WithdrawalView(declared=declared_words(t, row))
    declares = is_withdrawal(loaded.draft) and row.checkout_at is None
    return WithdrawalView(declares=declares, name=name if declares else "")


def declared_words(t: Translator, row: Return) -> str:
    """The day and the minute of the declaration."""
    if row.withdrawn_at is None:
        return ""
    return f"{date(t.language, row.withdrawn_at, ZONE)}, {time(t.language, row.withdrawn_at, ZONE)}"


def acknowledgement(session: Session, actor: Actor) -> Document:
    """The acknowledgement, as it went out by mail. Raises `NotFound` when there is none for this actor, or no more."""
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    query = select(OutboxMail).where(OutboxMail.return_id == row.id, OutboxMail.kind == WITHDRAWN)
    mail = session.exec(query).first()
    # A mail without a recipient was erased at the customer's request.
    if mail is None or not mail.to_address:
        raise NotFound
    facts = WithdrawnFacts.read(mail.facts)
    content = withdrawal_pdf(facts, brand=merchant(), language=mail.language)
    return Document(document_name(facts), content, "application/pdf")
