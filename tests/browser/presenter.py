"""A presenter of the stage's stories, for tests and pictures."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Locator, Page, expect

from returns_app import routes

PATIENCE_MS = 60_000


class Presenter:
    """Steps through stories by key, and reads what the counters say. `pace` 0 does everything as fast as it goes."""

    def __init__(self, page: Page, *, pace: float = 0) -> None:
        self.page = page
        page.goto(f"{routes.DEMO}?pace={pace}")
        expect(page.locator("[data-ready]")).to_be_visible(timeout=PATIENCE_MS)

    @property
    def story(self) -> Locator:
        return self.page.locator("[data-story]")

    def begin(self, key: str) -> None:
        """Choose a story, and wait until its data are made."""
        self.page.locator(f"[data-begin={key}]").click()
        self.stands_at(key, 0)

    def stands_at(self, key: str, step: int) -> None:
        """The story is at the beginning of this step, and nothing is wrong."""
        there = self.page.locator(f"[data-story={key}][data-step='{step}'][data-busy=false]")
        wrong = self.story.get_by_role("alert")
        expect(there.or_(wrong)).to_be_visible(timeout=PATIENCE_MS)
        assert wrong.count() == 0, f"{key}, step {step}: {wrong.inner_text()}"

    def steps(self, key: str) -> Iterator[int]:
        """Press the key for each step, and yield its number once it is over."""
        count = self.story.get_by_role("list", name="Steps").get_by_role("listitem").count()
        for step in range(1, count + 1):
            self.page.keyboard.press("ArrowRight")
            self.stands_at(key, step)
            yield step

    def tell(self, key: str, seen: Callable[[int], Any] = lambda _step: None) -> dict[str, float]:
        """Tell the whole story; what was counted, by name."""
        self.begin(key)
        for step in self.steps(key):
            seen(step)
        return self.counted()

    def counted(self) -> dict[str, float]:
        """What the counters show."""
        shown = self.story.locator("[data-count]").all()
        return {
            str(one.get_attribute("data-count")): float(one.get_attribute("data-figure") or 0)
            for one in shown
        }

    def leave(self) -> None:
        """Go back to the choice of stories."""
        self.page.keyboard.press("Escape")
        expect(self.page.locator("[data-begin]").first).to_be_visible()
