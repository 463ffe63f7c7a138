"""Counting attempts for all processes, and for one while Redis is away."""

from collections.abc import Iterator
from pathlib import Path
from socket import create_server
from threading import Thread

import pytest
from limits import RateLimitItemPerMinute

from returns_app.actions import attempts
from returns_app.actions.attempts import forget, may_try, take_back
from returns_app.settings import load
from tests.valkey import Valkey, valkey_running

pytestmark = pytest.mark.loopback
TWICE = RateLimitItemPerMinute(2)


@pytest.fixture
def valkey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Valkey]:
    with valkey_running(tmp_path) as running:
        with_redis = load().model_copy(update={"redis_url": running.url})
        monkeypatch.setattr(attempts, "load", lambda: with_redis)
        another_process()
        yield running
    another_process()


def another_process() -> None:
    attempts._shared.cache_clear()
    attempts._own.cache_clear()


def test_processes_count_together(valkey: Valkey) -> None:
    assert may_try(TWICE, "x")
    another_process()
    assert may_try(TWICE, "x")
    another_process()
    assert not may_try(TWICE, "x")
    assert may_try(TWICE, "y")
    forget(TWICE, "x")
    assert may_try(TWICE, "x")


def test_an_attempt_that_was_taken_back_is_not_counted(valkey: Valkey) -> None:
    assert [may_try(TWICE, "x"), may_try(TWICE, "x")] == [True, True]
    take_back(TWICE, "x")
    assert [may_try(TWICE, "x"), may_try(TWICE, "x")] == [True, False]


def test_while_redis_is_away_a_process_counts_for_itself(valkey: Valkey) -> None:
    assert may_try(TWICE, "x")
    valkey.end()
    assert [may_try(TWICE, "x") for _ in range(3)] == [True, True, False]
    forget(TWICE, "x")
    assert may_try(TWICE, "x")


def test_a_redis_that_takes_calls_and_never_answers_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with create_server(("127.0.0.1", 0)) as silent:
        with_redis = load().model_copy(update={"redis_url": f"redis://127.0.0.1:{silent.getsockname()[1]}"})
        monkeypatch.setattr(attempts, "load", lambda: with_redis)
        another_process()
        asking = Thread(target=may_try, args=(TWICE, "x"), daemon=True)
        asking.start()
        asking.join(timeout=30)
        assert not asking.is_alive()
    another_process()
