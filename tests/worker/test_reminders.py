"""Whom the clock reminds, of what, and that it does so once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from returns_app.actions.remind import remind
from returns_app.db.outbox import OutboxMail
from returns_app.db.policies import ReturnPolicy
from returns_app.db.session import Database, read_now, write_now
from returns_app.settings import Settings
from returns_app.worker import reminders
from returns_app.worker.reminders import remind_waiting, reminding
from tests.factories import NOW, Shop, get, linked, requested, shop
from tests.flows.desk.making import labelled

DAY = timedelta(days=1)


@pytest.fixture
def of(database: Database) -> Shop:
    return shop()


def reminded(return_id: UUID) -> list[OutboxMail]:
    query = select(OutboxMail).where(OutboxMail.return_id == return_id, OutboxMail.kind == "reminder")
    return read_now(lambda session: list(session.exec(query)))


def since_when(return_id: UUID) -> datetime:
    return get(return_id).since


def test_a_link_left_for_three_days_is_reminded_of_once(of: Shop):
    return_id, _ = linked(of)
    began = since_when(return_id)
    assert remind_waiting(began + 3 * DAY - timedelta(seconds=1)) == 0
    assert remind_waiting(began + 3 * DAY) == 1
    assert remind_waiting(began + 3 * DAY + timedelta(minutes=10)) == 0
    assert remind_waiting(began + 4 * DAY) == 0
    (mail,) = reminded(return_id)
    assert mail.facts["what"] == "link"
    assert mail.to_address
    assert mail.link_id is not None


def test_a_label_is_left_alone_for_a_week(of: Shop):
    return_id, _ = labelled(of)
    began = since_when(return_id)
    assert remind_waiting(began + 4 * DAY) == 0
    assert remind_waiting(began + 7 * DAY) == 1
    assert [mail.facts["what"] for mail in reminded(return_id)] == ["label"]


def test_whoever_was_forgotten_for_long_is_not_written_to_out_of_the_blue(of: Shop):
    return_id, _ = linked(of)
    assert remind_waiting(since_when(return_id) + 6 * DAY) == 0
    assert reminded(return_id) == []


def test_an_agent_who_reminded_was_enough(of: Shop):
    return_id, _ = linked(of)
    began = since_when(return_id)
    write_now(remind, of.agent, return_id, key="by hand", now=began + DAY)
    assert remind_waiting(began + 3 * DAY) == 0
    assert len(reminded(return_id)) == 1


def test_what_waits_for_the_desk_reminds_no_customer(of: Shop):
    row = requested(of)
    assert remind_waiting(row.since + 3 * DAY) == 0


def test_a_return_type_that_has_ended_reminds_nobody(of: Shop):
    return_id, _ = linked(of)

    def end(session: Session) -> None:
        policy = session.get_one(ReturnPolicy, get(return_id).policy_id)
        policy.active = False
        session.add(policy)

    write_now(end)
    assert remind_waiting(since_when(return_id) + 3 * DAY) == 0
    assert reminded(return_id) == []


def test_two_workers_remind_once(of: Shop):
    return_id, _ = linked(of)
    at = since_when(return_id) + 3 * DAY
    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(lambda _: remind_waiting(at), range(2))) == 1
    assert len(reminded(return_id)) == 1


def test_the_clock_is_looked_at_every_ten_minutes(of: Shop, monkeypatch: pytest.MonkeyPatch):
    looked: list[datetime] = []
    monkeypatch.setattr(reminders, "remind_waiting", lambda now: looked.append(now) or 0)
    moments = iter([NOW, NOW + timedelta(minutes=9), NOW + timedelta(minutes=10)])
    work = reminding(lambda: next(moments))
    for _ in range(3):
        work()
    assert looked == [NOW, NOW + timedelta(minutes=10)]


@pytest.mark.parametrize("given", ({"demo": True}, {"reminders": False}))
def test_nobody_is_reminded_in_a_demonstration_or_where_it_is_off(of, monkeypatch, given):
    return_id, _ = linked(of)
    monkeypatch.setattr(reminders, "load", lambda: Settings(_env_file=None, **given))
    assert reminding(lambda: since_when(return_id) + 3 * DAY)() == 0
    assert reminded(return_id) == []
