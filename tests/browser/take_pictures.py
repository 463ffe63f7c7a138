"""The pictures of README, docs and the landing page, taken of the running app: `make screenshots`.

They show made-up data as they are seeded and as the stage's stories make them, in light and dark. A picture is written
only where it looks different from the one that is there, so that taking them again changes no file for nothing.
"""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect, sync_playwright

from returns_app import routes
from returns_app.build import ROOT
from returns_app.domain.actors import Role
from returns_app.seed import SIGN_INS
from returns_app.serving import Server, free_port
from tests.browser.conftest import DESK, FLAGS, PATIENCE_MS, PHONE
from tests.browser.presenter import Presenter
from tests.browser.stage import demonstration_in

DOCS: Final = ROOT / "docs" / "pictures"
LANDING: Final = ROOT / "assets" / "landing"
THEMES: Final = ("light", "dark")
STAGE: Final[dict[str, Any]] = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"}
# So little differs from one run to the next where nothing of the looks has changed: times and names.
_SAME_SHARE: Final = 0.02
_COLORS: Final = 128
_FRAME_MS: Final = 400
_FILM_WIDTH: Final = 960
_FILM_MOST_FRAMES: Final = 90


def take_all() -> None:
    """Take every picture, and the film of a story."""
    expect.set_options(timeout=PATIENCE_MS)
    DOCS.mkdir(exist_ok=True)
    LANDING.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _demo(Path(folder)) as url, _chromium() as browser:
        for theme in THEMES:
            _stills(browser, url, theme)
        _film(browser, url)


def _stills(browser: Browser, url: str, theme: str) -> None:
    with _page(browser, url, DESK, theme) as desk:
        _sign_in(desk)
        expect(desk.get_by_role("heading", name="Urgent")).to_be_visible()
        _keep(desk, f"dashboard-{theme}")
        _to_authorize(desk)
        _keep(desk, f"desk-{theme}", landing=f"desk-{theme}")
    with _page(browser, url, STAGE, theme) as page:
        presenter = Presenter(page)
        _tell(presenter, "taps", lambda step: _keep_done(page, f"stage-{theme}") if step == 2 else None)
        with page.expect_response(lambda answer: answer.url.endswith("/taps")) as made:
            presenter.begin("taps")
        with _page(browser, url, PHONE, theme) as phone:
            phone.goto(made.value.json()["link"])
            expect(phone.get_by_role("button", name="Confirm and get my label")).to_be_visible()
            expect(phone.locator("main img").first).to_be_visible()
            _keep(phone, f"portal-{theme}", landing=f"phone-{theme}")


def _tell(presenter: Presenter, key: str, seen: Callable[[int], object]) -> None:
    presenter.tell(key, seen)
    presenter.leave()


def _keep_done(page: Page, name: str) -> None:
    """Keep the stage once the agent's side shows what the customer has just done."""
    desk = page.frame_locator("#stage-desk")
    expect(desk.get_by_text("Comes at the end")).to_be_hidden()
    _keep(page, name)


def _to_authorize(desk: Page) -> None:
    """Open the return that waits longest for its decision."""
    desk.goto(f"{routes.RETURNS}?view=authorize")
    desk.locator("a[data-row]").first.click()
    expect(desk.locator("#authorize-and-ship")).to_be_visible()
    expect(desk.get_by_role("heading", name="Carrier")).to_be_visible()


def _film(browser: Browser, url: str) -> None:
    """A walk through two stories at the pace of a hand, as an animated picture."""
    frames: list[Image.Image] = []
    with _page(browser, url, STAGE, "light") as page:
        presenter = Presenter(page, pace=1)
        for key in ("link", "taps"):
            presenter.begin(key)
            frames += _watched(presenter, key)
            presenter.leave()
    step = max(1, len(frames) // _FILM_MOST_FRAMES + (len(frames) % _FILM_MOST_FRAMES > 0))
    kept = frames[::step]
    kept[0].save(
        DOCS / "walkthrough.webp",
        save_all=True,
        append_images=kept[1:],
        duration=_FRAME_MS * step,
        loop=0,
        quality=55,
        method=4,
        minimize_size=True,
    )


def _watched(presenter: Presenter, key: str) -> Iterator[Image.Image]:
    """What is seen while each step is carried out, and for a moment after it."""
    page = presenter.page
    count = presenter.story.get_by_role("list", name="Steps").get_by_role("listitem").count()
    yield from [_seen(page)] * 3
    for step in range(1, count + 1):
        page.keyboard.press("ArrowRight")
        over = page.locator(f"[data-story={key}][data-step='{step}'][data-busy=false]")
        while over.count() == 0:
            page.wait_for_timeout(_FRAME_MS)
            yield _seen(page)
        presenter.stands_at(key, step)
        yield from [_seen(page)] * 4


def _seen(page: Page) -> Image.Image:
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return whole.resize((_FILM_WIDTH, whole.height * _FILM_WIDTH // whole.width), Image.Resampling.LANCZOS)


def _keep(page: Page, name: str, *, landing: str = "") -> None:
    taken = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    path = DOCS / f"{name}.png"
    if _looks_new(taken, path):
        taken.quantize(_COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
        if landing:
            taken.save(LANDING / f"{landing}.webp", quality=82, method=6)


def _looks_new(taken: Image.Image, path: Path) -> bool:
    if not path.exists():
        return True
    before = Image.open(path).convert("RGB")
    if before.size != taken.size:
        return True
    different = ImageChops.difference(before, taken).convert("L").point(lambda value: 255 * (value > 24))
    return different.histogram()[255] > _SAME_SHARE * taken.width * taken.height


def _sign_in(page: Page) -> None:
    who = next(one for one in SIGN_INS if one.role is Role.AGENT)
    page.goto(routes.SIGN_IN)
    page.locator("input[name=email]").fill(who.email)
    page.locator("input[name=password]").fill(who.password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: routes.SIGN_IN not in url)


@contextmanager
def _demo(folder: Path) -> Iterator[str]:
    """The address of a demonstration with fresh data in this folder; its pages are built first where they must be."""
    port = free_port()
    env = demonstration_in(folder, port=port)
    for command in ("build", "migrate", "seed"):
        words = [sys.executable, "-m", "returns_app.cli", command]
        subprocess.run(words, cwd=ROOT, env={**os.environ, **env}, check=True)
    with (folder / "server.log").open("ab") as log:
        server = Server(host="127.0.0.1", port=port, env=env, output=log.fileno())
        try:
            server.wait_until_it_answers()
            yield env["RETURNS_BASE_URL"]
        finally:
            server.stop()


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        path = os.environ.get("CHROMIUM") or driver.chromium.executable_path
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def _page(browser: Browser, url: str, options: dict[str, Any], theme: str) -> Iterator[Page]:
    context = browser.new_context(base_url=url, color_scheme=theme, **options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


if __name__ == "__main__":
    take_all()
