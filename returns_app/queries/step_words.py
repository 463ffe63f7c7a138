"""The second lines of the stepper, and what the summary says the agent has done."""

from dataclasses import dataclass

from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import Draft, Step, StepKey, StepState
from returns_app.queries.draft_views import CustomerCard, FactView
from returns_app.queries.duties import plural
from returns_app.queries.policies import decision_words, window_words


@dataclass(frozen=True)
class Told:
    """What the words are made of: the draft, its customer, their town, the worth of the lines, answers given."""

    draft: Draft
    customer: CustomerCard
    town: str
    value: str
    answered: int


def step_value(step: Step, state: StepState, told: Told) -> str:
    """The second line of a step."""
    draft = told.draft
    if state is StepState.LEFT:
        return _left(step.key, told)
    match step.key:
        case StepKey.RETURN_TYPE:
            return (
                f"{draft.policy.name}, {window_words(draft.policy.window_days)}"
                if draft.policy
                else "Choose one"
            )
        case StepKey.CUSTOMER:
            named = ", ".join(part for part in (told.customer.name, told.town) if part)
            return named or "Required"
        case StepKey.ORDER_NUMBER:
            return draft.order_number or _open(step)
        case StepKey.PRODUCTS:
            return _lines(draft) if draft.lines else _open(step)
        case StepKey.SURVEYS:
            return _surveys(told)
    return "Check and make the link" if draft.path is CreationPath.LINK else "Check and create it"


def done_facts(told: Told) -> list[FactView]:
    """What the agent has filled in so far."""
    draft, customer = told.draft, told.customer
    facts = []
    if draft.policy:
        window, decision = window_words(draft.policy.window_days), decision_words(draft.policy, draft.path)
        facts.append(
            FactView("Return type", draft.policy.name, f"{window}, {decision[0].lower()}{decision[1:]}")
        )
    if customer.id:
        facts.append(FactView("Customer", customer.name, f"{customer.email}, in {customer.language}"))
    if draft.order_number:
        facts.append(FactView("Order", draft.order_number))
    if draft.lines:
        worth = f", {told.value}" if told.value else ""
        counted = plural(len(draft.lines), "line", "lines")
        facts.append(FactView("Products", f"{counted}{worth}", _reasons(draft)))
    if told.answered:
        facts.append(FactView("Surveys", f"{told.answered} of {draft.questions} answered"))
    return facts


def _left(key: StepKey, told: Told) -> str:
    if told.draft.path is CreationPath.COMPLETE:
        return "Left out"
    if key is StepKey.PRODUCTS and told.draft.lines:
        return f"{plural(len(told.draft.lines), 'line', 'lines')}, rest left open"
    return "Left to the customer"


def _open(step: Step) -> str:
    return "Can be left" if step.skippable else "Required"


def _lines(draft: Draft) -> str:
    pieces = sum(line.quantity for line in draft.lines)
    return f"{plural(len(draft.lines), 'line', 'lines')}, {plural(pieces, 'piece', 'pieces')}"


def _surveys(told: Told) -> str:
    draft = told.draft
    if not draft.questions:
        return "No questions"
    if told.answered:
        return f"{told.answered} of {draft.questions} answered"
    required = f", {draft.open_questions} required" if draft.open_questions else ", none required"
    return f"{plural(draft.questions, 'question', 'questions')}{required}"


def _reasons(draft: Draft) -> str:
    given = sum(1 for line in draft.lines if line.reason_id)
    return f"{given} with a reason" if given else ""
