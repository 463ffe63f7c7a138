"""Every kind of mail, to look at before a customer gets one: made-up facts, every language, every kind of reader."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from returns_app import routes
from returns_app.domain.errors import NotFound
from returns_app.i18n import LANGUAGES, SOURCE_LANGUAGE, language_name
from returns_app.labels import qr_png
from returns_app.mail.merchant import merchant
from returns_app.mail.messages import Message, preview, render
from returns_app.mail.samples import SAMPLE_URL, SAMPLES, Sample, told

LOOKS = {"light": "light.html", "dark": "dark.html", "bare": "bare.html", "text": "mail.txt"}
"""How a mail is read: in a light or dark mail program, in one that passes over styles, as plain text; and its file."""

_DARK = "@media (prefers-color-scheme: dark)"
_STYLES = re.compile(r"<style.*?</style>", re.DOTALL)
_QR_SCALE = 6


@dataclass(frozen=True)
class SampleRow:
    """One mail of the list."""

    key: str = ""
    name: str = ""
    when: str = ""


@dataclass(frozen=True)
class Speech:
    """One language that the mails speak."""

    code: str = ""
    name: str = ""


@dataclass(frozen=True)
class SampleMail:
    """The mail that is looked at. `source` is where its chosen look is, empty while none is open."""

    key: str = ""
    name: str = ""
    when: str = ""
    subject: str = ""
    beginning: str = ""
    size: str = ""
    enclosed: str = ""
    source: str = ""


@dataclass(frozen=True)
class SamplesView:
    """All there is to choose from."""

    mails: list[SampleRow] = field(default_factory=list)
    languages: list[Speech] = field(default_factory=list)


def samples_view() -> SamplesView:
    """The mails in the order of a return's life, and the languages."""
    return SamplesView(
        [SampleRow(one.key, one.name, one.when) for one in SAMPLES],
        [Speech(code, language_name(SOURCE_LANGUAGE, code)) for code in LANGUAGES],
    )


def sample_mail(key: str, language: str, look: str, *, now: datetime) -> SampleMail:
    """One mail in a language and a look. Raises `NotFound` for what there is not."""
    sample, message = _written(key, language, now=now)
    if look not in LOOKS:
        raise NotFound
    return SampleMail(
        key=sample.key,
        name=sample.name,
        when=sample.when,
        subject=message.subject,
        beginning=message.preheader,
        size=f"{max(1, round(len(message.html.encode()) / 1000))} KB",
        enclosed=", ".join(message.files),
        source=routes.mail_sample(key, language, LOOKS[look]),
    )


def sample_text(key: str, language: str, *, now: datetime) -> str:
    """The plain text. Raises `NotFound`."""
    return _written(key, language, now=now)[1].text


def sample_page(key: str, language: str, look: str, *, now: datetime) -> str:
    """The HTML as a browser shows it, light or dark whatever the browser is set to. Raises `NotFound`."""
    message = _written(key, language, now=now)[1]
    page = preview(message, {cid: qr_png(SAMPLE_URL, _QR_SCALE) for cid in message.images})
    if look == "bare":
        return _STYLES.sub("", page)
    medium = "@media all" if look == "dark" else "@media not all"
    return page.replace(_DARK, medium).replace('content="light dark"', f'content="{look}"')


def _written(key: str, language: str, *, now: datetime) -> tuple[Sample, Message]:
    sample = next((one for one in SAMPLES if one.key == key), None)
    if sample is None or language not in LANGUAGES:
        raise NotFound
    facts = sample.facts(told(language, now=now))
    return sample, render(facts.kind, facts, brand=merchant(), language=language, url=SAMPLE_URL)
