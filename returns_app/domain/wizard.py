"""The two wizards, as tuples of steps over one draft.

The agent's wizard and the customer's checkout look at the same draft, so that what is left for the customer is
computed here and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from returns_app.domain.lines import WantedLine, lines_are_answered
from returns_app.domain.policy import CreationPath, Policy
from returns_app.domain.words import Sentence, say


class StepKey(StrEnum):
    """The steps of both wizards, by name."""

    RETURN_TYPE = "return_type"
    CUSTOMER = "customer"
    ORDER_NUMBER = "order_number"
    PRODUCTS = "products"
    WITHDRAW = "withdraw"
    SURVEYS = "surveys"
    COMPLETE = "complete"
    ADDRESS = "address"
    SHIPPING = "shipping"
    CONFIRM = "confirm"


class StepState(StrEnum):
    """How a step stands with the agent. `LEFT` is left to the customer."""

    OPEN = "open"
    DONE = "done"
    LEFT = "left"


@dataclass(frozen=True)
class Draft:
    """What is known of a return that is being made, by whomever.

    `questions` counts the visible survey questions, `settled_questions` those of them that the desk answered and the
    customer is not asked, `open_questions` the required ones without an answer.
    `left` are steps the agent left to the customer; `finished` are steps the customer has gone through.
    `options` counts the shipping options that fit the address. `withdrawn` says that the withdrawal was declared.
    """

    path: CreationPath
    policy: Policy | None = None
    has_customer: bool = False
    order_number: str = ""
    lines: tuple[WantedLine, ...] = ()
    has_reason: bool = False
    has_outcome: bool = False
    questions: int = 0
    settled_questions: int = 0
    open_questions: int = 0
    address_is_good: bool = False
    options: int = 0
    has_option: bool = False
    withdrawn: bool = False
    checked_out: bool = False
    left: frozenset[StepKey] = frozenset()
    finished: frozenset[StepKey] = frozenset()


@dataclass(frozen=True)
class Step:
    """One step: `done` looks at the draft; `skippable` steps may be left by the agent."""

    key: StepKey
    title: Sentence
    done: Callable[[Draft], bool]
    skippable: bool = False


def _products_done(draft: Draft) -> bool:
    return draft.policy is not None and lines_are_answered(
        draft.lines, draft.policy, reason=draft.has_reason, outcome=draft.has_outcome
    )


def _surveys_done(draft: Draft) -> bool:
    """Nothing required is open; what is left to the customer is theirs to go through even if all is optional."""
    theirs = StepKey.SURVEYS in draft.left and StepKey.SURVEYS not in draft.finished
    return draft.open_questions == 0 and not (theirs and draft.questions > draft.settled_questions)


def _shipping_done(draft: Draft) -> bool:
    return draft.has_option or draft.options == 1


def _never(_: Draft) -> bool:
    return False


_RETURN_TYPE = Step(StepKey.RETURN_TYPE, say("Return type"), lambda draft: draft.policy is not None)
_CUSTOMER = Step(StepKey.CUSTOMER, say("Customer"), lambda draft: draft.has_customer)
_ORDER = Step(
    StepKey.ORDER_NUMBER, say("Order number"), lambda draft: bool(draft.order_number), skippable=True
)
_PRODUCTS = Step(StepKey.PRODUCTS, say("Products"), _products_done, skippable=True)
_SURVEYS = Step(StepKey.SURVEYS, say("Surveys"), _surveys_done, skippable=True)
_COMPLETE = Step(StepKey.COMPLETE, say("Complete"), _never)

AGENT_STEPS: dict[CreationPath, tuple[Step, ...]] = {
    CreationPath.LINK: (_RETURN_TYPE, _CUSTOMER, _ORDER, _PRODUCTS, _SURVEYS, _COMPLETE),
    CreationPath.COMPLETE: (
        _RETURN_TYPE,
        _CUSTOMER,
        Step(StepKey.ORDER_NUMBER, say("Order number"), _ORDER.done),
        Step(StepKey.PRODUCTS, say("Products"), _products_done),
        # A required question that the agent skips is no obstacle on this path: nobody is left to answer it.
        Step(StepKey.SURVEYS, say("Additional information"), _surveys_done, skippable=True),
        _COMPLETE,
    ),
}

CUSTOMER_STEPS: tuple[Step, ...] = (
    Step(StepKey.ORDER_NUMBER, say("Order number"), _ORDER.done),
    Step(StepKey.PRODUCTS, say("Products"), _products_done),
    Step(StepKey.SURVEYS, say("A few questions"), _surveys_done),
    Step(StepKey.ADDRESS, say("Address"), lambda draft: draft.address_is_good),
    Step(StepKey.SHIPPING, say("How to send it"), _shipping_done),
    Step(StepKey.CONFIRM, say("Confirm"), lambda draft: draft.checked_out),
)

# What is withdrawn is said in one step, the order with the goods, and confirmed in another; only then is it about
# sending anything. No question stands in between.
WITHDRAWAL_STEPS: tuple[Step, ...] = (
    Step(
        StepKey.PRODUCTS, say("What is withdrawn"), lambda draft: _ORDER.done(draft) and _products_done(draft)
    ),
    Step(StepKey.WITHDRAW, say("Confirm the withdrawal"), lambda draft: draft.withdrawn),
    *CUSTOMER_STEPS[-3:],
)
DECLARATION = frozenset({StepKey.ORDER_NUMBER, StepKey.PRODUCTS, StepKey.WITHDRAW})

# On path B the desk has already decided: the customer is asked for the shipping alone.
SHIPPING_STEPS = frozenset({StepKey.ADDRESS, StepKey.SHIPPING, StepKey.CONFIRM})


def agent_progress(draft: Draft) -> tuple[tuple[Step, StepState], ...]:
    """The agent's steps in order, each with its state. A step left to the customer counts as left until filled."""
    return tuple((step, _state(step, draft)) for step in AGENT_STEPS[draft.path])


def next_open(draft: Draft) -> StepKey:
    """The step at which the agent goes on: the first that is neither done nor left."""
    return next(step.key for step, state in agent_progress(draft) if state is StepState.OPEN)


def missing_for_completion(draft: Draft) -> tuple[Step, ...]:
    """The steps the agent must still do before the return can be completed; empty when it can."""
    return tuple(
        step
        for step, state in agent_progress(draft)
        if state is StepState.OPEN and step.key is not StepKey.COMPLETE
    )


def remaining(draft: Draft) -> tuple[Step, ...]:
    """What is left for the customer, in order. Empty when the checkout is confirmed."""
    if draft.checked_out:
        return ()
    return tuple(step for step in customer_steps(draft) if not step.done(draft))


def customer_steps(draft: Draft) -> tuple[Step, ...]:
    """The steps a customer can ever be asked on this path, for a return of this policy."""
    if draft.path is not CreationPath.LINK:
        return tuple(step for step in CUSTOMER_STEPS if step.key in SHIPPING_STEPS)
    return WITHDRAWAL_STEPS if is_withdrawal(draft) else CUSTOMER_STEPS


def is_withdrawal(draft: Draft) -> bool:
    """Whether the customer withdraws from a contract by this return."""
    return draft.policy is not None and draft.policy.withdrawal


def is_in_turn(draft: Draft, key: StepKey) -> bool:
    """Whether a step may be asked now: before a withdrawal is declared nothing but what declares it."""
    return not is_withdrawal(draft) or (key in DECLARATION) is not draft.withdrawn


def ships_at_once(draft: Draft) -> bool:
    """Whether a label can be made without asking the customer: nothing but the confirmation is left."""
    return all(step.key is StepKey.CONFIRM for step in remaining(draft))


def may_change(draft: Draft, key: StepKey) -> bool:
    """Whether the customer may write this step: left to them or theirs by nature, and not confirmed yet."""
    keys = {step.key for step in customer_steps(draft)}
    if StepKey.WITHDRAW in keys:
        keys.add(StepKey.ORDER_NUMBER)
    if draft.checked_out or key not in keys or not is_in_turn(draft, key):
        return False
    is_open = key in {step.key for step in remaining(draft)}
    if key is StepKey.ORDER_NUMBER:
        is_open = not draft.order_number
    return key in SHIPPING_STEPS or key in draft.left or key in draft.finished or is_open


def _state(step: Step, draft: Draft) -> StepState:
    if step.key in draft.left and step.skippable:
        filled = step.key is not StepKey.SURVEYS and step.done(draft)
        return StepState.DONE if filled else StepState.LEFT
    return StepState.DONE if step.done(draft) else StepState.OPEN
