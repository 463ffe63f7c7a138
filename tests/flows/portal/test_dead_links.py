"""Dead links, line by line: what each says, who gets a fresh one, and what nobody can find out by asking."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select
from starlette.applications import Starlette
from starlette.types import Scope

from returns_app import routes
from returns_app.actions import attempts
from returns_app.actions.issue_link import replace_link, revoke_link, send_link
from returns_app.db.customers import Customer
from returns_app.db.links import Link
from returns_app.db.outbox import OutboxMail
from returns_app.db.session import Database, database, read_now, write_now
from returns_app.db.timeline import TimelineEntry
from returns_app.db.tokens import link_token
from returns_app.edge.app import Edge
from returns_app.edge.visitors import network_of
from returns_app.flows.cookies import dead_link_cookie
from returns_app.flows.portal import asking, door
from returns_app.flows.portal.asking import all_asked
from returns_app.flows.portal.dead_state import DeadLink
from returns_app.flows.portal.link_limits import may_ask, may_open
from returns_app.flows.portal.state import Portal
from returns_app.queries.live_feed import live_feed
from returns_app.settings import load
from tests import factories
from tests.driving import Browser, Server
from tests.flows.portal.conftest import Arrive
from tests.flows.portal.conftest import Customer as Visitor
from tests.flows.portal.links import expire, link_of

SENT = "/nl/link?why=sent"
Client = Callable[..., httpx.AsyncClient]


@pytest.fixture
async def come(database: Database, tmp_path: Path) -> AsyncIterator[Client]:
    """Visitors from anywhere: `come("192.0.2.7")` is a browser with cookies of its own."""
    attempts._shared.cache_clear()
    attempts._own.cache_clear()
    edge = Edge(Starlette(routes=list(door.ROUTES)), pages=tmp_path, origin=load().origin)
    opened: list[httpx.AsyncClient] = []

    def visitor(address: str = "192.0.2.7") -> httpx.AsyncClient:
        transport = httpx.ASGITransport(edge, client=(address, 1234))
        headers = {"origin": load().origin, "accept-language": "nl"}
        opened.append(httpx.AsyncClient(transport=transport, base_url=load().origin, headers=headers))
        return opened[-1]

    yield visitor
    await all_asked()
    for one in opened:
        await one.aclose()


def replace(of: factories.Shop, return_id: UUID) -> str:
    """Another link takes its place; gives the new token."""
    old = read_now(link_of, return_id).id
    return link_token(write_now(replace_link, of.agent, return_id, old=old, now=datetime.now(UTC)).id)


async def ask(client: httpx.AsyncClient, token: str) -> httpx.Response:
    """Open the dead link and press its button."""
    await client.get(routes.link_path(token))
    return await client.post(routes.dead_link("nl"))


async def mails(kind: str = "") -> list[OutboxMail]:
    await all_asked()
    query = select(OutboxMail).order_by(col(OutboxMail.created_at))
    return list(
        read_now(lambda session: session.exec(query.where(OutboxMail.kind == kind) if kind else query).all())
    )


def told(return_id: UUID) -> list[str]:
    query = select(TimelineEntry.kind).where(TimelineEntry.return_id == return_id)
    return [
        kind for kind in read_now(lambda session: session.exec(query).all()) if kind == "fresh_link_asked"
    ]


def expired_one(of: factories.Shop, arrive: Arrive) -> Visitor:
    who = arrive(of)
    expire(who.return_id)
    return who


async def test_the_answer_is_word_for_word_the_same_for_every_kind_of_link(
    come: Client, arrive: Arrive
) -> None:
    of = factories.shop()
    expired, replaced, revoked, living = (arrive(of) for _ in range(4))
    expire(expired.return_id)
    replace(of, replaced.return_id)
    write_now(revoke_link, of.agent, revoked.return_id, now=datetime.now(UTC))
    answers = [await ask(come(), who.token) for who in (expired, replaced, revoked, living)]
    answers += [await ask(come(), token) for token in ("", "forged", "x" * 43, "y" * 4000)]
    inventor = come()
    inventor.cookies.set(dead_link_cookie(), "z" * 43)
    answers.append(await inventor.post(routes.dead_link("nl")))

    def seen(answer: httpx.Response) -> tuple[Any, ...]:
        return answer.status_code, answer.content, sorted(answer.headers.items())

    assert {answer.headers["location"] for answer in answers} == {SENT}
    assert len({str(seen(answer)) for answer in answers}) == 1
    assert [mail.return_id for mail in await mails("link")] == [expired.return_id, replaced.return_id]


async def test_the_answer_comes_before_anything_is_looked_up(
    come: Client, arrive: Arrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So neither a look-up nor a mail is in the time that a stranger can measure."""
    who, asked = expired_one(factories.shop(), arrive), []
    client = come()
    await client.get(routes.link_path(who.token))

    answered = asyncio.Event()

    async def note(_deed: object, token: str, **_: object) -> None:
        # Whoever waits for this before answering waits for ever.
        await answered.wait()
        asked.append(token)

    def count(*_: object) -> None:
        statements.append(1)

    statements: list[int] = []
    monkeypatch.setattr(asking, "write", note)
    event.listen(database().engine, "before_cursor_execute", count)
    try:
        async with asyncio.timeout(20):
            assert (await client.post(routes.dead_link("nl"))).headers["location"] == SENT
            client.cookies.set(dead_link_cookie(), "invented")
            assert (await client.post(routes.dead_link("nl"))).headers["location"] == SENT
    finally:
        event.remove(database().engine, "before_cursor_execute", count)
    assert statements == []
    answered.set()
    await all_asked()
    assert set(asked) == {who.token, "invented"}


async def test_a_database_that_fails_changes_no_answer(
    come: Client, arrive: Arrive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise OSError

    who, client = expired_one(factories.shop(), arrive), come()
    await client.get(routes.link_path(who.token))
    monkeypatch.setattr(asking, "write", fail)
    with caplog.at_level(logging.ERROR):
        assert (await client.post(routes.dead_link("nl"))).headers["location"] == SENT
        await all_asked()


async def test_a_fresh_link_goes_to_the_address_on_file_alone(come: Client, arrive: Arrive) -> None:
    of = factories.shop()
    who = arrive(of)
    write_now(
        send_link, of.agent, who.return_id, key="a", to="neighbor@elsewhere.test", now=datetime.now(UTC)
    )
    expire(who.return_id)
    await ask(come(), who.token)
    on_file = read_now(lambda session: session.get_one(Customer, of.customer).email)
    sent = await mails("link")
    assert [mail.to_address for mail in sent] == ["neighbor@elsewhere.test", on_file]


async def test_the_agent_is_told_on_the_return_and_in_what_happens_now(come: Client, arrive: Arrive) -> None:
    of = factories.shop()
    who = expired_one(of, arrive)
    await ask(come(), who.token)
    await all_asked()
    assert told(who.return_id) == ["fresh_link_asked"]
    feed = read_now(live_feed, of.agent, now=datetime.now(UTC))
    assert "Asked for a fresh link" in [entry.what for entry in feed]


async def test_a_replaced_link_of_a_finished_return_leads_to_what_became_of_it(
    come: Client, arrive: Arrive
) -> None:
    of = factories.shop()
    who = arrive(of)
    newer = replace(of, who.return_id)
    tab = Browser(who.browser.server, portal=newer)
    await tab.open("/nl/return")
    await tab.send(Portal.confirm)
    client = come()
    assert (await client.get(routes.link_path(who.token))).headers["location"] == "/nl/link?why=superseded"
    await ask(client, who.token)
    (mail,) = await mails("fresh")
    assert mail.facts["number"] == factories.get(who.return_id).number
    assert mail.link_id == read_now(link_of, who.return_id).id
    assert told(who.return_id) == ["fresh_link_asked"]


async def test_a_used_link_shows_number_and_status_and_gives_the_label_however_old(
    come: Client, arrive: Arrive
) -> None:
    who = arrive(factories.shop())
    await who.open("/nl/return")
    await who.send(Portal.confirm)
    expire(who.return_id)
    client = come()
    assert (await client.get(routes.link_path(who.token))).headers["location"] == "/nl/return"
    label = await client.get(routes.LABEL)
    assert label.content.startswith(b"%PDF")
    again = Browser(who.browser.server, portal=who.token)
    await again.open("/nl/return")
    view = again.sees(Portal)["view"]
    assert (view.stage, view.number) == ("done", factories.get(who.return_id).number)
    assert [step.title for step in view.outcome.track][:2] == ["Retour bevestigd", "Label gemaakt"]


async def test_with_one_dead_link_a_fresh_one_is_asked_for_once_an_hour(come: Client, arrive: Arrive) -> None:
    who = expired_one(factories.shop(), arrive)
    for address in ("192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1"):
        await ask(come(address), who.token)
    assert len(await mails("link")) == 1
    assert told(who.return_id) == ["fresh_link_asked"]


async def test_one_address_on_file_gets_five_a_day_from_all_its_returns(come: Client, arrive: Arrive) -> None:
    of = factories.shop()
    visitors = [expired_one(of, arrive) for _ in range(7)]
    for number, who in enumerate(visitors):
        await ask(come(f"192.0.{number}.1"), who.token)
    assert len(await mails("link")) == 5


async def test_a_link_is_counted_by_itself_whether_it_is_real_or_invented(database: Database) -> None:
    attempts._own.cache_clear()
    attempts._shared.cache_clear()
    for token in ("real-or-not", "another"):
        here = [may_ask(_from(f"10.{number}.0.1"), token) for number in range(5)]
        assert here == [True, True, True, False, False]


async def test_asking_is_limited_by_address_and_by_network(database: Database) -> None:
    attempts._own.cache_clear()
    attempts._shared.cache_clear()
    same = [may_ask(_from("192.0.2.7"), f"token-{number}") for number in range(12)]
    assert same.count(True) == 10
    neighbors = [may_ask(_from(f"198.51.100.{number}"), f"other-{number}") for number in range(70)]
    assert neighbors.count(True) == 60
    assert may_ask(_from("203.0.113.1"), "elsewhere")


async def test_whoever_tries_many_unknown_links_waits_and_real_ones_do_not_count(
    come: Client, arrive: Arrive
) -> None:
    who, client = arrive(factories.shop()), come()
    for _ in range(70):
        assert (await client.get(routes.link_path(who.token))).status_code == 303
    answers = [await client.get(routes.link_path(f"forged-{number}")) for number in range(62)]
    codes = [answer.status_code for answer in answers]
    assert (codes.count(303), codes[-1]) == (60, 429)
    assert answers[-1].headers["retry-after"] == "600"
    assert (await come("203.0.113.9").get(routes.link_path(who.token))).status_code == 303


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_a_network_is_what_one_household_has_at_least(address: str, network: str) -> None:
    assert network_of(address) == network


async def test_nothing_about_a_person_is_in_any_state_of_a_dead_page(
    come: Client, arrive: Arrive, server: Server
) -> None:
    of = factories.shop(customer="Zebedee Quackenbush")
    expired, replaced, revoked = (arrive(of) for _ in range(3))
    expire(expired.return_id)
    replace(of, replaced.return_id)
    write_now(revoke_link, of.agent, revoked.return_id, now=datetime.now(UTC))
    for who, why in ((expired, "expired"), (replaced, "superseded"), (revoked, "revoked")):
        answer = await come().get(routes.link_path(who.token))
        tab = Browser(server, portal=who.token)
        await tab.open(answer.headers["location"])
        assert tab.sees(DeadLink)["why"] == why
        for part in ("Zebedee", "Quackenbush", str(who.return_id), factories.get(who.return_id).order_number):
            assert part not in str(answer.headers)
            assert not tab.was_told(part)


async def test_scanners_that_follow_every_link_of_a_mail_consume_nothing(
    come: Client, arrive: Arrive, server: Server
) -> None:
    of = factories.shop()
    living, expired, replaced = (arrive(of) for _ in range(3))
    expire(expired.return_id)
    replace(of, replaced.return_id)

    def trace(session: Session) -> tuple[Any, ...]:
        links = [
            (one.id, one.opened_at, one.expires_at)
            for one in session.exec(select(Link).order_by(col(Link.id)))
        ]
        return (
            links,
            len(session.exec(select(TimelineEntry)).all()),
            len(session.exec(select(OutboxMail)).all()),
        )

    before = read_now(trace)
    for who in (living, expired, replaced):
        for method in ("GET", "HEAD", "GET"):
            client = come("198.51.100.23")
            answer = await client.request(method, routes.link_path(who.token))
            await client.get(answer.headers["location"])
    assert read_now(trace) == before
    await living.open()
    assert living.step == "confirm"


def _from(address: str) -> Scope:
    return {"type": "http", "headers": [], "client": (address, 1)}


async def test_opening_is_counted_for_networks_too(database: Database) -> None:
    attempts._own.cache_clear()
    attempts._shared.cache_clear()
    opened = [may_open(_from(f"192.0.2.{number % 250}")) for number in range(620)]
    assert opened.count(True) == 600
