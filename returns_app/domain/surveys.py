"""Surveys: which questions are asked, and whether an answer answers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from returns_app.domain.errors import Problem
from returns_app.domain.texts import text_problem
from returns_app.domain.words import Sentence, say

Value = str | bool | int | float | list[str] | None

MAX_SHORT = 200
MAX_LONG = 2000
MAX_NUMBER = 10**9
# A browser sends a photo that it made smaller, some hundred kilobytes; this is for one that could not.
MOST_BYTES = 6 * 1024 * 1024
TOO_LARGE = say("This photo is too large. It may have {most} MB.", most=MOST_BYTES // 1024**2)


class Kind(StrEnum):
    """What kind of answer a question wants."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    SINGLE = "single"
    MULTIPLE = "multiple"
    PHOTO = "photo"


@dataclass(frozen=True)
class ShownIf:
    """Ask only when another question has one of these values, or when a reason with one of these codes was given."""

    question: str = ""
    values: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where an answer belongs: the subject (`""` or a line's id), and the question."""

    subject: str
    question: UUID


@dataclass(frozen=True)
class Question:
    """One question. `key` is unique within its survey; `choices` are the codes of single and multiple choice.

    `words` are what it asks, by which the same question of another survey is known. `twin` names the question that
    asks the same and comes before it: then this one is not asked, and has its answer. The answer to a photo question
    are the ids of its photos, at most `most_photos`.
    """

    id: UUID
    key: str
    kind: Kind
    required: bool
    choices: tuple[str, ...] = ()
    shown_if: ShownIf | None = None
    most_photos: int = 0
    words: str = ""
    twin: Place | None = None


Answers = Mapping[str, Value]


@dataclass(frozen=True)
class Sheet:
    """The questions of one survey about one subject, with their answers by key and the codes of the reasons given."""

    subject: str
    questions: tuple[Question, ...]
    answers: Answers
    reasons: frozenset[str]

    @property
    def visible(self) -> tuple[Question, ...]:
        """The questions asked now."""
        return visible(self.questions, self.answers, self.reasons)


AnySheet = TypeVar("AnySheet", bound=Sheet)


def once(sheets: Sequence[AnySheet]) -> tuple[AnySheet, ...]:
    """The same sheets, with every question that an earlier one asks already marked as its twin, answer and all.

    The same question has the same words, kind and choices. What is asked about the whole return is not asked again
    about a line; what is asked about one line is asked about the next.
    """
    asked: dict[tuple[str, object], tuple[Place, Value]] = {}
    settled: dict[int, AnySheet] = {}
    for index, sheet in sorted(enumerate(sheets), key=lambda pair: pair[1].subject != ""):
        settled[index] = mine = _with_twins(sheet, asked)
        for question in mine.visible:
            place = Place(mine.subject, question.id)
            asked.setdefault((mine.subject, _sense(question)), (place, mine.answers.get(question.key)))
    return tuple(settled[index] for index in range(len(sheets)))


def _with_twins(sheet: AnySheet, asked: Mapping[tuple[str, object], tuple[Place, Value]]) -> AnySheet:
    questions: list[Question] = []
    answers = dict(sheet.answers)
    for question in sheet.questions:
        sense = _sense(question)
        found = asked.get(("", sense)) or asked.get((sheet.subject, sense))
        questions.append(replace(question, twin=found[0] if found else None))
        if found:
            answers[question.key] = found[1]
    return replace(sheet, questions=tuple(questions), answers=answers)


def _sense(question: Question) -> object:
    words = " ".join(question.words.casefold().split())
    return (words, question.kind, question.choices) if words else question.id


def visible(
    questions: tuple[Question, ...], answers: Answers, reasons: frozenset[str]
) -> tuple[Question, ...]:
    """The questions that are asked, in order. `answers` by question key; `reasons` are the codes given.

    A question that depends on a hidden question is hidden too, whatever was answered before it was hidden. One that
    an earlier survey asks is not asked again; what depends on it goes by the answer given there.
    """
    shown: list[Question] = []
    for question in questions:
        open_answers = {one.key: answers.get(one.key) for one in shown}
        if _is_shown(question, open_answers, reasons):
            shown.append(question)
    return tuple(question for question in shown if question.twin is None)


def may_be_asked(sheet: Sheet, settled: frozenset[str]) -> tuple[Question, ...]:
    """The questions that are asked now or may be once others are answered otherwise, in order.

    `settled` are the keys of those whose answer stands; they are not asked, and what hangs on them goes by it.
    """
    found: dict[str, Question] = {}
    for question in sheet.questions:
        condition = question.shown_if or ShownIf()
        standing = {key: sheet.answers.get(key) for key in settled & found.keys()}
        now = _is_shown(question, standing, sheet.reasons)
        later = condition.question in found and condition.question not in settled
        if now or (later and _reasons_hold(condition, sheet.reasons)):
            found[question.key] = question
    return tuple(question for key, question in found.items() if key not in settled)


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
    if not _reasons_hold(condition, reasons):
        return False
    return not condition.question or bool(condition.values & _codes(answers.get(condition.question)))


def _reasons_hold(condition: ShownIf, reasons: frozenset[str]) -> bool:
    return not condition.reasons or bool(condition.reasons & reasons)


def _codes(value: Value) -> frozenset[str]:
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    if isinstance(value, list):
        return frozenset(value)
    return frozenset() if value is None else frozenset({str(value)})


def _wrong(question: Question, value: Value) -> Sentence | None:
    match question.kind:
        case Kind.SHORT_TEXT | Kind.LONG_TEXT:
            return _text(value, MAX_SHORT if question.kind is Kind.SHORT_TEXT else MAX_LONG)
        case Kind.NUMBER:
            return _number(value)
        case Kind.DATE:
            return _date(value)
        case Kind.YES_NO:
            return None if isinstance(value, bool) else say("Choose yes or no.")
        case Kind.SINGLE:
            return None if value in question.choices else say("Choose one of the answers.")
        case Kind.MULTIPLE:
            return _multiple(value, question.choices)
    return _photos(value, question.most_photos)


def _text(value: Value, limit: int) -> Sentence | None:
    if not isinstance(value, str):
        return say("Answer in words.")
    return text_problem(value, limit, breaks=True)


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


def _photos(value: Value, most: int) -> Sentence | None:
    fits = isinstance(value, list) and len(value) <= most
    return None if fits else say("Keep it to {most} photos.", most=most)
