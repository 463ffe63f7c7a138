"""`make demo` from a shell: it answers, says who may sign in, and leaves nothing behind when it is ended."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from returns_app import routes
from returns_app.build import ROOT
from returns_app.seed import SIGN_INS
from returns_app.serving import free_port, is_taken
from tests.browser.conftest import Running

LAST_WORDS = "Ctrl-C ends it."


@contextmanager
def demo_started(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The demonstration, once it has said its last words; and all that it said."""
    # As the other browser tests, without the demonstration's banner: it would need a build of its own.
    env = {**os.environ, "RETURNS_DEMO": "false", "RETURNS_DATA_DIR": str(folder), "COLUMNS": "200"}
    process = subprocess.Popen(
        [sys.executable, "-m", "returns_app.cli", "demo", "--port", str(port)],
        cwd=ROOT,
        env={name: value for name, value in env.items() if name != "RETURNS_BASE_URL"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said = []
    assert process.stdout is not None
    try:
        for line in process.stdout:
            said.append(line)
            if LAST_WORDS in line:
                break
        yield process, "".join(said)
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def processes_of(port: int) -> list[str]:
    """The command lines of all processes that were started for a port."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(port).encode() in words:
            lines.append(b" ".join(words).decode())
    return lines


@pytest.fixture
def data(seeded_file: Path, tmp_path: Path) -> Path:
    """The data folder of a demonstration that was started before."""
    shutil.copyfile(seeded_file, tmp_path / "returns.db")
    return tmp_path


@pytest.mark.parametrize("sign", (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
def test_the_demo_answers_names_its_sign_ins_and_leaves_nothing_behind(
    server: Running, data: Path, sign: signal.Signals
) -> None:
    assert server.url  # the build is there
    port = free_port()
    with demo_started(data, port) as (process, said):
        assert LAST_WORDS in said, said
        for who in SIGN_INS:
            assert who.email in said
        with urlopen(f"http://localhost:{port}{routes.SIGN_IN}") as answer:
            assert answer.status == 200
        assert processes_of(port)
        process.send_signal(sign)
        process.wait(20)
        assert processes_of(port) == []
        assert not is_taken("127.0.0.1", port)


def test_a_second_start_makes_and_builds_nothing(server: Running, data: Path) -> None:
    assert server.url
    with demo_started(data, free_port()) as (_, said):
        assert LAST_WORDS in said
        assert "Made" not in said
        assert "Buil" not in said
