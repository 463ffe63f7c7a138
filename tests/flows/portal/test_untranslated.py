"""No word of English is left on a customer's page in another language: looked for with a made-up one."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import reflex as rx

from returns_app.flows.portal import dead_page, page
from returns_app.i18n import LANGUAGES
from returns_app.settings import load
from tests.made_up import speak_made_up

_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
_PROP = re.compile(r'^"?([\w-]+)"?:(.*)$', re.DOTALL)
_LETTERS = re.compile(r"[A-Za-z]")
# What these say is for browsers and machines.
_TECHNICAL = {
    *(
        "className",
        "href",
        "to",
        "id",
        "htmlFor",
        "type",
        "name",
        "role",
        "lang",
        "dir",
        "hrefLang",
        "src",
        "ref",
    ),
    *(
        "d",
        "viewBox",
        "fill",
        "xmlns",
        "value",
        "method",
        "action",
        "key",
        "step",
        "language",
        "loading",
        "form",
    ),
    *("autoComplete", "autoCapitalize", "inputMode", "enterKeyHint", "accept", "target", "rel", "download"),
    *("aria-live", "aria-hidden", "aria-atomic", "aria-describedby", "aria-labelledby", "aria-controls"),
    *("aria-autocomplete", "aria-haspopup", "aria-invalid", "aria-busy", "aria-disabled", "keep", "look"),
    *("looks", "opener", "base"),
}
_LOOKS = re.compile(r"on[A-Z]|data-|\w*Class$")
# Names of states, steps and keys are no texts.
_NAME = re.compile(r"\.?[a-z_]+\.?")
# Said alike everywhere: formats, the codes of papers, gaps that the browser fills.
_EVERYWHERE = re.compile(r"\b(PDF|A4|A6)\b|\{\w+\}")


def said(node: Any) -> Iterator[str]:
    """The words that a component can show or have read out, as its code has them."""
    if isinstance(node, dict):
        if "contents" in node:
            yield from words_in(node["contents"])
        for prop in node.get("props", ()):
            found = _PROP.match(prop)
            if found and found[1] not in _TECHNICAL and not _LOOKS.match(found[1]):
                yield from words_in(found[2])
        yield from said([value for key, value in node.items() if key not in {"contents", "props"}])
    elif isinstance(node, list | tuple):
        for one in node:
            yield from said(one)


def words_in(code: object) -> Iterator[str]:
    """The texts among the literals of an expression."""
    for literal in _LITERAL.findall(str(code)):
        text = json.loads(literal)
        if _LETTERS.search(text) and not _NAME.fullmatch(text):
            yield text


@pytest.mark.parametrize("draw", [page.page, dead_page.page], ids=["return", "dead-link"])
def test_every_word_drawn_on_a_page_is_translated(
    draw: Callable[[str], rx.Component], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = speak_made_up(monkeypatch)
    # An address is written in two pieces, so that it can break after its @.
    ours = (load().merchant_name, *load().merchant_email.split("@"), *map(page._own_name, LANGUAGES))
    names = re.compile("|".join(map(re.escape, ours)))
    drawn = [names.sub("", text) for text in said(draw(code).render())]
    left = [text for text in drawn if _LETTERS.search(_EVERYWHERE.sub("", text))]
    assert left == []


def test_a_word_that_is_not_translated_is_found() -> None:
    drawn = rx.el.div(rx.el.p("Loading"), rx.el.button("ок", aria_label="Close this"), class_name="p-2")
    assert [*said(drawn.render())] == ["Loading", "Close this"]
