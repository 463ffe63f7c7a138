"""What may stand in a log."""

from collections.abc import Iterator

import pytest
import structlog

from returns_app import logs


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> Iterator[None]:
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)


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
