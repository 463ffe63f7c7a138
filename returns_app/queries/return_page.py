"""The page of one return: everything the desk knows about it, read in a number of statements that never grows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, or_, select

from returns_app.db.accounts import User
from returns_app.db.customers import Customer, addresses_of
from returns_app.db.drafts import LoadedDraft, address_of, load_draft
from returns_app.db.links import Link, latest_link, live_link
from returns_app.db.outbox import OutboxMail, mails_of
from returns_app.db.policies import ReturnPolicy
from returns_app.db.receiving import undeclared_of
from returns_app.db.returns import Return, fetch
from returns_app.db.shipments import Label, Parcel, Shipment, labels_of, shipment_of, spares_of
from returns_app.db.shipping import OptionRow, option_row
from returns_app.db.timeline import TimelineEntry, entries_of
from returns_app.domain.actors import DESK_ROLES, Actor
from returns_app.domain.addresses import Address
from returns_app.domain.afterwards import MOST_SPARES, Afterwards, takes_spares
from returns_app.domain.lifecycle import Status
from returns_app.domain.policy import CreationPath
from returns_app.domain.shipping import Handover
from returns_app.domain.wizard import is_withdrawal
from returns_app.i18n import SOURCE_LANGUAGE, language_name
from returns_app.queries import moments
from returns_app.queries.contact_words import phone_words
from returns_app.queries.lifecycle import settled_view
from returns_app.queries.link_track import KnownLink, mail_of_link
from returns_app.queries.mail_subjects import subject_of
from returns_app.queries.refund_clock import refund_clock
from returns_app.queries.return_acts import Standing, acts_of, is_wanted, mode_of
from returns_app.queries.return_addresses import truth_view
from returns_app.queries.return_answers import answers_of, count_words
from returns_app.queries.return_lines import line_views, lines_words, value_words
from returns_app.queries.return_link import contract_view
from returns_app.queries.return_shipment import documents, failure_view, shipment_view
from returns_app.queries.return_story import Look, mail_views, story_view, whole_story, writing_view
from returns_app.queries.return_views import Colleague, ContractView, CustomerView, ReturnView, ShipmentView
from returns_app.queries.scope import in_scope
from returns_app.queries.standing import is_link_ended, shown_number, standing
from returns_app.queries.timeline_story import last_words

_PLAIN = Look()


@dataclass(frozen=True)
class _Gathered:
    """The rows a page is made of."""

    row: Return
    loaded: LoadedDraft
    policy: ReturnPolicy | None
    customer: Customer | None
    people: list[User]
    link: Link | None
    shipment: Shipment | None
    spares: int
    option: OptionRow | None
    labels: list[tuple[Parcel, Label]]
    entries: list[TimelineEntry]
    mails: list[OutboxMail]
    others: int
    actor: Actor
    now: datetime


def return_page(
    session: Session, actor: Actor, return_id: UUID, *, now: datetime, look: Look = _PLAIN
) -> ReturnView:
    """The page of a return, as somebody looks at it. Raises `NotFound` beyond the actor's scope."""
    have = _gather(session, actor, fetch(session, actor, return_id), now)
    row, customer, lines = have.row, _customer(have), have.loaded.lines
    subjects = {str(mail.id): subject_of(mail) for mail in have.mails}
    story = whole_story(session, row, have.entries, have.mails, subjects)
    return ReturnView(
        **_head(have, look),
        last=last_words(story, now=now),
        value=value_words(lines),
        customer=customer,
        lines=line_views(session, row, lines, undeclared_of(session, row.id)),
        lines_words=lines_words(lines),
        truth=truth_view(address_of(row), _recorded(session, row), have.shipment),
        shipment=_shipment(have),
        documents=documents(have.labels),
        failure=failure_view(have.shipment, have.option, now=now),
        settled=settled_view(session, row),
        refund=refund_clock(row, entries=have.entries, mails=have.mails, option=have.option, now=now),
        answers=answers_of(have.loaded.groups, row.id),
        answers_words=count_words(have.loaded.groups),
        contract=_contract(have),
        story=story_view(story, look, actor, now=now),
        mails=mail_views(have.mails, subjects, actor),
        writing=writing_view(session, row, customer, now=now),
    )


def _gather(session: Session, actor: Actor, row: Return, now: datetime) -> _Gathered:
    shipment = shipment_of(session, row.id)
    option_id = shipment.option_id if shipment else row.option_id
    others = (
        select(func.count()).select_from(Return).where(Return.customer_id == row.customer_id, in_scope(actor))
    )
    return _Gathered(
        row=row,
        loaded=load_draft(session, row),
        policy=session.get(ReturnPolicy, row.policy_id) if row.policy_id else None,
        customer=session.get(Customer, row.customer_id) if row.customer_id else None,
        people=_people(session, row),
        link=live_link(session, row.id) or latest_link(session, row.id),
        shipment=shipment,
        spares=len(spares_of(session, row.id)),
        option=option_row(session, option_id) if option_id else None,
        labels=labels_of(session, row.id),
        entries=entries_of(session, row.id),
        mails=mails_of(session, row.id),
        others=session.exec(others).one() - 1 if row.customer_id else 0,
        actor=actor,
        now=now,
    )


def _head(have: _Gathered, look: Look) -> dict[str, Any]:
    """What names the return and says how it stands."""
    row, facts = have.row, _facts(have)
    by_id = {person.id: person.name for person in have.people}
    return {
        "id": str(row.id),
        "version": row.version,
        "mode": mode_of(facts, have.actor, ship=look.ship),
        "status": _status(have),
        "number": shown_number(row),
        "has_number": row.number is not None,
        "reference": str(row.reference),
        "return_type": have.policy.name if have.policy else "",
        "order": row.order_number,
        "started": _started(row, by_id),
        "waiting": moments.short_age(row.since, now=have.now),
        "since": moments.at(row.since),
        "assigned": by_id.get(row.assigned_to, "") if row.assigned_to else "",
        "assigned_id": str(row.assigned_to) if row.assigned_to else "",
        "colleagues": _colleagues(have.people),
        "language": language_name(SOURCE_LANGUAGE, row.language),
        "language_code": row.language,
        "acts": acts_of(facts, have.actor),
    }


def _recorded(session: Session, row: Return) -> list[Address]:
    return addresses_of(session, row.customer_id) if row.customer_id else []


def _shipment(have: _Gathered) -> ShipmentView:
    return shipment_view(
        have.shipment,
        have.option,
        labels=have.labels,
        entries=have.entries,
        row=have.row,
        payer=have.policy.label_payer if have.policy else "",
        spares=have.spares,
    )


def _people(session: Session, row: Return) -> list[User]:
    """Those a return can be assigned to, and those who have to do with this one whether or not they still work here."""
    involved = [one for one in (row.assigned_to, row.created_by) if one is not None]
    at_desk = col(User.active).is_(True) & col(User.role).in_([role.value for role in DESK_ROLES])
    query = select(User).where(or_(at_desk, col(User.id).in_(involved))).order_by(col(User.name))
    return list(session.exec(query))


def _colleagues(people: list[User]) -> list[Colleague]:
    return [Colleague(str(one.id), one.name) for one in people if one.active and one.role in DESK_ROLES]


def _facts(have: _Gathered) -> Standing:
    alive = have.link is not None and have.link.revoked_at is None and have.link.superseded_at is None
    return Standing(
        row=have.row,
        shipment=have.shipment,
        has_label=bool(have.labels),
        has_link=alive,
        asked=any(entry.kind == "submitted_for_shipping" for entry in have.entries),
        withdraws=is_withdrawal(have.loaded.draft)
        and have.loaded.draft.order_number != ""
        and bool(have.loaded.lines),
        can_spare=_can_spare(have),
        can_read=have.customer is not None and have.customer.erased_at is None,
    )


def _can_spare(have: _Gathered) -> bool:
    """Whether one more label can be had: the desk is not held to what the policy gives its customers."""
    if have.option is None or have.spares >= MOST_SPARES:
        return False
    row = have.row
    return takes_spares(
        Afterwards(Status(row.status), CreationPath(row.path), Handover(have.option[0].handover))
    )


def _status(have: _Gathered) -> str:
    link = have.link if _facts(have).has_link else None
    return standing(
        have.row,
        link_ends=link.expires_at if link else None,
        label_wanted=is_wanted(have.shipment),
        link_ended=is_link_ended(have.policy, have.entries),
        now=have.now,
    )


def _started(row: Return, names: dict[UUID, str]) -> str:
    way = "By link" if row.path == CreationPath.LINK else "Created"
    who = f"by {names.get(row.created_by, 'the desk')}" if row.created_by else "by the customer"
    return f"{way} {who}, {moments.on(row.created_at)}"


def _customer(have: _Gathered) -> CustomerView:
    customer = have.customer
    if customer is None:
        return CustomerView()
    return CustomerView(
        id=str(customer.id),
        name=customer.name,
        number=customer.number,
        email=customer.email,
        phone=phone_words(customer.phone),
        language=language_name(SOURCE_LANGUAGE, customer.language),
        others={0: "No other returns", 1: "1 other return"}.get(have.others, f"{have.others} other returns"),
    )


def _contract(have: _Gathered) -> ContractView:
    if have.link is None:
        return ContractView()
    known = KnownLink(
        row=have.row,
        link=have.link,
        loaded=have.loaded,
        customer=have.customer.name if have.customer else "the customer",
        email=have.customer.email if have.customer else "",
        mail=mail_of_link(have.link, have.mails),
        entries=have.entries,
        actor=have.actor,
        now=have.now,
    )
    return contract_view(known)
