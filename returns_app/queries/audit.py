"""The audit as admins read it: who did what to whom, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from returns_app import routes
from returns_app.db.accounts import User
from returns_app.db.audit import AuditEntry
from returns_app.db.customers import Customer
from returns_app.db.returns import Return
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Forbidden
from returns_app.mail.brand import midnight
from returns_app.queries import moments
from returns_app.queries.audit_query import NOBODY, SYSTEM, AuditFind
from returns_app.queries.audit_words import WORDS, deed_words, fact_words, named_alike
from returns_app.queries.page_address import day_text
from returns_app.queries.paging import Page, Walk
from returns_app.queries.scope import in_scope
from returns_app.queries.standing import shown_number

_LONGEST_REFERENCE = 10
_ELSEWHERE = {"export": "An export", "view": "A view", "link": "A link"}
_GONE = {"return": "A return", "customer": "A customer", "user": "A user"}


@dataclass(frozen=True)
class ChoiceView:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True)
class AuditRow:
    """One entry as the list shows it. `about` leads to `href`, where the one who looks may go there."""

    id: str
    at: str
    day: str
    clock: str
    who: str
    what: str
    refused: bool
    about: str
    href: str
    network: str
    facts: str


@dataclass(frozen=True)
class AuditView:
    """A page of the audit, what it is narrowed to, and the choices there are. `newer` and `older` are cursors."""

    first: str = ""
    last: str = ""
    who: str = ""
    what: str = ""
    about: str = ""
    narrowed: bool = False
    unknown: bool = False
    rows: list[AuditRow] = field(default_factory=list)
    people: list[ChoiceView] = field(default_factory=list)
    deeds: list[ChoiceView] = field(default_factory=list)
    newer: str = ""
    older: str = ""


Named = dict[UUID, tuple[str, str]]


def audit_page(session: Session, actor: Actor, find: AuditFind) -> AuditView:
    """A page of the audit. Admins alone may read it; raises `Forbidden` for anybody else.

    Returns outside of an admin's scope are in it without their number. At most six statements, and the longest list of
    choices is that of the users.
    """
    if actor.role is not Role.ADMIN:
        raise Forbidden
    users = {one.id: one.name for one in session.execute(select(User)).scalars()}
    meant = _meant(session, actor, find.about) if find.about else None
    page = _entries(session, find, meant)
    named = _named(session, actor, page.shown, users)
    return AuditView(
        first=day_text(find.first),
        last=day_text(find.last),
        who=find.who,
        what=named_alike(find.what)[0],
        about=find.about,
        narrowed=find.is_narrowed,
        unknown=meant == [],
        rows=[_row(one, named) for one in page.shown],
        people=_people(users),
        deeds=_deeds(),
        newer=page.newer,
        older=page.older,
    )


def _meant(session: Session, actor: Actor, text: str) -> list[UUID]:
    """Which rows somebody means who typed a number, a reference, a user's e-mail or an id."""
    bare = text.removeprefix("Ref.").strip()
    called = col(Return.number) == bare.upper()
    if bare.isascii() and bare.isdigit() and len(bare) < _LONGEST_REFERENCE:
        called = col(Return.reference) == int(bare)
    mine = select(col(Return.id)).where(called, in_scope(actor))
    customers = select(col(Customer.id)).where(col(Customer.number) == bare.upper())
    people = select(col(User.id)).where(col(User.email) == bare.lower())
    found = list(session.execute(mine.union(customers, people)).scalars())
    try:
        return [*found, UUID(bare)]
    except ValueError:
        return found


def _entries(session: Session, find: AuditFind, meant: list[UUID] | None) -> Page[AuditEntry]:
    query = select(AuditEntry).where(*_conditions(find))
    if meant is not None:
        query = query.where(col(AuditEntry.about_id).in_(meant))
    walk = Walk(find.before, find.after)
    asked = walk.ask(query, col(AuditEntry.at), col(AuditEntry.id))
    return walk.page(list(session.execute(asked).scalars()), lambda entry: (entry.at, entry.id))


def _conditions(find: AuditFind) -> Iterable[ColumnElement[bool]]:
    if find.first:
        yield col(AuditEntry.at) >= midnight(find.first)
    if find.last:
        yield col(AuditEntry.at) < midnight(find.last + timedelta(days=1))
    if find.who in {NOBODY, SYSTEM}:
        yield col(AuditEntry.actor_kind) == find.who
    elif find.who:
        yield col(AuditEntry.actor_id) == UUID(find.who)
    if find.what:
        yield col(AuditEntry.what).in_(named_alike(find.what))


def _named(session: Session, actor: Actor, entries: list[AuditEntry], users: dict[UUID, str]) -> Named:
    """What the things on this page are called, and where they are: by number, never by a customer's name."""
    ids = {kind: [one.about_id for one in entries if one.about_kind == kind] for kind in _GONE}
    named: Named = {one: (name, "") for one, name in users.items()}
    for row in session.execute(
        select(Return).where(col(Return.id).in_(ids["return"]), in_scope(actor))
    ).scalars():
        named[row.id] = (shown_number(row), routes.return_page(row.id))
    wanted = select(col(Customer.id), col(Customer.number)).where(col(Customer.id).in_(ids["customer"]))
    for customer_id, number in session.execute(wanted):
        named[customer_id] = (number, routes.customer_page(customer_id))
    return named


def _row(entry: AuditEntry, named: Named) -> AuditRow:
    unnamed = _ELSEWHERE.get(entry.about_kind) or _GONE.get(entry.about_kind, "")
    about, href = named.get(entry.about_id, (unnamed, "")) if entry.about_id else ("", "")
    return AuditRow(
        id=str(entry.id),
        at=moments.at(entry.at),
        day=moments.on(entry.at),
        clock=moments.clock(entry.at),
        who=_who(entry),
        what=deed_words(entry.what),
        refused=entry.what.endswith("_refused"),
        about=about,
        href=href,
        network=entry.came_from,
        facts=fact_words(entry.facts),
    )


def _who(entry: AuditEntry) -> str:
    if entry.actor_kind == NOBODY:
        return "Not signed in"
    return "Command line" if entry.actor_kind == SYSTEM else entry.actor_name


def _people(users: dict[UUID, str]) -> list[ChoiceView]:
    known = sorted(users.items(), key=lambda one: (one[1].casefold(), str(one[0])))
    others = [ChoiceView(SYSTEM, "Command line"), ChoiceView(NOBODY, "Not signed in")]
    return [*(ChoiceView(str(one), name) for one, name in known), *others]


def _deeds() -> list[ChoiceView]:
    alike = {words: what for what, words in reversed(WORDS.items())}
    return [ChoiceView(what, words) for words, what in sorted(alike.items())]
