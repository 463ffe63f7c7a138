"""Photos over plain HTTP, behind the real edge: sent in pieces, private, and whatever a stranger may try."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from returns_app import routes
from returns_app.actions import attempts
from returns_app.actions.add_photo import MOST_BYTES_OF_A_PIECE
from returns_app.actions.check_out import check_out
from returns_app.actions.issue_link import issue_link
from returns_app.actions.save_answers import AnswersWish, save_answers
from returns_app.actions.save_draft import leave_steps
from returns_app.actions.sign_in import start_session
from returns_app.db.accounts import User
from returns_app.db.photos import Photo, Upload
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.tokens import kept_name, link_token
from returns_app.domain.actors import Role
from returns_app.domain.surveys import MOST_BYTES
from returns_app.domain.wizard import StepKey
from returns_app.edge.app import Edge
from returns_app.flows import photo_door
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.who import forget_everybody
from returns_app.pictures import kind_of
from returns_app.settings import load
from tests import factories
from tests.flows.portal.conftest import keep_alive
from tests.photo_making import ask, held_upright, photo

PIECE = 128 * 1024
COOKIE = {Face.PORTAL: cookie_name(Face.PORTAL), Face.DESK: cookie_name(Face.DESK)}


@pytest.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    attempts._shared.cache_clear()
    attempts._own.cache_clear()
    forget_everybody()
    edge = Edge(Starlette(routes=list(photo_door.ROUTES)), pages=tmp_path, origin=load().origin)
    transport = httpx.ASGITransport(edge, client=("192.0.2.7", 1234))
    headers = {"origin": load().origin}
    async with httpx.AsyncClient(transport=transport, base_url=load().origin, headers=headers) as opened:
        yield opened


@dataclass
class Sender:
    """A browser that sends photos of one return: a customer's with its cookie, or that of somebody at the desk."""

    client: httpx.AsyncClient
    return_id: UUID
    question: UUID
    cookie: str
    at_desk: bool = False
    subject: str = ""

    def path(self, photo_id: UUID, name: str = "") -> str:
        if self.at_desk:
            given = (self.return_id, photo_id)
            return routes.desk_photo_file(*given, name) if name else routes.desk_photo(*given)
        return routes.photo_file(photo_id, name) if name else routes.photo(photo_id)

    async def ask(self, method: str, photo_id: UUID, name: str = "", **more: Any) -> httpx.Response:
        headers = {"cookie": self.cookie}
        return await self.client.request(method, self.path(photo_id, name), headers=headers, **more)

    async def put(
        self, photo_id: UUID, body: Any, *, at: int = 0, size: int = 0, **changed: str
    ) -> httpx.Response:
        given = {
            "question": str(self.question), "subject": self.subject, "place": kept_name(self.return_id),
            "language": "nl", "size": str(size or len(body)), "at": str(at),
        } | changed  # fmt: skip
        return await self.ask("PUT", photo_id, params=given, content=body)

    async def send(self, content: bytes, photo_id: UUID | None = None) -> httpx.Response:
        """All of it, piece by piece."""
        photo_id, at = photo_id or uuid4(), 0
        while True:
            piece = content[at : at + PIECE]
            answer = await self.put(photo_id, piece, at=at, size=len(content))
            if answer.status_code != 200 or answer.json()["done"]:
                return answer
            assert answer.json()["at"] > at
            at = answer.json()["at"]


@pytest.fixture
def of(database: Database) -> factories.Shop:
    return factories.shop()


def a_customer(client: httpx.AsyncClient, of: factories.Shop, question: UUID) -> Sender:
    return_id = factories.draft(of)
    write_now(leave_steps, of.agent, return_id, (StepKey.SURVEYS,), now=factories.NOW)
    link = write_now(issue_link, of.agent, return_id, now=factories.NOW)
    write_now(keep_alive, return_id)
    return Sender(client, return_id, question, f"{COOKIE[Face.PORTAL]}={link_token(link.id)}")


def staff(role: Role = Role.AGENT, **scope: Any) -> str:
    """The cookie of somebody at the desk."""
    now = datetime.now(UTC)
    user = User(
        email=f"{uuid4().hex}@desk.test", name="A", role=role, password_hash="", created_at=now, **scope
    )
    write_now(Session.add, user)
    return f"{COOKIE[Face.DESK]}={write_now(start_session, user.id, now=now)}"


@pytest.fixture
def who(client: httpx.AsyncClient, of: factories.Shop) -> Sender:
    return a_customer(client, of, ask(of, required=True, most_photos=2))


def kept(table: type[Photo] | type[Upload] = Photo) -> list[Any]:
    return read_now(lambda session: list(session.exec(select(table))))


async def test_a_photo_sent_in_pieces_is_kept_as_one_of_our_own(who: Sender) -> None:
    content = held_upright(photo((1600, 1200)))
    assert len(content) > 2 * PIECE
    photo_id = uuid4()
    answer = await who.send(content, photo_id)
    assert answer.json() == {"at": len(content), "done": True}
    (row,) = kept()
    assert (row.id, row.return_id, row.by_customer) == (photo_id, who.return_id, True)
    assert (row.width, row.height) == (1200, 1600)
    assert kept(Upload) == []
    for name, least in (("photo.jpg", 20_000), ("small.jpg", 500)):
        shown = await who.ask("GET", photo_id, name)
        assert shown.status_code == 200
        assert kind_of(shown.content) == "jpeg"
        assert len(shown.content) > least
        assert b"Quackenbush" not in shown.content
        assert shown.headers["content-type"] == "image/jpeg"
        assert shown.headers["cache-control"] == "private, no-store"
        assert shown.headers["x-content-type-options"] == "nosniff"


async def test_it_goes_on_from_the_byte_that_has_come_and_twice_is_once(who: Sender) -> None:
    content, photo_id = photo((1600, 1200)), uuid4()
    first = await who.put(photo_id, content[:PIECE], size=len(content))
    again = await who.put(photo_id, content[:PIECE], size=len(content))
    too_early = await who.put(photo_id, content[2 * PIECE : 3 * PIECE], at=2 * PIECE, size=len(content))
    state = await who.ask("GET", photo_id)
    assert {one.json()["at"] for one in (first, again, too_early, state)} == {PIECE}
    rest = content[PIECE:]
    while rest:
        at = len(content) - len(rest)
        answers = [await who.put(photo_id, rest[:PIECE], at=at, size=len(content)) for _ in range(2)]
        assert [one.status_code for one in answers] == [200, 200]
        rest = rest[PIECE:]
    assert answers[1].json()["done"]
    assert (await who.ask("GET", photo_id)).json()["done"]
    assert len(kept()) == 1


async def test_the_same_last_piece_sent_twice_at_once_makes_one_photo(who: Sender) -> None:
    content, photo_id = photo(), uuid4()
    answers = await asyncio.gather(*(who.put(photo_id, content) for _ in range(4)))
    assert {one.status_code for one in answers} == {200}
    assert len(kept()) == 1


async def test_a_photo_is_for_its_own_customer_and_for_staff_who_may_see_the_return(
    who: Sender, client: httpx.AsyncClient, of: factories.Shop
) -> None:
    photo_id = uuid4()
    await who.send(photo(), photo_id)
    other = a_customer(client, of, who.question)
    desk = Sender(client, who.return_id, who.question, staff(), at_desk=True)
    elsewhere = Sender(client, who.return_id, who.question, staff(countries=["FR"]), at_desk=True)
    mixed = Sender(client, who.return_id, who.question, who.cookie, at_desk=True)
    nobody = Sender(client, who.return_id, who.question, "")
    for name in ("photo.jpg", "small.jpg"):
        assert (await desk.ask("GET", photo_id, name)).status_code == 200
        for stranger in (other, elsewhere, mixed, nobody):
            assert (await stranger.ask("GET", photo_id, name)).status_code == 404
    assert (await who.ask("GET", photo_id, "../photo.jpg")).status_code == 404
    assert (await who.ask("GET", uuid4(), "photo.jpg")).status_code == 404
    # Another return's address does not open it either.
    desk.return_id = other.return_id
    assert (await desk.ask("GET", photo_id, "photo.jpg")).status_code == 404
    for stranger in (other, elsewhere, mixed, nobody):
        assert (await stranger.ask("DELETE", photo_id)).status_code in {204, 404, 409}
        assert (await stranger.ask("GET", photo_id)).text.find("true") == -1
    assert len(kept()) == 1


async def test_nobody_sends_a_photo_into_anothers_return(
    who: Sender, client: httpx.AsyncClient, of: factories.Shop
) -> None:
    other, content, photo_id = a_customer(client, of, who.question), photo((1600, 1200)), uuid4()
    await who.put(photo_id, content[:PIECE], size=len(content))
    stolen = await other.put(photo_id, content[PIECE : 2 * PIECE], at=PIECE, size=len(content))
    assert stolen.status_code == 409
    # The browser has opened another link since this photo was chosen.
    late = await other.put(uuid4(), photo(), place=kept_name(who.return_id))
    assert late.status_code == 404
    nobody = Sender(client, who.return_id, who.question, "returns_portal=forged")
    assert (await nobody.put(uuid4(), photo())).status_code == 404
    assert [row.return_id for row in kept(Upload)] == [who.return_id]
    await who.send(photo(), photo_id := uuid4())
    assert (await other.put(photo_id, photo())).status_code == 404


async def test_another_site_can_neither_send_nor_take_away(who: Sender) -> None:
    await who.send(photo(), photo_id := uuid4())
    who.client.headers["origin"] = "https://evil.test"
    assert (await who.put(uuid4(), photo())).status_code == 403
    assert (await who.ask("DELETE", photo_id)).status_code == 403
    assert len(kept()) == 1


@pytest.mark.parametrize("method", ["POST", "PATCH", "OPTIONS"])
async def test_other_methods_are_not_known(who: Sender, method: str) -> None:
    assert (await who.ask(method, uuid4())).status_code == 405


async def test_too_much_is_refused_while_it_comes(who: Sender) -> None:
    asked: list[int] = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            asked.append(1)
            yield bytes(16 * 1024)

    announced = await who.put(uuid4(), bytes(MOST_BYTES_OF_A_PIECE + 1), size=MOST_BYTES)
    assert announced.status_code == 413
    streamed = await who.put(uuid4(), endless(), size=MOST_BYTES)
    assert streamed.status_code == 413
    assert len(asked) < 40
    whole = await who.put(uuid4(), photo()[:1000], size=MOST_BYTES + 1)
    assert (whole.status_code, whole.json()["problem"]) == (422, "Deze foto is te groot. Hij mag 6 MB zijn.")
    assert kept(Upload) == []


async def test_a_piece_that_comes_too_slowly_is_let_go(who: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_door, "PATIENCE_SECONDS", 0.05)

    async def slow() -> AsyncIterator[bytes]:
        yield b"\xff\xd8\xff"
        await asyncio.sleep(5)

    assert (await who.put(uuid4(), slow(), size=9000)).status_code == 408
    assert kept(Upload) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(90), "Deze foto is HEIC"),
        (b"\0\0\0\x14ftypqt  " + bytes(90), "Dit is een video"),
        (b"<html><script>alert(1)</script>" + bytes(90), "Dit is geen foto"),
        (b"\xff\xd8\xff" + bytes(900), "Deze foto is niet te lezen"),
        (photo()[:9000], "Deze foto is niet te lezen"),
    ],
)
async def test_what_is_no_photo_is_refused_in_the_customers_language(
    who: Sender, content: bytes, said: str
) -> None:
    answer = await who.put(uuid4(), content)
    assert answer.status_code == 422
    assert answer.json()["problem"].startswith(said)
    assert (kept(), kept(Upload)) == ([], [])


@pytest.mark.parametrize(
    "changed",
    [
        {"size": "x"}, {"size": "-1"}, {"at": "-1"}, {"at": "1e9"}, {"at": "٣"}, {"question": "x"}, {"subject": "x"},
        {"size": "9" * 30}, {"question": str(UUID(int=1))}, {"subject": str(UUID(int=1))}, {"place": "x"},
        {"size": "0"},
    ],
)  # fmt: skip
async def test_nonsense_is_refused_and_keeps_nothing(who: Sender, changed: dict[str, str]) -> None:
    answer = await who.put(uuid4(), photo(), **changed)
    assert answer.status_code in {400, 404, 422}
    assert "problem" in answer.json()
    assert (kept(), kept(Upload)) == ([], [])


async def test_crumbs_and_more_than_was_announced_are_refused(who: Sender) -> None:
    content, photo_id = photo((1600, 1200)), uuid4()
    crumb = await who.put(photo_id, content[:100], size=len(content))
    beyond = await who.put(photo_id, content[:PIECE], size=100)
    assert {crumb.status_code, beyond.status_code} == {422}


async def test_there_are_no_more_photos_than_the_question_takes(who: Sender) -> None:
    ids = [uuid4() for _ in range(3)]
    answers = [await who.send(photo(seed=number), one) for number, one in enumerate(ids)]
    assert [one.status_code for one in answers] == [200, 200, 422]
    assert answers[2].json()["problem"] == "Houd het bij 2 foto’s."
    assert (await who.ask("DELETE", ids[0])).status_code == 204
    assert (await who.ask("DELETE", ids[0])).status_code == 204
    assert (await who.send(photo(seed=3), ids[2])).status_code == 200
    assert {row.id for row in kept()} == set(ids[1:])


async def test_half_sent_photos_give_way_to_newer_ones(who: Sender) -> None:
    content = photo((1600, 1200))
    for _ in range(20):
        assert (await who.put(uuid4(), content[:PIECE], size=len(content))).status_code == 200
    assert len(kept(Upload)) == 16


@pytest.mark.parametrize("limit", ("_MOST_BEGUN", "_MOST_FROM_ONE_ADDRESS"))
async def test_sending_without_end_is_limited(
    who: Sender, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    attempts._own.cache_clear()
    monkeypatch.setattr(photo_door, limit, photo_door.RateLimitItemPerHour(2))
    answers = [await who.put(uuid4(), b"GIF89a" + bytes(90)) for _ in range(3)]
    assert [one.status_code for one in answers] == [422, 422, 429]


async def test_after_the_confirmation_photos_stay_and_can_be_looked_at(who: Sender) -> None:
    photo_id = uuid4()
    await who.send(photo(), photo_id)
    customer = factories.customer(who.cookie.split("=", 1)[1])
    write_now(save_answers, customer, who.return_id, AnswersWish({}), now=factories.NOW)
    write_now(check_out, customer, who.return_id, key="once", now=factories.NOW)
    assert (await who.ask("GET", photo_id, "photo.jpg")).status_code == 200
    assert (await who.send(photo())).status_code == 409
    assert (await who.ask("DELETE", photo_id)).status_code == 409
    assert len(kept()) == 1


async def test_the_desk_adds_photos_while_it_is_a_draft_and_the_customer_leaves_them_alone(
    client: httpx.AsyncClient, of: factories.Shop
) -> None:
    question = ask(of, required=True, most_photos=2)
    draft = factories.draft(of)
    desk = Sender(client, draft, question, staff(), at_desk=True)
    assert (await desk.send(photo(), photo_id := uuid4())).status_code == 200
    operator = Sender(client, draft, question, staff(Role.OPERATOR), at_desk=True)
    assert (await operator.send(photo())).status_code == 409
    assert [row.by_customer for row in kept()] == [False]
    who = a_customer(client, of, question)
    late = Sender(client, who.return_id, question, staff(), at_desk=True)
    assert (await late.send(photo())).status_code == 409
    assert (await desk.ask("DELETE", photo_id)).status_code == 204
    assert kept() == []
