"""Who is acting: from a cookie to an `Actor` by way of the database, which is asked at every event.

So whatever changes about somebody holds from their next event on, in every process and without a word between them.
Within an event, and by a background task, an answer is used for a few seconds.
"""

import time
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol

from sqlmodel import Session

from returns_app.actions import sign_in
from returns_app.db.session import read, write
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Forbidden
from returns_app.flows.cookies import Face, token_in

# For so long an event, or a background task that runs on, relies on what its beginning was told.
REMEMBERED_SECONDS = 3.0
SEEN_EVERY_SECONDS = 60.0
MOST_REMEMBERED = 10_000
# Ours have 43 characters. What strangers write into a cookie is remembered too, so it is not long.
LONGEST_TOKEN = 100


class Resolver(Protocol):
    """Says who a token stands for, from the database alone."""

    def __call__(self, session: Session, token: str, /, *, now: datetime) -> Actor | None:
        """Return the actor, or `None` for a token that is unknown or dead."""


@dataclass(frozen=True)
class Credential:
    """What a browser showed for one face. Never sent anywhere; `fingerprint` is what a state may keep of it."""

    face: Face
    token: str

    @property
    def fingerprint(self) -> str:
        """A hash that tells two tokens apart and gives neither away; `""` without a token."""
        return sha256(self.token.encode()).hexdigest() if self.token else ""


@dataclass(frozen=True)
class _Remembered:
    actor: Actor | None
    until: float


_resolvers: dict[Face, Resolver] = {Face.DESK: sign_in.who_is}
_remembered: dict[Credential, _Remembered] = {}
_noted: dict[Credential, float] = {}
_shown: ContextVar[Credential | None] = ContextVar("shown", default=None)


def resolve(face: Face, resolver: Resolver) -> None:
    """Let `resolver` say who stands behind the tokens of a face. The composition root calls this once per face."""
    _resolvers[face] = resolver
    _remembered.clear()


def credential(cookie_header: str, face: Face) -> Credential:
    """What this `Cookie` header shows for a face."""
    return Credential(face, token_in(cookie_header, face))


async def who(shown: Credential) -> Actor | None:
    """Who stands behind a credential now, as the database says. They did something: it keeps their session awake."""
    if not _can_be_asked(shown):
        return None
    actor = (await _asked(shown)).actor
    if actor and shown.face is Face.DESK:
        await _note_seen(shown)
    return actor


async def who_lately(shown: Credential) -> Actor | None:
    """The same, give or take `REMEMBERED_SECONDS`: for what belongs to one event, and for limits.

    It keeps no session awake: a page that is open asks it by itself, with nobody before the screen.
    """
    if not _can_be_asked(shown):
        return None
    known = _remembered.get(shown)
    if known is None or known.until < time.monotonic():
        known = await _asked(shown)
    return known.actor


async def person(cookie_header: str) -> str:
    """A name for whom these cookies stand for, the same for every tab of theirs; `""` for nobody. For limits."""
    for face in (Face.DESK, Face.PORTAL):
        shown = credential(cookie_header, face)
        if await who_lately(shown):
            return shown.fingerprint
    return ""


def forget(shown: Credential) -> None:
    """Ask the database again within a running task, too, as after signing out."""
    _remembered.pop(shown, None)


def forget_everybody() -> None:
    """Ask the database again about everybody."""
    _remembered.clear()


def show(shown: Credential | None) -> None:
    """Remember for the rest of this event whose it is. The guard calls it, nobody else."""
    _shown.set(shown)


async def acting() -> Actor:
    """Who acts in this event. Raises `Forbidden` when nobody does, or when their session has ended since.

    Only the guard decides this. A long background task calls it again before each thing it does for somebody.
    """
    shown = _shown.get()
    actor = await who_lately(shown) if shown else None
    if actor is None:
        raise Forbidden
    return actor


def _can_be_asked(shown: Credential) -> bool:
    return 0 < len(shown.token) <= LONGEST_TOKEN and shown.face in _resolvers


async def _asked(shown: Credential) -> _Remembered:
    actor = await read(_resolvers[shown.face], shown.token, now=datetime.now(UTC))
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
        _noted.clear()
    _remembered[shown] = _Remembered(actor, time.monotonic() + REMEMBERED_SECONDS)
    return _remembered[shown]


async def _note_seen(shown: Credential) -> None:
    if time.monotonic() - _noted.get(shown, -SEEN_EVERY_SECONDS) >= SEEN_EVERY_SECONDS:
        _noted[shown] = time.monotonic()
        await write(sign_in.note_seen, shown.token, now=datetime.now(UTC))
