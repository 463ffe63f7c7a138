"""Reading forms, and the customer's way through the screens, as plain values."""

from uuid import uuid4

import pytest

from returns_app.actions.save_answers import answer_field
from returns_app.domain.surveys import Kind, Question
from returns_app.flows.portal import forms, way
from returns_app.queries.portal_questions import field_of
from returns_app.queries.portal_views import PortalView

OPEN = PortalView(
    stage="checkout",
    journey=["order_number", "products", "shipping"],
    left_keys=["products", "shipping"],
    changeable=["order_number", "products", "address", "shipping"],
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3", 3), ("3,5", 3.5), ("-2", -2), ("", None), ("  ", None), ("about three", "about three"),
        ("nan", "nan"), ("inf", "inf"), ("1e400", "1e400"), ("9" * 5000, "9" * 5000),
    ],
)  # fmt: skip
def test_a_number_is_read_with_point_or_comma_and_otherwise_left_as_typed(typed: str, read: object) -> None:
    assert forms.number(typed) == read


@pytest.mark.parametrize(
    ("sent", "count"),
    [
        ("2", 2),
        (2, 2),
        ("0", 0),
        ("-1", -1),
        ("--5", 0),
        ("two", 0),
        (None, 0),
        ([], 0),
        ("9" * 5000, 0),
        ("1.5", 0),
    ],
)
def test_a_count_is_a_whole_number_or_none_at_all(sent: object, count: int) -> None:
    assert forms.whole_number(sent) == count


def test_several_answers_are_read_by_their_own_fields_and_forged_ones_are_passed_over() -> None:
    question = Question(uuid4(), "where", Kind.MULTIPLE, required=False, choices=("strap", "buckle"))
    data = {"q.strap": "on", "q.forged": "on", "q.buckle": 7}
    assert forms.answer(data, "q", question) == ["strap"]


@pytest.mark.parametrize(
    ("typed", "read"), [("yes", True), ("no", False), ("", None), ("perhaps", "perhaps")]
)
def test_yes_and_no_are_read_as_such(typed: str, read: object) -> None:
    question = Question(uuid4(), "used", Kind.YES_NO, required=False)
    assert forms.answer({"q": typed}, "q", question) == read


def test_an_answer_has_one_field_name_on_screen_and_in_problems() -> None:
    question = uuid4()
    assert field_of("", question) == answer_field("", question)


def test_no_screen_beyond_the_first_open_step_is_shown() -> None:
    assert way.screen_for(OPEN, "shipping") == "products"
    assert way.screen_for(OPEN, "confirm") == "products"
    assert way.screen_for(OPEN, "order_number") == "order_number"
    assert way.screen_for(OPEN, "nonsense") == "products"


def test_the_way_back_and_the_line_follow_the_journey() -> None:
    assert way.before(OPEN, "order_number") == "start"
    assert way.before(OPEN, "shipping") == "products"
    assert way.segments(OPEN, "products") == ["done", "here", "later"]
    assert way.step_words("nl", OPEN, "products") == "Stap 2 van 3"


def test_the_button_names_what_comes_next() -> None:
    assert way.next_words("en", OPEN, "products") == "Next: how to send it"
    assert way.next_words("en", OPEN, "start") == "Choose my products"
    done = PortalView(stage="checkout", journey=["shipping"], changeable=["shipping"])
    assert way.next_words("en", done, "shipping") == "Next: last check"
    assert way.screen_for(done) == "confirm"


def test_after_the_confirmation_the_address_bar_shows_only_what_there_is() -> None:
    done = PortalView(stage="done")
    assert (way.screen_for(done, "products"), way.screen_for(done, "status")) == ("done", "status")
    assert way.screen_for(PortalView(stage="failed"), "confirm") == "failed"
