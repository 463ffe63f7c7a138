"""Wrong states are impossible: the database itself refuses them, on both servers."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from returns_app.db.links import Link
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Answer, ReturnLine, lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Shipment, shipment_of
from tests.factories import NOW, Shop, confirmed, draft, linked, shop

pytestmark = pytest.mark.usefixtures("database")


def changed(table: str, row_id: UUID, values: str) -> None:
    """Write over a row past all of our code."""

    def write(session: Session) -> None:
        # SQLite keeps a UUID as 32 hex digits, PostgreSQL as a type of its own.
        known = row_id.hex if session.get_bind().dialect.name == "sqlite" else row_id
        session.execute(text(f"UPDATE {table} SET {values} WHERE id = :id"), {"id": known})  # noqa: S608 - ours

    write_now(write)


@pytest.mark.parametrize(
    "values",
    [
        "status = 'lost'",
        "path = 'other'",
        "version = 0",
        "policy_id = NULL",
        "customer_id = NULL",
        "checkout_key = 'k'",
        "status = 'submitted'",
        "status = 'received'",
        "outcome = 'money'",
    ],
)
def test_a_return_in_a_wrong_state_is_refused(values: str) -> None:
    """An awaiting return without policy or customer, half a checkout, shipped without a checkout."""
    return_id, _ = linked(shop())
    with pytest.raises(IntegrityError):
        changed("returns", return_id, values)


@pytest.mark.parametrize(
    "values", ["quantity = 0", "quantity = 1000", "name = ''", "approved = 2", "kept = NULL"]
)
def test_a_line_that_does_not_add_up_is_refused(values: str) -> None:
    """Quantities out of bounds, and decisions that are not the sum of what was asked."""
    return_id, _ = linked(shop())
    line = read_now(lines_of, return_id)[0]
    with pytest.raises(IntegrityError):
        changed("return_lines", line.id, values)


def test_a_claim_without_a_lease_is_refused() -> None:
    """Nobody could ever take it over."""
    shipment_id = confirmed(shop())
    with pytest.raises(IntegrityError):
        changed("shipments", shipment_id, "status = 'claimed'")


def second_link(of: Shop) -> Any:
    """A second living link of one return."""
    return_id, _ = linked(of)
    return Link(
        return_id=return_id, token_hash=uuid4().hex, created_at=NOW, expires_at=NOW + timedelta(days=1)
    )


def second_shipment(of: Shop) -> Any:
    """A second living shipment of one return."""
    shipment_id = confirmed(of)
    first = read_now(Session.get, Shipment, shipment_id)
    assert first is not None
    assert read_now(shipment_of, first.return_id) is not None
    values = first.model_dump(exclude={"id", "idempotency_key"})
    return Shipment(**values, idempotency_key=uuid4().hex)


def second_line_in_one_place(of: Shop) -> Any:
    """Two lines at the same place."""
    return ReturnLine(return_id=draft(of), position=0, name="Tent", quantity=1)


def second_answer(_: Shop) -> Any:
    """Two answers to one question about one subject."""
    of = shop(survey=True)
    return_id = draft(of)
    write_now(Session.add, Answer(return_id=return_id, question_id=of.question, value="a"))
    return Answer(return_id=return_id, question_id=of.question, value="b")


def second_mail(of: Shop) -> Any:
    """The same event mailed twice."""
    plain = {
        "kind": "link",
        "to_address": "a@b.test",
        "language": "en",
        "facts": {},
        "next_at": NOW,
        "created_at": NOW,
    }
    write_now(Session.add, OutboxMail(dedupe_key=str(of.policy), **plain))
    return OutboxMail(dedupe_key=str(of.policy), **plain)


def line_of_nothing(_: Shop) -> Any:
    """A line of a return that does not exist."""
    return ReturnLine(return_id=uuid4(), position=0, name="Tent", quantity=1)


@pytest.mark.parametrize(
    "make",
    [second_link, second_shipment, second_line_in_one_place, second_answer, second_mail, line_of_nothing],
    ids=lambda make: make.__name__,
)
def test_what_may_exist_once_exists_once(make: Any) -> None:
    """Unique and foreign keys are on, also on SQLite."""
    row = make(shop())
    with pytest.raises(IntegrityError):
        write_now(Session.add, row)
