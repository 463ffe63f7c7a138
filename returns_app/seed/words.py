"""Words of the merchant in the languages of the portal."""

import re

LANGUAGES = ("en", "nl", "de", "fr")
# French sets these marks apart. Written with plain spaces here, because nobody can see the others in a source.
_BEFORE_MARKS = re.compile(r" (?=[:;?!»])|(?<=«) ")
_UNBROKEN = "\N{NO-BREAK SPACE}"


def in_languages(*texts: str) -> dict[str, str]:
    """English, Dutch, German and French words by language code. Raises `ValueError` when one is missing.

    No line breaks before a mark of French.
    """
    said = dict(zip(LANGUAGES, texts, strict=True))
    return said | {"fr": _BEFORE_MARKS.sub(_UNBROKEN, said["fr"])}
