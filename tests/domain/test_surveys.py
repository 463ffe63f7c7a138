"""Surveys: which questions are asked, which answers answer them."""

from uuid import uuid4

import pytest

from returns_app.domain.surveys import (
    Kind,
    Question,
    ShownIf,
    Value,
    answer_problems,
    is_empty,
    open_required,
    visible,
)

NONE: frozenset[str] = frozenset()


def question(key: str, kind: Kind = Kind.SHORT_TEXT, *, required: bool = False, **more: object) -> Question:
    """A question with these traits."""
    return Question(id=uuid4(), key=key, kind=kind, required=required, **more)  # type: ignore[arg-type]


def keys(
    questions: tuple[Question, ...], answers: dict[str, Value], reasons: frozenset[str] = NONE
) -> list[str]:
    """The keys of the visible questions."""
    return [one.key for one in visible(questions, answers, reasons)]


def test_a_question_is_shown_when_its_cause_has_the_value() -> None:
    """Yes/no, single and multiple choice all can be causes; a hidden cause hides what hangs on it."""
    used = question("used", Kind.YES_NO)
    days = question("days", Kind.NUMBER, shown_if=ShownIf(question="used", values=frozenset({"yes"})))
    where = question("where", shown_if=ShownIf(question="days", values=frozenset({"3"})))
    parts = question("parts", Kind.MULTIPLE, choices=("strap", "zip"))
    strap = question("strap", shown_if=ShownIf(question="parts", values=frozenset({"strap"})))
    everything = (used, days, where, parts, strap)
    assert keys(everything, {}) == ["used", "parts"]
    assert keys(everything, {"used": True, "days": 3}) == ["used", "days", "where", "parts"]
    assert keys(everything, {"used": False, "days": 3}) == ["used", "parts"]
    assert keys(everything, {"parts": ["strap", "zip"]}) == ["used", "parts", "strap"]


def test_a_question_can_hang_on_the_reason() -> None:
    """Shown for a damaged product, hidden for a wrong size; both conditions must hold where both are set."""
    broken = question("photo", shown_if=ShownIf(reasons=frozenset({"damaged"})))
    both = question(
        "both", shown_if=ShownIf(question="a", values=frozenset({"x"}), reasons=frozenset({"damaged"}))
    )
    cause = question("a")
    assert keys((broken,), {}, frozenset({"damaged"})) == ["photo"]
    assert keys((broken,), {}, frozenset({"size"})) == []
    assert keys((cause, both), {"a": "x"}, frozenset({"size"})) == ["a"]
    assert keys((cause, both), {"a": "x"}, frozenset({"damaged"})) == ["a", "both"]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    (
        (Kind.SHORT_TEXT, "x" * 200, "x" * 201),
        (Kind.SHORT_TEXT, "fine", 5),
        (Kind.LONG_TEXT, "two\nlines", "a\x00b"),
        (Kind.LONG_TEXT, "x" * 2000, "x" * 5000),
        (Kind.NUMBER, 0, "three"),
        (Kind.NUMBER, -2.5, True),
        (Kind.NUMBER, 10**9, 10**10),
        (Kind.DATE, "2026-11-14", "yesterday"),
        (Kind.YES_NO, False, "no"),
        (Kind.SINGLE, "a", "c"),
        (Kind.MULTIPLE, ["a", "b"], ["a", "c"]),
        (Kind.MULTIPLE, ["a"], ["a", "a"]),
        (Kind.MULTIPLE, ["b"], "b"),
    ),
)
def test_each_kind_takes_its_answers_and_no_others(kind: Kind, good: Value, bad: Value) -> None:
    """A wrong answer is named at its question."""
    one = question("q", kind, choices=("a", "b"))
    assert answer_problems((one,), {"q": good}, NONE) == ()
    assert [problem.field for problem in answer_problems((one,), {"q": bad}, NONE)] == ["q"]


def test_a_required_question_may_stay_open_only_when_it_is_left() -> None:
    """Demanded of whoever finishes; not of the agent who leaves it to the customer. Optional ones may stay empty."""
    must, may = question("must", required=True), question("may")
    assert [problem.field for problem in answer_problems((must, may), {}, NONE)] == ["must"]
    assert answer_problems((must, may), {}, NONE, demand_required=False) == ()
    assert open_required((must, may), {}, NONE) == 1
    assert open_required((must, may), {"must": "x"}, NONE) == 0


@pytest.mark.parametrize(
    ("value", "empty"), ((None, True), ("  ", True), ([], True), (False, False), (0, False))
)
def test_no_and_zero_are_answers(value: Value, *, empty: bool) -> None:
    """Only nothing, blanks and an empty choice are no answer."""
    assert is_empty(value) is empty
