"""What an entry of the audit says besides its deed, in words."""

from typing import Any

import pytest

from returns_app.queries.audit_words import fact_words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"by": "app"}, "With a code of the app"),
        ({"by": "recovery_code"}, "With a recovery code"),
        ({"before": "agent", "after": "admin"}, "From agent to admin"),
        ({"role": "operator"}, "As operator"),
        ({"number": 3, "by": "hand"}, "number: 3, by: hand"),
        ({}, ""),
    ],
)
def test_facts_are_told_in_words_and_unknown_ones_by_their_names(facts: dict[str, Any], words: str) -> None:
    assert fact_words(facts) == words
