"""The surveys as the customer is asked them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date as day
from json import dumps
from urllib.parse import urlencode
from uuid import UUID

from sqlmodel import Session

from returns_app.db.drafts import QuestionGroup, load_draft
from returns_app.db.policies import SurveyQuestion, said_in
from returns_app.db.returns import fetch
from returns_app.domain.actors import Actor
from returns_app.domain.surveys import (
    TOO_LARGE,
    Kind,
    Question,
    ShownIf,
    Value,
    is_empty,
    may_be_asked,
    once,
)
from returns_app.i18n import Translator, date, number, tell, together, words
from returns_app.queries.portal_views import Choice, Fact, QuestionForm

Typed = Mapping[str, Value]


@dataclass(frozen=True)
class _Asking:
    """Whom the questions are asked, and in which language."""

    t: Translator
    place: str


def question_forms(
    session: Session, actor: Actor, typed: Typed, *, language: str, place: str = ""
) -> list[QuestionForm]:
    """The questions that are asked now or may be: those of the whole return, then those of each product.

    `typed` are answers by field that are not saved yet. What the desk answered is not among the questions. `place` is
    the name of the return to the customer's browser.
    """
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    groups = once([_with(group, typed) for group in load_draft(session, row).groups])
    asking = _Asking(words(language), place)
    # Below the name of a product, a question of the whole return would be read as one about that product.
    groups = tuple(sorted(groups, key=lambda group: bool(group.subject)))
    several = len({group.title for group in groups if group.subject}) > 1
    return [
        form
        for group in groups
        for form in _forms(asking, group, heading=group.title if group.subject and several else "")
    ]


def question_kinds(session: Session, actor: Actor) -> dict[str, Question]:
    """Every question of this customer's return by field name, so that a form can be read by its kinds."""
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    groups = load_draft(session, row).groups
    return {field_of(group.subject, one.id): one for group in groups for one in group.questions}


def answer_facts(t: Translator, groups: tuple[QuestionGroup, ...]) -> list[Fact]:
    """What was answered, for reading back; where there are several products, with the name of the one it is about."""
    several = len({group.title for group in groups if group.subject}) > 1
    return [
        Fact(
            f"{group.title} · {label}" if group.subject and several else label,
            answer_words(t, rows[question.id], group.answers.get(question.key)),
        )
        for group in groups
        for rows in [{row.id: row for row in group.rows}]
        for question in group.visible
        if not is_empty(group.answers.get(question.key))
        for label in [_label(rows[question.id], t)]
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
        case Kind.PHOTO:
            return t.n("{count} photo", "{count} photos", len(_list(value)))
        case Kind.NUMBER:
            return number(t.language, value) if isinstance(value, int) else str(value)
        case _:
            return str(value)


def field_of(subject: str, question: UUID) -> str:
    """The name of an answer's field, the same as `save_answers` gives its problems."""
    return f"answers.{subject}.{question}"


def photo_words(language: str) -> dict[str, str]:
    """What the tiles of a photo question say; `#` stands for the number of a photo."""
    t = words(language)
    return {
        "camera": t._("Take a photo"),
        "choose": t._("Choose photos"),
        "photo": t._("Photo {number}", number="#"),
        "remove": t._("Remove photo {number}", number="#"),
        "sent": t._("Photo {number} is sent.", number="#"),
        "waits": t._("Waiting for connection"),
        "held": t._("The photos are still being sent. We go on by ourselves."),
        "failed": t._("It could not be sent. Choose it again."),
        "video": t._("This is a video. Choose a photo."),
        "most": t._("Keep it to {most} photos.", most="#"),
        "large": tell(language, TOO_LARGE),
        "dismiss": t._("Dismiss"),
    }


def _with(group: QuestionGroup, typed: Typed) -> QuestionGroup:
    fields = {question.key: field_of(group.subject, question.id) for question in group.questions}
    news = {key: typed[name] for key, name in fields.items() if name in typed}
    return replace(group, answers={**group.answers, **news})


def _forms(asking: _Asking, group: QuestionGroup, *, heading: str) -> list[QuestionForm]:
    rows = {row.id: row for row in group.rows}
    possible = may_be_asked(group, group.settled)
    return [
        _form(asking, group, question, rows[question.id], heading=heading if position == 0 else "")
        for position, question in enumerate(possible)
    ]


def _form(
    asking: _Asking, group: QuestionGroup, question: Question, row: SurveyQuestion, *, heading: str
) -> QuestionForm:
    value = group.answers.get(question.key)
    condition = question.shown_if or ShownIf()
    causes = {one.key: one.id for one in group.questions if one.key not in group.settled}
    cause = causes.get(condition.question)
    form = QuestionForm(
        name=field_of(group.subject, question.id),
        kind=question.kind.value,
        label=_label(row, asking.t),
        hint=said_in(row.hints, asking.t.language) if row.hints else "",
        required=question.required,
        choices=_choices(asking.t, question, row),
        value="" if value is None or isinstance(value, list | bool) else str(value),
        chosen=_chosen(value),
        heading=heading,
        follows=bool(condition.question),
        hidden=question not in group.visible,
        cause=field_of(group.subject, cause) if cause else "",
        wanted=dumps(sorted(condition.values)),
        unless=field_of(question.twin.subject, question.twin.question) if question.twin else "",
    )
    return _with_photos(asking, form, group, question) if question.kind is Kind.PHOTO else form


def _with_photos(
    asking: _Asking, form: QuestionForm, group: QuestionGroup, question: Question
) -> QuestionForm:
    most = asking.t.n("One photo.", "Up to {count} photos.", question.most_photos)
    given = {"question": question.id, "subject": group.subject, "place": asking.place}
    return replace(
        form,
        hint=f"{form.hint} {most}".strip(),
        chosen=[],
        photos=[str(one.id) for one in group.photos.get(question.key, [])],
        most=question.most_photos,
        query=urlencode({**given, "language": asking.t.language}),
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
