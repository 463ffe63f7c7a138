"""Which of our languages suits a reader best."""

from returns_app.i18n import catalogs


def known_language(*wishes: str) -> str:
    """The first wish, like `nl`, `nl-BE` or `NL_be`, that we speak; English when there is none."""
    short = (wish.strip().lower().replace("_", "-").split("-")[0] for wish in wishes)
    return next((one for one in short if one in catalogs.LANGUAGES), catalogs.SOURCE_LANGUAGE)


def browser_wishes(header: str) -> list[str]:
    """The languages of an `Accept-Language` header, most wanted first, without those it refuses (`q=0`)."""
    parts = (part.partition(";q=") for part in header.replace(" ", "").split(","))
    wishes = [(_weight(said), language) for language, _, said in parts if language]
    return [language for weight, language in sorted(wishes, key=lambda wish: -wish[0]) if weight > 0]


def _weight(said: str) -> float:
    try:
        weight = float(said or "1")
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
