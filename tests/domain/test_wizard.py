"""The two wizards over one draft."""

from dataclasses import replace

from returns_app.domain.policy import CreationPath, Level
from returns_app.domain.wizard import (
    Draft,
    StepKey,
    StepState,
    agent_progress,
    may_change,
    missing_for_completion,
    next_open,
    remaining,
    ships_at_once,
)
from tests.domain.examples import REASON, line, policy

EMPTY = Draft(path=CreationPath.LINK)
STARTED = Draft(path=CreationPath.LINK, policy=policy(), has_customer=True)
SKIPPED = replace(STARTED, left=frozenset({StepKey.ORDER_NUMBER, StepKey.PRODUCTS, StepKey.SURVEYS}))
READY = replace(STARTED, order_number="NO-1", lines=(line(),), address_is_good=True, options=1)


def left(draft: Draft) -> list[str]:
    """The keys of what remains for the customer."""
    return [step.key.value for step in remaining(draft)]


def states(draft: Draft) -> dict[str, str]:
    """The state of each of the agent's steps."""
    return {step.key.value: state.value for step, state in agent_progress(draft)}


def test_the_agent_goes_on_at_the_first_open_step() -> None:
    """From nothing to complete, one step after the other."""
    assert next_open(EMPTY) is StepKey.RETURN_TYPE
    assert next_open(STARTED) is StepKey.ORDER_NUMBER
    assert next_open(SKIPPED) is StepKey.COMPLETE
    assert next_open(READY) is StepKey.COMPLETE


def test_what_the_agent_skips_is_left_and_remains_for_the_customer() -> None:
    """Everything skipped: all the customer's steps remain, in their order."""
    assert states(SKIPPED)["products"] == StepState.LEFT
    assert left(replace(SKIPPED, questions=2)) == [
        "order_number", "products", "surveys", "address", "shipping", "confirm",
    ]  # fmt: skip


def test_a_label_is_made_at_once_only_when_the_customer_has_nothing_to_choose() -> None:
    """A good address and one way to ship."""
    ready = replace(READY, path=CreationPath.COMPLETE)
    assert ships_at_once(ready)
    assert not ships_at_once(replace(ready, options=2))
    assert not ships_at_once(replace(ready, address_is_good=False))


def test_a_prepared_return_is_one_screen() -> None:
    """A good address and one option: nothing but the confirmation."""
    assert left(READY) == ["confirm"]
    assert left(replace(READY, options=2)) == ["shipping", "confirm"]
    assert left(replace(READY, options=2, has_option=True)) == ["confirm"]
    assert left(replace(READY, address_is_good=False)) == ["address", "confirm"]
    assert left(replace(READY, checked_out=True)) == []


def test_a_reason_left_open_brings_the_products_back() -> None:
    """What the agent filled in stays, and the customer is asked for the rest."""
    strict = replace(READY, policy=policy(reason_level=Level.LINE))
    assert left(strict) == ["products", "confirm"]
    assert left(replace(strict, lines=(line(reason_id=REASON),))) == ["confirm"]
    assert left(replace(EMPTY, lines=(line(),)))[1] == "products"


def test_a_skipped_required_question_stays_required_for_the_customer() -> None:
    """And a survey of optional questions is gone through once, then done."""
    asked = replace(READY, questions=3, open_questions=1, left=frozenset({StepKey.SURVEYS}))
    assert left(asked) == ["surveys", "confirm"]
    optional = replace(asked, open_questions=0)
    assert left(optional) == ["surveys", "confirm"]
    assert left(replace(optional, finished=frozenset({StepKey.SURVEYS}))) == ["confirm"]
    assert left(replace(asked, finished=frozenset({StepKey.SURVEYS}))) == ["surveys", "confirm"]


def test_only_additional_information_may_be_left_out_on_the_complete_path() -> None:
    """Order number and products are demanded, the survey is not."""
    draft = replace(STARTED, path=CreationPath.COMPLETE, open_questions=2, questions=2)
    assert [step.key for step in missing_for_completion(draft)] == [
        StepKey.ORDER_NUMBER, StepKey.PRODUCTS, StepKey.SURVEYS,
    ]  # fmt: skip
    skipped = replace(draft, left=frozenset({StepKey.ORDER_NUMBER, StepKey.SURVEYS}))
    assert [step.key for step in missing_for_completion(skipped)] == [StepKey.ORDER_NUMBER, StepKey.PRODUCTS]


def test_a_step_left_and_filled_after_all_is_done() -> None:
    """The agent may come back to it."""
    assert states(replace(SKIPPED, order_number="NO-1"))["order_number"] == StepState.DONE


def test_on_the_complete_path_the_customer_is_asked_for_shipping_alone() -> None:
    """Whatever is missing elsewhere is the desk's business."""
    draft = replace(STARTED, path=CreationPath.COMPLETE, options=3)
    assert left(draft) == ["address", "shipping", "confirm"]
    assert not may_change(draft, StepKey.PRODUCTS)


def test_the_customer_may_change_what_was_left_to_them_until_confirmed() -> None:
    """Their own steps and the shipping; never what the agent fixed, nothing after the confirmation."""
    fixed = replace(READY, left=frozenset({StepKey.PRODUCTS}))
    assert may_change(fixed, StepKey.PRODUCTS)
    assert may_change(fixed, StepKey.ADDRESS)
    assert not may_change(fixed, StepKey.ORDER_NUMBER)
    assert may_change(replace(READY, finished=frozenset({StepKey.ORDER_NUMBER})), StepKey.ORDER_NUMBER)
    assert may_change(replace(READY, order_number=""), StepKey.ORDER_NUMBER)
    assert not may_change(replace(fixed, checked_out=True), StepKey.ADDRESS)
    assert not may_change(fixed, StepKey.COMPLETE)


def test_a_survey_that_the_desk_answered_wholly_is_not_asked_of_the_customer() -> None:
    """Left to them or not: with every question answered there is nothing to go through."""
    left = {"policy": policy(), "left": frozenset({StepKey.SURVEYS}), "questions": 2}
    asked = {step.key for step in remaining(Draft(CreationPath.LINK, **left, settled_questions=1))}
    assert StepKey.SURVEYS in asked
    assert StepKey.SURVEYS not in {
        step.key for step in remaining(Draft(CreationPath.LINK, **left, settled_questions=2))
    }
