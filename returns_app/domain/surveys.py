"""Surveys: which questions are asked, and whether an answer answers them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.domain.errors import Problem
from returns_app.domain.texts import is_printable
from returns_app.domain.words import Sentence, say

Value = str | bool | int | float | list[str] | None

MAX_SHORT = 200
MAX_LONG = 2000
MAX_NUMBER = 10**9


class Kind(StrEnum):
    """What kind of answer a question wants."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    SINGLE = "single"
    MULTIPLE = "multiple"


@dataclass(frozen=True)
class ShownIf:
    """Ask only when another question has one of these values, or when a reason with one of these codes was given."""

    question: str = ""
    values: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """One question. `key` is unique within its survey; `choices` are the codes of single and multiple choice."""

    id: UUID
    key: str
    kind: Kind
    required: bool
    choices: tuple[str, ...] = ()
    shown_if: ShownIf | None = None


Answers = Mapping[str, Value]


def visible(
    questions: tuple[Question, ...], answers: Answers, reasons: frozenset[str]
) -> tuple[Question, ...]:
    """The questions that are asked, in order. `answers` by question key; `reasons` are the codes given.

    A question that depends on a hidden question is hidden too, whatever was answered before it was hidden.
    """
    shown: list[Question] = []
    for question in questions:
        open_answers = {one.key: answers.get(one.key) for one in shown}
        if _is_shown(question, open_answers, reasons):
            shown.append(question)
    return tuple(shown)


def answer_problems(
    questions: tuple[Question, ...],
    answers: Answers,
    reasons: frozenset[str],
    *,
    demand_required: bool = True,
) -> tuple[Problem, ...]:
    """Everything wrong with the answers to the visible questions, each at its question's key.

    With `demand_required` off, a required question may stay open (it is left to somebody else).
    """
    found = []
    for question in visible(questions, answers, reasons):
        value = answers.get(question.key)
        if is_empty(value):
            sentence = say("Answer this question.") if question.required and demand_required else None
        else:
            sentence = _wrong(question, value)
        if sentence:
            found.append(Problem(question.key, sentence))
    return tuple(found)


def open_required(questions: tuple[Question, ...], answers: Answers, reasons: frozenset[str]) -> int:
    """How many required questions are visible and unanswered."""
    return sum(
        1
        for question in visible(questions, answers, reasons)
        if question.required and is_empty(answers.get(question.key))
    )


def is_empty(value: Value) -> bool:
    """Whether a value is no answer. `False` and `0` are answers."""
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def _is_shown(question: Question, answers: Answers, reasons: frozenset[str]) -> bool:
    condition = question.shown_if
    if condition is None:
        return True
    if condition.reasons and not condition.reasons & reasons:
        return False
    return not condition.question or bool(condition.values & _codes(answers.get(condition.question)))


def _codes(value: Value) -> frozenset[str]:
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    if isinstance(value, list):
        return frozenset(value)
    return frozenset() if value is None else frozenset({str(value)})


def _wrong(question: Question, value: Value) -> Sentence | None:
    match question.kind:
        case Kind.SHORT_TEXT:
            return _text(value, MAX_SHORT)
        case Kind.LONG_TEXT:
            return _text(value, MAX_LONG)
        case Kind.NUMBER:
            return _number(value)
        case Kind.DATE:
            return _date(value)
        case Kind.YES_NO:
            return None if isinstance(value, bool) else say("Choose yes or no.")
        case Kind.SINGLE:
            return None if value in question.choices else say("Choose one of the answers.")
    return _multiple(value, question.choices)


def _text(value: Value, limit: int) -> Sentence | None:
    if not isinstance(value, str):
        return say("Answer in words.")
    if not is_printable(value, breaks=True):
        return say("This holds a character that cannot be printed.")
    return say("Keep this under {limit} characters.", limit=limit) if len(value) > limit else None


def _number(value: Value) -> Sentence | None:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not -MAX_NUMBER <= value <= MAX_NUMBER
    ):
        return say("Answer with a number.")
    return None


def _date(value: Value) -> Sentence | None:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return say("Answer with a date.")
    return None


def _multiple(value: Value, choices: tuple[str, ...]) -> Sentence | None:
    fits = isinstance(value, list) and set(value) <= set(choices) and len(set(value)) == len(value)
    return None if fits else say("Choose from the answers.")
