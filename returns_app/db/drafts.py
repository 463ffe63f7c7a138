"""One return as the wizard sees it: everything the rules ask about, gathered from the rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.photos import Shown, photos_of
from returns_app.db.policies import (
    Reason,
    ReturnPolicy,
    Survey,
    SurveyQuestion,
    as_rules,
    questions_of,
    said_in,
)
from returns_app.db.preselected import preselected_of
from returns_app.db.returns import Answer, Return, ReturnLine, answers_of, lines_of
from returns_app.db.shipping import as_option, options_of
from returns_app.db.weights import weight_of
from returns_app.domain.addresses import Address, is_complete
from returns_app.domain.lines import WantedLine
from returns_app.domain.policy import CreationPath, Outcome, Policy
from returns_app.domain.shipping import ShippingOption, Weight, fitting
from returns_app.domain.surveys import (
    Kind,
    Place,
    Question,
    Sheet,
    ShownIf,
    Value,
    is_empty,
    once,
    open_required,
)
from returns_app.domain.wizard import Draft, StepKey
from returns_app.i18n import SOURCE_LANGUAGE
from returns_app.postal import rules_for


@dataclass(frozen=True)
class QuestionGroup(Sheet):
    """The questions of one survey about one subject: the return (`""`) or a line (its id).

    `answers` are by question key; `reasons` are the codes that shown-if conditions look at. `settled` are the keys of
    those that the desk answered, and the customer is not asked. `photos` are those of the photo questions, by key.
    """

    survey: Survey
    title: str
    rows: tuple[SurveyQuestion, ...]
    settled: frozenset[str] = frozenset()
    photos: Mapping[str, list[Shown]] = field(default_factory=dict)

    @property
    def left(self) -> tuple[Question, ...]:
        """The questions that the customer is asked now."""
        return tuple(one for one in self.visible if one.key not in self.settled)


@dataclass(frozen=True)
class LoadedDraft:
    """A return with what it takes to judge it.

    `options` fit its address, its `weight` and the agent's pre-selection.
    """

    row: Return
    policy: Policy | None
    lines: tuple[ReturnLine, ...]
    groups: tuple[QuestionGroup, ...]
    options: tuple[ShippingOption, ...]
    weight: Weight = field(default=Weight())
    draft: Draft = field(default=Draft(path=CreationPath.LINK))


def load_draft(session: Session, row: Return) -> LoadedDraft:
    """Gather the draft of a return. The number of statements does not depend on how much the return holds."""
    policy_row = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    policy = as_rules(policy_row) if policy_row else None
    lines = tuple(lines_of(session, row.id))
    # Whoever withdraws owes no answer to anything.
    groups = () if policy and policy.withdrawal else question_groups(session, row, lines)
    weight = weight_of(session, lines)
    options = fitting_options(session, row, weight)
    return LoadedDraft(
        row, policy, lines, groups, options, weight, _draft(row, policy, lines, groups, options)
    )


def address_of(row: Return) -> Address | None:
    """The sender's address, if one is known."""
    return Address(**row.address) if row.address else None


def fitting_options(session: Session, row: Return, weight: Weight) -> tuple[ShippingOption, ...]:
    """The options this return's customer may choose from, cheapest first."""
    if row.policy_id is None:
        return ()
    offered = tuple(as_option(option) for option, _, _ in options_of(session, row.policy_id))
    return fitting(offered, row.country, preselected_of(session, row.id), weight=weight)


def question_groups(
    session: Session, row: Return, lines: tuple[ReturnLine, ...]
) -> tuple[QuestionGroup, ...]:
    """The surveys of the return's policy, one group for each subject they ask about."""
    if row.policy_id is None:
        return ()
    by_survey: dict[UUID, tuple[Survey, list[SurveyQuestion]]] = {}
    for survey, question in questions_of(session, row.policy_id):
        by_survey.setdefault(survey.id, (survey, []))[1].append(question)
    if not by_survey:
        return ()
    given = _given(answers_of(session, row.id), photos_of(session, row.id))
    codes = _reason_codes(session, row, lines)
    groups = []
    for survey, rows in by_survey.values():
        subjects = (
            [("", survey.name)] if survey.subject == "return" else [(str(one.id), one.name) for one in lines]
        )
        groups += [_group(survey, tuple(rows), subject, given, codes) for subject in subjects]
    return once(groups)


def wanted(line: ReturnLine) -> WantedLine:
    """A line as the rules see it."""
    return WantedLine(
        product_id=line.product_id,
        name=line.name,
        quantity=line.quantity,
        reason_id=line.reason_id,
        outcome=Outcome(line.outcome) if line.outcome else None,
    )


def _draft(
    row: Return,
    policy: Policy | None,
    lines: tuple[ReturnLine, ...],
    groups: tuple[QuestionGroup, ...],
    options: tuple[ShippingOption, ...],
) -> Draft:
    return Draft(
        path=CreationPath(row.path),
        policy=policy,
        has_customer=row.customer_id is not None,
        order_number=row.order_number,
        lines=tuple(wanted(line) for line in lines),
        has_reason=row.reason_id is not None,
        has_outcome=row.outcome is not None,
        questions=sum(len(group.visible) for group in groups),
        settled_questions=sum(len(group.visible) - len(group.left) for group in groups),
        open_questions=sum(open_required(group.questions, group.answers, group.reasons) for group in groups),
        address_is_good=is_complete(address_of(row), rules_for(row.country)),
        options=len(options),
        has_option=row.option_id in {option.id for option in options},
        withdrawn=row.withdrawn_at is not None,
        checked_out=row.checkout_at is not None,
        left=frozenset(StepKey(key) for key in row.left_steps),
        finished=frozenset(StepKey(key) for key in row.finished_steps),
    )


@dataclass(frozen=True)
class _Given:
    """What was answered at one place, and by whom."""

    value: Value
    by_desk: bool
    photos: tuple[Shown, ...] = ()


def _given(answers: list[Answer], photos: Mapping[Place, list[Shown]]) -> dict[Place, _Given]:
    given = {
        Place(one.subject, one.question_id): _Given(one.value, by_desk=not one.by_customer) for one in answers
    }
    for place, shown in photos.items():
        ids: Value = [str(one.id) for one in shown]
        given[place] = _Given(ids, not all(one.by_customer for one in shown), tuple(shown))
    return given


def _group(
    survey: Survey,
    rows: tuple[SurveyQuestion, ...],
    subject: tuple[str, str],
    given: Mapping[Place, _Given],
    codes: Mapping[str, frozenset[str]],
) -> QuestionGroup:
    places = {row.key: Place(subject[0], row.id) for row in rows}
    mine = {key: given[place] for key, place in places.items() if place in given}
    return QuestionGroup(
        survey=survey,
        subject=subject[0],
        title=subject[1],
        rows=rows,
        questions=tuple(_question(row) for row in rows),
        answers={key: one.value for key, one in mine.items()},
        settled=frozenset(key for key, one in mine.items() if one.by_desk and not is_empty(one.value)),
        photos={key: list(one.photos) for key, one in mine.items() if one.photos},
        reasons=codes.get(subject[0], frozenset()),
    )


def _question(row: SurveyQuestion) -> Question:
    condition = row.shown_if
    return Question(
        id=row.id,
        key=row.key,
        kind=Kind(row.kind),
        required=row.required,
        choices=tuple(choice["code"] for choice in row.choices),
        most_photos=row.most_photos,
        words=said_in(row.labels, SOURCE_LANGUAGE),
        shown_if=ShownIf(
            question=condition.get("question", ""),
            values=frozenset(condition.get("values", ())),
            reasons=frozenset(condition.get("reasons", ())),
        )
        if condition
        else None,
    )


def _reason_codes(session: Session, row: Return, lines: tuple[ReturnLine, ...]) -> dict[str, frozenset[str]]:
    ids = {line.reason_id for line in lines if line.reason_id} | ({row.reason_id} if row.reason_id else set())
    code = {reason.id: reason.code for reason in session.exec(select(Reason).where(col(Reason.id).in_(ids)))}
    whole = {code[row.reason_id]} if row.reason_id else set()
    by_line = {
        str(line.id): frozenset(whole | ({code[line.reason_id]} if line.reason_id else set()))
        for line in lines
    }
    return {"": frozenset(whole).union(*by_line.values()), **by_line}
