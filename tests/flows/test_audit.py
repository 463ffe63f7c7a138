"""The audit: what is noted of what staff do through the app, and what admins read of it."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import Session, col, select
from starlette.requests import Request
from starlette.routing import Route

from returns_app import routes
from returns_app.actions.ask_export import ExportWish, ask_export
from returns_app.actions.erase_customer import erase_customer
from returns_app.actions.issue_link import issue_link, revoke_link
from returns_app.db.audit import AuditEntry, note
from returns_app.db.customers import Customer
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import SYSTEM, Role
from returns_app.domain.errors import Forbidden
from returns_app.flows.audit.state import Audit
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.customers import door as customers_door
from returns_app.flows.desk import export_door
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.queries.audit import AuditView, audit_page
from returns_app.queries.audit_query import AuditFind, audit_address, read_audit
from returns_app.queries.audit_words import WORDS
from returns_app.queries.paging import PAGE_SIZE
from tests.driving import Browser, driving
from tests.erasing import MARKS, marked_customer
from tests.factories import NOW, agent, draft, requested, shop
from tests.flows.conftest import SignIn
from tests.flows.desk.making import token_of

ROOT = Path(__file__).parents[2] / "returns_app"
pytestmark = pytest.mark.usefixtures("database")


def seen(**asked: str) -> AuditView:
    """What an admin is shown for an address."""
    return read_now(audit_page, agent("Ada", Role.ADMIN), read_audit(asked))


def told(view: AuditView) -> list[tuple[str, str, str]]:
    return [(row.who, row.what, row.about) for row in view.rows]


def noted(what: str) -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.what == what).order_by(col(AuditEntry.id))
    return read_now(lambda session: list(session.exec(query)))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_nobody_but_admins_reads_it(role: Role) -> None:
    with pytest.raises(Forbidden):
        read_now(audit_page, agent("Bo", role), AuditFind())


async def test_the_page_shows_an_admin_who_did_what_and_others_nothing(signed_in: SignIn) -> None:
    admin, other = signed_in(Role.ADMIN), signed_in(Role.SUPERVISOR)
    write_now(note, agent("Femke"), "assign", [("return", requested(shop()).id)], now=NOW)
    async with driving() as server:
        page = Browser(server, desk=admin)
        await page.open(routes.AUDIT)
        assert ("Femke", "Assigned a return") in [
            (row.who, row.what) for row in page.sees(Audit)["view"].rows
        ]
        wish = {"what": "assign", "who": "nonsense", "from": "2026-11-23", "to": 7}
        narrowed = await page.send(Audit.show, data=wish)
        assert narrowed.redirects == [f"{routes.AUDIT}?from=2026-11-23&what=assign"]
        barred = Browser(server, desk=other)
        await barred.open(routes.AUDIT)
        assert barred.sees(Audit)["barred"] is True
        assert not barred.was_told("Assigned a return")


async def test_what_is_done_on_a_page_is_noted_with_the_network_it_came_from(signed_in: SignIn) -> None:
    """Never the address itself, which would be somebody's."""
    return_id = requested(shop()).id
    async with driving() as server:
        page = Browser(server, desk=signed_in(Role.SUPERVISOR))
        await page.open(routes.return_page(return_id))
        await page.send(ReturnDesk.assign, user_id="")
    [entry] = noted("assign")
    assert (entry.about_kind, entry.about_id, entry.came_from) == ("return", return_id, "192.0.2.0/24")


async def fetched(route: Route, token: str, **path: str) -> int:
    """The status of a file that somebody asked for."""
    cookie = f"{cookie_name(Face.DESK)}={token}".encode()
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": [(b"cookie", cookie)],
        "path_params": path,
    }
    answer = await route.endpoint(Request({**scope, "query_string": b"", "server": ("localhost", 8000)}))
    status: int = answer.status_code
    return status


async def test_whoever_takes_data_away_is_in_it_and_whoever_is_refused_is_not(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, export_id = shop(), uuid4()
    taker, other = token_of(database, Role.SUPERVISOR), token_of(database, Role.AGENT)
    file = tmp_path / "returns.csv"
    file.write_text("number\n")
    monkeypatch.setattr(export_door, "ready_file", lambda *_, **__: (file, "returns.csv"))
    data, export = customers_door.ROUTES[0], export_door.ROUTES[0]
    assert await fetched(data, other, customer_id=str(of.customer)) == 403
    assert noted("customer_data_taken") == []
    assert await fetched(data, taker, customer_id=str(of.customer)) == 200
    assert await fetched(export, taker, export_id=str(export_id)) == 200
    assert [row.about_id for row in noted("customer_data_taken")] == [of.customer]
    assert [(row.about_kind, row.about_id) for row in noted("export_taken")] == [("export", export_id)]


def test_an_erased_customer_is_in_it_by_number_alone() -> None:
    """Before and after: nobody's name, address or words are ever written to it."""
    customer_id, _ = marked_customer(shop(survey=True))
    number = read_now(lambda session: session.get_one(Customer, customer_id).number)
    before = seen(about=number)
    assert any(what == "Merged customers" for _, what, _ in told(before))
    write_now(erase_customer, agent("Bo", Role.SUPERVISOR), customer_id, number, now=NOW)
    after = seen(about=number)
    assert ("Bo", "Erased a customer", number) in told(after)
    assert len(after.rows) == len(before.rows) + 1
    everything = read_now(lambda session: repr(session.exec(select(AuditEntry)).all())).casefold()
    assert [mark for mark in MARKS if mark in everything] == []


def test_it_is_narrowed_by_person_deed_thing_and_day() -> None:
    of, femke = shop(), agent("Femke")
    row = requested(of)
    number = f"Ref. {row.reference}"
    day = timedelta(days=1)
    about = [("return", row.id)]
    write_now(note, femke, "authorize", about, now=NOW - day)
    write_now(note, agent("Joris"), "reject", about, now=NOW + day)
    write_now(
        note, SYSTEM, "role_changed", [("user", femke.id)], now=NOW + 2 * day, before="agent", after="admin"
    )
    write_now(note, None, "sign_in_refused", now=NOW + 3 * day)
    authorized, rejected = ("Femke", "Authorized", number), ("Joris", "Rejected", number)
    role, refused = ("Command line", "Changed a role", "Femke"), ("Not signed in", "Sign-in refused", "")
    assert told(seen(**{"from": "2026-11-24"})) == [refused, role, rejected]
    assert told(seen(to="2026-11-22")) == [authorized]
    assert told(seen(who=str(femke.id))) == [authorized]
    assert told(seen(who="nobody")) == [refused]
    assert told(seen(who="system")) == [role]
    assert told(seen(what="reject")) == [rejected]
    for typed in (number, str(row.reference), str(row.id)):
        assert {authorized, rejected} <= set(told(seen(about=typed))), typed
    assert told(seen(about=str(femke.id))) == [role]
    nothing = seen(about="RMA-0000-0000")
    assert (nothing.rows, nothing.unknown) == ([], True)
    assert seen(**{"from": "2026-11-25"}).rows[1].facts == "From agent to admin"
    assert seen(who="nobody").rows[0].refused


def test_a_return_out_of_scope_is_not_named() -> None:
    of = shop()
    row = requested(of)
    write_now(note, of.agent, "authorize", [("return", row.id)], now=NOW)
    abroad = agent("Ada", Role.ADMIN, countries={"FR"})
    page = read_now(audit_page, abroad, AuditFind(what="authorize"))
    assert [(one.about, one.href) for one in page.rows] == [("A return", "")]
    assert read_now(audit_page, abroad, AuditFind(about=str(row.reference))).rows == []


def test_pages_follow_one_another_without_a_gap_also_within_one_moment() -> None:
    def many(session: Session) -> None:
        for number in range(2 * PAGE_SIZE + 3):
            note(session, None, "sign_in_refused", now=NOW, number=number)

    write_now(many)
    first = seen(what="sign_in_refused")
    second = seen(what="sign_in_refused", before=first.older)
    third = seen(what="sign_in_refused", before=second.older)
    numbers = [row.facts for page in (first, second, third) for row in page.rows]
    assert numbers == [f"number: {one}" for one in reversed(range(2 * PAGE_SIZE + 3))]
    assert (first.newer, len(third.rows)) == ("", 3)
    assert seen(what="sign_in_refused", after=third.newer).rows == second.rows


@pytest.mark.parametrize(
    "asked",
    (
        {"who": "x", "from": "0001-01-01", "to": "nonsense", "before": "y_z", "after": "_"},
        {"before": "2026-11-23T09:00:00+00:00_99999999999999999999", "what": "\x00", "about": "\x00"},
        {"before": "2026-11-23T09:00:00_1", "about": "\ud800", "from": "2026-13-01"},
    ),
)
def test_what_makes_no_sense_in_an_address_is_dropped(asked: dict[str, str]) -> None:
    assert read_audit(asked) == AuditFind()
    assert audit_address(read_audit(asked)) == routes.AUDIT


def named_deeds() -> Iterator[str]:
    """What `note` is called with, and every function of staff's that is handed to `write` by its name."""
    for path in sorted(ROOT.rglob("*.py")):
        source = path.read_text()
        notes = "from returns_app.db.audit import" in source
        for call in ast.walk(ast.parse(source)):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args):
                continue
            if notes and call.func.id == "note" and len(call.args) > 2:
                yield from (one.value for one in ast.walk(call.args[2]) if _is_text(one))
            if call.func.id == "write" and isinstance(call.args[0], ast.Name) and "portal" not in str(path):
                yield call.args[0].id.removeprefix("_")


def _is_text(part: ast.AST) -> bool:
    return isinstance(part, ast.Constant) and isinstance(part.value, str)


def test_every_deed_has_its_words() -> None:
    """A new action of staff, or a new entry, says here how an admin reads it."""
    variables = {"act", "action", "deed"}
    # They change nothing that is noted, or note themselves.
    quiet = {"note", "hold", "release", "receive_piece", "customer_deed", "facts", "begin_setup"}
    quiet |= {"start_session", "end_session", "end_own_session", "renew_recovery_codes"}
    deeds = set(named_deeds()) - variables - quiet
    assert len(deeds) > 50
    assert sorted(deeds - WORDS.keys()) == []


def test_a_link_and_its_return_are_both_named_and_so_is_an_export() -> None:
    """Made, and revoked: what the deed is about is found in the rows that it changed."""
    of = shop()
    return_id, export_id = draft(of), uuid4()
    made = write_now(issue_link, of.agent, return_id, now=NOW)
    write_now(revoke_link, of.agent, return_id, now=NOW)
    write_now(ask_export, of.agent, ExportWish(export_id, "csv", "view=open"), now=NOW)
    for what in ("issue_link", "revoke_link"):
        about = {(row.about_kind, row.about_id) for row in noted(what)}
        assert about == {("return", return_id), ("link", made.id)}, what
    assert [(row.about_kind, row.about_id) for row in noted("ask_export")] == [("export", export_id)]
