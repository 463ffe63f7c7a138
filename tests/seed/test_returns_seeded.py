"""The returns of the demonstration: every state, with a history that could have happened."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from sqlmodel import Session, col, func, select

from returns_app.actions.open_link import LinkState, look_at_link
from returns_app.db.links import Link, latest_link
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Answer, Return, ReturnLine, lines_of
from returns_app.db.shipments import Label, Shipment, labels_of, shipment_of
from returns_app.db.timeline import TimelineEntry
from returns_app.db.tokens import link_token
from returns_app.domain.lifecycle import FINAL, TRANSITIONS, Event, Status
from returns_app.domain.numbers import parse_number
from returns_app.domain.policy import CreationPath
from returns_app.domain.withdrawal import Clock, clock
from returns_app.mail.brand import day_of
from returns_app.seed.ids import uid
from returns_app.seed.plots import Ending, Plot, plots
from returns_app.worker.letters import preview_of

STATUS = {
    Ending.DRAFT: {Status.DRAFT},
    Ending.SENT: {Status.AWAITING_CUSTOMER},
    Ending.BOUNCED: {Status.AWAITING_CUSTOMER},
    Ending.OPENED: {Status.AWAITING_CUSTOMER},
    Ending.EXPIRED: {Status.AWAITING_CUSTOMER},
    Ending.EXPIRED_OPENED: {Status.AWAITING_CUSTOMER},
    Ending.REVOKED: {Status.AWAITING_CUSTOMER},
    Ending.REPLACED: {Status.AWAITING_CUSTOMER},
    Ending.RENEWED: {Status.AWAITING_CUSTOMER},
    Ending.ENDED: {Status.AWAITING_CUSTOMER},
    Ending.UNDECIDED: {Status.AUTHORIZATION_REQUESTED},
    Ending.AUTHORIZED: {Status.APPROVED},
    # With one way to send it there is nothing to choose, and the label is made at once.
    Ending.CHOOSING: {Status.APPROVED, Status.SUBMITTED},
    Ending.REJECTED: {Status.REJECTED},
    Ending.KEPT: {Status.SETTLEMENT_REQUESTED},
    Ending.FAILED: {Status.SHIPPING_FAILED},
    Ending.PICKUP: {Status.PICKUP_REQUESTED},
    Ending.SHIPPED: {Status.SUBMITTED},
    Ending.RECEIVED: {Status.RECEIVED},
    Ending.CHECKED: {Status.SETTLEMENT_REQUESTED},
    Ending.SETTLED: {Status.COMPLETED},
    Ending.CANCELED: {Status.CANCELED},
    Ending.INVITED: {Status.AWAITING_CUSTOMER},
    Ending.DECLARED: {Status.AWAITING_CUSTOMER},
    Ending.WITHDRAWN: {Status.SUBMITTED, Status.PICKUP_REQUESTED},
    Ending.OVERDUE: {Status.SETTLEMENT_REQUESTED},
    Ending.REFUNDED: {Status.COMPLETED},
    Ending.RECORDED: {Status.APPROVED},
}


def told(session: Session, *endings: Ending) -> list[tuple[Plot, Return]]:
    """The returns with these endings."""
    return [
        (plot, session.get_one(Return, uid("return", plot.key))) for plot in plots() if plot.ending in endings
    ]


def state(session: Session, return_id: UUID, now: datetime) -> LinkState:
    link = latest_link(session, return_id)
    assert link is not None
    return look_at_link(session, link_token(link.id), now=now).state


def test_there_are_some_returns_in_every_state(session: Session) -> None:
    found = Counter(session.exec(select(Return.status)))
    assert set(found) == {status.value for status in Status}
    assert min(found.values()) >= 3
    assert 110 <= sum(found.values()) <= 140


@pytest.mark.parametrize("ending", list(Ending))
def test_every_return_came_as_far_as_it_was_to_come(session: Session, ending: Ending) -> None:
    found = told(session, ending)
    assert found
    for plot, row in found:
        assert Status(row.status) in STATUS[ending], plot.key


def test_most_that_choose_their_shipping_are_still_choosing(session: Session) -> None:
    statuses = [row.status for _, row in told(session, Ending.CHOOSING)]
    assert statuses.count(Status.APPROVED) >= 3


def test_links_are_shown_in_every_state(session: Session, now: datetime) -> None:
    wanted = {
        Ending.SENT: LinkState.LIVE,
        Ending.OPENED: LinkState.LIVE,
        Ending.EXPIRED: LinkState.EXPIRED,
        Ending.EXPIRED_OPENED: LinkState.EXPIRED,
        Ending.REVOKED: LinkState.REVOKED,
        Ending.REPLACED: LinkState.LIVE,
        Ending.RENEWED: LinkState.LIVE,
        Ending.ENDED: LinkState.ENDED,
        Ending.SHIPPED: LinkState.USED,
    }
    for ending, expected in wanted.items():
        for plot, row in told(session, ending):
            assert state(session, row.id, now) is expected, plot.key
    assert session.exec(select(Link).where(col(Link.superseded_at).is_not(None))).all()


def test_links_that_expired_unopened_were_never_opened(session: Session) -> None:
    for ending, was_opened in ((Ending.EXPIRED, False), (Ending.EXPIRED_OPENED, True)):
        for plot, row in told(session, ending):
            link = latest_link(session, row.id)
            assert link is not None
            assert (link.opened_at is not None) is was_opened, plot.key


def test_histories_run_forward_and_end_before_now(session: Session, now: datetime) -> None:
    entries = list(session.exec(select(TimelineEntry).order_by(col(TimelineEntry.id))))
    assert all(before.at <= after.at for before, after in pairwise(entries))
    assert entries[-1].at <= now
    assert entries[0].at > now - timedelta(days=61)


def test_every_status_was_reached_by_the_steps_of_the_table(session: Session) -> None:
    last: dict[UUID, str] = {}
    query = select(TimelineEntry).where(TimelineEntry.kind == "transition").order_by(col(TimelineEntry.id))
    for entry in session.exec(query):
        facts = entry.facts
        assert facts["before"] == last.get(entry.return_id, Status.DRAFT)
        assert TRANSITIONS[Status(facts["before"]), Event(facts["event"])].to == facts["after"]
        last[entry.return_id] = facts["after"]
    for row in session.exec(select(Return)):
        assert row.status == last.get(row.id, Status.DRAFT)


def test_everything_that_ships_has_a_number_and_a_real_label(session: Session) -> None:
    shipped = session.exec(select(Return).where(col(Return.checkout_at).is_not(None))).all()
    assert len(shipped) > 50
    for row in shipped:
        shipment = shipment_of(session, row.id)
        assert shipment is not None
        assert parse_number(row.number or "") == row.number
        if row.status == Status.SHIPPING_FAILED:
            assert (shipment.status, shipment.error_code) == ("failed", "address_refused")
            continue
        ((_, label),) = labels_of(session, row.id)
        assert label.a6.startswith(b"%PDF-")
        assert label.a4.startswith(b"%PDF-")


def test_tracking_numbers_and_return_numbers_are_all_different(session: Session) -> None:
    for column in (Label.tracking, Return.number, Shipment.idempotency_key):
        values = [value for value in session.exec(select(column)) if value]
        assert len(set(values)) == len(values)


def test_lines_were_partly_rejected_and_kept(session: Session) -> None:
    lines = list(session.exec(select(ReturnLine)))
    assert any(line.rejected and line.approved and line.reject_reason for line in lines)
    assert any(line.kept for line in lines)
    assert len({line.reason_id for line in lines}) > 8


def test_every_mail_has_left_but_one_that_nobody_could_receive(session: Session) -> None:
    mails = list(session.exec(select(OutboxMail)))
    assert Counter(mail.status for mail in mails).keys() == {"sent", "dead"}
    assert [mail.last_error != "" for mail in mails if mail.status == "dead"] == [True]
    assert {mail.kind for mail in mails} == {
        "link",
        "authorized",
        "label",
        "rejected",
        "review",
        "pickup",
        "received",
        "completed",
        "canceled",
        "withdrawn",
    }
    for mail in mails[:40]:
        assert "<html" in preview_of(session, mail.id)


def test_withdrawals_stand_in_every_state_of_their_clock(session: Session, now: datetime) -> None:
    today = day_of(now)
    clocks = {
        plot.ending: clock(row.refund_due_on, today=today, ended=Status(row.status) in FINAL)
        for plot, row in told(session, *Ending)
        if row.refund_due_on is not None
    }
    assert clocks.keys() == {
        Ending.DECLARED, Ending.WITHDRAWN, Ending.OVERDUE, Ending.REFUNDED, Ending.RECORDED
    }  # fmt: skip
    assert (clocks[Ending.OVERDUE], clocks[Ending.REFUNDED]) == (Clock.OVERDUE, Clock.ENDED)
    withdrawn = session.exec(select(Return).where(col(Return.withdrawn_at).is_not(None))).all()
    assert len(withdrawn) == session.exec(select(func.count()).where(OutboxMail.kind == "withdrawn")).one()


def test_questions_were_answered_about_returns_and_about_lines(session: Session) -> None:
    subjects = {answer.subject == "" for answer in session.exec(select(Answer))}
    assert subjects == {True, False}


def test_germany_has_something_to_authorize_for_the_agent_who_sees_it_alone(session: Session) -> None:
    mine = select(Return).where(Return.country == "DE", Return.status == Status.AUTHORIZATION_REQUESTED)
    assert session.exec(mine).all()
    assert session.exec(
        select(Return).where(Return.created_by == uid("user", "germany@noordlicht.example"))
    ).all()


def test_some_customers_were_here_before(session: Session) -> None:
    counts = Counter(session.exec(select(Return.customer_id)))
    assert max(counts.values()) >= 2


def test_both_ways_of_creating_a_return_are_common(session: Session) -> None:
    paths = Counter(session.exec(select(Return.path)))
    assert min(paths[path.value] for path in CreationPath) > 40
    assert all(lines_of(session, row.id) for _, row in told(session, Ending.UNDECIDED))


def test_a_number_comes_with_the_authorization_and_not_before(session: Session) -> None:
    waiting = {Status.DRAFT, Status.AWAITING_CUSTOMER, Status.AUTHORIZATION_REQUESTED}
    rows = list(session.exec(select(Return)))
    assert {
        row.number
        for row in rows
        if row.status in waiting and row.checkout_at is None and row.withdrawn_at is None
    } == {None}
    assert all(row.number for row in rows if row.status == Status.APPROVED)
