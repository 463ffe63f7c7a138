"""Many returns at once: each on its own, and what was refused is told by name."""

import asyncio
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.issue_link import send_link
from returns_app.db.outbox import OutboxMail
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict
from returns_app.domain.words import say
from returns_app.flows.desk import list_bulk
from returns_app.flows.desk.list_bulk import Bulk
from returns_app.flows.notices import Notices
from tests.driving import Answer, Browser, Server, substate
from tests.factories import NOW, Shop, agent, get, linked, requested, shop
from tests.flows.desk.making import token_of


@pytest.fixture
def of(database: Database) -> Shop:
    return shop()


@pytest.fixture
def browser(server: Server, database: Database) -> Browser:
    return Browser(server, desk=token_of(database, Role.SUPERVISOR))


async def done(browser: Browser, act: str, ids: list[UUID], **data: str) -> Answer:
    """The whole way: selected, asked, answered."""
    await browser.open("/desk/returns")
    await browser.send(Bulk.begin, act=act, ids=[str(one) for one in ids])
    answer = await browser.send(Bulk.submit, data=data)
    await asyncio.sleep(0)
    return answer


def statuses(*ids: UUID) -> list[str]:
    return [get(one).status for one in ids]


async def test_all_are_canceled_and_it_is_said(browser: Browser, of: Shop):
    ids = [requested(of).id for _ in range(3)]
    await done(browser, "cancel", ids)
    seen = browser.sees(Bulk)
    assert statuses(*ids) == ["canceled"] * 3
    assert (seen["asking"], seen["busy"], seen["finished"], seen["refused"]) == ("", False, 1, [])
    assert browser.sees(Notices)["notice"].text == "3 canceled."


async def test_one_that_moved_on_is_told_by_name_and_holds_up_no_other(
    browser: Browser, of: Shop, monkeypatch: pytest.MonkeyPatch
):
    ids = [requested(of).id for _ in range(3)]
    real = cancel_return

    def once_refused(session, actor, return_id, **more):
        if return_id == ids[1]:
            raise Conflict(say("Somebody was faster. This is how the return is now."))
        return real(session, actor, return_id, **more)

    monkeypatch.setattr(list_bulk, "cancel_return", once_refused)
    await done(browser, "cancel", ids)
    seen = browser.sees(Bulk)
    assert statuses(*ids) == ["canceled", "authorization_requested", "canceled"]
    (refused,) = seen["refused"]
    assert (seen["asking"], seen["told"]) == ("outcome", "2 canceled.")
    assert refused.name == f"Ref. {get(ids[1]).reference}"
    assert refused.why.startswith("Somebody was faster")
    assert refused.href.endswith(str(ids[1]))
    await browser.send(Bulk.close)
    assert browser.sees(Bulk)["asking"] == ""


async def test_beyond_the_scope_nothing_is_done_and_nothing_is_told(
    server: Server, database: Database, of: Shop
):
    hidden = requested(of)
    stranger = Browser(server, desk=token_of(database, countries=("FR",)))
    await done(stranger, "cancel", [hidden.id, uuid4()])
    seen = stranger.sees(Bulk)
    assert statuses(hidden.id) == ["authorization_requested"]
    assert [(one.name, one.href) for one in seen["refused"]] == [("A return", "")] * 2
    assert not stranger.was_told("Sanne")


async def test_operators_and_strangers_do_nothing_at_all(server: Server, database: Database, of: Shop):
    row = requested(of)
    for token in (token_of(database, Role.OPERATOR), ""):
        browser = Browser(server, desk=token)
        await browser.send(Bulk.begin, act="cancel", ids=[str(row.id)])
        await browser.send(Bulk.submit, data={})
        await browser.send(Bulk.carry_out)
    assert statuses(row.id) == ["authorization_requested"]


@pytest.mark.parametrize(
    "ids", [[], ["x"], [""], ["../etc"], [str(UUID(int=number)) for number in range(201)]]
)
async def test_what_no_page_selects_is_refused(browser: Browser, of: Shop, ids: list[str]):
    await browser.send(Bulk.begin, act="cancel", ids=ids)
    assert substate(browser, Bulk).asking == ""
    assert browser.sees(Notices)["notice"].kind == "error"


@pytest.mark.parametrize("act", ["", "delete", "carry_out", "authorize"])
async def test_an_act_that_is_none_is_refused(browser: Browser, of: Shop, act: str):
    await browser.send(Bulk.begin, act=act, ids=[str(requested(of).id)])
    assert substate(browser, Bulk).asking == ""


async def test_carrying_out_twice_finds_nothing_to_do(browser: Browser, of: Shop):
    row = requested(of)
    await done(browser, "cancel", [row.id, row.id])
    await browser.send(Bulk.submit, data={})
    await browser.send(Bulk.carry_out)
    assert substate(browser, Bulk).finished == 1


async def test_a_reason_goes_along_and_a_long_one_is_refused(browser: Browser, of: Shop):
    row = requested(of)
    await done(browser, "cancel", [row.id], reason="x" * 501)
    assert (statuses(row.id), list(browser.sees(Bulk)["problems"])) == (
        ["authorization_requested"],
        ["reason"],
    )
    await browser.send(Bulk.submit, data={"reason": "The order was replaced"})
    assert statuses(row.id) == ["canceled"]


async def test_returns_are_given_to_a_colleague_to_oneself_and_to_nobody(browser: Browser, of: Shop):
    ids = [requested(of).id for _ in range(2)]
    ben = agent("Ben")
    await done(browser, "assign", ids, user=str(ben.id))
    assert [get(one).assigned_to for one in ids] == [ben.id, ben.id]
    await done(browser, "assign", ids, user="")
    assert [get(one).assigned_to for one in ids] == [None, None]
    await done(browser, "assign", ids, user="nobody at all")
    assert "user" in browser.sees(Bulk)["problems"]


async def test_an_agent_gives_nothing_to_another_agent(server: Server, database: Database, of: Shop):
    row = requested(of)
    browser = Browser(server, desk=token_of(database))
    await done(browser, "assign", [row.id], user=str(agent("Ben").id))
    assert get(row.id).assigned_to == of.agent.id
    assert len(browser.sees(Bulk)["refused"]) == 1


async def test_customers_are_reminded_once_and_whoever_has_nothing_to_do_is_not(browser: Browser, of: Shop):
    return_id, _ = linked(of)
    write_now(send_link, of.agent, return_id, key="1", now=NOW)
    decided = requested(of)
    await done(browser, "remind", [return_id, decided.id])
    seen = browser.sees(Bulk)
    assert (seen["told"], [one.name for one in seen["refused"]]) == (
        "1 reminded.",
        [f"Ref. {decided.reference}"],
    )

    def mails(session: Session) -> list[OutboxMail]:
        return list(session.exec(select(OutboxMail).where(OutboxMail.return_id == return_id)))

    assert len(read_now(mails)) == 2


async def test_somebody_switched_off_halfway_does_nothing_more(
    server: Server, database: Database, of: Shop, monkeypatch: pytest.MonkeyPatch
):
    ids = [requested(of).id for _ in range(3)]
    browser = Browser(server, desk=token_of(database, Role.SUPERVISOR))
    calls: list[int] = []
    real = list_bulk.acting

    async def acting_until_off():
        calls.append(1)
        if len(calls) > 1:
            from_now = Conflict(say("This does not exist, or it is not open to you."))
            raise from_now
        return await real()

    await browser.open("/desk/returns")
    await browser.send(Bulk.begin, act="cancel", ids=[str(one) for one in ids])
    monkeypatch.setattr(list_bulk, "acting", acting_until_off)
    await browser.send(Bulk.submit, data={})
    assert statuses(*ids) == ["canceled", "authorization_requested", "authorization_requested"]
    assert not substate(browser, Bulk).busy
