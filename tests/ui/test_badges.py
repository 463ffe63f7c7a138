"""Every status of a return has a word and a badge of its own."""

import pytest

from returns_app.domain.lifecycle import Status
from returns_app.ui.badges import STATUS_WORDS, status_badge


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_word(status: Status) -> None:
    assert STATUS_WORDS[status.value]


def test_no_two_statuses_share_a_word() -> None:
    assert len(set(STATUS_WORDS.values())) == len(STATUS_WORDS)


@pytest.mark.parametrize("status", sorted(STATUS_WORDS))
def test_a_badge_says_the_word_beside_an_icon(status: str) -> None:
    drawn = str(status_badge(status))

    assert STATUS_WORDS[status] in drawn
    assert "Lucide" in drawn
