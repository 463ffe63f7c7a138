"""A demonstration says so on every page, and nothing else does."""

from collections.abc import Iterator

import pytest
import reflex as rx

from returns_app.flows.stage.page import stage_page
from returns_app.flows.stage.ways_in import ways_in
from returns_app.returns_app import PAGES
from returns_app.settings import load

# In each language of the customers, too.
_SAYS = ('"Demo"', "Demo: ", "rien ici n")


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RETURNS_DEMO", "1")
    load.cache_clear()
    yield
    monkeypatch.undo()
    load.cache_clear()


def says_so(page: rx.Component) -> bool:
    drawn = str(page.render())
    return any(words in drawn for words in _SAYS)


@pytest.mark.usefixtures("demonstration")
def test_a_demonstration_says_so_on_every_page() -> None:
    silent = [page.route for page in PAGES if not says_so(page.build())]
    assert silent == [], silent
    assert says_so(stage_page())


def test_outside_of_one_no_page_does_and_nobody_comes_in_without_a_password() -> None:
    wrong = [page.route for page in PAGES if says_so(page.build())]
    assert wrong == []
    assert str(ways_in().render()) == str(rx.fragment().render())
