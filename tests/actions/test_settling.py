"""Settlements, cancellations and reminders: written down once, told to the customer once."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, update

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.decide_return import authorize
from returns_app.actions.issue_link import revoke_link, send_link
from returns_app.actions.open_link import note_opened
from returns_app.actions.remind import remind
from returns_app.actions.settle_return import settle_return
from returns_app.db.links import live_link
from returns_app.db.policies import ReturnPolicy
from returns_app.db.receiving import Settlement
from returns_app.db.returns import Return
from returns_app.db.session import read_now, write_now
from returns_app.db.settling import settling
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import LineDecision
from returns_app.domain.money import Money
from returns_app.domain.settling import Settled
from tests.factories import NOW, agent, customer, draft, get, linked, requested, shop
from tests.lifecycle_making import checked, events, leave, lines, mails, operator, received, shipment, shipped

pytestmark = pytest.mark.usefixtures("database")
LATER = NOW + timedelta(minutes=1)
PRICE = 34900


def refund(minor: int) -> Settled:
    return Settled("refund", Money(minor, "EUR"), "REF-1", "Thank you")


def settlement(row: Return) -> Settlement | None:
    return read_now(Session.get, Settlement, row.id)


def limit_of(actor: Actor, row: Return) -> tuple[int | None, int | None]:
    """What came back is worth, all of it and the sound pieces."""
    found = read_now(settling, actor, row).worth
    return (found.accepted and found.accepted.minor, found.sound and found.sound.minor)  # type: ignore[return-value]


def test_a_settlement_completes_the_return_and_tells_the_customer() -> None:
    of = shop()
    return_id = checked(of, operator(), quantity=2, came=2, damaged=1)
    row = get(return_id)
    write_now(settle_return, of.agent, return_id, refund(PRICE), version=row.version, now=NOW)
    row = get(return_id)
    there = settlement(row)
    assert row.status == Status.COMPLETED
    assert there is not None
    assert (there.outcome, there.amount_minor, there.currency, there.settled_by) == (
        "refund", PRICE, "EUR", of.agent.id
    )  # fmt: skip
    (mail,) = mails(return_id, "completed")
    assert mail.facts["amount"] == {"minor": PRICE, "currency": "EUR"}
    assert mail.facts["found"] == [{"name": "Fjellvind 3 Tent", "expected": 2, "received": 2, "damaged": 1}]


def test_the_same_settlement_sent_again_is_done_already_another_one_conflicts() -> None:
    of = shop()
    return_id = checked(of, operator())
    version = get(return_id).version
    for _ in range(2):
        write_now(settle_return, of.agent, return_id, refund(PRICE), version=version, now=NOW)
    assert len(mails(return_id, "completed")) == 1
    for actor, wish in ((of.agent, refund(100)), (agent("Jonas"), refund(PRICE))):
        with pytest.raises(Conflict):
            write_now(settle_return, actor, return_id, wish, version=get(return_id).version, now=NOW)


def test_more_than_the_goods_and_the_limit_needs_a_supervisor() -> None:
    of = shop()
    return_id = checked(of, operator())
    version = get(return_id).version
    with pytest.raises(Invalid) as caught:
        write_now(settle_return, of.agent, return_id, refund(PRICE + 2501), version=version, now=NOW)
    assert [problem.field for problem in caught.value.problems] == ["amount"]
    assert get(return_id).status == Status.SETTLEMENT_REQUESTED
    boss = agent("Annika", Role.SUPERVISOR)
    write_now(settle_return, boss, return_id, refund(PRICE + 2501), version=version, now=NOW)
    assert get(return_id).status == Status.COMPLETED


def test_the_return_type_says_what_an_agent_may_add() -> None:
    of = shop(exception_limit_minor=0)
    return_id = checked(of, operator())
    version = get(return_id).version
    with pytest.raises(Invalid):
        write_now(settle_return, of.agent, return_id, refund(PRICE + 1), version=version, now=NOW)
    write_now(settle_return, of.agent, return_id, refund(PRICE), version=version, now=NOW)


def test_missing_pieces_are_worth_nothing_and_damaged_ones_are_told_apart() -> None:
    of = shop()
    return_id = checked(of, operator(), quantity=3, came=2, damaged=1)
    assert limit_of(of.agent, get(return_id)) == (2 * PRICE, PRICE)


def test_what_the_customer_keeps_is_settled_without_any_parcel() -> None:
    of = shop()
    row = requested(of, quantity=2)
    keep = tuple(LineDecision(line.id, 0, 0, 2) for line in lines(row.id))
    write_now(authorize, of.agent, row.id, keep, version=row.version, now=NOW)
    row = get(row.id)
    assert row.status == Status.SETTLEMENT_REQUESTED
    assert limit_of(of.agent, row) == (2 * PRICE, 2 * PRICE)
    write_now(settle_return, of.agent, row.id, Settled("exchange"), version=row.version, now=NOW)
    (mail,) = mails(row.id, "completed")
    assert mail.facts["found"] == []
    assert mail.facts["items"][0]["quantity"] == 2


def test_an_operator_settles_nothing_and_what_is_not_checked_is_not_settled() -> None:
    of, by = shop(), operator()
    return_id = checked(of, by)
    with pytest.raises(Forbidden):
        write_now(settle_return, by, return_id, Settled("nothing"), version=get(return_id).version, now=NOW)
    here = received(of, by)
    with pytest.raises(Conflict):
        write_now(settle_return, of.agent, here, Settled("nothing"), version=get(here).version, now=NOW)


def test_canceling_tells_a_customer_who_was_in_contact_why() -> None:
    of = shop()
    return_id, token = linked(of)
    write_now(send_link, of.agent, return_id, key="k", now=NOW)
    leave(return_id)
    write_now(cancel_return, of.agent, return_id, now=NOW, reason=" Ordered twice ")
    (mail,) = mails(return_id, "canceled")
    assert (mail.facts["reason"], mail.facts["has_label"]) == ("Ordered twice", False)
    assert mail.link_id is None
    assert token


def test_canceling_tells_nobody_who_never_heard_of_it() -> None:
    """A draft, a link that was never sent, and one whose mail was still waiting."""
    of = shop()
    silent, _ = linked(of)
    waiting, _ = linked(of)
    write_now(send_link, of.agent, waiting, key="k", now=NOW)
    for return_id in (draft(of), silent, waiting, requested(of).id):
        write_now(cancel_return, of.agent, return_id, now=NOW)
        assert mails(return_id, "canceled") == []
    assert mails(waiting, "link") == [], "a mail that had not left is not sent any more"


def test_a_customer_who_opened_a_copied_link_is_told_too() -> None:
    of = shop()
    return_id, token = linked(of)
    write_now(note_opened, customer(token), token, now=NOW)
    write_now(cancel_return, of.agent, return_id, now=NOW)
    assert len(mails(return_id, "canceled")) == 1


def test_a_reason_too_long_cancels_nothing() -> None:
    of = shop()
    return_id, _ = linked(of)
    with pytest.raises(Invalid) as caught:
        write_now(cancel_return, of.agent, return_id, now=NOW, reason="x" * 501)
    assert caught.value.problems[0].field == "reason"
    assert get(return_id).status == Status.AWAITING_CUSTOMER


def test_a_link_that_was_not_used_is_reminded_of_once_a_day() -> None:
    of = shop()
    return_id, _ = linked(of)
    assert write_now(remind, of.agent, return_id, key="click", now=NOW) is True
    assert write_now(remind, of.agent, return_id, key="click", now=LATER) is False
    with pytest.raises(Conflict, match="10:00"):
        write_now(remind, of.agent, return_id, key="other", now=NOW + timedelta(hours=23))
    assert write_now(remind, of.agent, return_id, key="third", now=NOW + timedelta(days=1, minutes=1))
    assert len(mails(return_id, "reminder")) == 2
    assert mails(return_id, "reminder")[0].facts["what"] == "link"


def test_a_reminder_of_an_expired_link_brings_a_new_one() -> None:
    of = shop(link_days=1)
    return_id, _ = linked(of)
    old = read_now(live_link, return_id)
    late = NOW + timedelta(days=3)
    assert write_now(remind, of.agent, return_id, key="click", now=late)
    fresh = read_now(live_link, return_id)
    assert old is not None
    assert fresh is not None
    assert fresh.id != old.id
    assert fresh.expires_at > late
    assert mails(return_id, "reminder")[0].link_id == fresh.id
    assert "link_replaced" in events(return_id)


def test_an_unused_label_and_a_pickup_to_book_are_reminded_of() -> None:
    of = shop()
    for handover, what in (("drop_off", "label"), ("pickup", "pickup")):
        return_id = shipped(of, handover=handover)
        assert write_now(remind, of.agent, return_id, key="click", now=NOW)
        assert mails(return_id, "reminder")[0].facts["what"] == what


def test_who_has_nothing_to_do_is_not_reminded() -> None:
    of = shop()
    revoked, _ = linked(of)
    write_now(revoke_link, of.agent, revoked, now=NOW)
    for return_id in (
        revoked,
        draft(of),
        requested(of).id,
        checked(of, operator()),
        received(of, operator()),
    ):
        with pytest.raises(Conflict):
            write_now(remind, of.agent, return_id, key="click", now=NOW)
        assert mails(return_id, "reminder") == []


def test_nobody_is_reminded_of_what_has_ended() -> None:
    of = shop()
    return_id, _ = linked(of)

    def end(session: Session) -> None:
        session.exec(update(ReturnPolicy).where(col(ReturnPolicy.id) == of.policy).values(active=False))

    write_now(end)
    with pytest.raises(Conflict, match="ended"):
        write_now(remind, of.agent, return_id, key="click", now=NOW)


def test_an_operator_reminds_nobody() -> None:
    return_id, _ = linked(shop())
    with pytest.raises(Forbidden):
        write_now(remind, operator(), return_id, key="click", now=NOW)


def test_the_mail_that_it_is_looked_at_is_withdrawn_by_a_quick_decision() -> None:
    of = shop()
    row = requested(of)
    (mail,) = mails(row.id, "review")
    assert mail.next_at == NOW + timedelta(minutes=10)
    every = tuple(LineDecision(line.id, line.quantity, 0, 0) for line in lines(row.id))
    write_now(authorize, of.agent, row.id, every, version=row.version, now=LATER)
    assert mails(row.id, "review") == []


def test_canceling_a_booked_label_leaves_it_to_the_worker_to_call_it_off() -> None:
    of = shop()
    return_id = shipped(of)
    leave(return_id)
    write_now(cancel_return, of.agent, return_id, now=NOW)
    assert shipment(return_id).status == "voided"
    assert shipment(return_id).lease_until == NOW
    assert mails(return_id, "canceled")[0].facts["has_label"] is True
