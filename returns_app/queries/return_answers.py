"""The answers to a return's surveys, as the desk reads them."""

from datetime import date

from returns_app.db.drafts import QuestionGroup
from returns_app.db.policies import SurveyQuestion, said_in
from returns_app.domain.surveys import Value, is_empty
from returns_app.i18n import SOURCE_LANGUAGE
from returns_app.i18n import date as day_words
from returns_app.queries.return_views import AnswerView


def answers_of(groups: tuple[QuestionGroup, ...]) -> list[AnswerView]:
    """Every question that is asked now, answered or not; questions about a line name the line."""
    return [view for group in groups for view in _group(group)]


def count_words(groups: tuple[QuestionGroup, ...]) -> str:
    """How many of the questions are answered: `3 of 4`; empty where nothing is asked."""
    asked = [(group, question) for group in groups for question in group.visible]
    given = sum(1 for group, question in asked if not is_empty(group.answers.get(question.key)))
    return f"{given} of {len(asked)}" if asked else ""


def _group(group: QuestionGroup) -> list[AnswerView]:
    rows = {row.key: row for row in group.rows}
    about = f"{group.title}: " if group.subject else ""
    return [
        AnswerView(
            key=f"{group.subject}.{question.id}",
            question=about + said_in(rows[question.key].labels, SOURCE_LANGUAGE),
            given=_words(group.answers.get(question.key), rows[question.key]),
        )
        for question in group.visible
    ]


def _words(value: Value, row: SurveyQuestion) -> str:
    if is_empty(value):
        return "Not answered"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    labels = {choice["code"]: said_in(choice["labels"], SOURCE_LANGUAGE) for choice in row.choices}
    if isinstance(value, list):
        return ", ".join(labels.get(code, code) for code in value)
    if row.kind == "date":
        return _day(str(value))
    return labels.get(str(value), str(value))


def _day(text: str) -> str:
    try:
        return day_words(SOURCE_LANGUAGE, date.fromisoformat(text), year=True)
    except ValueError:
        return text
