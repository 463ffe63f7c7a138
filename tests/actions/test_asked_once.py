"""The same question is never asked twice, photos are answers, and what is not asked any more is not kept."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from returns_app.actions.add_photo import Piece, keep_photo, receive_piece, remove_photo
from returns_app.actions.issue_link import issue_link
from returns_app.actions.save_answers import AnswersWish, save_answers
from returns_app.actions.save_draft import leave_steps
from returns_app.actions.save_lines import save_lines
from returns_app.db.drafts import load_draft
from returns_app.db.photos import Photo, Upload
from returns_app.db.returns import Answer, Return, lines_of
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Invalid
from returns_app.domain.surveys import Place
from returns_app.domain.wizard import Draft, StepKey, remaining
from returns_app.pictures import picture_of
from returns_app.queries.portal_questions import question_forms
from returns_app.worker.sweeping import KEPT_FOR, sweep_uploads
from tests.factories import NOW, Shop, customer, draft, lines, shop
from tests.photo_making import ask, ask_after, photo

pytestmark = pytest.mark.usefixtures("database")
PICTURE = photo((64, 48))


@pytest.fixture
def of(database: Database) -> Shop:
    return shop()


def left_to_customer(of: Shop, return_id: UUID) -> Actor:
    """The customer of the draft, to whom the questions are left."""
    write_now(leave_steps, of.agent, return_id, (StepKey.SURVEYS,), now=NOW)
    return customer(link_token(write_now(issue_link, of.agent, return_id, now=NOW).id))


def save(actor: Actor, return_id: UUID, *, demand: bool = True, **values: Any) -> None:
    wish = AnswersWish({("", UUID(key)): value for key, value in values.items()}, demand_required=demand)
    write_now(save_answers, actor, return_id, wish, now=NOW)


def add_photo(actor: Actor, return_id: UUID, question: UUID, subject: str = "") -> UUID:
    piece = Piece(uuid4(), Place(subject, question), len(PICTURE), 0, PICTURE)
    received = write_now(receive_piece, actor, return_id, piece, now=NOW)
    write_now(keep_photo, actor, return_id, piece.id, picture_of(received.whole), now=NOW)
    return piece.id


def asked(actor: Actor) -> list[str]:
    """The questions that the customer's screen asks now."""
    forms = read_now(question_forms, actor, {}, language="en")
    return [one.label for one in forms if not one.hidden]


def state(return_id: UUID) -> Draft:
    return read_now(lambda session: load_draft(session, session.get_one(Return, return_id)).draft)


def rows(table: type[Any]) -> list[Any]:
    return read_now(lambda session: list(session.exec(select(table))))


def test_what_the_desk_answered_the_customer_is_not_asked_and_cannot_change(of: Shop) -> None:
    first, second = ask(of, "short_text", words="First?"), ask(of, "short_text", words="Second?")
    return_id = draft(of)
    save(of.agent, return_id, demand=False, **{first.hex: "The desk knows"})
    buyer = left_to_customer(of, return_id)
    assert asked(buyer) == ["Second?"]
    save(buyer, return_id, **{first.hex: "No, me", second.hex: "And this"})
    kept = {one.question_id: (one.value, one.by_customer) for one in rows(Answer)}
    assert kept == {first: ("The desk knows", False), second: ("And this", True)}
    # Their own they may look at again, and change.
    assert asked(buyer) == ["Second?"]


def test_a_survey_that_the_desk_answered_wholly_is_no_step_for_the_customer(of: Shop) -> None:
    question = ask(of, "yes_no", words="Used?")
    return_id = draft(of)
    save(of.agent, return_id, demand=False, **{question.hex: False})
    left_to_customer(of, return_id)
    assert StepKey.SURVEYS not in {step.key for step in remaining(state(return_id))}


def test_what_hangs_on_an_answer_of_the_desk_goes_by_it(of: Shop) -> None:
    question = ask(of, "yes_no", words="Used?")
    more = {"required": True, "shown_if": {"question": "one", "values": ["yes"]}}
    ask_after(question, "number", key="days", words="Days?", **more)
    for value, expected in ((True, ["Days?"]), (False, [])):
        return_id = draft(of)
        save(of.agent, return_id, demand=False, **{question.hex: value})
        if expected:
            assert asked(left_to_customer(of, return_id)) == expected
        else:
            assert state(return_id).open_questions == 0


def test_the_same_question_of_two_surveys_is_asked_and_kept_once(of: Shop) -> None:
    first = ask(of, "short_text", words="What happened?", required=True)
    second = ask(of, "short_text", words="What  happened?", required=True, subject="line")
    return_id = draft(of)
    assert (state(return_id).questions, state(return_id).open_questions) == (1, 1)
    line = str(read_now(lines_of, return_id)[0].id)
    values = {("", first): "It tore", (line, second): "Something else"}
    write_now(save_answers, of.agent, return_id, AnswersWish(values), now=NOW)
    assert [(one.question_id, one.value) for one in rows(Answer)] == [(first, "It tore")]
    assert state(return_id).open_questions == 0


def test_a_photo_answers_its_question_and_the_desks_is_not_asked_again(of: Shop) -> None:
    question = ask(of, required=True, most_photos=2)
    return_id = draft(of)
    with pytest.raises(Invalid) as refused:
        save(of.agent, return_id)
    assert refused.value.problems[0].field == f"answers..{question}"
    add_photo(of.agent, return_id, question)
    save(of.agent, return_id, **{question.hex: ["made", "up"]})
    assert rows(Answer) == []
    assert len(rows(Photo)) == 1
    other = draft(of)
    buyer = left_to_customer(of, other)
    assert asked(buyer) == ["Photos of the damage"]
    add_photo(buyer, other, question)
    # Their own they go on seeing, to add one or to take it away.
    assert asked(buyer) == ["Photos of the damage"]
    assert asked(left_to_customer(of, return_id)) == []


def test_the_step_stays_the_customers_when_a_photo_was_all_that_was_open(of: Shop) -> None:
    """It is kept as it comes, and then nothing is open any more; they still go on by Next, or take it away again."""
    return_id = draft(of)
    link = write_now(issue_link, of.agent, return_id, now=NOW)
    question = ask(of, required=True, most_photos=2)
    buyer = customer(link_token(link.id))
    taken = add_photo(buyer, return_id, question)
    assert StepKey.SURVEYS in {step.key for step in remaining(state(return_id))}
    write_now(remove_photo, buyer, return_id, taken, now=NOW)
    add_photo(buyer, return_id, question)
    save(buyer, return_id)
    assert StepKey.SURVEYS not in {step.key for step in remaining(state(return_id))}


def test_photos_for_a_question_that_is_not_asked_any_more_are_not_kept(of: Shop) -> None:
    cause = ask(of, "yes_no", words="Broken?")
    shown = {"question": "one", "values": ["yes"]}
    question = ask_after(cause, "photo", key="photos", words="Photos?", shown_if=shown)
    return_id = draft(of)
    buyer = left_to_customer(of, return_id)
    # The answer that brings it up is in the browser, and not saved yet.
    add_photo(buyer, return_id, question)
    save(buyer, return_id, **{cause.hex: True})
    assert len(rows(Photo)) == 1
    save(buyer, return_id, **{cause.hex: False})
    assert rows(Photo) == []


def test_a_line_takes_its_photos_with_it(of: Shop) -> None:
    question = ask(of, subject="line")
    return_id = draft(of)
    line = str(read_now(lines_of, return_id)[0].id)
    add_photo(of.agent, return_id, question, line)
    half = Piece(uuid4(), Place(line, question), 60_000, 0, PICTURE + bytes(40_000))
    write_now(receive_piece, of.agent, return_id, half, now=NOW)
    assert (len(rows(Photo)), len(rows(Upload))) == (1, 1)
    write_now(save_lines, of.agent, return_id, lines(of), now=NOW)
    assert (rows(Photo), rows(Upload)) == ([], [])


def test_what_nobody_finished_sending_is_swept_away_after_a_day(of: Shop) -> None:
    question = ask(of)
    return_id = draft(of)
    old, new = uuid4(), uuid4()
    for photo_id, when in ((old, NOW - KEPT_FOR - timedelta(seconds=1)), (new, NOW)):
        piece = Piece(photo_id, Place("", question), 60_000, 0, PICTURE + bytes(40_000))
        write_now(receive_piece, of.agent, return_id, piece, now=when)
    assert write_now(sweep_uploads, now=NOW) == 1
    assert [one.id for one in rows(Upload)] == [new]
