"""What a page or a handler asks of the database does not depend on how much there is: one of each, or thirty.

Pages are those of the composition root: a new one must say here at which address it shows something (`SHOWN_AT`).
Handlers are those of the states that the pages fill; what they write is rolled back, so that each begins with the same.
"""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pprint import pformat
from typing import Any
from uuid import UUID, uuid4

import pytest
from reflex.utils.format import format_event_handler
from reflex_base.registry import RegistrationContext
from sqlmodel import Session, SQLModel, select

from returns_app import routes
from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.db.accounts import UserSession
from returns_app.db.customers import CustomerAddress, CustomerNote
from returns_app.db.exceptions import GrantedException
from returns_app.db.exports import Export
from returns_app.db.messages import FROM_CUSTOMER, NOTE, Message
from returns_app.db.outbox import OutboxMail
from returns_app.db.receiving import UndeclaredItem
from returns_app.db.returns import Return, ReturnLine
from returns_app.db.saved_views import SavedView
from returns_app.db.session import Database, write_now
from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import Role
from returns_app.flows import who
from returns_app.flows.cookies import Face
from returns_app.flows.policy import policy_of
from returns_app.i18n import LANGUAGES
from returns_app.returns_app import PAGES, app
from tests.driving import Browser, Server, driving
from tests.factories import ADDRESS, Shop, draft, linked, requested, shop
from tests.flows.conftest import SignIn
from tests.flows.desk.making import labelled
from tests.hostile import payload
from tests.watching import statements_sent

MANY = 30
_NOT_COUNTED = re.compile(r"PRAGMA|BEGIN|SAVEPOINT|RELEASE|SET |INSERT INTO search_|DELETE FROM search_")


Counts = dict[str, list[str]]


@dataclass(frozen=True)
class World:
    """A shop with a return at each point where a page has something to show."""

    of: Shop
    draft: UUID
    requested: UUID
    linked: UUID
    token: str
    labelled: UUID
    owner: UUID


# Before anybody is let in there is nothing to show that grows.
_BEFORE_THE_DESK = (routes.SECOND_STEP, routes.SECOND_SETUP, routes.FORGOTTEN, routes.NEW_PASSWORD)
# Where each page shows something, as templates over the fields of `World`; several where it shows several things.
SHOWN_AT: dict[str, tuple[str, ...]] = {
    routes.HOME: ("",),
    routes.DOCS: ("",),
    routes.DESK: ("", "?mine=1", "?all=1"),
    routes.RETURNS: ("", "?view=authorize", "?q=visser", "?q=NO-104882", "?sort=number", "?unanswered=1"),
    routes.RETURN: ("?id={requested}", "?id={labelled}", "?id={linked}"),
    routes.NEW_RETURN: ("", "?id={draft}"),
    routes.READY_LINK: ("?id={linked}",),
    routes.QUEUE: ("",),
    routes.RECEIVING: ("",),
    routes.CUSTOMERS: ("", "?q=visser"),
    routes.CUSTOMER: ("?id={of.customer}",),
    routes.EXCEPTIONS: ("",),
    routes.AUDIT: ("", "?about={of.customer}&what=create_customer"),
    routes.MAILS: ("",),
    routes.INBOX: ("",),
    routes.SIGN_IN: ("",),
    routes.ACCOUNT: ("", "?setup=1"),
    **dict.fromkeys(_BEFORE_THE_DESK, ("",)),
    **{routes.portal(one): ("",) for one in LANGUAGES},
    **{routes.dead_link(one): ("",) for one in LANGUAGES},
}


# Doors, and pages of one thing that does not grow.
_STILL = {routes.HOME, routes.DOCS, *map(routes.dead_link, LANGUAGES)}
_SHOWS_THE_SAME = {*_STILL, *_BEFORE_THE_DESK, routes.SIGN_IN, routes.MAILS}
_WITHOUT_HANDLERS = {*_STILL, *_BEFORE_THE_DESK, routes.SIGN_IN, routes.INBOX, routes.MAILS}
# The same handlers as at another address; what only the list's page shows is not called from a return.
_SEEN_ALREADY = {
    one + more for one, queries in SHOWN_AT.items() for more in queries[1:] if one != routes.NEW_RETURN
} - {f"{routes.RETURN}?id={{labelled}}"}
_SEEN_ALREADY |= {routes.portal(one) for one in LANGUAGES if one != "en"} | {routes.NEW_RETURN}
_OF_THE_LIST = re.compile(r"\.(list|export)_\w+$")


@pytest.fixture
async def server(database: Database) -> AsyncIterator[Server]:
    """The app, without the pickling that other tests want: here it would be most of the work."""
    async with driving() as running:
        yield running


@pytest.fixture
def admin(signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whoever looks; that they are remembered for a few seconds only must not count."""
    monkeypatch.setattr(who, "REMEMBERED_SECONDS", 1_000_000.0)
    monkeypatch.setattr(who, "SEEN_EVERY_SECONDS", 1_000_000.0)
    return signed_in(Role.ADMIN)


@pytest.fixture
def world(database: Database, admin: str) -> World:
    """One of everything."""
    of = shop()
    link, token = linked(of)
    shipped, _ = labelled(of)
    owner = write_now(_owner_of_session)
    made = World(of, draft(of), requested(of).id, link, token, shipped, owner)
    write_now(_add_one_of_each, made)
    return made


def _owner_of_session(session: Session) -> UUID:
    from_users = SQLModel.metadata.tables["users"]
    found: UUID = session.execute(select(from_users.c.id).where(from_users.c.role == "admin")).scalar_one()
    return found


def _add_one_of_each(session: Session, made: World) -> None:
    now = datetime.now(UTC)
    words = {"author_name": "Femke", "created_at": now, "words": "Words"}
    session.add(CustomerNote(customer_id=made.of.customer, key=uuid4().hex, **words))
    session.add(SavedView(owner_id=made.owner, name="Mine", query="view=open", created_at=now))
    day = timedelta(days=1)
    ready = {"status": "done", "done_rows": 1, "total_rows": 1, "finished_at": now}
    session.add(Export(owner_id=made.owner, format="csv", created_at=now, expires_at=now + day, **ready))
    for one in (made.requested, made.labelled, made.linked):
        for kind in (NOTE, FROM_CUSTOMER):
            session.add(Message(return_id=one, key=uuid4().hex, kind=kind, **words))
        session.add(UndeclaredItem(return_id=one, position=0, name="Sock", quantity=1))
        session.add(_excused(one, made))


def _excused(return_id: UUID, made: World) -> GrantedException:
    said = {"rule": "window", "observed": "40 days", "limit_words": "30 days", "reason": "goodwill"}
    return GrantedException(return_id=return_id, granted_by=made.owner, granted_at=datetime.now(UTC), **said)


def _excuse_all(session: Session, made: World) -> None:
    there = set(session.exec(select(GrantedException.return_id)))
    session.add_all(_excused(one, made) for one in session.exec(select(Return.id)) if one not in there)


def grow(made: World) -> None:
    """Thirty of everything that there was one of."""
    now = datetime.now(UTC)
    for number in range(MANY - 1):
        wish = NewCustomer(
            uuid4(), "Sanne Visser", f"{uuid4().hex[:9]}@postvak.test", language="nl", address=ADDRESS
        )
        write_now(create_customer, made.of.agent, wish, now=now)
        (requested, linked, draft)[number % 3](made.of)
    # One return has each exception once.
    write_now(_excuse_all, made)
    many = (ReturnLine, TimelineEntry, OutboxMail, Message, UndeclaredItem, CustomerNote)
    for table in (*many, CustomerAddress, SavedView, Export, UserSession):
        write_now(_copy_rows, table, made)


def _copy_rows(session: Session, table: type[SQLModel], made: World) -> None:
    """Thirty of each row about what the pages show."""
    shown = (made.draft, made.requested, made.linked, made.labelled)
    rows: list[Any] = [row for row in session.exec(select(table)) if not _waits(row)]
    for row in rows:
        if getattr(row, "return_id", shown[0]) in shown and getattr(row, "customer_id", None) in {
            None,
            made.of.customer,
        }:
            session.add_all(_copy(row, number) for number in range(1, MANY))


def _waits(row: Any) -> bool:
    """Of one return at most a few mails wait at a time; what has left is kept for ever."""
    return isinstance(row, OutboxMail) and row.status == "pending"


def _copy(row: Any, number: int) -> Any:
    values = row.model_dump()
    for column in row.__table__.columns:
        if column.name == "position":
            values["position"] += number
        elif column.name == "name" and isinstance(row, SavedView):
            values["name"] += f" {number}"
        elif column.primary_key and isinstance(values[column.name], int):
            del values[column.name]
        elif column.primary_key or column.unique:
            value = values[column.name]
            values[column.name] = uuid4() if isinstance(value, UUID) else uuid4().hex
    return type(row)(**values)


def counting() -> AbstractContextManager[list[str]]:
    return statements_sent(lambda statement: not _NOT_COUNTED.match(statement))


def addresses(made: World) -> dict[str, str]:
    """Each template with the address it stands for."""
    found = {}
    for route, queries in SHOWN_AT.items():
        found.update({route + query: route + query.format(**_fields(made)) for query in queries})
    return found


def _fields(made: World) -> dict[str, Any]:
    return {**made.__dict__, "of": made.of}


def browser_of(server: Server, made: World, admin: str, template: str) -> Browser:
    is_portal = any(template.startswith((routes.portal(one), routes.dead_link(one))) for one in LANGUAGES)
    return Browser(server, portal=made.token) if is_portal else Browser(server, desk=admin)


async def opened(server: Server, made: World, admin: str) -> tuple[Counts, dict[str, int]]:
    """The statements that each page sends while it is opened by somebody known, and how much it then shows."""
    sent_by, sizes = {}, {}
    for template, address in addresses(made).items():
        await browser_of(server, made, admin, template).open(address)
        with counting() as sent:
            browser = browser_of(server, made, admin, template)
            await browser.open(address)
        sent_by[template], sizes[template] = sent, len(repr(browser.screen))
    return sent_by, sizes


async def called(server: Server, made: World, admin: str) -> Counts:
    """The statements of each handler of the states that a page fills, called from that page one after the other."""
    found = {}
    known = {
        "return_id": str(made.requested),
        "customer_id": str(made.of.customer),
        "key": "k",
        "str": "visser",
    }
    for template, address in addresses(made).items():
        if template.split("?")[0] in _WITHOUT_HANDLERS or template in _SEEN_ALREADY:
            continue
        browser = browser_of(server, made, admin, template)
        await browser.open(address)
        for name, fn in handlers_of(template.split("?")[0]):
            with counting() as sent:
                await browser.send_raw(name, payload(fn, known))
            found[f"{template} {name.split('.')[-2]}.{name.split('.')[-1]}"] = sent
    return found


def handlers_of(route: str) -> Iterator[tuple[str, Any]]:
    """The handlers of the states that live beside those which the page's `on_load` fills."""
    on_load = next(one.on_load for one in PAGES if one.route == route)
    beside = {each.fn.__module__.rpartition(".")[0] for each in on_load} - {"returns_app.flows"}
    with app.set_contexts():
        registered = list(RegistrationContext.get().event_handlers.values())
    for entry in registered:
        policy, module = policy_of(entry.handler.fn), entry.states[0].__module__
        if policy is None or policy.face is Face.PUBLIC or module.rpartition(".")[0] not in beside:
            continue
        if "flows.desk." not in module or bool(_OF_THE_LIST.search(module)) == (route == routes.RETURNS):
            yield format_event_handler(entry.handler), entry.handler.fn


def test_every_page_says_where_it_shows_something() -> None:
    missing = {one.route for one in PAGES} - SHOWN_AT.keys()
    assert missing == set(), "add to SHOWN_AT at which addresses these pages show data"


async def test_opening_a_page_sends_as_many_statements_for_thirty_of_everything_as_for_one(
    server: Server, world: World, admin: str
) -> None:
    few, small = await opened(server, world, admin)
    grow(world)
    many, large = await opened(server, world, admin)
    assert more_often(few, many) == {}, pformat(more_often(few, many), width=200)
    # An address that shows nothing would prove nothing.
    still = {page for page in small if large[page] < small[page] + 200}
    assert {page.split("?")[0] for page in still} <= _SHOWS_THE_SAME, (
        "give these pages an address that shows more"
    )


@pytest.mark.timeout(400)
async def test_a_handler_sends_as_many_statements_for_thirty_of_everything_as_for_one(
    server: Server, world: World, admin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_write = Database.write_now

    def undone(self: Database, fn: Any, *args: Any, **kwargs: Any) -> Any:
        with Session(self.engine, expire_on_commit=False) as session:
            answer = fn(session, *args, **kwargs)
            session.flush()
            return answer

    monkeypatch.setattr(Database, "write_now", undone)
    few = await called(server, world, admin)
    monkeypatch.setattr(Database, "write_now", real_write)
    grow(world)
    monkeypatch.setattr(Database, "write_now", undone)
    many = await called(server, world, admin)
    assert more_often(few, many) == {}, pformat(more_often(few, many), width=200)
    # Most handlers did something: else their arguments would be too poor to tell anything.
    assert len([name for name, sent in few.items() if sent]) > 60


def more_often(few: Counts, many: Counts) -> dict[str, tuple[int, int, list[str]]]:
    """What sent more statements for many, with both counts and the statements that came more often, shortened."""
    found = {}
    for name, sent in many.items():
        if len(sent) > len(few[name]):
            more = sorted({_short(one) for one in sent if sent.count(one) > few[name].count(one)})
            found[name] = (len(few[name]), len(sent), more)
    return found


def _short(statement: str) -> str:
    return re.sub(r"SELECT .*? \nFROM", "FROM", statement, flags=re.DOTALL)[:150]
