"""Every rule that looks at typed words, told anything at all: what it lets pass can be kept, sent and shown."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from returns_app.domain.addresses import MAX_LENGTH, Address, lines, problems, tidy
from returns_app.domain.excusing import EXCUSES, OTHER, excuse_problems
from returns_app.domain.findings import Rule
from returns_app.domain.lines import MAX_NAME, MAX_WORDS, LineDecision, decision_problems, name_problem
from returns_app.domain.money import Money
from returns_app.domain.one_time_codes import SECRET_BYTES, STEP_SECONDS, code_at, plain, step_of
from returns_app.domain.pickups import Pickup, pickup_problems
from returns_app.domain.receiving import Count, Undeclared, check_problems, undeclared_problems
from returns_app.domain.scanning import read_code
from returns_app.domain.settling import (
    MAX_REFERENCE,
    MOST_MINOR,
    Limit,
    Settled,
    Settling,
    settlement_problems,
)
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


@settings(max_examples=60)
@given(anything, anything, st.integers(-(2**70), 2**70), st.booleans())
def test_a_settlement_that_passes_can_be_kept_and_is_within_the_limit(
    reference: str, text: str, minor: int, supervises: bool
) -> None:
    limit = Limit(Money(5_000, "EUR"), may_exceed=supervises)
    for outcome in ("refund", "exchange", "repair", "nothing", text):
        wish = Settled(outcome, Money(minor, "EUR") if outcome == "refund" else None, reference, text)
        if settlement_problems(wish, limit):
            continue
        assert outcome in set(Settling)
        assert fits(reference, MAX_REFERENCE)
        assert fits(text, MAX_WORDS)
        assert wish.amount is None or 0 < minor <= limit.most_minor <= MOST_MINOR


@settings(max_examples=60)
@given(anything, anything)
def test_an_excuse_that_passes_says_why_in_words_that_can_be_kept(reason: str, text: str) -> None:
    for given_reason in (reason, *EXCUSES):
        for rule in Rule:
            if not excuse_problems(rule, given_reason, text):
                assert given_reason in EXCUSES
                assert fits(text, MAX_WORDS, breaks=True)
                assert text.strip() or given_reason != OTHER


@settings(max_examples=60)
@given(
    anything | st.from_regex(r"[\d -]{4,9}", fullmatch=True),
    st.integers(1_000_000_000, 7_000_000_000),
)
def test_a_code_that_is_taken_is_the_one_of_that_time(typed: str, seconds: int) -> None:
    now, secret = datetime.fromtimestamp(seconds, UTC), b"s" * SECRET_BYTES
    step = step_of(secret, plain(typed), now=now)
    assert step is None or code_at(secret, step) == plain(typed)
    this = int(now.timestamp()) // STEP_SECONDS
    spoken = f"{code_at(secret, this)[:3]} {code_at(secret, this)[3:]}"
    assert step_of(secret, plain(spoken), now=now) is not None
    assert step_of(secret, plain(code_at(secret, this - 2)), now=now) in {None, this - 1, this, this + 1}
