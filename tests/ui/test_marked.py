"""How the search marks what was found."""

from hypothesis import given
from hypothesis import strategies as st

from returns_app.ui.combobox import Part, marked


def test_a_hit_at_the_start_is_marked_without_regard_to_case() -> None:
    assert marked("Fjellvind 3 Tent", "fjell") == [Part("Fjell", hit=True), Part("vind 3 Tent")]


def test_every_word_searched_for_is_marked() -> None:
    assert marked("Fjellvind 3 Tent, moss", "moss tent") == [
        Part("Fjellvind 3 "),
        Part("Tent", hit=True),
        Part(", "),
        Part("moss", hit=True),
    ]


def test_the_longer_of_two_words_that_start_together_is_marked() -> None:
    assert marked("Tents", "ten tent") == [Part("Tent", hit=True), Part("s")]


def test_a_name_that_no_word_hits_stays_whole() -> None:
    assert marked("Kvist Trekking Poles", "tent") == [Part("Kvist Trekking Poles")]


def test_a_name_whose_lower_case_is_longer_is_not_cut_in_the_wrong_place() -> None:
    assert marked("İzmir tent", "tent") == [Part("İzmir tent")]


@given(st.text(max_size=40), st.text(max_size=20))
def test_the_parts_always_add_up_to_the_name(name: str, words: str) -> None:
    assert "".join(part.text for part in marked(name, words)) == name
