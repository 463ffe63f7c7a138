"""What may stay of a text or of facts about somebody who asked to be forgotten."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

ERASED_NAME = "Erased customer"
ERASED_WORDS = "Erased at the customer’s request."
# Words that are ours, whoever the return is of: names of return types and carriers, and what our own code writes.
_OUR_WORDS = frozenset({"policy", "carrier", "tracking", "what"})
# A value such as an id, a status, a date or a window of time: one word, and no address.
_PLAIN = re.compile(r"[\w.:+/-]*", re.ASCII)


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of these texts, by which a person would be known again."""
    return frozenset(
        word for text in texts for word in re.split(r"[\s,;()]+", text.casefold()) if len(word) > 1
    )


def bare_facts(facts: Mapping[str, Any], known_by: frozenset[str]) -> dict[str, Any]:
    """The facts without what somebody wrote, and without any word the person is `known_by`; their names all stay."""
    return {name: _bare(name, value, known_by) for name, value in facts.items()}


def _bare(name: str, value: Any, known_by: frozenset[str]) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return bare_facts(value, known_by)
    if isinstance(value, list):
        return [_bare(name, one, known_by) for one in value]
    if not isinstance(value, str) or name in _OUR_WORDS:
        return value
    return value if _PLAIN.fullmatch(value) and value.casefold() not in known_by else ""
