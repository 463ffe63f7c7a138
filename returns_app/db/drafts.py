"""One return as the wizard sees it: everything the rules ask about, gathered from the rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.policies import Reason, ReturnPolicy, Survey, SurveyQuestion, as_rules, questions_of
from returns_app.db.returns import Answer, Return, ReturnLine, answers_of, lines_of, preselected_of
from returns_app.db.shipping import as_option, options_of
from returns_app.domain.addresses import Address, is_complete
from returns_app.domain.lines import WantedLine
from returns_app.domain.policy import CreationPath, Outcome, Policy
from returns_app.domain.shipping import ShippingOption, fitting
from returns_app.domain.surveys import Kind, Question, ShownIf, Value, open_required, visible
from returns_app.domain.wizard import Draft, StepKey
from returns_app.postal import rules_for


@dataclass(frozen=True)
class QuestionGroup:
    """The questions of one survey about one subject: the return (`""`) or a line (its id).

    `answers` are by question key; `reasons` are the codes that shown-if conditions look at.
    """

    survey: Survey
    subject: str
    title: str
    rows: tuple[SurveyQuestion, ...]
    questions: tuple[Question, ...]
    answers: Mapping[str, Value]
    reasons: frozenset[str]

    @property
    def visible(self) -> tuple[Question, ...]:
        """The questions asked now."""
        return visible(self.questions, self.answers, self.reasons)


@dataclass(frozen=True)
class LoadedDraft:
    """A return with what it takes to judge it. `options` fit its address and the agent's pre-selection."""

    row: Return
    policy: Policy | None
    lines: tuple[ReturnLine, ...]
    groups: tuple[QuestionGroup, ...]
    options: tuple[ShippingOption, ...]
    draft: Draft = field(default=Draft(path=CreationPath.LINK))


def load_draft(session: Session, row: Return) -> LoadedDraft:
    """Gather the draft of a return. The number of statements does not depend on how much the return holds."""
    policy_row = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    policy = as_rules(policy_row) if policy_row else None
    lines = tuple(lines_of(session, row.id))
    # Whoever withdraws owes no answer to anything.
    groups = () if policy and policy.withdrawal else question_groups(session, row, lines)
    options = fitting_options(session, row)
    return LoadedDraft(row, policy, lines, groups, options, _draft(row, policy, lines, groups, options))


def address_of(row: Return) -> Address | None:
    """The sender's address, if one is known."""
    return Address(**row.address) if row.address else None


def fitting_options(session: Session, row: Return) -> tuple[ShippingOption, ...]:
    """The options this return's customer may choose from, cheapest first."""
    if row.policy_id is None:
        return ()
    offered = tuple(as_option(option) for option, _, _ in options_of(session, row.policy_id))
    return fitting(offered, row.country, preselected_of(session, row.id))


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
    answers = answers_of(session, row.id)
    codes = _reason_codes(session, row, lines)
    groups = []
    for survey, rows in by_survey.values():
        subjects = (
            [("", survey.name)] if survey.subject == "return" else [(str(one.id), one.name) for one in lines]
        )
        groups += [_group(survey, tuple(rows), subject, answers, codes) for subject in subjects]
    return tuple(groups)


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
        open_questions=sum(open_required(group.questions, group.answers, group.reasons) for group in groups),
        address_is_good=is_complete(address_of(row), rules_for(row.country)),
        options=len(options),
        has_option=row.option_id in {option.id for option in options},
        withdrawn=row.withdrawn_at is not None,
        checked_out=row.checkout_at is not None,
        left=frozenset(StepKey(key) for key in row.left_steps),
        finished=frozenset(StepKey(key) for key in row.finished_steps),
    )


def _group(
    survey: Survey,
    rows: tuple[SurveyQuestion, ...],
    subject: tuple[str, str],
    answers: list[Answer],
    codes: Mapping[str, frozenset[str]],
) -> QuestionGroup:
    keys = {row.id: row.key for row in rows}
    mine = {
        keys[one.question_id]: one.value
        for one in answers
        if one.subject == subject[0] and one.question_id in keys
    }
    return QuestionGroup(
        survey=survey,
        subject=subject[0],
        title=subject[1],
        rows=rows,
        questions=tuple(_question(row) for row in rows),
        answers=mine,
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
