"""A made-up language, to find what is said in no language but English: every letter of a message is a Cyrillic one.

Formats and names of countries are Greek, so that a plain letter on a page is either data or a word nobody translated.
"""

import re
from gettext import NullTranslations

import pytest

from returns_app import i18n
from returns_app.flows import notices
from returns_app.flows.portal import page
from returns_app.i18n import catalogs

CODE = "el"
_GAP = re.compile(r"(\{[^}]*\})")
# One letter for each of ours, and a large one for each large one. Labels can be printed in them.
_OTHER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстувжзчщ") | str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "АБЦДЕФГХИЙКЛМНОПЯРСТУВЖЗЧЩ"
)


class MadeUp(NullTranslations):
    """Says every message there is."""

    def gettext(self, message: str) -> str:
        """The message in other letters; its gaps stay."""
        parts = _GAP.split(message)
        return "".join(part if part.startswith("{") else part.translate(_OTHER) for part in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for this many, as English has it."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def speak_made_up(monkeypatch: pytest.MonkeyPatch) -> str:
    """Add the language to those we speak, for one test. Gives its code."""
    monkeypatch.setitem(catalogs._CATALOGS, CODE, MadeUp())
    for module in (catalogs, i18n, notices, page):
        monkeypatch.setattr(module, "LANGUAGES", (*catalogs.LANGUAGES[:4], CODE))
    return CODE
