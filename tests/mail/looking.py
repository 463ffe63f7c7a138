"""Looking at a mail as a program that shows it does, and facts as somebody evil would fill them in."""

from html.parser import HTMLParser
from typing import Any

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> &amp; {0} {{ 7*7 }} \u202egnp.exe\r\nBcc: x@y.test"
# What is no free text: a day, a code, a step.
_KEPT = frozenset(
    {
        "expires_at", "by", "pickup_on", "handover", "label_format", "currency", "steps", "day", "received_at",
        "settled_at", "outcome", "what", "declared_at", "refund_by", "send_by", "at",
    }
)  # fmt: skip


class Page(HTMLParser):
    """The tags, pictures, links and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.links: list[str | None] = []
        self.pictures: list[dict[str, str | None]] = []
        self.languages: set[str | None] = set()
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value for name, value in attrs if name == "href"]
        self.languages |= {value for name, value in attrs if name == "lang"}
        if tag == "img":
            self.pictures.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


def hostile(value: Any, text: str = HOSTILE) -> Any:
    """The payload with every free text replaced by something evil."""
    match value:
        case dict():
            return {key: one if key in _KEPT else hostile(one, text) for key, one in value.items()}
        case list():
            return [hostile(one, text) for one in value]
        case str():
            return text
    return value
