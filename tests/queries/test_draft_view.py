"""The stepper's view of a draft: what is done, what is left, what the customer will meet."""

from uuid import UUID, uuid4

import pytest

from returns_app.actions.empty_step import clear_lines, clear_order_number
from returns_app.actions.save_answers import AnswersWish, save_answers
from returns_app.actions.save_draft import leave_steps
from returns_app.actions.save_lines import LinesWish, LineWish, save_lines
from returns_app.db.policies import ReturnPolicy
from returns_app.db.session import read_now, write_now
from returns_app.domain.errors import Conflict, Forbidden, NotFound
from returns_app.domain.lines import WantedLine
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey
from returns_app.queries.draft_views import DraftView
from returns_app.queries.drafts import draft_view
from returns_app.queries.survey_forms import question_blocks, question_kinds
from tests import factories
from tests.factories import NOW, Shop
from tests.queries.conftest import Counting

pytestmark = pytest.mark.usefixtures("database")


def seen(shop: Shop, return_id: UUID) -> DraftView:
    return read_now(draft_view, shop.agent, return_id, now=NOW)


def test_a_full_draft_leaves_only_the_confirmation() -> None:
    shop = factories.shop()
    view = seen(shop, factories.draft(shop))
    assert [step.look for step in view.steps] == ["done", "done", "done", "done", "done", "open"]
    assert [duty.title for duty in view.duties] == ["Confirm"]
    assert view.note == "1 screen on the phone, about a minute."
    assert view.missing == []
    assert view.customer.address[0] == "Sanne Visser"


def test_a_step_left_to_the_customer_is_theirs_for_certain() -> None:
    shop = factories.shop(survey=True, options=2)
    return_id = factories.started(shop)
    write_now(leave_steps, shop.agent, return_id, [StepKey.ORDER_NUMBER], now=NOW)
    view = seen(shop, return_id)
    assert [(duty.title, duty.look) for duty in view.duties] == [
        ("Enter the order number", "certain"),
        ("Choose the products", "open"),
        ("Answer 1 question", "open"),
        ("Choose how to ship", "certain"),
        ("Confirm", "certain"),
    ]
    assert view.steps[2].value == "Left to the customer"
    assert [step.key for step in view.missing] == ["products", "surveys"]


def test_a_missing_outcome_alone_is_named() -> None:
    shop = factories.shop(outcome_level="line")
    view = seen(shop, factories.draft(shop))
    assert view.duties[0].title == "Choose an outcome"


def test_on_the_complete_path_nothing_but_surveys_can_be_left() -> None:
    shop = factories.shop(survey=True)
    view = seen(shop, factories.started(shop, CreationPath.COMPLETE))
    assert [step.value for step in view.steps[2:5]] == ["Required", "Required", "1 question, 1 required"]
    assert view.steps[4].title == "Additional information"


def test_a_policy_that_can_no_longer_be_used_says_why() -> None:
    shop = factories.shop()
    return_id = factories.draft(shop)
    write_now(lambda session: setattr(session.get_one(ReturnPolicy, shop.policy), "active", False))
    assert seen(shop, return_id).barred == ["It is not active."]


def test_a_policy_for_other_countries_is_advised_against_and_not_refused() -> None:
    shop = factories.shop(countries=["DE"])
    view = seen(shop, factories.draft(shop))
    assert view.customer.warning == "This return type is not meant for Netherlands."
    assert view.missing == []


def test_nobody_sees_a_draft_out_of_scope() -> None:
    shop = factories.shop()
    return_id = factories.draft(shop)
    with pytest.raises(NotFound):
        read_now(draft_view, factories.agent(countries=frozenset({"DE"})), return_id, now=NOW)
    with pytest.raises(NotFound):
        read_now(draft_view, shop.agent, uuid4(), now=NOW)


def test_the_number_of_statements_does_not_grow_with_the_lines(counting: Counting) -> None:
    shop = factories.shop(survey=True, options=3)
    return_id = factories.draft(shop)
    with counting() as one:
        seen(shop, return_id)
    wanted = WantedLine(shop.product, "x", 2, shop.reason)
    wish = LinesWish(tuple(LineWish(uuid4(), wanted) for _ in range(20)))
    write_now(save_lines, shop.agent, return_id, wish, now=NOW)
    with counting() as twenty:
        assert len(seen(shop, return_id).lines) == 20
    assert len(one) == len(twenty)


def test_typed_answers_show_before_they_are_saved() -> None:
    shop = factories.shop(survey=True)
    return_id = factories.draft(shop)
    ((block,), kinds) = (
        read_now(question_blocks, shop.agent, return_id, {("", shop.question): "It tore"}),
        read_now(question_kinds, shop.agent, return_id),
    )
    assert block.questions[0].value == "It tore"
    assert list(kinds) == [block.questions[0].name]
    assert read_now(question_blocks, shop.agent, return_id, {})[0].questions[0].value == ""


def test_an_order_number_can_be_taken_back() -> None:
    shop = factories.shop()
    return_id = factories.draft(shop)
    write_now(clear_order_number, shop.agent, return_id, now=NOW)
    view = seen(shop, return_id)
    assert view.order_number == ""
    write_now(clear_order_number, shop.agent, return_id, now=NOW)
    assert seen(shop, return_id) == view


def test_lines_can_be_taken_off_with_what_was_said_about_them() -> None:
    shop = factories.shop(survey=True)
    return_id = factories.draft(shop)
    answers = AnswersWish({("", shop.question): "It tore"})
    write_now(save_answers, shop.agent, return_id, answers, now=NOW)
    write_now(clear_lines, shop.agent, return_id, now=NOW)
    view = seen(shop, return_id)
    assert view.lines == []
    # An answer about the return as a whole is not about a line.
    assert view.steps[4].value == "1 of 1 answered"


def test_a_completed_return_is_not_emptied() -> None:
    shop = factories.shop()
    return_id, token = factories.linked(shop)
    with pytest.raises(Conflict):
        write_now(clear_lines, shop.agent, return_id, now=NOW)
    with pytest.raises(Forbidden):
        write_now(clear_order_number, factories.customer(token), return_id, now=NOW)


def test_what_is_left_out_on_the_complete_path_is_not_drawn_as_the_customers() -> None:
    shop = factories.shop(survey=True)
    return_id = factories.draft(shop, CreationPath.COMPLETE)
    write_now(leave_steps, shop.agent, return_id, [StepKey.SURVEYS], now=NOW)
    assert [(step.look, step.value) for step in seen(shop, return_id).steps][4] == ("out", "Left out")
