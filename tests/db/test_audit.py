"""The audit only grows: the database itself refuses whatever would change or delete an entry."""

from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlmodel import Session, col, select

from returns_app.actions.assign import assign
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.speak import speak
from returns_app.db.accounts import User
from returns_app.db.audit import AuditEntry, came_from, note
from returns_app.db.returns import Return
from returns_app.db.session import database, read_now, write_now
from returns_app.domain.actors import SYSTEM, Actor
from returns_app.domain.errors import Refusal
from tests.factories import NOW, agent, customer, draft, linked, shop

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("database")


def entries() -> list[AuditEntry]:
    """Everything noted, in the order in which it was."""
    return read_now(lambda session: list(session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))))


def noted(actor: Actor | None, what: str) -> None:
    """One deed about nothing."""
    write_now(note, actor, what, now=NOW)


def test_an_entry_says_who_did_what_to_whom_when_and_from_where() -> None:
    """The name is the one they had then; a deed on two things is two entries."""
    somebody, first, second = agent("Femke"), uuid4(), uuid4()
    where = came_from.set("192.0.2.7")
    write_now(note, somebody, "role_changed", [("user", first), ("user", second)], now=NOW, role="admin")
    came_from.reset(where)
    told = [
        (row.actor_id, row.actor_name, row.what, row.about_kind, row.about_id, row.came_from, row.facts)
        for row in entries()
    ]
    assert told == [
        (somebody.id, "Femke", "role_changed", "user", about, "192.0.2.7", {"role": "admin"})
        for about in (first, second)
    ]
    assert {row.at for row in entries()} == {NOW}


def test_it_may_be_about_nothing_and_done_by_nobody_known() -> None:
    """A refused sign-in has no actor; what the command line does has no id."""
    noted(None, "sign_in_refused")
    noted(SYSTEM, "user_added")
    assert [(row.actor_kind, row.actor_id, row.about_kind, row.about_id) for row in entries()] == [
        ("nobody", None, "", None),
        ("system", None, "", None),
    ]


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET what = 'nothing'", "DELETE FROM audit", "TRUNCATE audit"]
)
def test_no_entry_is_changed_or_deleted_by_anybody(statement: str, database_url: str) -> None:
    """Not by the app, nor by whoever talks to its database with the app's own rights."""
    if statement.startswith("TRUNCATE") and database_url.startswith("sqlite"):
        statement = "REPLACE INTO audit SELECT * FROM audit"
    noted(agent("Femke"), "signed_in")
    with pytest.raises(IntegrityError, match="only grows"):
        write_now(Session.execute, text(statement))
    assert [row.what for row in entries()] == ["signed_in"]


def test_no_setting_of_a_connection_switches_that_off_on_postgresql(database_url: str) -> None:
    """What a replica does for itself, not even the owner of everything does here."""
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has no such setting")
    noted(agent("Femke"), "signed_in")
    with Session(database().engine) as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        with pytest.raises(IntegrityError, match="only grows"):
            session.execute(text("UPDATE audit SET what = 'nothing'"))


def test_what_staff_change_is_noted_by_itself_once_for_each_thing() -> None:
    """Whatever the action, in its own transaction; who only looks, or changes nothing, leaves no entry."""
    of = shop()
    return_id = draft(of)
    for _ in range(2):
        write_now(assign, of.agent, return_id, None, now=NOW)
    told = [(row.actor_id, row.what, row.about_kind, row.about_id) for row in entries()]
    assert told[-1] == (of.agent.id, "assign", "return", return_id)
    assert [what for _, what, _, _ in told].count("assign") == 1


def test_nothing_is_noted_of_what_failed_or_of_customers() -> None:
    """The refused deed leaves no row at all; what customers do is in the timeline of their return."""
    of = shop()
    return_id, token = linked(of)
    before = len(entries())
    with pytest.raises(Refusal):
        write_now(cancel_return, of.agent, uuid4(), now=NOW)
    write_now(speak, customer(token), "de")
    assert len(entries()) == before
    assert read_now(lambda session: session.get_one(Return, return_id)).language == "de"


def test_a_deed_that_notes_itself_is_not_noted_twice() -> None:
    """It said more than the one place could."""

    def rename(session: Session, actor: Actor, about: UUID, *, now: datetime) -> None:
        session.get_one(User, about).name = "Femke B."
        note(session, actor, "renamed", [("user", about)], now=now, before="Femke")

    femke = agent("Femke")
    assert femke.id
    write_now(rename, femke, femke.id, now=NOW)
    assert [(row.what, row.facts) for row in entries()] == [("renamed", {"before": "Femke"})]


def test_on_postgresql_the_app_may_have_a_role_that_cannot_take_the_guard_away(database_url: str) -> None:
    """As docs/operating.md makes it: it owns nothing, so neither triggers nor settings help it."""
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite knows no roles: whoever may write the file may write all of it")
    noted(agent("Femke"), "signed_in")
    role = f"app_{uuid4().hex[:12]}"
    write_now(lambda session: [session.execute(text(one)) for one in role_in_the_docs(role)])
    try:
        assert (
            as_role(
                role,
                "INSERT INTO audit SELECT 9, at, actor_kind, actor_id, actor_name, what, '', NULL, '', '{}' FROM audit",
            )
            == ""
        )
        for statement in (
            "UPDATE audit SET what = 'nothing'",
            "DELETE FROM audit",
            "TRUNCATE audit",
            "ALTER TABLE audit DISABLE TRIGGER audit_only_grows",
            "DROP TRIGGER audit_only_grows ON audit",
            "DROP FUNCTION refuse_to_change_audit() CASCADE",
            "SET session_replication_role = replica",
            "DROP TABLE audit",
        ):
            refused = as_role(role, statement)
            assert "permission denied" in refused or "must be owner" in refused, statement
        # What it must be able to do, it can.
        assert as_role(role, "UPDATE users SET name = name") == ""
        assert as_role(role, "SELECT nextval('audit_id_seq')") == ""
    finally:
        write_now(lambda session: session.execute(text(f"DROP OWNED BY {role}; DROP ROLE {role}")))
    assert [row.what for row in entries()] == ["signed_in"]


def role_in_the_docs(role: str) -> list[str]:
    """The statements of docs/operating.md, for a role of this test's own."""
    documented = (ROOT / "docs" / "operating.md").read_text()
    block = documented.split("```sql\n")[1].split("```")[0]
    return [
        one.strip().replace("returns_app", role).replace(" LOGIN PASSWORD '...'", "")
        for one in block.split(";")
        if one.strip()
    ]


def as_role(role: str, statement: str) -> str:
    """Try it as that role, take it back, and say how it was refused."""

    def attempt(session: Session) -> str:
        session.execute(text(f"SET ROLE {role}"))
        try:
            session.execute(text(statement))
        except ProgrammingError as refusal:
            return str(refusal.orig)
        finally:
            session.rollback()
        return ""

    with Session(database().engine) as session:
        return attempt(session)
