"""What a mail says, part by part, before it is laid out as HTML or as plain text."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from markupsafe import Markup, escape

from returns_app.i18n import Translator, date, together, words

# Words before a name that are no name to call somebody by.
_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "fam", "familie", "dhr", "mevr", "mw", "herr", "frau", "mme"}
)


def called(name: str) -> str:
    """What to call somebody by: the first name of `Anna de Vries`; the whole of `Mr. Jones`, `J. Jones` and `Anna`."""
    first = name.partition(" ")[0]
    is_name = len(first) > 1 and not first.endswith(".") and first.lower() not in _TITLES
    return first if is_name else name


class Strong(str):
    """A fact that stands out in its sentence."""

    __slots__ = ()


@dataclass(frozen=True)
class Phrase:
    """A sentence with facts in it. As text its gaps are filled; as HTML the facts are escaped, the strong ones bold."""

    pattern: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.pattern.format(**self.facts)

    def __html__(self) -> str:
        return escape(self.pattern).format(**{name: _marked(fact) for name, fact in self.facts.items()})


@dataclass(frozen=True)
class Paragraph:
    """Running text; line breaks in it are kept."""

    layout: ClassVar[str] = "paragraph"
    text: str | Phrase


@dataclass(frozen=True)
class Heading:
    """A line above what follows."""

    layout: ClassVar[str] = "heading"
    text: str | Phrase


@dataclass(frozen=True)
class Row:
    """One product: how many, what, and a few facts in smaller type."""

    quantity: int
    name: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Products:
    """A list of products. `more` says how many others there are."""

    layout: ClassVar[str] = "products"
    rows: tuple[Row, ...]
    more: str | Phrase = ""


@dataclass(frozen=True)
class Button:
    """The one thing to do. `quiet`: a way out rather than the way on. With a `hint` its address is in plain sight."""

    layout: ClassVar[str] = "button"
    label: str | Phrase
    href: str
    quiet: bool = False
    hint: str | Phrase = ""


@dataclass(frozen=True)
class Notice:
    """Something to know, on a ground of its own."""

    layout: ClassVar[str] = "notice"
    text: str | Phrase


@dataclass(frozen=True)
class Quote:
    """What a person wrote, as they wrote it."""

    layout: ClassVar[str] = "quote"
    caption: str | Phrase
    text: str


@dataclass(frozen=True)
class Ticket:
    """The return number, with the code beside it when there is one. `image` is its content id.

    `elsewhere` tells a reader of plain text where the code is.
    """

    layout: ClassVar[str] = "ticket"
    caption: str | Phrase
    number: str
    image: str = ""
    alt: str | Phrase = ""
    elsewhere: str | Phrase = ""


@dataclass(frozen=True)
class Todo:
    """One thing to do, and a fact that helps."""

    title: str | Phrase
    note: str | Phrase = ""


@dataclass(frozen=True)
class Todos:
    """What to do, in order."""

    layout: ClassVar[str] = "todos"
    steps: tuple[Todo, ...]


@dataclass(frozen=True)
class Bullets:
    """A few things side by side."""

    layout: ClassVar[str] = "bullets"
    points: tuple[str | Phrase, ...]


@dataclass(frozen=True)
class Enclosure:
    """What is attached."""

    layout: ClassVar[str] = "enclosure"
    name: str
    note: str | Phrase


Part = Paragraph | Heading | Products | Button | Notice | Quote | Ticket | Todos | Bullets | Enclosure


@dataclass(frozen=True)
class Letter:
    """A whole mail. `images` are the content ids it shows, `files` the names of what is attached.

    `why` says why its reader gets it, where that is not their own return.
    """

    subject: str
    preheader: str
    title: str | Phrase
    parts: tuple[Part, ...]
    images: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    why: str | Phrase = ""


@dataclass(frozen=True)
class Writer:
    """Says phrases in one language; days are those of one time zone."""

    language: str
    timezone: str

    def _(self, text: str, /, **facts: str | Phrase) -> Phrase:
        """The message as a phrase."""
        return Phrase(self._words.pattern(text), _as_text(facts))

    def n(self, one: str, many: str, count: int, /, **facts: str | Phrase) -> Phrase:
        """The message for this many."""
        return Phrase(self._words.pattern(one, many, count), {"count": str(count), **_as_text(facts)})

    def day(self, value: dt.date, *, year: bool = False) -> Strong:
        """A day that stands out."""
        return Strong(date(self.language, value, self.timezone, year=year))

    def together(self, parts: list[str]) -> str:
        """An enumeration."""
        return together(self.language, parts)

    @property
    def _words(self) -> Translator:
        return words(self.language)


def _as_text(facts: Mapping[str, str | Phrase]) -> dict[str, str]:
    return {name: fact if isinstance(fact, str) else str(fact) for name, fact in facts.items()}


def _marked(fact: str) -> Markup:
    return Markup("<strong>{}</strong>").format(fact) if isinstance(fact, Strong) else escape(fact)
