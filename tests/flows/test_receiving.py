"""The receiving page through its real handlers: scans, counts, undo, and who may do any of it."""

import pytest

from returns_app import routes
from returns_app.db.receiving import undeclared_of
from returns_app.db.session import read_now
from returns_app.domain.actors import Role
from returns_app.domain.lifecycle import Status
from returns_app.flows.notices import Notices
from returns_app.flows.receiving.state import Receiving
from tests.driving import Browser
from tests.factories import get, shop
from tests.flows.desk.making import token_of
from tests.lifecycle_making import lines, operator, received, shipped

ROLES = (Role.OPERATOR, Role.SUPERVISOR, Role.ADMIN)


@pytest.fixture
def desk(server, database):
    def of(role: Role = Role.OPERATOR, **scope):
        return Browser(server, desk=token_of(database, role, name="Teun", **scope))

    return of


def seen(browser):
    return browser.sees(Receiving)


def fields(return_id, came, damaged="0", **more):
    (line,) = lines(return_id)
    return {f"received.{line.id}": came, f"damaged.{line.id}": damaged, f"words.{line.id}": ""} | more


@pytest.mark.parametrize("role", ROLES)
async def test_a_scan_receives_and_opens_the_parcel(desk, role):
    return_id = shipped(shop())
    browser = desk(role)
    await browser.open(routes.RECEIVING)
    await browser.send(Receiving.scan, code=get(return_id).number)
    assert get(return_id).status == Status.RECEIVED
    assert seen(browser)["parcel"].id == str(return_id)
    assert (seen(browser)["result"].look, seen(browser)["parcel"].can_check) == ("done", True)
    assert [row.id for row in seen(browser)["view"].to_check] == [str(return_id)]


async def test_two_scans_in_quick_succession_both_count(desk):
    of = shop()
    first, second = shipped(of), shipped(of)
    browser = desk()
    await browser.open(routes.RECEIVING)
    for return_id in (first, second):
        await browser.send(Receiving.scan, code=get(return_id).number)
    assert {get(first).status, get(second).status} == {Status.RECEIVED}
    assert seen(browser)["parcel"].id == str(second)


async def test_a_second_scan_says_when_and_by_whom(desk):
    return_id = received(shop(), operator("Roos"))
    browser = desk()
    await browser.open(routes.RECEIVING)
    await browser.send(Receiving.scan, code=get(return_id).number)
    result = seen(browser)["result"]
    assert result.look == "again"
    assert "by Roos" in result.words


@pytest.mark.parametrize("code", ("hello", "RMA-1", "", "\x00", "x" * 5000, "]C1", "' OR 1=1 --"))
async def test_nonsense_is_said_and_breaks_nothing(desk, code):
    shop()
    browser = desk()
    await browser.open(routes.RECEIVING)
    answer = await browser.send(Receiving.scan, code=code)
    assert answer.errors == []
    assert seen(browser)["result"].look == "stop"


async def test_counts_are_kept_while_they_are_typed_and_found_after_a_reload(desk):
    return_id = received(shop(), operator(), quantity=3)
    browser = desk()
    await browser.open(f"{routes.RECEIVING}?id={return_id}")
    extra = {"extra.abc.name": "Sock", "extra.abc.quantity": "2", "extra.abc.words": ""}
    for came in ("1", "2"):
        await browser.send(
            Receiving.save, return_id=str(return_id), fields=fields(return_id, came, "1", **extra)
        )
    assert (lines(return_id)[0].received, lines(return_id)[0].damaged) == (2, 1)
    again = desk()
    await again.open(f"{routes.RECEIVING}?id={return_id}")
    (line,) = seen(again)["parcel"].lines
    assert (line.received, line.damaged) == ("2", "1")
    assert [(item.name, item.quantity) for item in seen(again)["extras"]] == [("Sock", "2")]
    assert seen(again)["view"].to_check[0].counted == "1 of 1 line counted"


async def test_a_finished_check_says_the_sum_and_waits_for_the_next(desk):
    return_id = received(shop(), operator(), quantity=2)
    browser = desk()
    await browser.open(f"{routes.RECEIVING}?id={return_id}")
    await browser.send(Receiving.finish, return_id=str(return_id), fields=fields(return_id, "1"))
    assert get(return_id).status == Status.SETTLEMENT_REQUESTED
    assert seen(browser)["parcel"].id == ""
    assert seen(browser)["result"].look == "again"
    assert "1 missing" in seen(browser)["result"].words
    assert [row.id for row in seen(browser)["view"].checked] == [str(return_id)]


@pytest.mark.parametrize(
    ("wish", "field"),
    (
        ({"came": ""}, "received.{line}"),
        ({"came": "two"}, "received.{line}"),
        ({"came": "1", "damaged": "2"}, "damaged.{line}"),
    ),
)
async def test_what_is_wrong_is_named_at_its_field(desk, wish, field):
    return_id = received(shop(), operator())
    browser = desk()
    await browser.open(f"{routes.RECEIVING}?id={return_id}")
    await browser.send(Receiving.finish, return_id=str(return_id), fields=fields(return_id, **wish))
    assert list(seen(browser)["problems"]) == [field.format(line=lines(return_id)[0].id)]
    assert get(return_id).status == Status.RECEIVED


async def test_an_undeclared_product_without_a_name_is_named_at_its_row(desk):
    return_id = received(shop(), operator())
    browser = desk()
    await browser.open(f"{routes.RECEIVING}?id={return_id}")
    await browser.send(Receiving.add_extra)
    key = seen(browser)["extras"][0].key
    more = {f"extra.{key}.name": "", f"extra.{key}.quantity": "0", f"extra.{key}.words": "loose"}
    await browser.send(Receiving.finish, return_id=str(return_id), fields=fields(return_id, "1", **more))
    assert set(seen(browser)["problems"]) == {f"extra.{key}.name", f"extra.{key}.quantity"}
    await browser.send(Receiving.drop_extra, key=key)
    assert seen(browser)["extras"] == []
    await browser.send(Receiving.finish, return_id=str(return_id), fields=fields(return_id, "1"))
    assert read_now(undeclared_of, return_id) == []
    assert get(return_id).status == Status.SETTLEMENT_REQUESTED


async def test_undo_lets_the_parcel_be_expected_again(desk):
    return_id = received(shop(), operator())
    browser = desk()
    await browser.open(f"{routes.RECEIVING}?id={return_id}")
    await browser.send(Receiving.undo, return_id=str(return_id))
    assert get(return_id).status == Status.SUBMITTED
    assert seen(browser)["parcel"].id == ""
    assert seen(browser)["view"].to_check == []


async def test_who_counts_on_an_older_version_sees_the_colleagues_count(desk):
    return_id = received(shop(), operator(), quantity=3)
    mine, theirs = desk(), desk()
    for browser in (mine, theirs):
        await browser.open(f"{routes.RECEIVING}?id={return_id}")
    await theirs.send(Receiving.save, return_id=str(return_id), fields=fields(return_id, "2"))
    await mine.send(Receiving.finish, return_id=str(return_id), fields=fields(return_id, "3"))
    assert get(return_id).status == Status.RECEIVED
    assert lines(return_id)[0].received == 2
    assert seen(mine)["parcel"].lines[0].received == "2"
    assert mine.sees(Notices)["notice"].kind == "error"


CALLS = (
    (Receiving.scan, {"code": "x"}),
    (Receiving.open_parcel, {"return_id": "x"}),
    (Receiving.save, {"return_id": "x", "fields": {}}),
    (Receiving.finish, {"return_id": "x", "fields": {}}),
    (Receiving.undo, {"return_id": "x"}),
    (Receiving.add_extra, {}),
)


async def test_an_agent_and_a_stranger_do_none_of_it(desk, server):
    of = shop()
    return_id = shipped(of)
    for browser in (desk(Role.AGENT), Browser(server)):
        await browser.open(routes.RECEIVING)
        for handler, arguments in CALLS:
            real = {name: str(return_id) if value == "x" else value for name, value in arguments.items()}
            await browser.send(handler, **real)
        assert get(return_id).status == Status.SUBMITTED
        assert not browser.was_told("Sanne")


async def test_nothing_beyond_the_scope_is_opened_received_or_undone(desk):
    of = shop()
    expected, here = shipped(of), received(of, operator())
    browser = desk(countries=("DE",))
    await browser.open(f"{routes.RECEIVING}?id={here}")
    await browser.send(Receiving.scan, code=get(expected).number)
    for handler, arguments in CALLS:
        await browser.send(handler, **{k: str(here) if v == "x" else v for k, v in arguments.items()})
    assert get(expected).status == Status.SUBMITTED
    assert get(here).status == Status.RECEIVED
    assert not browser.was_told("Sanne")
