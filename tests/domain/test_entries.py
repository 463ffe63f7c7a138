"""Every rule that looks at typed words, told anything at all: what it lets pass can be kept, sent and shown."""

from datetime import date
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from returns_app.domain.addresses import MAX_LENGTH, Address, lines, problems, tidy
from returns_app.domain.lines import MAX_NAME, MAX_WORDS, LineDecision, decision_problems, name_problem
from returns_app.domain.pickups import Pickup, pickup_problems
from returns_app.domain.receiving import Count, Undeclared, check_problems, undeclared_problems
from returns_app.domain.scanning import read_code
from returns_app.domain.surveys import MAX_LONG, Kind, Question, answer_problems
from returns_app.domain.texts import is_printable
from tests.domain.examples import IRISH

EVIL = "\0\x1b\r\n\t\x7f\x85\u200b\u200f\u2028\u202e\u2066\ud83d\ufeff\ufffd\ufffe\U0001f469<>&\"'=+@;,%{}\\"
words = st.text(st.characters() | st.sampled_from(EVIL), max_size=60)
# Longer than anything that is kept.
endless = words.map(lambda text: (text or "x") * 400)
# Most of what is made up passes nowhere; some of what people write has to.
anything = words | endless | st.text(st.sampled_from("abc é-'"), min_size=1, max_size=40)
LINE = UUID(int=1)


def fits(text: str, most: int, *, breaks: bool = False) -> bool:
    return len(text) <= most and is_printable(text, breaks=breaks) and text.encode().decode() == text


@settings(max_examples=60)
@given(anything, anything, anything)
def test_an_address_that_passes_can_be_printed(name: str, street: str, addition: str) -> None:
    typed = Address(country="IE", name=name, street=street, addition=addition, city="Cork")
    address = tidy(typed)
    if problems(address, IRISH):
        return
    for part, text in (("name", address.name), ("street", address.street), ("addition", address.addition)):
        assert fits(text, MAX_LENGTH[part])
    assert all(len(line.splitlines()) == 1 for line in lines(address))


@settings(max_examples=60)
@given(anything)
def test_words_about_a_line_that_pass_can_be_kept(text: str) -> None:
    if name_problem(text) is None:
        assert fits(text, MAX_NAME)
        assert text.strip()
    if not decision_problems({LINE: 1}, (LineDecision(LINE, 0, 1, 0, reason=text, words=text),)):
        assert fits(text, MAX_WORDS, breaks=True)
    if not check_problems({LINE: 1}, (Count(LINE, 1, 0, text),), whole=True):
        assert fits(text, MAX_WORDS)
    if not undeclared_problems((Undeclared(text, 1, text),)):
        assert fits(text, MAX_NAME)
    monday = date(2026, 11, 23)
    wish = Pickup(date(2026, 11, 24), "08:00-12:00", text)
    if not pickup_problems(wish, today=monday):
        assert fits(text, 100)


@settings(max_examples=60)
@given(
    st.one_of(anything, st.integers(), st.floats(), st.booleans(), st.lists(anything, max_size=3), st.none())
)
def test_an_answer_that_passes_is_one(value: object) -> None:
    """Of any kind of question, whatever kind of thing a browser sends. Blanks are no answer, and are not kept."""
    for kind in Kind:
        question = Question(id=LINE, key="one", kind=kind, required=False, choices=("a", "b"))
        if answer_problems((question,), {"one": value}, frozenset()) or not isinstance(value, str):  # type: ignore[dict-item]
            continue
        assert fits(value, MAX_LONG, breaks=True) or not value.strip()


@settings(max_examples=60)
@given(anything)
def test_a_scan_is_read_or_not_and_never_shown_unfit(text: str) -> None:
    shown = read_code(text).shown
    assert shown.isprintable()
    assert len(shown) <= 60
