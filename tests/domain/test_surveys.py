"""Surveys: which questions are asked, which answers answer them."""

from uuid import uuid4

import pytest

from returns_app.domain.surveys import (
    Kind,
    Place,
    Question,
    Sheet,
    ShownIf,
    Value,
    answer_problems,
    is_empty,
    may_be_asked,
    once,
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


def test_photos_answer_a_question_up_to_as_many_as_it_takes() -> None:
    wanted = question("damage", Kind.PHOTO, required=True, most_photos=2)
    assert open_required((wanted,), {}, NONE) == 1
    assert open_required((wanted,), {"damage": ["a"]}, NONE) == 0
    assert answer_problems((wanted,), {"damage": ["a", "b"]}, NONE) == ()
    for wrong in (["a", "b", "c"], "a"):
        (problem,) = answer_problems((wanted,), {"damage": wrong}, NONE)
        assert str(problem.sentence) == "Keep it to 2 photos."


def sheet(subject: str, *questions: Question, **answers: Value) -> Sheet:
    """A sheet about this subject, without reasons."""
    return Sheet(subject, questions, answers, NONE)


def asked(*sheets: Sheet) -> list[list[str]]:
    """The keys that each of the sheets asks."""
    return [[one.key for one in each.visible] for each in once(sheets)]


def test_the_same_question_of_two_surveys_is_asked_once() -> None:
    """By its words, its kind and its choices, whatever its key; a question without words is like no other."""
    first = question("noticed", Kind.DATE, words="When did you see it?")
    second = question("since", Kind.DATE, words="when did  you see it?")
    other_kind = question("when", words="When did you see it?")
    other_choices = question("c", Kind.SINGLE, choices=("a",), words="Which?")
    choices = question("d", Kind.SINGLE, choices=("b",), words="Which?")
    wordless = (question("e"), question("f"))
    one = sheet("", first, other_choices, wordless[0])
    two = sheet("", second, other_kind, choices, wordless[1])
    assert asked(one, two) == [["noticed", "c", "e"], ["when", "d", "f"]]


def test_what_is_asked_about_the_return_is_not_asked_about_its_lines() -> None:
    """Even where the survey about the lines comes first; but what is asked about one line is asked about the next."""
    whole, each = question("w", words="Is it clean?"), question("l", words="Is it clean?")
    alone = question("m", words="Is it whole?")
    lines = (sheet("1", each, alone), sheet("2", each, alone))
    assert asked(*lines, sheet("", whole)) == [["m"], ["m"], ["w"]]
    assert asked(*lines) == [["l", "m"], ["l", "m"]]


def test_a_question_asked_elsewhere_has_the_answer_given_there() -> None:
    """What hangs on it goes by that answer; where the other one is hidden, this one is asked after all."""
    cause = question("cause", Kind.YES_NO)
    first = question("used", Kind.YES_NO, words="Used?", shown_if=ShownIf("cause", frozenset({"yes"})))
    again = question("worn", Kind.YES_NO, words="Used?", required=True)
    days = question("days", Kind.NUMBER, shown_if=ShownIf("worn", frozenset({"yes"})))
    two = sheet("", again, days)
    found = once([sheet("", cause, first, cause=True, used=True), two])
    assert [one.key for one in found[1].visible] == ["days"]
    assert found[1].questions[0].twin == Place("", first.id)
    assert found[1].answers["worn"] is True
    assert open_required(found[1].questions, found[1].answers, NONE) == 0
    assert asked(sheet("", cause, first, cause=False, used=True), two) == [["cause"], ["worn"]]
    # Asked afresh, as after an edit, the marks are made afresh.
    assert once(found) == found


def keys_that_may_be_asked(
    questions: tuple[Question, ...],
    *settled: str,
    answers: dict[str, Value] | None = None,
    reasons: frozenset[str] = NONE,
) -> list[str]:
    sheet = Sheet("", questions, answers or {}, reasons)
    return [one.key for one in may_be_asked(sheet, frozenset(settled))]


def test_what_hangs_on_an_answer_that_may_still_change_may_be_asked() -> None:
    used = question("used", Kind.YES_NO)
    days = question("days", Kind.NUMBER, shown_if=ShownIf("used", frozenset({"yes"})))
    hours = question("hours", Kind.NUMBER, shown_if=ShownIf("days", frozenset({"1"})))
    assert keys_that_may_be_asked((used, days, hours)) == ["used", "days", "hours"]


@pytest.mark.parametrize(("answer", "asked"), ((True, ["days"]), (False, [])))
def test_what_hangs_on_an_answer_that_stands_goes_by_it(answer: bool, asked: list[str]) -> None:
    used = question("used", Kind.YES_NO)
    days = question("days", Kind.NUMBER, shown_if=ShownIf("used", frozenset({"yes"})))
    assert keys_that_may_be_asked((used, days), "used", answers={"used": answer}) == asked


@pytest.mark.parametrize(("reasons", "asked"), ((frozenset({"torn"}), ["where"]), (frozenset(), [])))
def test_what_hangs_on_a_reason_is_asked_with_that_reason_alone(
    reasons: frozenset[str], asked: list[str]
) -> None:
    where = question("where", shown_if=ShownIf(reasons=frozenset({"torn"})))
    assert keys_that_may_be_asked((where,), reasons=reasons) == asked
