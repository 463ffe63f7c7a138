"""Two servers over one database and one Redis: what happens in one appears on the open pages of the other."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from returns_app import routes
from returns_app.build import build_if_stale
from returns_app.domain.actors import Role
from returns_app.serving import free_port
from tests.browser.conftest import DESK, _faces, _serving, environment
from tests.smtp import SmtpPeer
from tests.valkey import Valkey, valkey_running

WITHIN_MS = 1_000
SignIn = Callable[..., None]
OpenPage = Callable[[], Page]


@dataclass(frozen=True)
class Pair:
    """A browser at each of the two servers, and their Redis."""

    here: OpenPage
    there: OpenPage
    valkey: Valkey


@pytest.fixture(scope="module", params=[1, 2], ids=["one-worker-each", "two-workers-each"])
def servers(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    seeded_file: Path,
    mail: SmtpPeer,
    chromium: Browser,
) -> Iterator[Pair]:
    build_if_stale()
    folder = tmp_path_factory.mktemp("two")
    path = shutil.copyfile(seeded_file, folder / "returns.db")
    with ExitStack() as stack:
        valkey = stack.enter_context(valkey_running(folder / "valkey"))
        running = []
        for _ in range(2):
            port = free_port()
            env = environment(folder, f"sqlite:///{path}", port=port, mail=mail)
            env["RETURNS_REDIS_URL"] = valkey.url
            running.append(stack.enter_context(_serving(port, env, workers=request.param)))
        here, there = (stack.enter_context(_faces(chromium, one, DESK)) for one in running)
        yield Pair(here, there, valkey)


def open_same(pair: Pair, sign_in: SignIn) -> tuple[Page, Page]:
    """An agent at one server and a supervisor at the other, before the same return to authorize."""
    here, there = pair.here(), pair.there()
    sign_in(here)
    sign_in(there, Role.SUPERVISOR)
    here.goto(f"{routes.RETURNS}?view=authorize")
    here.locator("tbody tr", has_text="Standard return").first.locator("a").click()
    expect(here.locator("#authorize-only")).to_be_visible()
    there.goto(re.sub("^https?://[^/]+", "", here.url))
    expect(there.locator("#authorize-only")).to_be_visible()
    return here, there


def test_what_is_done_at_one_server_appears_at_the_other_within_a_second(
    servers: Pair, sign_in: SignIn
) -> None:
    here, there = open_same(servers, sign_in)
    there.locator("#authorize-only").click()
    expect(there.locator("#submit")).to_be_visible()
    expect(here.get_by_text("This return has changed.")).to_be_visible(timeout=WITHIN_MS)
