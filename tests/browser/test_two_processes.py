"""Two servers over one database and one Redis: what happens in one appears on the open pages of the other."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

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
        valkey = stack.enter_context(valkey_running(folder / "valkey", keeps=True))
        running = []
        for _ in range(2):
            port = free_port()
            env = environment(folder, f"sqlite:///{path}", port=port, mail=mail)
            env["RETURNS_REDIS_URL"] = valkey.url
            running.append(stack.enter_context(_serving(port, env, workers=request.param)))
        here, there = (stack.enter_context(_faces(chromium, one, DESK)) for one in running)
        yield Pair(here, there, valkey)


def open_same(pair: Pair, sign_in: SignIn) -> tuple[Page, Page]:
    """An agent at one server, who holds a return to authorize, and a supervisor at the other, who looks on."""
    here, there = pair.here(), pair.there()
    sign_in(here)
    sign_in(there, Role.SUPERVISOR)
    here.goto(f"{routes.RETURNS}?view=authorize")
    here.locator("tbody tr", has_text="Standard return").first.locator("a").first.click()
    expect(here.locator("#authorize-only")).to_be_visible()
    there.goto(re.sub("^https?://[^/]+", "", here.url))
    expect(there.locator("#authorize-only")).to_be_visible()
    return here, there


def reject(page: Page) -> None:
    """Decide in the one way that no rule of the shop keeps an agent from."""
    page.get_by_role("button", name="Reject return…").click()
    page.get_by_label("Reason", exact=True).fill("It was worn in the rain.")
    page.get_by_role("button", name="Reject and send the e-mail").click()
    expect(page.get_by_text("Rejected", exact=True).first).to_be_visible()


def has_changed(page: Page) -> Locator:
    return page.get_by_text("This return has changed.")


def test_what_is_done_at_one_server_appears_at_the_other_within_a_second(
    servers: Pair, sign_in: SignIn
) -> None:
    here, there = open_same(servers, sign_in)
    reject(here)
    expect(has_changed(there)).to_be_visible(timeout=WITHIN_MS)


def test_colleagues_at_two_servers_see_that_they_look_at_the_same_return(
    servers: Pair, sign_in: SignIn
) -> None:
    here, there = open_same(servers, sign_in)
    expect(here.get_by_text("Femke de Wit is also here")).to_be_visible()
    expect(there.get_by_text("Jonas Brandt is also here")).to_be_visible()
    there.get_by_role("navigation").get_by_role("link", name="Returns").first.click()
    expect(there.locator("tbody tr").first).to_be_visible()
    expect(here.get_by_text("Femke de Wit is also here")).to_be_hidden(timeout=5 * WITHIN_MS)


def test_an_open_list_shows_what_somebody_at_the_other_server_decided(servers: Pair, sign_in: SignIn) -> None:
    here, there = open_same(servers, sign_in)
    address = re.sub(".*(id=[0-9a-f-]+).*", r"\1", here.url)
    there.goto(f"{routes.RETURNS}?view=authorize")
    row = there.locator(f"tbody tr[data-href*='{address}']")
    expect(row).to_have_count(1)
    reject(here)
    # Rows stay where they are under somebody's hands, and say what has become of them.
    expect(row).to_contain_text("Rejected", timeout=WITHIN_MS)


def test_a_redis_that_restarts_costs_nobody_a_reload(servers: Pair, sign_in: SignIn) -> None:
    here, there = open_same(servers, sign_in)
    servers.valkey.end()
    time.sleep(2)
    servers.valkey.start()
    # Both processes look for it in growing pauses.
    time.sleep(3)
    reject(here)
    expect(has_changed(there)).to_be_visible(timeout=5 * WITHIN_MS)


def test_a_page_that_is_opened_while_redis_restarts_is_filled_when_it_is_back(
    servers: Pair, sign_in: SignIn
) -> None:
    here, there = open_same(servers, sign_in)
    there.goto(routes.RETURNS)
    expect(there.locator("tbody tr").first).to_be_visible()
    servers.valkey.end()
    there.goto(re.sub("^https?://[^/]+", "", here.url))
    time.sleep(2)
    servers.valkey.start()
    expect(there.locator("#authorize-only")).to_be_visible()
    reject(here)
    expect(has_changed(there)).to_be_visible(timeout=5 * WITHIN_MS)
