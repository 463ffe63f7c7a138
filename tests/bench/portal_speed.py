"""How soon a customer's page paints and is usable on slow 4G with a quarter of this processor, 390 px wide.

    .venv/bin/python -m tests.bench.portal_speed [rounds] [language]

Every round is a first visit by a new browser, from the tap on the link in the mail: the redirect is counted. `paint` is
the first contentful paint. `usable` is when the question and its button stand and take taps. The button is tapped right
then, as a customer could; `next` is when the answer, the next question, stands. `floor` is the paint of a page that is
nothing but one line of text, in the same browser: what this machine and that line cost anybody. Prints each round, the
medians last; on a machine that does other things too, only the distance from the floor means something.
"""

import json
import os
import shutil
import statistics
import sys
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.portal_visits import portal_running

# As Lighthouse and WebPageTest name it: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_638_400 / 8,
    "uploadThroughput": 750_000 / 8,
}
PHONE = {
    "viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True,
}  # fmt: skip
GOALS_MS = {"paint": 700, "usable": 2000}

# Notes when a question has come, and taps the button below it.
_WATCH = """
window.seen = {};
new MutationObserver(() => {
  const question = document.getElementById("question")?.textContent;
  const button = document.querySelector("main form button[type=submit], main button[aria-disabled=false]");
  if (!question || !button) return;
  if (!seen.usable) {
    seen.usable = performance.now();
    seen.question = question;
    setTimeout(() => button.click());
  } else if (!seen.next && question !== seen.question) {
    seen.next = performance.now();
  }
}).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def main() -> None:
    """Print the rounds, and the medians beside their goals."""
    rounds, language = int((*sys.argv[1:], "7")[0]), (*sys.argv[2:], "en", "en")[0 if sys.argv[2:] else 1]
    with portal_running() as link, sync_playwright() as driver:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or driver.chromium.executable_path
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        _visit(browser, link(language))
        figures = []
        for _ in range(rounds):
            figures.append(_visit(browser, link(language)))
            print(json.dumps(figures[-1]), flush=True)
        browser.close()
    medians = {name: round(statistics.median(one[name] for one in figures)) for name in figures[0]}
    print(json.dumps({"load": round(os.getloadavg()[0], 1), "goals_ms": GOALS_MS, "medians_ms": medians}))


def _visit(browser: Browser, link: str) -> dict[str, float]:
    context = browser.new_context(**PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(_WATCH)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_4G)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(urljoin(link, "/robots.txt"))
    floor = round(_known(page, _PAINT))
    page.goto(link, wait_until="commit")
    seen = {"floor": floor, **_seen(page)}
    context.close()
    return seen


def _seen(page: Page) -> dict[str, float]:
    following = _known(page, "window.seen.next")
    usable = _known(page, "window.seen.usable")
    return {"paint": round(_known(page, _PAINT)), "usable": round(usable), "next": round(following)}


def _known(page: Page, figure: str) -> float:
    """The figure, as soon as the page knows it."""
    for _ in range(300):
        if found := page.evaluate(figure):
            return float(found)
        page.wait_for_timeout(100)
    raise TimeoutError(page.inner_text("body"))


if __name__ == "__main__":
    main()
