"""The command line: what it writes, and what it says when something is in the way."""

import socket
from collections.abc import Iterator

import pytest
from sqlalchemy import inspect
from sqlmodel import select
from typer.testing import CliRunner

from returns_app import cli, settings
from returns_app.actions.sign_in import find_account
from returns_app.db.returns import Return
from returns_app.db.session import close_database, make_engine, open_database, read_now
from returns_app.domain.errors import Conflict
from returns_app.flows.stage import prepared
from returns_app.seed import SIGN_INS

ADD_NOOR = [
    "users",
    "add",
    "noor@shop.example",
    "Noor",
    "--role",
    "supervisor",
    "--password",
    "four plain words here",
]


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


@pytest.fixture
def set_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Settings that are read anew, and anew again afterwards."""
    settings.load.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.load.cache_clear()


@pytest.fixture
def url(set_url: pytest.MonkeyPatch, database_url: str) -> str:
    """A migrated database that the settings name."""
    set_url.setenv("RETURNS_DATABASE_URL", database_url)
    return database_url


def has_account(url: str, email: str) -> bool:
    open_database(url)
    try:
        return read_now(find_account, email) is not None
    finally:
        close_database()


def test_migrate_makes_the_tables(
    runner: CliRunner, set_url: pytest.MonkeyPatch, empty_database_url: str
) -> None:
    set_url.setenv("RETURNS_DATABASE_URL", empty_database_url)
    result = runner.invoke(cli.app, ["migrate"])
    assert result.exit_code == 0, result.output
    engine = make_engine(empty_database_url)
    assert "returns" in inspect(engine).get_table_names()
    engine.dispose()


def test_a_user_is_added_and_told_where_to_sign_in(runner: CliRunner, url: str) -> None:
    result = runner.invoke(cli.app, ADD_NOOR)
    assert result.exit_code == 0, result.output
    assert "/sign-in as noor@shop.example" in result.output
    assert has_account(url, "noor@shop.example")


def test_without_a_password_somebody_new_is_mailed_a_link_where_mails_arrive(
    runner: CliRunner, url: str, set_url: pytest.MonkeyPatch
) -> None:
    without = ADD_NOOR[:-2]
    refused = runner.invoke(cli.app, without)
    assert refused.exit_code == 2
    assert "RETURNS_SMTP_HOST" in refused.output
    assert not has_account(url, "noor@shop.example")
    settings.load.cache_clear()
    set_url.setenv("RETURNS_SMTP_HOST", "mail.shop.example")
    result = runner.invoke(cli.app, without)
    assert result.exit_code == 0, result.output
    assert "mailed a link" in result.output
    assert has_account(url, "noor@shop.example")


def test_a_password_is_asked_for_and_never_shown(runner: CliRunner, url: str) -> None:
    typed = "four plain words here"
    result = runner.invoke(cli.app, [*ADD_NOOR[:-2], "--ask-password"], input=f"{typed}\n{typed}\n")
    assert result.exit_code == 0, result.output
    assert typed not in result.output
    assert has_account(url, "noor@shop.example")


def test_a_user_is_not_added_twice(runner: CliRunner, url: str) -> None:
    runner.invoke(cli.app, ADD_NOOR)
    assert isinstance(runner.invoke(cli.app, ADD_NOOR).exception, Conflict)
    assert has_account(url, "noor@shop.example")


def test_a_refusal_is_a_sentence_and_no_traceback(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["returns", *ADD_NOOR[:-1], "short"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert capsys.readouterr().out.startswith("Choose a password of 12 to 256 characters.")
    assert not has_account(url, "noor@shop.example")


# Seeding itself is tested on both servers in tests/seed; it takes a while.
@pytest.mark.parametrize("copies", ["sqlite"], indirect=True)
def test_seed_fills_an_empty_database_once_and_keeps_a_copy_to_go_back_to(
    runner: CliRunner, url: str, set_url: pytest.MonkeyPatch
) -> None:
    set_url.setenv("RETURNS_DEMO", "1")
    settings.load.cache_clear()
    first = runner.invoke(cli.app, ["seed", "--returns", "20"])
    second = runner.invoke(cli.app, ["seed"])
    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert "demonstration" in first.output
    assert "Made 20 returns in" in first.output
    assert second.output == ""
    assert all(has_account(url, who.email) for who in SIGN_INS)
    assert prepared.is_fresh(prepared.copy_path())


def test_made_up_returns_are_put_beside_real_data_only_when_somebody_insists(
    runner: CliRunner, url: str
) -> None:
    runner.invoke(cli.app, ADD_NOOR)
    refused = runner.invoke(cli.app, ["seed", "--returns", "20"])
    assert refused.exit_code == 1
    assert "say --yes" in refused.output
    open_database(url)
    assert read_now(lambda session: session.exec(select(Return).limit(1)).first()) is None
    close_database()


@pytest.mark.loopback
def test_a_taken_port_is_named_with_another_to_choose(runner: CliRunner, set_url: pytest.MonkeyPatch) -> None:
    set_url.setenv("RETURNS_DEMO", "1")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        result = runner.invoke(cli.app, ["demo", "--port", str(port)])
    assert result.exit_code == 1
    assert f"Port {port} is in use" in result.output
    assert "PORT=" in result.output


@pytest.mark.parametrize(
    ("wish", "said"),
    (
        (["role", "noor@shop.example", "admin"], "Noor is admin"),
        (["off", "noor@shop.example"], "no longer sign in"),
        (["on", "noor@shop.example"], "sign in again"),
        (["password", "noor@shop.example", "--password", "four other words here"], "new password"),
        (["no-second-factor", "noor@shop.example"], "password alone"),
    ),
)
def test_people_of_the_desk_are_looked_after(runner: CliRunner, url: str, wish: list[str], said: str) -> None:
    runner.invoke(cli.app, ADD_NOOR)
    result = runner.invoke(cli.app, ["users", *wish])
    assert result.exit_code == 0, result.output
    assert said in result.output
    assert has_account(url, "noor@shop.example") == (wish[0] != "off")
