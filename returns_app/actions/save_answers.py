"""Answers to the surveys of a return."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, delete

from returns_app.actions.save_draft import editable, finish
from returns_app.db.drafts import QuestionGroup, load_draft
from returns_app.db.photos import Photo
from returns_app.db.returns import Answer, Return, answers_of
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.surveys import Kind, Place, Value, answer_problems, is_empty, once
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
    """Keep the answers. Raises `Invalid` with problems at `answers.<subject>.<question id>`; nothing is kept then.

    Photos are no part of the wish: they are kept as they come, and counted here. What the desk answered stays as it is
    when a customer saves.
    """
    row = editable(session, actor, return_id, StepKey.SURVEYS)
    is_customer = actor.kind is ActorKind.CUSTOMER
    groups = once(
        [_merged(group, wish, is_customer=is_customer) for group in load_draft(session, row).groups]
    )
    found = [
        problem for group in groups for problem in _problems(group, demand_required=wish.demand_required)
    ]
    if found:
        raise Invalid(*found)
    there = {Place(one.subject, one.question_id): one for one in answers_of(session, row.id)}
    for group in groups:
        _write(session, row, group, there, by_customer=is_customer)
    _drop_photos(session, row, groups)
    session.flush()
    if wish.demand_required:
        finish(session, row, actor, StepKey.SURVEYS, now=now)
    return row


def answer_field(subject: str, question_id: UUID) -> str:
    """The name of an answer's field, in forms and in problems."""
    return f"answers.{subject}.{question_id}"


def _merged(group: QuestionGroup, wish: AnswersWish, *, is_customer: bool) -> QuestionGroup:
    answers = dict(group.answers)
    for question in group.questions:
        fixed = question.kind is Kind.PHOTO or (is_customer and question.key in group.settled)
        if (group.subject, question.id) in wish.values and not fixed:
            answers[question.key] = wish.values[group.subject, question.id]
    return replace(group, answers=answers)


def _problems(group: QuestionGroup, *, demand_required: bool) -> list[Problem]:
    ids = {question.key: question.id for question in group.questions}
    found = answer_problems(group.questions, group.answers, group.reasons, demand_required=demand_required)
    return [Problem(answer_field(group.subject, ids[problem.field]), problem.sentence) for problem in found]


def _write(
    session: Session, row: Return, group: QuestionGroup, there: Mapping[Place, Answer], *, by_customer: bool
) -> None:
    shown = {question.id for question in group.visible}
    for question in group.questions:
        value = group.answers.get(question.key)
        answer = there.get(Place(group.subject, question.id))
        # An answer to a question that is not asked any more is no answer; photos are rows of their own.
        if is_empty(value) or question.id not in shown or question.kind is Kind.PHOTO:
            if answer is not None:
                session.delete(answer)
            continue
        if answer is None or answer.value != value:
            answer = answer or Answer(return_id=row.id, question_id=question.id, subject=group.subject)
            answer.value, answer.by_customer = value, by_customer
            session.add(answer)


def _drop_photos(session: Session, row: Return, groups: Sequence[QuestionGroup]) -> None:
    """Photos for a question that is not asked any more answer nothing, and are not kept."""
    gone = [
        one.id
        for group in groups
        for question in {*group.questions} - {*group.visible}
        for one in group.photos.get(question.key, [])
    ]
    if gone:
        mine = (col(Photo.return_id) == row.id) & col(Photo.id).in_(gone)
        session.connection().execute(delete(Photo).where(mine))
