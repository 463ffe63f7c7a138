"""The page of a link, driven as a browser drives it, and as no honest browser does."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from reflex.istate.manager.memory import StateManagerMemory
from sqlmodel import Session, select

from returns_app import routes
from returns_app.actions.check_out import check_out
from returns_app.db.links import Link, live_link
from returns_app.db.outbox import OutboxMail
from returns_app.db.session import read_now, write, write_now
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Role
from returns_app.flows import keep_fresh
from returns_app.flows.link.state import LinkDesk
from returns_app.flows.notices import Notices
from tests import factories
from tests.driving import Answer, Browser, Server, substate
from tests.factories import Shop
from tests.flows.conftest import SignIn

TODAY = datetime.now(UTC)


class Desk:
    """An agent's tab on a link."""

    def __init__(self, server: Server, token: str) -> None:
        self.browser = Browser(server, desk=token)

    async def open(self, return_id: UUID | str) -> Answer:
        return await self.browser.open(f"{routes.READY_LINK}?id={return_id}")

    async def send(self, handler: Any, **arguments: Any) -> Answer:
        return await self.browser.send(handler, **arguments)

    @property
    def screen(self) -> dict[str, Any]:
        return self.browser.sees(LinkDesk)

    @property
    def notice(self) -> str:
        return str(self.browser.sees(Notices)["notice"].text)


@pytest.fixture
def desk(server: Server, signed_in: SignIn) -> Desk:
    return Desk(server, signed_in())


@pytest.fixture
def shop(server: Server) -> Shop:
    assert server
    return factories.shop()


def alive(shop: Shop) -> tuple[UUID, str]:
    """A return with a link that lives for a fortnight from now, whenever this runs."""
    return_id, token = factories.linked(shop)
    write_now(lambda session: setattr(_only_link(session), "expires_at", TODAY + timedelta(days=14)))
    return return_id, token


def mails() -> list[OutboxMail]:
    return read_now(lambda session: list(session.exec(select(OutboxMail))))


def living(return_id: UUID) -> Link | None:
    return read_now(live_link, return_id)


async def test_the_page_shows_the_link_its_contract_and_its_code(desk: Desk, shop: Shop) -> None:
    return_id, token = alive(shop)
    await desk.open(return_id)
    assert desk.screen["url"] == f"http://localhost:8000{routes.link_path(token)}"
    assert desk.screen["qr"].startswith("<svg")
    assert desk.screen["view"].state == "live"
    assert desk.screen["view"].draft.lines[0].name == "Fjellvind 3 Tent"


async def test_the_same_click_mails_once_and_another_click_mails_again(desk: Desk, shop: Shop) -> None:
    return_id, _ = alive(shop)
    await desk.open(return_id)
    click = {"key": desk.screen["key"], "to": "", "message": "Good to have spoken."}
    await desk.send(LinkDesk.send, fields=click)
    await desk.send(LinkDesk.send, fields=click)
    assert [mail.facts["message"] for mail in mails()] == ["Good to have spoken."]
    assert desk.screen["view"].mail == "On its way"
    await desk.send(LinkDesk.send, fields={**click, "key": desk.screen["key"], "to": "desk@elsewhere.test"})
    assert "desk@elsewhere.test" in {mail.to_address for mail in mails()}
    assert len(mails()) == 2


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"to": "nobody"}, "to"),
        ({"to": "x" * 5000}, "to"),
        ({"message": "x" * 5000}, "message"),
        ({"message": "\x00"}, "message"),
    ],
)
async def test_a_mail_that_cannot_be_sent_is_refused_at_its_field(
    desk: Desk, shop: Shop, fields: dict[str, str], at: str
) -> None:
    return_id, _ = alive(shop)
    await desk.open(return_id)
    key = desk.screen["key"]
    await desk.send(LinkDesk.send, fields={"key": key, **fields})
    assert set(desk.screen["problems"]) == {at}
    assert mails() == []
    # The form on screen is still the same one, with what was typed in it.
    assert desk.screen["key"] == key


@pytest.mark.parametrize("key", ["", "x" * 5000, None, {"a": 1}])
async def test_a_forged_key_sends_nothing(desk: Desk, shop: Shop, key: Any) -> None:
    return_id, _ = alive(shop)
    await desk.open(return_id)
    await desk.send(LinkDesk.send, fields={"key": key})
    assert mails() == []


async def test_replacing_twice_makes_one_new_link_and_ends_the_old(desk: Desk, shop: Shop) -> None:
    return_id, token = alive(shop)
    await desk.open(return_id)
    old = desk.screen["view"].link_id
    await desk.send(LinkDesk.replace, old=old)
    await desk.send(LinkDesk.replace, old=old)
    fresh = living(return_id)
    assert fresh is not None
    assert desk.screen["view"].link_id == str(fresh.id) != old
    assert desk.screen["url"].endswith(link_token(fresh.id))
    assert not desk.screen["url"].endswith(token)
    assert len(read_now(lambda session: list(session.exec(select(Link))))) == 2


async def test_revoking_ends_the_link_and_takes_it_off_the_screen(desk: Desk, shop: Shop) -> None:
    return_id, _ = alive(shop)
    await desk.open(return_id)
    await desk.send(LinkDesk.revoke, old=desk.screen["view"].link_id)
    assert living(return_id) is None
    assert (desk.screen["view"].state, desk.screen["url"], desk.screen["qr"]) == ("revoked", "", "")
    await desk.send(LinkDesk.replace, old=desk.screen["view"].link_id)
    assert desk.screen["view"].state == "live"


async def test_a_late_click_on_revoke_does_not_end_the_link_that_replaced_the_old_one(
    desk: Desk, shop: Shop
) -> None:
    return_id, _ = alive(shop)
    await desk.open(return_id)
    old = desk.screen["view"].link_id
    await desk.send(LinkDesk.replace, old=old)
    await desk.send(LinkDesk.revoke, old=old)
    assert living(return_id) is not None
    assert "replaced in the meantime" in desk.notice


async def test_the_date_can_be_moved_within_a_year(desk: Desk, shop: Shop) -> None:
    return_id, _ = alive(shop)
    await desk.open(return_id)
    await desk.send(LinkDesk.ask, what="expiry")
    day = (TODAY + timedelta(days=30)).date()
    await desk.send(LinkDesk.change_date, fields={"expires_at": day.isoformat()})
    link = living(return_id)
    assert link is not None
    assert (link.expires_at + timedelta(hours=2)).date() in {day, day + timedelta(days=1)}
    assert desk.screen["asking"] == ""


@pytest.mark.parametrize("day", ["", "tomorrow", "2020-01-01", "2999-01-01", "9999-12-31", "0001-01-01", 7])
async def test_a_date_that_cannot_be_is_refused_at_its_field(desk: Desk, shop: Shop, day: Any) -> None:
    return_id, _ = alive(shop)
    await desk.open(return_id)
    before = living(return_id)
    await desk.send(LinkDesk.ask, what="expiry")
    answer = await desk.send(LinkDesk.change_date, fields={"expires_at": day})
    assert not answer.errors
    assert set(desk.screen["problems"]) == {"expires_at"}
    assert desk.screen["asking"] == "expiry"
    assert living(return_id) == before


async def test_a_finished_return_keeps_its_link_and_sends_no_more(desk: Desk, shop: Shop) -> None:
    return_id, token = alive(shop)
    write_now(check_out, factories.customer(token), return_id, key="once", now=TODAY)
    await desk.open(return_id)
    assert desk.screen["view"].state == "finished"
    assert desk.screen["view"].number.startswith("RMA-")
    assert desk.screen["url"].endswith(token)


async def test_drafts_and_returns_without_a_link_have_pages_of_their_own(desk: Desk, shop: Shop) -> None:
    draft = factories.draft(shop)
    assert (await desk.open(draft)).redirects == [routes.draft_page(draft)]
    asked = factories.requested(shop).id
    assert (await desk.open(asked)).redirects == [routes.return_page(asked)]


@pytest.mark.parametrize("bad", ["", "nonsense", "7d1f5a52-3f0e-4c55-9a55-0c7b0a4f6e11", "%00"])
async def test_an_address_that_names_no_return_shows_that_there_is_none(desk: Desk, bad: str) -> None:
    await desk.open(bad)
    assert desk.screen["missing"] is True


async def test_the_code_is_given_as_a_picture(desk: Desk, shop: Shop) -> None:
    return_id, _ = alive(shop)
    await desk.open(return_id)
    answer = await desk.send(LinkDesk.picture)
    ((name, payload),) = [event for event in answer.events if event[0] == "_download"]
    assert name == "_download"
    assert payload["filename"].endswith(".png")


async def test_strangers_and_operators_see_no_link_and_end_none(
    server: Server, signed_in: SignIn, shop: Shop
) -> None:
    return_id, token = alive(shop)
    link = living(return_id)
    assert link is not None
    for somebody in (Desk(server, ""), Desk(server, "forged"), Desk(server, signed_in(Role.OPERATOR))):
        await somebody.open(return_id)
        await somebody.send(LinkDesk.revoke, old=str(link.id))
        await somebody.send(LinkDesk.replace, old=str(link.id))
        await somebody.send(LinkDesk.send, fields={"key": str(uuid4())})
        assert not somebody.browser.was_told(token)
    assert living(return_id) == link
    assert mails() == []


async def test_the_link_on_screen_is_the_one_that_is_acted_on(desk: Desk, shop: Shop) -> None:
    mine, _ = alive(shop)
    await desk.open(mine)
    other = factories.linked(factories.shop())[0]
    foreign = living(other)
    assert foreign is not None
    await desk.send(LinkDesk.revoke, old=str(foreign.id))
    assert living(other) is not None
    assert living(mine) is not None


def _only_link(session: Session) -> Link:
    return session.exec(select(Link)).one()


async def test_whoever_makes_no_returns_reads_that_the_page_is_not_theirs(
    server: Server, signed_in: SignIn, shop: Shop
) -> None:
    return_id, _ = alive(shop)
    operator = Desk(server, signed_in(Role.OPERATOR))
    await operator.open(return_id)
    assert operator.screen["missing"] is True
    assert operator.screen["loaded"] is True
    assert operator.screen["url"] == ""


async def test_the_page_shows_what_the_customer_did_also_after_a_redis_that_was_away(
    desk: Desk, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    return_id, token = alive(shop)
    live, away, refused = [True], [False], asyncio.Event()
    real = StateManagerMemory.modify_state_with_links

    async def is_open(_tab: str) -> bool:
        return live[0]

    def modify(manager: StateManagerMemory, *args: Any, **kwargs: Any) -> Any:
        if away[0]:
            refused.set()
            raise RedisConnectionError("away")
        return real(manager, *args, **kwargs)

    await desk.open(return_id)
    monkeypatch.setattr(keep_fresh, "is_open", is_open)
    monkeypatch.setattr(keep_fresh, "MISSED_SECONDS", 0.0)
    monkeypatch.setattr(keep_fresh, "REST_SECONDS", 0.05)
    monkeypatch.setattr("returns_app.live.notices.PULSE_SECONDS", 0.2)
    monkeypatch.setattr(StateManagerMemory, "modify_state_with_links", modify)
    running = asyncio.create_task(desk.send(LinkDesk.follow))
    await asyncio.sleep(0.3)
    away[0] = True
    customer = factories.customer(token, TODAY)
    await write(check_out, customer, return_id, key="k", now=TODAY)
    async with asyncio.timeout(30):
        await refused.wait()
        away[0] = False
        # No further commit: the next pulse has it catch up.
        while substate(desk.browser, LinkDesk).view.state != "finished":  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        live[0] = False
        await running
