"""The answers to a return's surveys, as the desk reads them."""

from datetime import date
from uuid import UUID

from returns_app.db.drafts import QuestionGroup
from returns_app.db.policies import SurveyQuestion, said_in
from returns_app.domain.surveys import Kind, Value, is_empty
from returns_app.i18n import SOURCE_LANGUAGE
from returns_app.i18n import date as day_words
from returns_app.queries.return_views import AnswerView, PhotoView
from returns_app.routes import desk_photo_file


def answers_of(groups: tuple[QuestionGroup, ...], return_id: UUID) -> list[AnswerView]:
    """Every question that is asked now, answered or not; questions about a line name the line."""
    return [view for group in groups for view in _group(group, return_id)]


def count_words(groups: tuple[QuestionGroup, ...]) -> str:
    """How many of the questions are answered: `3 of 4`; empty where nothing is asked."""
    asked = [(group, question) for group in groups for question in group.visible]
    given = sum(1 for group, question in asked if not is_empty(group.answers.get(question.key)))
    return f"{given} of {len(asked)}" if asked else ""


def _group(group: QuestionGroup, return_id: UUID) -> list[AnswerView]:
    rows = {row.key: row for row in group.rows}
    about = f"{group.title}: " if group.subject else ""
    return [
        AnswerView(
            key=f"{group.subject}.{question.id}",
            question=about + said_in(rows[question.key].labels, SOURCE_LANGUAGE),
            given=_words(group.answers.get(question.key), rows[question.key]),
            photos=_photos(return_id, group, question.key),
        )
        for question in group.visible
    ]


def _photos(return_id: UUID, group: QuestionGroup, key: str) -> list[PhotoView]:
    return [
        PhotoView(
            id=str(one.id),
            name=f"Photo {number}",
            small=desk_photo_file(return_id, one.id, "small.jpg"),
            full=desk_photo_file(return_id, one.id, "photo.jpg"),
        )
        for number, one in enumerate(group.photos.get(key, []), 1)
    ]


def _words(value: Value, row: SurveyQuestion) -> str:
    if is_empty(value):
        return "Not answered"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if row.kind == Kind.PHOTO and isinstance(value, list):
        return "1 photo" if len(value) == 1 else f"{len(value)} photos"
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
