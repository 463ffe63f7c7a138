"""The surveys as the customer is asked them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date as day
from uuid import UUID

from sqlmodel import Session

from returns_app.db.drafts import QuestionGroup, load_draft
from returns_app.db.policies import SurveyQuestion, said_in
from returns_app.db.returns import fetch
from returns_app.domain.actors import Actor
from returns_app.domain.surveys import Kind, Question, Value, is_empty
from returns_app.i18n import Translator, date, number, together, words
from returns_app.queries.portal_views import Choice, Fact, QuestionForm

Typed = Mapping[str, Value]


def question_forms(session: Session, actor: Actor, typed: Typed, *, language: str) -> list[QuestionForm]:
    """The questions that are asked now, in order. `typed` are answers by field name that are not saved yet."""
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    loaded = load_draft(session, row)
    t = words(language)
    several = len({group.title for group in loaded.groups if group.subject}) > 1
    return [
        form
        for group in loaded.groups
        for form in _forms(t, _with(group, typed), heading=group.title if group.subject and several else "")
    ]


def question_kinds(session: Session, actor: Actor) -> dict[str, Question]:
    """Every question of this customer's return by field name, so that a form can be read by its kinds."""
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    groups = load_draft(session, row).groups
    return {field_of(group.subject, one.id): one for group in groups for one in group.questions}


def answer_facts(t: Translator, groups: tuple[QuestionGroup, ...]) -> list[Fact]:
    """What was answered, for reading back."""
    return [
        Fact(
            _label(rows[question.id], t), answer_words(t, rows[question.id], group.answers.get(question.key))
        )
        for group in groups
        for rows in [{row.id: row for row in group.rows}]
        for question in group.visible
        if not is_empty(group.answers.get(question.key))
    ]


def answer_words(t: Translator, row: SurveyQuestion, value: Value) -> str:
    """An answer as a person reads it."""
    labels = {choice["code"]: said_in(choice["labels"], t.language) for choice in row.choices}
    match Kind(row.kind):
        case Kind.YES_NO:
            return t._("Yes") if value else t._("No")
        case Kind.SINGLE:
            return labels.get(str(value), str(value))
        case Kind.MULTIPLE:
            return together(t.language, [labels.get(str(one), str(one)) for one in _list(value)])
        case Kind.DATE:
            return date(t.language, day.fromisoformat(str(value)), year=True)
        case Kind.NUMBER:
            return number(t.language, value) if isinstance(value, int) else str(value)
        case _:
            return str(value)


def field_of(subject: str, question: UUID) -> str:
    """The name of an answer's field, the same as `save_answers` gives its problems."""
    return f"answers.{subject}.{question}"


def _with(group: QuestionGroup, typed: Typed) -> QuestionGroup:
    fields = {question.key: field_of(group.subject, question.id) for question in group.questions}
    news = {key: typed[name] for key, name in fields.items() if name in typed}
    return replace(group, answers={**group.answers, **news})


def _forms(t: Translator, group: QuestionGroup, *, heading: str) -> list[QuestionForm]:
    rows = {row.id: row for row in group.rows}
    shown = group.visible
    return [
        _form(t, group, question, rows[question.id], heading=heading if position == 0 else "")
        for position, question in enumerate(shown)
    ]


def _form(
    t: Translator, group: QuestionGroup, question: Question, row: SurveyQuestion, *, heading: str
) -> QuestionForm:
    value = group.answers.get(question.key)
    return QuestionForm(
        name=field_of(group.subject, question.id),
        kind=question.kind.value,
        label=_label(row, t),
        hint=said_in(row.hints, t.language) if row.hints else "",
        required=question.required,
        choices=_choices(t, question, row),
        value="" if value is None or isinstance(value, list | bool) else str(value),
        chosen=_chosen(value),
        heading=heading,
        follows=question.shown_if is not None and bool(question.shown_if.question),
    )


def _choices(t: Translator, question: Question, row: SurveyQuestion) -> list[Choice]:
    if question.kind is Kind.YES_NO:
        return [Choice("yes", t._("Yes")), Choice("no", t._("No"))]
    return [Choice(choice["code"], said_in(choice["labels"], t.language)) for choice in row.choices]


def _chosen(value: Value) -> list[str]:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [str(one) for one in _list(value)]


def _list(value: Value) -> list[str]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) and value else []


def _label(row: SurveyQuestion, t: Translator) -> str:
    return said_in(row.labels, t.language)
