"""Mails as they leave: subject, HTML and plain text. Pure: the same facts make the same mail."""

import base64
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import mrml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from returns_app.i18n import known_language
from returns_app.mail.brand import Brand
from returns_app.mail.colors import on_dark, on_light
from returns_app.mail.facts import BadFacts, Facts, clean_file_name, clean_line, read_facts
from returns_app.mail.fitting import fitting
from returns_app.mail.letter import Letter, Phrase, Writer
from returns_app.mail.letters import write_letter

_SUBJECT_LENGTH = 150
_TEXT_WIDTH = 72
_KINDS_WITHOUT_LINK = frozenset({"rejected", "review", "canceled"})
# Whoever has no living page answers these by e-mail.
_KINDS_WITH_OR_WITHOUT = frozenset({"message"})


@dataclass(frozen=True)
class Message:
    """A mail without its envelope. `images` are the content ids the HTML shows, `files` the names it announces.

    `preheader` is what an inbox shows behind the subject.
    """

    subject: str
    text: str
    html: str
    language: str
    images: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    preheader: str = ""


def render(
    kind: str, facts: Facts | Mapping[str, object], *, brand: Brand, language: str, url: str = ""
) -> Message:
    """The mail of this kind, in this language (English when we do not speak it).

    `facts` is the payload of an outbox row, or the facts themselves. `url` is the customer's link (http or https);
    every kind but `rejected`, `review` and `canceled` needs it; `message` can do without, and a label sent to somebody
    else has none. Raises `BadFacts` when
    facts or link are not what the kind needs. Whatever people typed is escaped; it can neither add a header nor turn
    the direction of reading.
    """
    checked = read_facts(kind, facts.payload() if isinstance(facts, Facts) else facts)
    spoken = known_language(language)
    writer = Writer(spoken, brand.timezone)
    letter = write_letter(
        checked, writer, brand=brand, url=_link(kind, url, needed=not getattr(checked, "sent_by", ""))
    )
    values = {
        "brand": brand,
        "footer": _footer(writer, brand, letter.why),
        "colon": str(writer._("{caption}:", caption="")),
        "language": spoken,
        "light": on_light(brand.accent),
        "dark": on_dark(brand.accent),
    }
    letter, html = fitting(letter, writer, lambda one: _laid_out(one, values))
    return Message(
        subject=_short(letter.subject),
        text=_TEMPLATES.get_template("letter.txt").render(values, letter=letter).strip() + "\n",
        html=html,
        language=spoken,
        images=letter.images,
        files=tuple(clean_file_name(name) for name in letter.files),
        preheader=letter.preheader,
    )


def preview(message: Message, images: Mapping[str, bytes]) -> str:
    """The HTML for a browser: inline pictures (PNG, by content id) are put into the page itself."""
    html = message.html
    for cid, picture in images.items():
        html = html.replace(f"cid:{cid}", f"data:image/png;base64,{base64.b64encode(picture).decode()}")
    return html


def _laid_out(letter: Letter, values: Mapping[str, object]) -> str:
    mjml = _TEMPLATES.get_template("letter.mjml").render(values, letter=letter)
    # Left alone, the renderer fetches a font it knows by name from its maker: reading a mail must ask nobody.
    return str(mrml.to_html(mjml, render_options=mrml.RenderOptions(fonts={})).content)


def _link(kind: str, url: str, *, needed: bool) -> str:
    if not needed or kind in _KINDS_WITHOUT_LINK or (kind in _KINDS_WITH_OR_WITHOUT and not url):
        return ""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or clean_line(url) != url or " " in url:
        message = f"{kind}: url"
        raise BadFacts(message)
    return url


def _footer(writer: Writer, brand: Brand, why: str | Phrase) -> tuple[str, ...]:
    why = why or writer._(
        "You get this because you asked {merchant} for a return. Reply to this e-mail to reach us.",
        merchant=brand.name,
    )
    reach = " · ".join(part for part in (brand.phone, brand.email, brand.details) if part)
    named = any(line.startswith(brand.name) for line in brand.address_lines[:1])
    address = brand.address_lines if named else (brand.name, *brand.address_lines)
    return (str(why), "\n".join((", ".join(address), reach)))


def _short(subject: str) -> str:
    return textwrap.shorten(clean_line(subject), _SUBJECT_LENGTH, placeholder="…")


def _in_attribute(text: str) -> str:
    """Everything but plain letters as a number: the renderer writes attributes in a notation of its own."""
    return "".join(
        letter if letter.isascii() and letter != "\\" else f"&#{ord(letter)};" for letter in escape(text)
    )


def _wrapped(text: object, indent: str = "", first: str | None = None) -> str:
    lines = str(text).split("\n")
    wrapped = [
        textwrap.fill(
            line,
            _TEXT_WIDTH,
            initial_indent=indent if first is None or index else first,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for index, line in enumerate(lines)
    ]
    # An empty line within a quotation is quoted, too.
    return "\n".join(line.rstrip() or indent.rstrip() for line in wrapped)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["wrapped"] = _wrapped
    made.filters["in_attribute"] = lambda text: Markup(_in_attribute(text))  # noqa: S704
    return made


_TEMPLATES = _environment()
