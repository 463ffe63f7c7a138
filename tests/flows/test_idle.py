"""A session that nobody uses ends, however many of its pages stand open and keep themselves true."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select, update

from returns_app.db.accounts import UserSession
from returns_app.db.session import Database
from returns_app.flows import who
from returns_app.flows.cookies import Face
from returns_app.flows.who import Credential, acting
from tests.flows.conftest import SignIn

LONG_AGO = datetime.now(UTC) - timedelta(hours=7)


async def test_a_page_that_keeps_itself_true_keeps_no_session_awake(
    database: Database, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Credential(Face.DESK, signed_in())
    database.write_now(_seen_long_ago)
    monkeypatch.setattr(who, "REMEMBERED_SECONDS", 0)
    who.show(shown)
    await acting()
    assert database.read_now(_last_seen) == LONG_AGO
    await who.who(shown)
    assert database.read_now(_last_seen) > LONG_AGO


def _seen_long_ago(session: Session) -> None:
    session.execute(update(UserSession).values(last_seen_at=LONG_AGO))


def _last_seen(session: Session) -> datetime:
    return session.exec(select(col(UserSession.last_seen_at))).one()
