"""The steps of erasing a customer, one for each family of tables. A test leaves each out once, and finds traces."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, SQLModel, col, delete, func, or_, select, update

from returns_app.actions.customer_search import keep_unfindable
from returns_app.db.customers import Customer, CustomerAddress, CustomerNote
from returns_app.db.exceptions import GrantedException
from returns_app.db.exports import Export
from returns_app.db.links import Link
from returns_app.db.messages import FROM_CUSTOMER, Message
from returns_app.db.outbox import OutboxMail
from returns_app.db.photos import Photo, Upload
from returns_app.db.policies import SurveyQuestion
from returns_app.db.receiving import Settlement, UndeclaredItem
from returns_app.db.returns import Answer, Return, ReturnLine
from returns_app.db.saved_views import SavedView
from returns_app.db.search import fold, phone_digits
from returns_app.db.shipments import Label, Parcel, Shipment
from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import ActorKind
from returns_app.domain.erasing import ERASED_NAME, ERASED_WORDS, bare_facts, words_in
from returns_app.domain.refusing import REJECT_REASONS

_WRITTEN = ("short_text", "long_text")


@dataclass(frozen=True)
class Subject:
    """Who is forgotten: the customer with those merged into them, their returns, and what they are known by."""

    customers: tuple[UUID, ...]
    returns: tuple[UUID, ...]
    emails: frozenset[str]
    called: frozenset[frozenset[str]]
    known_by: frozenset[str]
    now: datetime


Step = Callable[[Session, Subject], None]


def subject_of(session: Session, customers: list[UUID], returns: list[UUID], *, now: datetime) -> Subject:
    """Gather it, before anything is gone."""
    rows = list(session.exec(select(Customer).where(col(Customer.id).in_(customers))))
    homes = session.exec(
        select(CustomerAddress.address).where(col(CustomerAddress.customer_id).in_(customers))
    )
    senders = session.exec(select(Return.address).where(col(Return.id).in_(returns)))
    shipped = session.exec(select(Shipment.sender).where(col(Shipment.return_id).in_(returns)))
    texts = [text for one in rows for text in (one.name, one.email, one.phone, phone_digits(one.phone))]
    for address in [*homes, *senders, *shipped]:
        texts += [str(part) for name, part in (address or {}).items() if name != "country"]
    return Subject(
        customers=tuple(customers),
        returns=tuple(returns),
        emails=frozenset(one.email.lower() for one in rows if one.email),
        called=frozenset(
            frozenset(names)
            for one in rows
            for text in (one.name, one.email, phone_digits(one.phone))
            if (names := words_in([fold(text)]))
        ),
        known_by=words_in(texts),
        now=now,
    )


def forget_search(session: Session, subject: Subject) -> None:
    """What they and their returns are found by, and the names that nobody else has."""
    for row in session.exec(select(Customer).where(col(Customer.id).in_(subject.customers))).all():
        keep_unfindable(session, row)


def forget_person(session: Session, subject: Subject) -> None:
    """Name, e-mail and phone. The number stays: the returns are kept under it."""
    mine = col(Customer.id).in_(subject.customers)
    _set(session, Customer, mine, name=ERASED_NAME, email="", phone="", erased_at=subject.now)


def forget_addresses(session: Session, subject: Subject) -> None:
    """Where they live."""
    mine = col(CustomerAddress.customer_id).in_(subject.customers)
    session.connection().execute(delete(CustomerAddress).where(mine))


def forget_notes(session: Session, subject: Subject) -> None:
    """What colleagues wrote about them."""
    mine = col(CustomerNote.customer_id).in_(subject.customers)
    session.connection().execute(delete(CustomerNote).where(mine))


def forget_senders(session: Session, subject: Subject) -> None:
    """Where their parcels came from; the country stays."""
    _set(session, Return, col(Return.id).in_(subject.returns), address=None)


def forget_links(session: Session, subject: Subject) -> None:
    """Their way in: nobody can write to a return any more whose customer is gone."""
    live = col(Link.return_id).in_(subject.returns) & col(Link.revoked_at).is_(None)
    _set(session, Link, live, revoked_at=subject.now)


def forget_line_words(session: Session, subject: Subject) -> None:
    """What was written about lines. Reasons from our own list stay."""
    mine = col(ReturnLine.return_id).in_(subject.returns)
    _set(session, ReturnLine, mine, reject_words="", check_words="")
    ours = {"", *REJECT_REASONS, *(str(sentence) for sentence in REJECT_REASONS.values())}
    _set(session, ReturnLine, mine & col(ReturnLine.reject_reason).not_in(ours), reject_reason="")


def forget_answers(session: Session, subject: Subject) -> None:
    """What they wrote in surveys. What they chose, counted or dated stays for the statistics."""
    written = select(SurveyQuestion.id).where(col(SurveyQuestion.kind).in_(_WRITTEN))
    mine = col(Answer.return_id).in_(subject.returns) & col(Answer.question_id).in_(written)
    session.connection().execute(delete(Answer).where(mine))


def forget_photos(session: Session, subject: Subject) -> None:
    """What they photographed, and what was on its way."""
    for table in (Photo, Upload):
        session.connection().execute(delete(table).where(col(table.return_id).in_(subject.returns)))


def forget_messages(session: Session, subject: Subject) -> None:
    """What was written about and between them; that something was written stays."""
    mine = col(Message.return_id).in_(subject.returns)
    _set(session, Message, mine, words=ERASED_WORDS)
    _set(session, Message, mine & (col(Message.kind) == FROM_CUSTOMER), author_name=ERASED_NAME)


def forget_labels(session: Session, subject: Subject) -> None:
    """The documents, and the text of the counter's code. The tracking stays."""
    shipments = select(Shipment.id).where(col(Shipment.return_id).in_(subject.returns))
    parcels = select(Parcel.id).where(col(Parcel.shipment_id).in_(shipments))
    _set(session, Label, col(Label.parcel_id).in_(parcels), a6=b"", a4=b"", qr_text="")


def forget_shipments(session: Session, subject: Subject) -> None:
    """Who sent it, and what the carrier said about that."""
    _set(session, Shipment, col(Shipment.return_id).in_(subject.returns), sender={}, error_words="")


def forget_mails(session: Session, subject: Subject) -> None:
    """Every mail about their returns or to their address; one that still waits does not leave."""
    mine = or_(
        col(OutboxMail.return_id).in_(subject.returns),
        func.lower(col(OutboxMail.to_address)).in_(subject.emails),
    )
    _set(session, OutboxMail, mine & (col(OutboxMail.status) == "pending"), status="dead")
    _set(session, OutboxMail, mine, to_address="", to_name="", facts={}, last_error="")


def forget_receiving(session: Session, subject: Subject) -> None:
    """What was written while the parcel was checked and settled; pieces and amounts stay."""
    _set(session, UndeclaredItem, col(UndeclaredItem.return_id).in_(subject.returns), words="")
    _set(session, Settlement, col(Settlement.return_id).in_(subject.returns), words="")


def forget_exception_words(session: Session, subject: Subject) -> None:
    """What was written about an exception; that it was made, and why by our list, stays."""
    _set(session, GrantedException, col(GrantedException.return_id).in_(subject.returns), words="")


def forget_story(session: Session, subject: Subject) -> None:
    """In the timeline: the customer's name, and whatever somebody wrote."""
    mine = col(TimelineEntry.return_id).in_(subject.returns)
    for entry in session.exec(select(TimelineEntry).where(mine)):
        entry.facts = bare_facts(entry.facts, subject.known_by)
        if entry.actor_kind == ActorKind.CUSTOMER:
            entry.actor_name = ERASED_NAME
        session.add(entry)
    session.flush()


def forget_lists(session: Session, subject: Subject) -> None:
    """Exports that may hold them, and lists that were found by their name, e-mail or phone."""
    _set(session, Export, col(Export.status) == "done", expires_at=subject.now)
    # Whoever writes one of these finds it canceled, and throws away what is written so far.
    running = col(Export.status) == "running"
    _set(session, Export, running, status="canceled", lease_until=None, expires_at=subject.now)
    views = session.exec(select(SavedView).where(col(SavedView.query).contains("q=")))
    for view in [one for one in views if _asks_for(one.query, subject)]:
        session.delete(view)
    exports = session.exec(select(Export).where(col(Export.query).contains("q=")))
    for export in [one for one in exports if _asks_for(one.query, subject)]:
        export.query, export.status, export.expires_at = "", "canceled", subject.now
        session.add(export)
    session.flush()


STEPS: tuple[Step, ...] = (
    forget_search, forget_person, forget_addresses, forget_notes, forget_senders, forget_links, forget_line_words,
    forget_answers, forget_photos, forget_messages, forget_labels, forget_shipments, forget_mails, forget_receiving,
    forget_exception_words, forget_story, forget_lists,
)  # fmt: skip


def _asks_for(query: str, subject: Subject) -> bool:
    """Whether a list was looked up by all of their name, by their e-mail or by their phone."""
    words = words_in([fold(" ".join(parse_qs(query).get("q", ())))])
    return any(names <= words for names in subject.called)


def _set(session: Session, table: type[SQLModel], where: ColumnElement[bool], **values: object) -> None:
    session.flush()
    session.connection().execute(update(table).where(where).values(**values))
