"""The demonstration as a server of its own: its pages differ, so they are built beside those of the other stories."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from returns_app import routes
from returns_app.build import ROOT
from returns_app.serving import Server, free_port

DEMO_PAGES = f"{os.environ.get('REFLEX_WEB_WORKDIR', '.web')}_demo"

# As for the other stories: a slow machine is slow, not wrong.
_PATIENCE_MS = 20_000
_WHERE_THE_COPY_IS = "from returns_app.flows.stage.prepared import copy_path; print(copy_path())"


@dataclass(frozen=True)
class Demonstration:
    """A running demonstration."""

    url: str
    database_url: str


def demonstration_in(folder: Path, *, port: int) -> dict[str, str]:
    """The environment of a demonstration whose data are in this folder."""
    return {
        "RETURNS_DEMO": "true",
        "RETURNS_BASE_URL": f"http://localhost:{port}",
        "RETURNS_DATA_DIR": str(folder),
        "RETURNS_DATABASE_URL": "",
        "REFLEX_WEB_WORKDIR": DEMO_PAGES,
    }


@pytest.fixture(scope="module")
def stage_server(tmp_path_factory: pytest.TempPathFactory, seeded_file: Path) -> Iterator[Demonstration]:
    """A demonstration with fresh data."""
    folder = tmp_path_factory.mktemp("demonstration")
    shutil.copyfile(seeded_file, folder / "returns.db")
    port = free_port()
    env = demonstration_in(folder, port=port)
    _run(["-m", "returns_app.cli", "build"], env)
    # What a demonstration prepares after its start, and a reset restores: making it takes long on a busy machine.
    copy = Path(_run(["-c", _WHERE_THE_COPY_IS], env).split()[-1])
    copy.parent.mkdir()
    shutil.copyfile(seeded_file, copy)
    with (folder / "server.log").open("ab") as log:
        server = Server(host="127.0.0.1", port=port, env=env, output=log.fileno())
        try:
            server.wait_until_it_answers()
            yield Demonstration(env["RETURNS_BASE_URL"], f"sqlite:///{folder / 'returns.db'}")
        finally:
            server.stop()


@pytest.fixture
def stage(chromium: Browser, stage_server: Demonstration) -> Iterator[Page]:
    """The stage as after a reset, with its frames led, in a window as wide as a presenter's."""
    wide: ViewportSize = {"width": 1440, "height": 960}
    context = chromium.new_context(base_url=stage_server.url, viewport=wide, locale="en-GB")
    context.set_default_timeout(_PATIENCE_MS)
    page = context.new_page()
    answer = page.request.post(routes.DEMO_RESET, headers={"origin": stage_server.url})
    assert answer.ok, answer.text()
    page.goto(routes.DEMO)
    page.locator("[data-ready]").wait_for()
    yield page
    context.close()


def _run(words: list[str], env: dict[str, str]) -> str:
    return subprocess.run(
        [sys.executable, *words],
        check=True,
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
