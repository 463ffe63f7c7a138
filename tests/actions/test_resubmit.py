"""A carrier made no label; the desk asks again."""

from dataclasses import replace
from threading import Thread
from uuid import UUID, uuid4

import pytest

from returns_app.actions.resubmit import Correction, resubmit
from returns_app.actions.ship_return import record_failure
from returns_app.carriers import CarrierError
from returns_app.db.returns import Return
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import claim, shipment_of
from returns_app.db.timeline import entries_of
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.words import say
from returns_app.worker.shipments import make_label
from tests.factories import ADDRESS, NOW, Shop, agent, confirmed, get, linked, shop

pytestmark = pytest.mark.usefixtures("database")
REFUSED = CarrierError("address", say("The carrier does not know this address."), retryable=False)


def failed(of: Shop) -> Return:
    """A return that its customer confirmed, and that the carrier refused."""
    shipment_id = confirmed(of)
    taken = write_now(claim, shipment_id, now=NOW)
    write_now(record_failure, shipment_id, REFUSED, now=NOW)
    row = get(taken.return_id)
    assert row.status == Status.SHIPPING_FAILED
    return row


def corrected(of: Shop) -> Correction:
    return Correction(replace(ADDRESS, house_number="120"), of.option)


def send(of: Shop, row: Return, wish: Correction | None = None, **more: object) -> UUID:
    return write_now(
        resubmit,
        more.get("actor", of.agent),
        row.id,
        wish or corrected(of),
        version=more.get("version", row.version),
        now=NOW,
    )


def test_a_corrected_return_gets_its_label_and_goes_on_in_the_agents_name() -> None:
    of = shop()
    row = failed(of)
    make_label(send(of, row), lambda: NOW)
    after = get(row.id)
    assert after.status in {Status.SUBMITTED, Status.PICKUP_REQUESTED}
    assert (after.number, after.option_id) == (row.number, of.option)
    told = read_now(entries_of, row.id)
    again = next(entry for entry in told if entry.kind == "resubmitted")
    assert (again.actor_name, again.facts["what"]) == (of.agent.name, "address")
    moved = next(entry for entry in told if entry.kind == "transition")
    assert moved.actor_name == of.agent.name


def test_a_carrier_that_refuses_again_leaves_it_where_it_was() -> None:
    of = shop()
    row = failed(of)
    shipment_id = send(of, row)
    write_now(claim, shipment_id, now=NOW)
    write_now(record_failure, shipment_id, REFUSED, now=NOW)
    assert get(row.id).status == Status.SHIPPING_FAILED
    send(of, get(row.id))


def test_while_a_label_is_made_no_second_one_is_asked_for() -> None:
    of = shop()
    row = failed(of)
    send(of, row)
    with pytest.raises(Conflict):
        send(of, get(row.id))
    with pytest.raises(Conflict):
        send(of, row)


def test_a_return_that_did_not_fail_cannot_be_sent_again() -> None:
    of = shop()
    return_id, _ = linked(of)
    with pytest.raises(Conflict):
        send(of, get(return_id))


@pytest.mark.parametrize(
    ("change", "field"),
    (
        ({"house_number": ""}, "house_number"),
        ({"postal_code": "12345"}, "postal_code"),
        ({"street": "x" * 5000}, "street"),
        ({"country": "XX"}, "country"),
        ({"country": ""}, "country"),
    ),
)
def test_a_wrong_address_is_named_at_its_field_and_nothing_is_asked(
    change: dict[str, str], field: str
) -> None:
    of = shop()
    row = failed(of)
    with pytest.raises(Invalid) as refusal:
        send(of, row, Correction(replace(ADDRESS, **change), of.option))
    assert field in {problem.field for problem in refusal.value.problems}
    assert read_now(shipment_of, row.id).status == "failed"


def test_only_what_the_return_type_offers_can_be_asked_for() -> None:
    of = shop()
    row = failed(of)
    with pytest.raises(Invalid) as refusal:
        send(of, row, Correction(ADDRESS, uuid4()))
    assert refusal.value.problems[0].field == "option"


def test_operators_and_strangers_cannot_ask() -> None:
    of = shop()
    row = failed(of)
    with pytest.raises(Forbidden):
        send(of, row, actor=agent(role=Role.OPERATOR))
    with pytest.raises(NotFound):
        send(of, row, actor=agent(countries=frozenset({"FR"})))


def test_two_agents_at_once_ask_for_one_label() -> None:
    of = shop()
    row = failed(of)
    outcomes: list[object] = []

    def ask() -> None:
        try:
            outcomes.append(send(of, row))
        except Conflict as refusal:
            outcomes.append(refusal)

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(isinstance(one, Conflict) for one in outcomes) == [False, True]
