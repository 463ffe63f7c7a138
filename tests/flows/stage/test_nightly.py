"""The night of a demonstration: once, at its hour, in a demonstration that asks for it."""

from datetime import UTC, datetime, timedelta

import pytest

from returns_app.flows.stage import nightly
from returns_app.settings import Settings

EVENING = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)


def settings(**given: object) -> Settings:
    return Settings.model_validate({"demo": True, **given})


def test_a_public_demonstration_is_put_back_at_three_unless_another_hour_is_set() -> None:
    assert nightly.hour_of(settings()) is None
    assert nightly.hour_of(settings(demo_public=True)) == 3
    assert nightly.hour_of(settings(demo_public=True, demo_reset_hour=0)) == 0
    assert nightly.hour_of(settings(demo_reset_hour=5)) == 5


@pytest.mark.parametrize("hour", (-2, 24))
def test_an_hour_that_no_day_has_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match="demo_reset_hour"):
        settings(demo_reset_hour=hour)


def test_the_night_comes_once_a_day_and_not_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    put_back: list[datetime] = []
    monkeypatch.setattr(nightly, "put_back", lambda *, night: put_back.append(night) or True)
    monkeypatch.setattr(nightly, "load", lambda: settings(demo_public=True))
    night = nightly.Night(since=EVENING)
    moments = (
        EVENING,
        EVENING + timedelta(hours=4),
        EVENING + timedelta(hours=5),
        EVENING + timedelta(hours=6),
    )
    assert [night.look(now) for now in moments] == [False, False, True, False]
    assert night.look(EVENING + timedelta(days=2)) is True
    assert [night.hour for night in put_back] == [3, 3]


def test_a_night_that_could_not_be_kept_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*, night: datetime) -> bool:
        message = f"the disk is full at {night}"
        raise OSError(message)

    monkeypatch.setattr(nightly, "load", lambda: settings(demo_public=True))
    night = nightly.Night(since=EVENING)
    monkeypatch.setattr(nightly, "put_back", fail)
    with pytest.raises(OSError, match="full"):
        night.look(EVENING + timedelta(hours=5))
    monkeypatch.setattr(nightly, "put_back", lambda *, night: night is not None)
    assert night.look(EVENING + timedelta(hours=6)) is True


def test_outside_of_a_demonstration_nothing_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    monkeypatch.setattr(nightly.threading.Thread, "start", started.append)
    with nightly.keeping():
        assert started == []
