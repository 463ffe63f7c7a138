"""The surveys of a return as the agent fills them in, group by group."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode
from uuid import UUID

from sqlmodel import Session

from returns_app.db.drafts import QuestionGroup, load_draft
from returns_app.db.policies import SurveyQuestion, said_in
from returns_app.db.returns import fetch
from returns_app.domain.actors import Actor
from returns_app.domain.surveys import Kind, Question, Value, once
from returns_app.i18n import SOURCE_LANGUAGE

Typed = Mapping[tuple[str, UUID], Value]


@dataclass(frozen=True)
class AnswerChoice:
    """One answer to choose. `name` is the name of its field."""

    name: str
    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class QuestionField:
    """One question that is asked now. `name` is its field's name, and that of the problem with it.

    `photos` are the ids of those there are, at most `most`; `query` goes along with each that is sent. They are kept as
    they come, and so no part of what is saved when the step is left.
    """

    name: str
    kind: str
    label: str
    hint: str
    required: bool
    value: str = ""
    choices: list[AnswerChoice] = field(default_factory=list)
    photos: list[str] = field(default_factory=list, compare=False)
    most: int = 0
    query: str = ""


@dataclass(frozen=True)
class QuestionBlock:
    """The questions about one subject: the return, or one line."""

    key: str
    title: str
    questions: list[QuestionField] = field(default_factory=list)


def question_blocks(session: Session, actor: Actor, return_id: UUID, typed: Typed) -> list[QuestionBlock]:
    """The questions asked now, given what is saved and what is typed on top of it. Empty blocks are left out."""
    groups = load_draft(session, fetch(session, actor, return_id)).groups
    blocks = [_block(group) for group in once([_with(group, typed) for group in groups])]
    return [block for block in blocks if block.questions]


def question_kinds(session: Session, actor: Actor, return_id: UUID) -> dict[str, tuple[str, Question]]:
    """Every question there can be, with its subject, by field name, so that a form can be read by its kinds."""
    groups = load_draft(session, fetch(session, actor, return_id)).groups
    return {
        field_name(group.subject, one.id): (group.subject, one) for group in groups for one in group.questions
    }


def field_name(subject: str, question_id: UUID) -> str:
    """The name of an answer's field, the same as `actions.save_answers` gives its problems."""
    return f"answers.{subject}.{question_id}"


def _with(group: QuestionGroup, typed: Typed) -> QuestionGroup:
    news = {
        one.key: typed[group.subject, one.id]
        for one in group.questions
        if (group.subject, one.id) in typed and one.kind is not Kind.PHOTO
    }
    return replace(group, answers={**group.answers, **news})


def _block(group: QuestionGroup) -> QuestionBlock:
    rows = {row.id: row for row in group.rows}
    title = group.title if not group.subject else f"{group.survey.name}: {group.title}"
    return QuestionBlock(
        key=f"{group.survey.id}.{group.subject}",
        title=title,
        questions=[_field(group, one, rows[one.id]) for one in group.visible],
    )


def _field(group: QuestionGroup, question: Question, row: SurveyQuestion) -> QuestionField:
    value = None if question.kind is Kind.PHOTO else group.answers.get(question.key)
    name = field_name(group.subject, question.id)
    return QuestionField(
        name=name,
        kind=question.kind.value,
        label=said_in(row.labels, SOURCE_LANGUAGE),
        hint=said_in(row.hints, SOURCE_LANGUAGE) if row.hints else "",
        required=question.required,
        value="" if value is None or isinstance(value, list | bool) else str(value),
        photos=[str(photo.id) for photo in group.photos.get(question.key, [])],
        most=question.most_photos if question.kind is Kind.PHOTO else 0,
        query=urlencode({"question": question.id, "subject": group.subject}),
        choices=[
            AnswerChoice(name, code, label, code in _codes(value)) for code, label in _choices(question, row)
        ],
    )


def _choices(question: Question, row: SurveyQuestion) -> list[tuple[str, str]]:
    if question.kind is Kind.YES_NO:
        return [("yes", "Yes"), ("no", "No")]
    return [(choice["code"], said_in(choice["labels"], SOURCE_LANGUAGE)) for choice in row.choices]


def _codes(value: Value) -> set[str]:
    if isinstance(value, bool):
        return {"yes" if value else "no"}
    if isinstance(value, list):
        return {str(one) for one in value}
    return {value} if isinstance(value, str) else set()
