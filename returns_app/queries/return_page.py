"""The page of one return: everything the desk knows about it, read in a number of statements that never grows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from returns_app import routes
from returns_app.db.accounts import User
from returns_app.db.customers import Customer
from returns_app.db.drafts import LoadedDraft, load_draft
from returns_app.db.links import Link, live_link
from returns_app.db.outbox import OutboxMail, mails_of
from returns_app.db.policies import Reason, ReturnPolicy, said_in
from returns_app.db.products import Product
from returns_app.db.returns import Return, ReturnLine, fetch
from returns_app.db.shipments import Label, Parcel, Shipment, labels_of, shipment_of
from returns_app.db.shipping import OptionRow, option_row
from returns_app.db.timeline import TimelineEntry, entries_of
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Event, Status, legal_events
from returns_app.domain.money import Money
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import customer_steps, remaining
from returns_app.i18n import SOURCE_LANGUAGE, language_name, money
from returns_app.queries import moments
from returns_app.queries.contact_words import phone_words
from returns_app.queries.mail_subjects import subject_of
from returns_app.queries.return_answers import answers_of, count_words
from returns_app.queries.return_shipment import documents, failure_view, is_wanted, shipment_view
from returns_app.queries.return_views import (
    ContractView,
    CustomerView,
    LineView,
    MailView,
    ReturnView,
    ShipmentView,
    StepView,
)
from returns_app.queries.scope import in_scope
from returns_app.queries.standing import LINK_EXPIRED, is_link_ended, shown_number, standing
from returns_app.queries.timeline_words import MailNames, tell_timeline

_OUTCOMES = {"refund": "Refund", "exchange": "Exchange", "repair": "Repair"}
_CAN_MAIL_LABEL = frozenset({Status.SUBMITTED, Status.PICKUP_REQUESTED})


@dataclass(frozen=True)
class _Gathered:
    """The rows a page is made of."""

    row: Return
    loaded: LoadedDraft
    policy: ReturnPolicy | None
    customer: Customer | None
    creator: User | None
    link: Link | None
    shipment: Shipment | None
    option: OptionRow | None
    labels: list[tuple[Parcel, Label]]
    entries: list[TimelineEntry]
    mails: list[OutboxMail]
    others: int


def return_page(
    session: Session, actor: Actor, return_id: UUID, *, now: datetime, ship: bool = False
) -> ReturnView:
    """The page of a return. Raises `NotFound` beyond the actor's scope.

    With `ship` a return whose customer was asked to choose opens where the agent can choose instead.
    """
    have = _gather(session, actor, fetch(session, actor, return_id))
    row = have.row
    status = standing(
        row,
        link_ends=have.link.expires_at if have.link else None,
        label_wanted=is_wanted(have.shipment),
        link_ended=is_link_ended(have.policy, have.entries),
        now=now,
    )
    return ReturnView(
        id=str(row.id),
        version=row.version,
        mode=_mode(have, actor, ship=ship),
        status=status,
        number=shown_number(row),
        has_number=row.number is not None,
        reference=str(row.reference),
        return_type=have.policy.name if have.policy else "",
        order=row.order_number,
        value=_value(have.loaded.lines),
        started=_started(have),
        waiting=moments.short_age(row.changed_at, now=now),
        language=language_name(SOURCE_LANGUAGE, row.language),
        language_code=row.language,
        acts=_acts(have, actor),
        customer=_customer(have),
        lines=_lines(session, have),
        lines_words=lines_words(have.loaded.lines),
        shipment=_shipment(have),
        documents=documents(have.labels),
        failure=failure_view(have.shipment, have.option, now=now),
        answers=answers_of(have.loaded.groups),
        answers_words=count_words(have.loaded.groups),
        contract=_contract(have, expired=status == LINK_EXPIRED, now=now),
        **_story(have, now=now),
    )


def lines_words(lines: tuple[ReturnLine, ...]) -> str:
    """How much a return holds: `2 lines, 5 pieces`."""
    pieces = sum(line.quantity for line in lines)
    return f"{len(lines)} line{'' if len(lines) == 1 else 's'}, {pieces} piece{'' if pieces == 1 else 's'}"


def reason_labels(session: Session, lines: tuple[ReturnLine, ...]) -> dict[UUID, str]:
    """The reasons of the lines in the desk's language."""
    ids = {line.reason_id for line in lines if line.reason_id}
    found = session.exec(select(Reason).where(col(Reason.id).in_(ids)))
    return {reason.id: said_in(reason.labels, SOURCE_LANGUAGE) for reason in found}


def pictures(session: Session, lines: tuple[ReturnLine, ...]) -> dict[UUID, str]:
    """The pictures of the products of the lines."""
    ids = {line.product_id for line in lines if line.product_id}
    return dict(session.exec(select(Product.id, Product.picture).where(col(Product.id).in_(ids))).all())


def _gather(session: Session, actor: Actor, row: Return) -> _Gathered:
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
        creator=session.get(User, row.created_by) if row.created_by else None,
        link=live_link(session, row.id),
        shipment=shipment,
        option=option_row(session, option_id) if option_id else None,
        labels=labels_of(session, row.id),
        entries=entries_of(session, row.id),
        mails=mails_of(session, row.id),
        others=session.exec(others).one() - 1 if row.customer_id else 0,
    )


def _mode(have: _Gathered, actor: Actor, *, ship: bool) -> str:
    row, legal = have.row, legal_events(Status(have.row.status), actor)
    if row.status == Status.DRAFT:
        return "draft"
    if Event.AUTHORIZED in legal:
        return "authorize"
    if _can_submit(have, actor) and (have.link is None or ship):
        return "ship"
    return "return"


def _can_submit(have: _Gathered, actor: Actor) -> bool:
    row = have.row
    open_to_ship = (
        row.status == Status.APPROVED and row.path == CreationPath.COMPLETE and row.checkout_at is None
    )
    return open_to_ship and Event.CHECKED_OUT in legal_events(Status(row.status), actor)


def _acts(have: _Gathered, actor: Actor) -> list[str]:
    row, legal = have.row, legal_events(Status(have.row.status), actor)
    failed = row.status == Status.SHIPPING_FAILED and not is_wanted(have.shipment)
    possible = {
        "continue_draft": row.status == Status.DRAFT and Event.CANCELED in legal,
        "open_link": row.status == Status.AWAITING_CUSTOMER and Event.CANCELED in legal,
        "submit": _can_submit(have, actor),
        "resubmit": failed and Event.CHECKED_OUT in legal,
        "label_again": bool(have.labels) and row.status in _CAN_MAIL_LABEL and Event.CANCELED in legal,
        "cancel": Event.CANCELED in legal,
    }
    return [act for act, legal_now in possible.items() if legal_now]


def _started(have: _Gathered) -> str:
    way = "By link" if have.row.path == CreationPath.LINK else "Created"
    who = f"by {have.creator.name}" if have.creator else "by the customer"
    return f"{way} {who}, {moments.on(have.row.created_at)}"


def _value(lines: tuple[ReturnLine, ...]) -> str:
    by_currency: dict[str, int] = {}
    for line in lines:
        if line.price_minor is not None:
            by_currency[line.currency] = by_currency.get(line.currency, 0) + line.price_minor * line.quantity
    return " + ".join(
        money(SOURCE_LANGUAGE, Money(minor, currency)) for currency, minor in by_currency.items()
    )


def _customer(have: _Gathered) -> CustomerView:
    customer = have.customer
    if customer is None:
        return CustomerView()
    others = {0: "No other returns", 1: "1 other return"}.get(have.others, f"{have.others} other returns")
    language = language_name(SOURCE_LANGUAGE, customer.language)
    return CustomerView(
        customer.name, customer.number, customer.email, phone_words(customer.phone), language, others
    )


def _lines(session: Session, have: _Gathered) -> list[LineView]:
    lines = have.loaded.lines
    reasons, shown = reason_labels(session, lines), pictures(session, lines)
    return [
        LineView(
            id=str(line.id),
            name=line.name,
            detail=reasons.get(line.reason_id, "") if line.reason_id else "",
            sku=line.sku,
            picture=shown.get(line.product_id, "") if line.product_id else "",
            pieces=str(line.quantity),
            outcome=_OUTCOMES.get(line.outcome or have.row.outcome or "", ""),
            price=money(SOURCE_LANGUAGE, Money(line.price_minor, line.currency))
            if line.price_minor is not None
            else "",
            decided=_decided(line),
        )
        for line in lines
    ]


def _decided(line: ReturnLine) -> str:
    parts = []
    if line.rejected:
        parts.append(f"{line.rejected} of {line.quantity} rejected: {line.reject_reason}".rstrip(": "))
    if line.kept:
        parts.append(f"{line.kept} of {line.quantity} not sent back, the customer keeps it")
    return ". ".join(part.rstrip(".") for part in parts)


def _contract(have: _Gathered, *, expired: bool, now: datetime) -> ContractView:
    row, link = have.row, have.link
    if (
        link is None
        or row.checkout_at is not None
        or row.status not in {Status.AWAITING_CUSTOMER, Status.APPROVED}
    ):
        return ContractView()
    open_steps = {step.key for step in remaining(have.loaded.draft)}
    steps = [
        StepView(
            str(step.title),
            "Done by the customer" if step.key.value in row.finished_steps else "Fixed by the desk",
            "done",
        )
        if step.key not in open_steps
        else StepView(str(step.title), "Left to the customer", "certain")
        for step in customer_steps(have.loaded.draft.path)
    ]
    opened = f"Opened {moments.near(link.opened_at, now=now)}" if link.opened_at else "Not opened yet"
    ends_detail = moments.remaining(link.expires_at, now=now)
    return ContractView(
        shown=True,
        ends=moments.at(link.expires_at),
        ends_detail=ends_detail,
        expired=expired,
        opened=opened,
        steps=steps,
    )


def _shipment(have: _Gathered) -> ShipmentView:
    return shipment_view(
        have.shipment,
        have.option,
        labels=have.labels,
        entries=have.entries,
        status=have.row.status,
        payer=have.policy.label_payer if have.policy else "",
    )


def _story(have: _Gathered, *, now: datetime) -> dict[str, list]:  # type: ignore[type-arg]
    subjects = {str(mail.id): subject_of(mail) for mail in have.mails}
    recipients = {str(mail.id): mail.to_address for mail in have.mails}
    mails = [
        MailView(
            id=str(mail.id),
            subject=subjects[str(mail.id)],
            recipient=mail.to_address,
            when=moments.at(mail.sent_at or mail.created_at),
            status=mail.status,
            html=routes.mail_file(mail.id, "mail.html"),
        )
        for mail in have.mails
    ]
    return {"timeline": tell_timeline(have.entries, MailNames(subjects, recipients), now=now), "mails": mails}
