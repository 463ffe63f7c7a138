"""What may stand in a log."""

import logging
import sys
from collections.abc import Iterator
from time import process_time
from uuid import uuid4

import pytest
import structlog
from reflex.event import Event, EventHandler
from reflex_base.event.processor.base_state_processor import _prepare_event_payload
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from returns_app import logs


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> Iterator[None]:
    before, record = structlog.get_config(), logging.getLogRecordFactory()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)
    logging.setLogRecordFactory(record)


def fails(password: str) -> None:
    raise ValueError(f"a password of {len(password)} letters is refused")


def test_a_traceback_shows_no_values_of_variables(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    try:
        fails("hush-hush")
    except ValueError:
        structlog.get_logger().exception("it failed")
    said = capsys.readouterr().out
    assert "it failed" in said
    assert "9 letters is refused" in said
    assert "in fails" in said
    assert "hush-hush" not in said.replace('fails("hush-hush")', "")


TOKEN = "p8UN8m8RhcvUvCy7NliSYZhdViM4AnmPHI7Y5uHsuAc"


@pytest.mark.parametrize("said", (f"GET /l/{TOKEN}?a=b", f"{{'cookie': 'returns_desk={TOKEN}'}}"))
def test_no_token_stands_in_a_log(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    structlog.get_logger().warning("refused", why=said)
    record = logging.getLogger("reflex").makeRecord("reflex", 40, "x.py", 1, "refused %s", (said,), None)
    for told in (capsys.readouterr().out, record.getMessage()):
        assert "refused" in told
        assert TOKEN not in told


def test_names_in_code_and_ids_stay_readable() -> None:
    plain = f"returns_app___flows___desk___lifecycle_state____lifecycle_desk {uuid4()} RMA-7K3M-Q9TX"
    assert logs.safe(plain) == plain


def test_an_event_of_a_page_from_before_an_update_is_named_and_not_told() -> None:
    """It carries the headers of its socket and what stood in a form."""
    event = Event(
        name="gone.save",
        payload={"street": "Havenweg"},
        router_data={"headers": {"cookie": "returns_desk=short"}},
    )
    told = logs.safe(f"Error processing event queue entry for {event} [txid=1]:")
    assert "gone.save" in told
    assert "short" not in told
    assert "Havenweg" not in told


def test_an_argument_of_another_kind_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    """Reflex says what it could not make a number of: whatever was typed."""

    async def turn(_self: object, page: int) -> None: ...

    logs.set_up()
    with caplog.at_level(logging.WARNING):
        _prepare_event_payload(EventHandler(fn=turn), {"page": "Havenweg\nand more"})
    assert "turn" in caplog.text
    assert "Havenweg" not in caplog.text
    assert "more" not in caplog.text


def test_a_stranger_cannot_write_entries_of_their_own() -> None:
    logs.set_up()
    forged = "x\x1b[2K\r\n2026-11-23 [error] the server is on fire \u202e"
    try:
        int(forged)
    except ValueError:
        failed = logging.getLogger("a.library").makeRecord("a", 40, "x.py", 1, forged, (), sys.exc_info())
    told = logging.Formatter().format(failed)
    assert "ValueError" in told
    assert not {"\x1b", "\r", "\u202e"} & set(told)
    assert all(line.startswith("  ") for line in told.splitlines()[1:])


@pytest.mark.parametrize("part", ("n", "_", "n.", "Event(name='", "://a:", "a=b "))
def test_a_long_text_of_a_stranger_is_read_in_no_time(part: str) -> None:
    """The log is written where everybody is served: a name of 200,000 letters once kept the server for minutes."""
    text, began = part * (200_000 // len(part)), process_time()
    logs.safe(text)
    assert process_time() - began < 10


def test_an_endless_text_is_cut() -> None:
    assert len(logs.safe("Wort " * 100_000)) < 2 * logs.LONGEST_MESSAGE


def test_a_database_error_does_not_tell_what_was_to_be_written(session: Session) -> None:
    with pytest.raises(DatabaseError) as failed:
        session.connection().execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Marloes Hoekstra"})
    assert "Hoekstra" not in str(failed.value)
    session.rollback()


def test_a_broken_rule_does_not_tell_the_values_that_broke_it() -> None:
    told = logs.safe(
        'duplicate key violates "users_email_key"\nDETAIL:  Key (email)=(a@shop.example) already exists.'
    )
    assert "users_email_key" in told
    assert "shop.example" not in told


@pytest.mark.parametrize("before", ("postgresql+psycopg://app:", "redis://:", "rediss://default:"))
def test_no_password_of_an_address_stands_in_a_log(before: str) -> None:
    told = logs.safe(f"cannot connect to {before}s3sam-opn@db.internal:5432/returns today")
    assert "s3sam-opn" not in told
    assert told.endswith("@db.internal:5432/returns today")
