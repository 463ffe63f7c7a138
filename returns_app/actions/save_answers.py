"""Answers to the surveys of a return."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from returns_app.actions.save_draft import editable, finish
from returns_app.db.drafts import QuestionGroup, load_draft
from returns_app.db.returns import Answer, Return
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.surveys import Value, answer_problems, is_empty, visible
from returns_app.domain.wizard import StepKey


@dataclass(frozen=True)
class AnswersWish:
    """Answers by subject (`""` or a line's id) and question id. Questions that are not named stay as they are."""

    values: Mapping[tuple[str, UUID], Value]
    # Off when the agent leaves the rest to the customer: what was typed is kept, nothing is demanded.
    demand_required: bool = True


def save_answers(
    session: Session, actor: Actor, return_id: UUID, wish: AnswersWish, *, now: datetime
) -> Return:
    """Keep the answers. Raises `Invalid` with problems at `answers.<subject>.<question id>`; nothing is kept then."""
    row = editable(session, actor, return_id, StepKey.SURVEYS)
    found: list[Problem] = []
    for group in load_draft(session, row).groups:
        answers = _merged(group, wish)
        found += _problems(group, answers, demand_required=wish.demand_required)
        if not found:
            _write(session, row, group, answers)
    if found:
        raise Invalid(*found)
    if wish.demand_required:
        finish(session, row, actor, StepKey.SURVEYS, now=now)
    return row


def answer_field(subject: str, question_id: UUID) -> str:
    """The name of an answer's field, in forms and in problems."""
    return f"answers.{subject}.{question_id}"


def _merged(group: QuestionGroup, wish: AnswersWish) -> dict[str, Value]:
    answers = dict(group.answers)
    for question in group.questions:
        if (group.subject, question.id) in wish.values:
            answers[question.key] = wish.values[group.subject, question.id]
    return answers


def _problems(group: QuestionGroup, answers: Mapping[str, Value], *, demand_required: bool) -> list[Problem]:
    ids = {question.key: question.id for question in group.questions}
    found = answer_problems(group.questions, answers, group.reasons, demand_required=demand_required)
    return [Problem(answer_field(group.subject, ids[problem.field]), problem.sentence) for problem in found]


def _write(session: Session, row: Return, group: QuestionGroup, answers: Mapping[str, Value]) -> None:
    shown = {question.id for question in visible(group.questions, answers, group.reasons)}
    query = select(Answer).where(Answer.return_id == row.id, Answer.subject == group.subject)
    there = {answer.question_id: answer for answer in session.exec(query)}
    for question in group.questions:
        value = answers.get(question.key)
        answer = there.get(question.id)
        # An answer to a question that is not asked any more is no answer.
        if is_empty(value) or question.id not in shown:
            if answer is not None:
                session.delete(answer)
            continue
        answer = answer or Answer(return_id=row.id, question_id=question.id, subject=group.subject)
        answer.value = value
        session.add(answer)
    session.flush()
