"""Everybody who may knock, everything there is to knock at, and one customer whose data carry marks to be looked for.

Handlers and routes are found, and what they are sent is made up from their annotations and from the victim's own ids:
a new one is covered by itself. The marks are those of the erasure (`tests/erasing.py`), which a new place for a
customer's words must join.
"""

import inspect
import re
import typing
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
from reflex.utils.format import format_event_handler
from reflex_base.registry import RegistrationContext
from sqlalchemy import inspect as inspected
from sqlmodel import Session, SQLModel, col, select, update

from returns_app.actions.sign_in import start_session
from returns_app.db.accounts import User
from returns_app.db.exceptions import GrantedException
from returns_app.db.links import Link
from returns_app.db.messages import NOTE, Message
from returns_app.db.outbox import OutboxMail
from returns_app.db.session import read_now, write_now
from returns_app.db.timeline import tell
from returns_app.domain.actors import SYSTEM, Role
from returns_app.flows.policy import Policy, policy_of
from returns_app.returns_app import app
from tests import factories
from tests.erasing import MARKS, marked_customer
from tests.factories import Shop, get, requested, shop
from tests.flows.desk.making import labelled
from tests.making_rows import Rows, all_rows
from tests.making_up import made_up
from tests.watching import statements_sent

# What the desk writes for itself alone: not even the customer it is about may read it.
DESKS_OWN = ("theremin", "ocarina")
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Victim:
    """A customer with closed returns that left a trace everywhere, and three open ones: linked, requested, labelled."""

    customer: UUID
    linked: UUID
    requested: UUID
    labelled: UUID
    token: str
    known: dict[str, Any]
    marks: frozenset[str]

    @property
    def returns(self) -> tuple[UUID, UUID, UUID]:
        """The open ones."""
        return self.linked, self.requested, self.labelled

    def is_in(self, row: str) -> bool:
        """Whether a row names the victim."""
        return _names(row, self.marks)


@dataclass(frozen=True)
class Caller:
    """Who knocks: the tokens of their cookies, the role behind them, whether the victim is in their scope.

    `own` is in every row that they may change.
    """

    name: str
    desk: str = ""
    portal: str = ""
    role: Role | None = None
    customer: bool = False
    in_scope: bool = False
    own: frozenset[str] = frozenset()

    @property
    def is_the_victim(self) -> bool:
        """Whether it is the customer themselves."""
        return self.customer and self.in_scope


@dataclass(frozen=True)
class World:
    """The victim, and everybody else."""

    victim: Victim
    callers: tuple[Caller, ...]

    def caller(self, name: str) -> Caller:
        """The one of that name."""
        return next(one for one in self.callers if one.name == name)

    def told(self, caller: Caller, *said: object, asked: object = "") -> set[str]:
        """Which marks that this caller may not read are in what was said; what they asked with is no news to them."""
        text, known = " ".join(text_of(one) for one in said), text_of(asked)
        hidden = set() if caller.in_scope else set(self.victim.marks)
        if not (caller.role and caller.in_scope):
            hidden |= set(DESKS_OWN)
        return {mark for mark in hidden if mark in text and mark not in known}


def world() -> World:
    """The open database, filled."""
    stays, closed = marked_customer(shop(survey=True))
    of = shop()
    theirs = Shop(**{**of.__dict__, "customer": stays})
    linked, token = living_link(theirs)
    victim_returns = linked, requested(theirs).id, labelled(theirs)[0]
    write_now(_note_for_the_desk, of, victim_returns)
    neighbor = living_link(shop(customer="Wilma Overbuur"))
    revoked = living_link(theirs)
    write_now(_revoke, revoked[0])
    known = read_now(_known, stays, victim_returns)
    marks = {str(one) for one in (*victim_returns, *closed)} | {mark for mark in MARKS if len(mark) > 4}
    marks |= {str(get(one).number).casefold() for one in victim_returns if get(one).number}
    victim = Victim(stays, *victim_returns, token, known, frozenset(marks | {str(stays)}))
    return World(victim, (*_strangers(revoked[1]), *_customers(token, neighbor), *_staff()))


def living_link(of: Shop) -> tuple[UUID, str]:
    """A return that awaits its customer, whose link lives for a fortnight from now, whenever the test runs."""
    return_id, token = factories.linked(of)

    def keep(session: Session) -> None:
        later = datetime.now(UTC) + timedelta(days=14)
        session.connection().execute(
            update(Link).where(col(Link.return_id) == return_id).values(expires_at=later)
        )

    write_now(keep)
    return return_id, token


def handlers() -> Iterator[tuple[str, Any, Policy]]:
    """Every handler of ours by its full name, with its function and its policy."""
    for name, fn, state in registered():
        policy = policy_of(fn)
        if policy and state.startswith("returns_app."):
            yield name, fn, policy


def registered() -> list[tuple[str, Any, str]]:
    """Every handler of the app, Reflex's own as well: name, function, and the module of its state.

    Other tests of this process may have made states of their own; those are not the app's.
    """
    with app.set_contexts():
        entries = list(RegistrationContext.get().event_handlers.values())
    return [
        (format_event_handler(entry.handler), entry.handler.fn, entry.states[0].__module__)
        for entry in entries
        if not entry.states[0].__module__.startswith("tests.")
    ]


def payload(fn: Any, known: dict[str, Any]) -> dict[str, Any]:
    """Arguments as a browser sends them."""
    hints = typing.get_type_hints(fn)
    names = list(inspect.signature(fn).parameters)[1:]
    made = {name: made_up(hints[name], name, known) for name in names}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in made.items()}


def changed(before: Rows, marks: frozenset[str], own: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Rows that are gone or other than before, but one's own, and new ones that name what is marked."""
    after, found = all_rows(), {}
    for table in after:
        gone = {row for row in before[table] - after[table] if not _names(row, own)}
        about = {row for row in after[table] - before[table] if _names(row, marks)}
        if gone | about:
            found[table] = sorted(gone | about)
    return found


def _names(row: str, marks: frozenset[str]) -> bool:
    return any(mark in row.casefold() for mark in marks)


def watching_writes() -> AbstractContextManager[list[str]]:
    """The statements that changed, or tried to change, rows meanwhile: comparing all rows is worth it only then."""
    return statements_sent(_WRITES.match)


def text_of(said: object) -> str:
    """What can be read in it, in small letters; the pages of a PDF as their words."""
    if not isinstance(said, bytes):
        return repr(said).casefold()
    if said[:5] != b"%PDF-":
        return said.decode("latin-1").casefold()
    pages = pypdfium2.PdfDocument(said)
    return " ".join(page.get_textpage().get_text_range() for page in pages).casefold()


def _strangers(revoked: str) -> tuple[Caller, ...]:
    ended = session_of(Role.ADMIN, ended=True)
    return (
        Caller("nobody"),
        Caller("forged cookies", desk=uuid4().hex, portal=uuid4().hex),
        Caller("an admin who signed out", desk=ended),
        Caller("an admin who was switched off", desk=session_of(Role.ADMIN, active=False)),
        Caller("a customer whose link was revoked", portal=revoked),
        Caller("a customer's token at the desk", desk=revoked, portal=session_of(Role.ADMIN)),
    )


def _customers(token: str, other: tuple[UUID, str]) -> tuple[Caller, ...]:
    return (
        Caller("the customer", portal=token, customer=True, in_scope=True),
        Caller(
            "another customer", portal=other[1], customer=True, own=frozenset({str(other[0]), "overbuur"})
        ),
    )


def _staff() -> tuple[Caller, ...]:
    here = (Caller(f"{one} in scope", desk=session_of(one), role=one, in_scope=True) for one in Role)
    away = (Caller(f"{one} elsewhere", desk=session_of(one, countries=["FR"]), role=one) for one in Role)
    return (*here, *away)


def session_of(role: Role, *, ended: bool = False, active: bool = True, countries: Any = ()) -> str:
    """Sign somebody of this role in; the token of their cookie."""
    now = datetime.now(UTC)
    user = User(
        email=f"{uuid4().hex}@desk.test", name="Stranger", role=role, password_hash="", created_at=now,
        countries=list(countries),
    )  # fmt: skip
    write_now(Session.add, user)
    token = write_now(start_session, user.id, now=now)

    def shut(session: Session) -> None:
        session.get_one(User, user.id).active = active
        if ended:
            sessions = SQLModel.metadata.tables["user_sessions"]
            session.connection().execute(sessions.delete().where(sessions.c.user_id == user.id))

    write_now(shut)
    return token


def _revoke(session: Session, return_id: UUID) -> None:
    gone = update(Link).where(col(Link.return_id) == return_id).values(revoked_at=datetime.now(UTC))
    session.connection().execute(gone)


def _note_for_the_desk(session: Session, of: Shop, returns: tuple[UUID, ...]) -> None:
    now, user = datetime.now(UTC), of.agent.id
    for one in returns:
        note = {"words": f"Sounds like a {DESKS_OWN[0]}", "author_name": "Femke", "created_at": now}
        session.add(Message(return_id=one, key=uuid4().hex, kind=NOTE, author_id=user, **note))
        given = {"rule": "window", "observed": "40 days", "limit_words": "30 days", "reason": "goodwill"}
        words = f"for the {DESKS_OWN[1]}"
        session.add(GrantedException(return_id=one, granted_by=user, granted_at=now, words=words, **given))
        tell(session, one, "label_delayed", actor=SYSTEM, now=now, words=f"No {DESKS_OWN[0]}", code="refused")


def _known(session: Session, customer: UUID, returns: tuple[UUID, ...]) -> dict[str, Any]:
    """What a hostile browser may know of the victim, under the names that handlers and routes use."""
    one = str(returns[1])
    known: dict[str, Any] = {f"{name}_id": found for name, found in _ids(session, customer, returns)}
    mail = session.exec(select(OutboxMail.id).where(col(OutboxMail.return_id).in_(returns))).first()
    link = session.exec(select(Link.id).where(Link.return_id == returns[0])).first()
    plain = {"return_id": one, "customer_id": str(customer), "other_id": str(customer), "id": one, "str": one}
    known |= plain | {"stays_id": str(customer), "mail_id": str(mail), "old": str(link), "ids": [one]}
    return known | {"key": uuid4().hex, "name": "a6.pdf"}


def _ids(session: Session, customer: UUID, returns: tuple[UUID, ...]) -> Iterator[tuple[str, str]]:
    """An id of the victim's for each table, by the last word of the table's name: `line`, `address`, `photo`."""
    for mapper in sorted(SQLModel._sa_registry.mappers, key=lambda each: each.class_.__name__):
        table = mapper.class_
        columns = inspected(table).columns.keys()
        if "id" not in columns:
            continue
        about = None
        if "return_id" in columns:
            about = col(table.return_id).in_(returns)
        elif "customer_id" in columns:
            about = col(table.customer_id) == customer
        found = session.exec(select(table.id) if about is None else select(table.id).where(about)).first()
        words = re.findall("[A-Z][a-z]+", table.__name__)
        if found is not None and words:
            yield words[-1].lower(), str(found)
