"""Who looks at a return now: in one process, and over Redis."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from returns_app.live import presence
from returns_app.live.notices import Notice, forward
from returns_app.live.presence import EXPIRY_SECONDS, Looker, gathering, leave, look, lookers
from tests.valkey import valkey_running

pytestmark = pytest.mark.loopback

ADA, BRAM, CEM = (Looker(uuid4(), name) for name in ("Ada Agent", "bram Bakker", "Cem Ciftci"))
NOBODY = UUID(int=0)


class Clock:
    """The time of day, as presence sees it."""

    now = 1_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(presence, "time", clock)
    return clock


@pytest.fixture(params=["memory", "redis"], autouse=True)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    if request.param == "memory":
        with gathering(""):
            yield
        return
    with valkey_running(tmp_path) as valkey, gathering(valkey.url):
        yield


@pytest.fixture
def told() -> Iterator[list[Notice]]:
    heard: list[Notice] = []
    forward(heard.append)
    yield heard
    forward(None)


def test_others_are_named_once_each_and_oneself_is_not() -> None:
    one = uuid4()
    look(one, BRAM, tab="b1")
    look(one, BRAM, tab="b2")
    look(one, ADA, tab="a")
    look(one, CEM, tab="c")
    look(uuid4(), ADA, tab="elsewhere")
    assert lookers(one, besides=CEM.user_id) == ("Ada Agent", "bram Bakker")
    assert lookers(one, besides=ADA.user_id) == ("bram Bakker", "Cem Ciftci")
    assert lookers(uuid4(), besides=NOBODY) == ()


def test_whoever_closes_one_of_two_tabs_is_still_there() -> None:
    one = uuid4()
    look(one, ADA, tab="first")
    look(one, ADA, tab="second")
    leave(one, ADA, tab="first")
    assert lookers(one, besides=NOBODY) == ("Ada Agent",)
    leave(one, ADA, tab="second")
    assert lookers(one, besides=NOBODY) == ()


def test_whoever_says_nothing_for_long_is_forgotten(clock: Clock) -> None:
    one = uuid4()
    look(one, ADA, tab="a")
    look(one, BRAM, tab="b")
    clock.now += EXPIRY_SECONDS - 1
    look(one, BRAM, tab="b")
    clock.now += 2
    assert lookers(one, besides=NOBODY) == ("bram Bakker",)


def test_coming_and_going_wakes_that_page_and_staying_wakes_nobody(told: list[Notice], clock: Clock) -> None:
    one = uuid4()
    look(one, ADA, tab="a")
    assert told == [Notice(looked_at=frozenset((one,)))]
    look(one, ADA, tab="a")
    assert len(told) == 1
    leave(one, ADA, tab="a")
    leave(one, ADA, tab="a")
    assert len(told) == 2
    look(one, ADA, tab="a")
    clock.now += EXPIRY_SECONDS + 1
    look(one, ADA, tab="a")
    assert len(told) == 4


def test_a_redis_that_went_away_leaves_those_of_this_process(tmp_path: Path) -> None:
    one = uuid4()
    with valkey_running(tmp_path / "other") as valkey, gathering(valkey.url):
        look(one, ADA, tab="a")
        valkey.end()
        assert lookers(one, besides=NOBODY) == ()
        look(one, BRAM, tab="b")
        assert lookers(one, besides=NOBODY) == ("bram Bakker",)


def test_no_token_of_a_tab_is_written_anywhere() -> None:
    one = uuid4()
    look(one, ADA, tab="a-bearer-token")
    assert "a-bearer-token" not in repr(presence._place[-1].marks(one, now=0.0))
