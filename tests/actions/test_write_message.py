from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from returns_app.actions.authorize_and_submit import authorize_and_submit
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_out import check_out
from returns_app.actions.decide_return import authorize, reject, submit_for_shipping
from returns_app.actions.issue_link import revoke_link, send_link
from returns_app.actions.write_message import (
    MAX_WORDS,
    MOST_AN_HOUR,
    Written,
    add_note,
    need_no_answer,
    write_from_customer,
    write_to_customer,
)
from returns_app.db.customers import Customer
from returns_app.db.links import live_link
from returns_app.db.messages import Message, messages_of
from returns_app.db.outbox import OutboxMail, mails_of
from returns_app.db.returns import LINK_UNOPENED, lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.timeline import entries_of
from returns_app.db.tokens import link_token
from returns_app.domain.actors import SYSTEM, Actor, ActorKind, Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lines import LineDecision
from returns_app.worker.letters import message_of
from tests.factories import NOW, Shop, agent, customer, draft, get, linked, requested, shop, started

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def of(database) -> Shop:
    return shop()


def said(words: str = "Does the tag have to be on it?", key: str = "") -> Written:
    return Written(words, key or uuid4().hex)


def written(return_id: UUID) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in read_now(messages_of, return_id)]


def messages_mailed(return_id: UUID) -> list[OutboxMail]:
    return [mail for mail in read_now(mails_of, return_id) if mail.kind == "message"]


def confirmed(of: Shop) -> tuple[UUID, Actor]:
    """A return whose customer has confirmed, and that customer."""
    return_id, token = linked(of)
    write_now(check_out, customer(token), return_id, key="once", now=NOW)
    return return_id, customer(token)


def test_a_note_stays_in_the_house(of):
    return_id, _ = linked(of)
    assert write_now(add_note, of.agent, return_id, said("Called: she wants the M"), now=NOW)
    assert written(return_id) == [("note", "Called: she wants the M")]
    assert messages_mailed(return_id) == []


def test_an_operator_may_note_what_they_see_and_write_to_nobody(of):
    return_id, _ = linked(of)
    operator = agent("Otto", role=Role.OPERATOR)
    write_now(add_note, operator, return_id, said("The box is wet"), now=NOW)
    for refused in (write_to_customer, add_note):
        with pytest.raises(Forbidden):
            write_now(
                refused, operator if refused is write_to_customer else SYSTEM, return_id, said(), now=NOW
            )
    with pytest.raises(Forbidden):
        write_now(need_no_answer, operator, return_id, now=NOW)
    assert written(return_id) == [("note", "The box is wet")]


@pytest.mark.parametrize("act", [add_note, write_to_customer])
def test_the_same_click_writes_once(of, act):
    return_id, _ = confirmed(of)
    once = said(key="click")
    assert [write_now(act, of.agent, return_id, once, now=NOW) for _ in range(2)] == [True, False]
    assert len(written(return_id)) == 1
    assert len(messages_mailed(return_id)) == (act is write_to_customer)


def test_the_same_answer_of_a_customer_arrives_once(of):
    return_id, her = confirmed(of)
    once = said(key="tap")
    assert [write_now(write_from_customer, her, once, now=NOW) for _ in range(2)] == [True, False]
    assert len(written(return_id)) == 1


def test_a_key_of_another_return_writes_nothing(of):
    first, her = confirmed(of)
    second, _ = linked(of)
    write_now(add_note, of.agent, second, said(key="taken"), now=NOW)
    for act in (
        lambda: write_now(write_from_customer, her, said(key="taken"), now=NOW),
        lambda: write_now(add_note, of.agent, first, said(key="taken"), now=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    assert written(first) == []


@pytest.mark.parametrize(
    "words", ["", " \n\t ", "a\x00b", "half \ud800 a character", "bell\x07", "x" * (MAX_WORDS + 1)], ids=repr
)
@pytest.mark.parametrize("kind", ["note", "to_customer", "from_customer"])
def test_words_that_cannot_be_kept_or_read_are_refused_at_their_field(of, kind, words):
    return_id, her = confirmed(of)
    with pytest.raises(Invalid) as refusal:
        _write(of, kind, return_id, her, said(words))
    assert [problem.field for problem in refusal.value.problems] == ["words"]
    assert written(return_id) == []


def test_ends_of_lines_and_emoji_are_words_too(of):
    return_id, _ = confirmed(of)
    write_now(add_note, of.agent, return_id, said("  One\r\ntwo 👩‍🔧\tthree \n"), now=NOW)
    assert written(return_id) == [("note", "One\ntwo 👩‍🔧\tthree")]
    write_now(add_note, of.agent, return_id, said("x" * MAX_WORDS), now=NOW)


def test_a_message_waits_for_an_answer_until_an_agent_writes(of):
    return_id, her = confirmed(of)
    write_now(write_from_customer, her, said("First"), now=NOW)
    write_now(write_from_customer, her, said("Second"), now=NOW + timedelta(hours=1))
    assert get(return_id).unanswered_at == NOW
    write_now(add_note, of.agent, return_id, said("She is in a hurry"), now=NOW)
    assert get(return_id).unanswered_at == NOW
    write_now(write_to_customer, of.agent, return_id, said("No, that is fine"), now=NOW)
    assert get(return_id).unanswered_at is None


def test_a_message_can_be_marked_as_needing_no_answer_once(of):
    return_id, her = confirmed(of)
    write_now(write_from_customer, her, said("Thanks"), now=NOW)
    for _ in range(2):
        write_now(need_no_answer, of.agent, return_id, now=NOW)
    assert get(return_id).unanswered_at is None
    assert [entry.kind for entry in read_now(entries_of, return_id)].count("no_answer_needed") == 1


def test_writing_makes_nobodys_decision_stale(of):
    row = requested(of)
    write_now(add_note, of.agent, row.id, said("Look at the soles"), now=NOW + timedelta(minutes=1))
    write_now(write_to_customer, of.agent, row.id, said("We are looking"), now=NOW + timedelta(minutes=2))
    now = get(row.id)
    assert (now.version, now.changed_at) == (row.version, NOW + timedelta(minutes=2))


def test_the_timeline_names_a_message_and_holds_none_of_its_words(of):
    return_id, her = confirmed(of)
    write_now(write_from_customer, her, said("My new address is a secret"), now=NOW)
    write_now(write_to_customer, of.agent, return_id, said("A secret it stays"), now=NOW)
    entries = read_now(entries_of, return_id)
    assert {"message_received", "message_sent"} <= {entry.kind for entry in entries}
    assert "secret" not in repr([entry.facts for entry in entries])


def test_a_customer_writes_about_their_own_return_and_no_other(of):
    mine, her = confirmed(of)
    other, _ = linked(of)
    write_now(write_from_customer, her, said("Mine"), now=NOW)
    assert (len(written(mine)), len(written(other))) == (1, 0)
    for act in (add_note, write_to_customer):
        with pytest.raises(Forbidden):
            write_now(act, her, mine, said(), now=NOW)
    with pytest.raises(Forbidden):
        write_now(need_no_answer, her, mine, now=NOW)
    for stranger in (of.agent, Actor(ActorKind.CUSTOMER, None, "Nobody"), SYSTEM):
        with pytest.raises(NotFound):
            write_now(write_from_customer, stranger, said(), now=NOW)
    with pytest.raises(NotFound):
        write_now(
            write_from_customer, Actor(ActorKind.CUSTOMER, None, "X", return_id=uuid4()), said(), now=NOW
        )


def test_nobody_writes_about_a_return_beyond_their_scope(of):
    return_id, _ = confirmed(of)
    elsewhere = agent(countries=frozenset({"FR"}))
    for act in (add_note, write_to_customer):
        with pytest.raises(NotFound):
            write_now(act, elsewhere, return_id, said(), now=NOW)
    with pytest.raises(NotFound):
        write_now(need_no_answer, elsewhere, return_id, now=NOW)


def test_a_customer_who_writes_without_end_is_asked_to_wait(of):
    return_id, her = confirmed(of)
    for count in range(MOST_AN_HOUR):
        write_now(write_from_customer, her, said(str(count)), now=NOW)
    with pytest.raises(Conflict):
        write_now(write_from_customer, her, said("One more"), now=NOW)
    write_now(write_from_customer, her, said("Later"), now=NOW + timedelta(hours=1, seconds=1))
    assert len(written(return_id)) == MOST_AN_HOUR + 1


def test_nobody_is_there_to_read_a_message_about_a_draft_or_of_an_erased_customer(of):
    for return_id in (started(of), draft(of)):
        with pytest.raises(Conflict):
            write_now(write_to_customer, of.agent, return_id, said(), now=NOW)
    return_id, _ = confirmed(of)
    write_now(_erase, of.customer)
    with pytest.raises(Conflict):
        write_now(write_to_customer, of.agent, return_id, said(), now=NOW)


def test_a_message_is_mailed_in_the_customers_language_with_the_link_to_answer_by(of):
    return_id, _ = confirmed(of)
    write_now(write_to_customer, of.agent, return_id, said("Add the bag, please"), now=NOW)
    [mail] = messages_mailed(return_id)
    message = message_of(mail)
    assert (mail.language, mail.to_name) == ("nl", "Sanne Visser")
    assert "Add the bag, please" in message.text
    assert "Antwoord op de pagina van je retour" in message.html
    assert link_token(mail.link_id) in message.text
    assert "#messages" in message.text


def test_a_return_that_has_no_link_gets_one_that_opens_its_page(of):
    row = requested(of)
    write_now(write_to_customer, of.agent, row.id, said(), now=NOW)
    link = read_now(live_link, row.id)
    assert messages_mailed(row.id)[0].link_id == link.id
    her = customer(link_token(link.id))
    assert write_now(write_from_customer, her, said(), now=NOW)


def test_a_link_that_was_made_for_a_message_leaves_the_choice_of_shipping_as_it_was():
    of = shop(options=2)
    row = requested(of)
    write_now(write_to_customer, of.agent, row.id, said(), now=NOW)
    decided = tuple(LineDecision(line.id, line.quantity, 0, 0) for line in read_now(lines_of, row.id))
    write_now(authorize, of.agent, row.id, decided, version=row.version, now=NOW)
    assert get(row.id).urgent_at is None
    write_now(submit_for_shipping, of.agent, row.id, now=NOW)
    # From now on its end matters.
    assert (get(row.id).urgent_why, get(row.id).urgent_at) == (
        LINK_UNOPENED,
        read_now(live_link, row.id).expires_at,
    )


def test_writing_brings_no_revoked_or_expired_link_back(of):
    revoked, _ = linked(of)
    write_now(revoke_link, of.agent, revoked, now=NOW)
    expired, _ = linked(of)
    canceled, _ = linked(of)
    write_now(cancel_return, of.agent, canceled, now=NOW)
    late = NOW + timedelta(days=400)
    for return_id in (revoked, expired, canceled):
        write_now(write_to_customer, of.agent, return_id, said("Sorry"), now=late)
        [mail] = messages_mailed(return_id)
        assert mail.link_id is None
        message = message_of(mail)
        assert "/l/" not in message.text
        assert "mailto:" in message.html


def test_a_return_that_is_over_can_still_be_talked_about(of):
    row = requested(of)
    write_now(reject, of.agent, row.id, "Worn", version=row.version, now=NOW)
    write_now(write_to_customer, of.agent, row.id, said("Call us about a repair"), now=NOW)
    her = customer(link_token(read_now(live_link, row.id).id))
    write_now(write_from_customer, her, said("I will"), now=NOW + timedelta(minutes=1))
    assert [kind for kind, _ in written(row.id)] == ["to_customer", "from_customer"]


def test_reasons_and_words_that_cannot_be_printed_are_refused_at_their_field(of):
    row = requested(of, quantity=2)
    [line] = read_now(lines_of, row.id)
    for decision, field in (
        (LineDecision(line.id, 1, 1, 0, "Cut\x00"), "reason"),
        (LineDecision(line.id, 1, 1, 0, "Cut", "sorry\x07"), "words"),
    ):
        with pytest.raises(Invalid) as refusal:
            write_now(authorize_and_submit, of.agent, row.id, (decision,), version=row.version, now=NOW)
        assert [one.field for one in refusal.value.problems] == [f"decide.{line.id}.{field}"]
    with pytest.raises(Invalid) as refusal:
        write_now(reject, of.agent, row.id, "No\x00", version=row.version, now=NOW)
    assert [one.field for one in refusal.value.problems] == ["reason"]
    return_id, _ = linked(of)
    with pytest.raises(Invalid) as refusal:
        write_now(send_link, of.agent, return_id, key="k", message="Hi\x00", now=NOW)
    assert [one.field for one in refusal.value.problems] == ["message"]


def test_every_message_belongs_to_a_return_that_exists(of):
    return_id, _ = linked(of)
    write_now(add_note, of.agent, return_id, said(), now=NOW)

    def count(session: Session) -> int:
        return len(session.exec(select(Message)).all())

    assert read_now(count) == 1
    with pytest.raises(NotFound):
        write_now(add_note, of.agent, uuid4(), said(), now=NOW)


def _write(of: Shop, kind: str, return_id: UUID, her: Actor, message: Written) -> None:
    if kind == "from_customer":
        write_now(write_from_customer, her, message, now=NOW)
    else:
        write_now(add_note if kind == "note" else write_to_customer, of.agent, return_id, message, now=NOW)


def _erase(session: Session, customer_id: UUID) -> None:
    row = session.get(Customer, customer_id)
    row.erased_at = NOW
    session.add(row)
