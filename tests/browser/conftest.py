"""A real Chromium against the prebuilt app: one server with seeded data, and a fresh browser context per face."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright
from sqlalchemy import make_url

from returns_app import routes
from returns_app.build import build_if_stale
from returns_app.db.session import close_database, open_database, write_now
from returns_app.domain.actors import Role
from returns_app.seed import SIGN_INS, seed_if_empty
from returns_app.serving import Server, free_port
from tests.browser.given import given, shop_in  # noqa: F401 - fixtures for all stories here
from tests.browser.stage import stage, stage_server  # noqa: F401 - the same
from tests.databases import SqliteCopies
from tests.smtp import SmtpPeer, smtp_peer_running

HERE = Path(__file__).parent
SHOTS = HERE / "shots"
SERVER_KIND = os.environ.get("BROWSER_DATABASE", "sqlite")

# Nothing that opens connections of its own: the browser talks to our server alone.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "en-GB",
}

# A change begins with the next frame, and colors that are inherited follow one after the other.
_SETTLED = """async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const ends = (one) => one.playState === "running" && one.effect.getComputedTiming().endTime !== Infinity;
    await frame();
    for (let rounds = 0; rounds < 20; rounds++) {
        await frame();
        const moving = document.getAnimations().filter(ends);
        if (!moving.length) return;
        await Promise.allSettled(moving.map((one) => one.finished));
    }
}"""
# A machine that does other things too is slow, not wrong.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)

OpenPage = Callable[[], Page]


@dataclass(frozen=True)
class Running:
    """The server under test. `restart` ends it and starts it again over the same data, on the same port."""

    url: str
    database_url: str
    restart: Callable[[], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # The first story also waits for the build and the data.
            item.add_marker(pytest.mark.timeout(400))
    # Playwright's own loop stays with its thread once it has run, and no other test could then run one.
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="module")
def mail() -> Iterator[SmtpPeer]:
    """Where the server's mail arrives."""
    with smtp_peer_running() as peer:
        yield peer


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory, sqlite_copies: SqliteCopies) -> Path:
    """A SQLite file with the demonstration's data, to be copied, never opened."""
    folder = tmp_path_factory.mktemp("seeded")
    with sqlite_copies.copy(folder) as database_url:
        seed(database_url)
    return Path(make_url(database_url).database or "")


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, mail: SmtpPeer
) -> Iterator[Running]:
    """The app as it is deployed: built once, served from one port. Each file's stories begin with the same data."""
    build_if_stale()
    folder = tmp_path_factory.mktemp("server")
    with _seeded(request, folder) as database_url:
        port = free_port()
        with _serving(port, environment(folder, database_url, port=port, mail=mail)) as running:
            yield running


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    browser = launched(playwright_driver)
    yield browser
    browser.close()


def launched(driver: Playwright, **options: Any) -> Browser:
    """Chromium, with what Playwright's `launch` takes besides."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or driver.chromium.executable_path
    return driver.chromium.launch(executable_path=path, args=FLAGS, **options)


@pytest.fixture
def new_desk(chromium: Browser, server: Running) -> Iterator[OpenPage]:
    """Open another desk browser: another agent, another machine."""
    with _faces(chromium, server, DESK) as open_page:
        yield open_page


@pytest.fixture
def new_phone(chromium: Browser, server: Running) -> Iterator[OpenPage]:
    """Open another phone: another customer."""
    with _faces(chromium, server, PHONE) as open_page:
        yield open_page


@pytest.fixture
def desk(new_desk: OpenPage) -> Page:
    """A desk browser, 1440 by 900, not signed in."""
    return new_desk()


@pytest.fixture
def phone(new_phone: OpenPage) -> Page:
    """A phone, 390 by 844, with touch."""
    return new_phone()


@pytest.fixture(scope="session")
def shot() -> Callable[..., Path]:
    """`shot(page, "name")` keeps a picture of the page in tests/browser/shots (git-ignored)."""

    def take(page: Page, name: str, *, full_page: bool = False) -> Path:
        SHOTS.mkdir(exist_ok=True)
        path = SHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=full_page, animations="disabled")
        return path

    return take


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails when the page as it stands has an accessibility violation."""

    def check(page: Page) -> None:
        # Colors halfway through a change of theme are nobody's; a skeleton's pulse never ends.
        page.evaluate(_SETTLED)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture(scope="session")
def sign_in() -> Callable[..., None]:
    """`sign_in(page, "agent")` signs a seeded person of that role in and waits for the desk."""

    def fill_in(page: Page, role: Role | str = Role.AGENT) -> None:
        who = next(one for one in SIGN_INS if str(one.role) == str(role))
        page.goto(routes.SIGN_IN)
        page.locator("input[name=email]").fill(who.email)
        page.locator("input[name=password]").fill(who.password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: routes.SIGN_IN not in url)

    return fill_in


def dress(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Let the machine ask for a theme, and wait until the page wears it."""
    page.emulate_media(color_scheme=scheme)
    expect(page.locator("html")).to_contain_class(scheme)


def seed(database_url: str) -> None:
    """Fill a migrated database with the demonstration's data."""
    open_database(database_url)
    try:
        write_now(seed_if_empty, now=datetime.now(UTC))
    finally:
        close_database()


def environment(folder: Path, database_url: str, *, port: int, mail: SmtpPeer) -> dict[str, str]:
    """The settings of a server under test: its own data, and mail that goes to the peer."""
    return {
        "RETURNS_DEMO": "false",
        "RETURNS_BASE_URL": f"http://localhost:{port}",
        "RETURNS_DATA_DIR": str(folder),
        "RETURNS_DATABASE_URL": database_url,
        "RETURNS_SMTP_HOST": mail.host,
        "RETURNS_SMTP_PORT": str(mail.port),
        "RETURNS_SMTP_STARTTLS": "false",
        # The stories remind by hand: whom the clock would remind depends on the day.
        "RETURNS_REMINDERS": "false",
    }


@contextmanager
def _seeded(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if SERVER_KIND == "sqlite":
        path = shutil.copyfile(request.getfixturevalue("seeded_file"), folder / "returns.db")
        yield f"sqlite:///{path}"
        return
    with request.getfixturevalue("postgres_copies").copy(folder) as database_url:
        seed(database_url)
        yield database_url


@contextmanager
def _serving(port: int, env: dict[str, str], *, workers: int = 1) -> Iterator[Running]:
    log = (Path(env["RETURNS_DATA_DIR"]) / "server.log").open("ab")
    live: list[Server] = []

    def start() -> None:
        live.append(Server(host="127.0.0.1", port=port, env=env, output=log.fileno(), workers=workers))
        live[-1].wait_until_it_answers()

    def restart() -> None:
        live.pop().kill()
        start()

    try:
        start()
        yield Running(env["RETURNS_BASE_URL"], env["RETURNS_DATABASE_URL"], restart)
    finally:
        for one in live:
            one.stop()
        log.close()


@contextmanager
def _faces(browser: Browser, server: Running, options: dict[str, Any]) -> Iterator[OpenPage]:
    contexts: list[BrowserContext] = []
    failures: list[Error] = []

    def open_page() -> Page:
        context = browser.new_context(base_url=server.url, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(error))  # noqa: PLW0108 - Playwright marks it
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not failures, f"a page had uncaught errors: {failures}"
