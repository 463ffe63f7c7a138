"""Words of the merchant in the languages of the portal."""

LANGUAGES = ("en", "nl", "de", "fr")


def in_languages(*texts: str) -> dict[str, str]:
    """English, Dutch, German and French words by language code. Raises `ValueError` when one is missing."""
    return dict(zip(LANGUAGES, texts, strict=True))
