"""The catalogs, one `<language>.po` each, read once when the program starts.

English is the source: its sentences are the message ids, so it needs no file. A language is added by adding a file.
"""

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "en"


def catalog(language: str) -> NullTranslations:
    """The messages of a language; those of English (the source) when the language is unknown."""
    return _CATALOGS.get(language, _CATALOGS[SOURCE_LANGUAGE])


def _read(path: Path) -> NullTranslations:
    with path.open("rb") as file:
        messages = read_po(file, locale=path.stem, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


_CATALOGS: dict[str, NullTranslations] = {
    SOURCE_LANGUAGE: NullTranslations(),
    **{path.stem: _read(path) for path in sorted(FOLDER.glob("*.po"))},
}

LANGUAGES: tuple[str, ...] = tuple(_CATALOGS)
"""Codes of the languages that people can read the portal and the mails in. English comes first."""
