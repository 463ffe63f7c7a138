"""The parts of the return page that speak: the timeline, the truth check, the counts of the lines, the link."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from returns_app.actions.check_out import check_out
from returns_app.actions.save_draft import save_address
from returns_app.actions.write_message import Written, add_note, write_from_customer, write_to_customer
from returns_app.db.receiving import UndeclaredItem
from returns_app.db.returns import lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Shipment
from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import Role
from returns_app.domain.addresses import Address
from returns_app.queries.portal import portal_view
from returns_app.queries.return_addresses import truth_view
from returns_app.queries.return_page import return_page
from returns_app.queries.return_story import Look
from returns_app.queries.timeline_story import entry_views, filtered, shown, told
from returns_app.queries.timeline_words import MailNames, words_of
from tests.factories import ADDRESS, NOW, Shop, agent, customer, linked, shop
from tests.queries.counting import statements

ELSEWHERE = replace(ADDRESS, street="Oudegracht", house_number="241")


@pytest.fixture
def of(database) -> Shop:
    return shop()


def page(of: Shop, return_id: UUID, look: Look = Look()):  # noqa: B008 - it never changes
    return read_now(return_page, of.agent, return_id, now=NOW, look=look)


def said(words: str) -> Written:
    return Written(words, uuid4().hex)


def confirmed(of: Shop) -> tuple[UUID, object]:
    return_id, token = linked(of)
    write_now(check_out, customer(token), return_id, key="once", now=NOW)
    return return_id, customer(token)


def label_from(address: Address) -> Shipment:
    return Shipment(
        return_id=uuid4(), option_id=uuid4(), retry_at=NOW, idempotency_key="k", sender=address.__dict__,
        recipient={}, created_at=NOW,
    )  # fmt: skip


def entry(kind: str, number: int = 1, **facts: object) -> TimelineEntry:
    return TimelineEntry(
        id=number, return_id=uuid4(), at=NOW, kind=kind, actor_kind="staff", actor_name="Femke", facts=facts
    )


def test_addresses_that_agree_are_shown_once_and_calmly():
    truth = truth_view(ADDRESS, [ADDRESS], label_from(ADDRESS))
    assert (truth.same, truth.differences, len(truth.cards)) == (True, "", 1)
    assert truth.words == "Ship-from, the address on file and the label’s sender are the same."
    assert not any(part.differs for line in truth.cards[0].lines for part in line.parts)


def test_a_sender_on_the_label_that_differs_is_marked_where_it_differs():
    truth = truth_view(ADDRESS, [ADDRESS], label_from(ELSEWHERE))
    assert (truth.same, truth.differences) == (False, "2 differences")
    marked = [
        [part.text for line in card.lines for part in line.parts if part.differs] for card in truth.cards
    ]
    assert marked == [["Biltstraat 118"], ["Biltstraat 118"], ["Oudegracht 241"]]
    assert [card.check for card in truth.cards] == [
        "Complete for a label", "Same as ship-from", "Differs from ship-from",
    ]  # fmt: skip
    assert [card.doubtful for card in truth.cards] == [False, False, True]


def test_of_several_addresses_on_file_the_one_that_fits_counts():
    assert truth_view(ADDRESS, [ELSEWHERE, ADDRESS], None).same
    assert not truth_view(ADDRESS, [ELSEWHERE], None).same
    assert truth_view(None, [ELSEWHERE, ADDRESS], label_from(ADDRESS)).same


def test_what_is_not_known_is_not_compared():
    assert not truth_view(None, [], None).shown
    alone = truth_view(ADDRESS, [], None)
    assert (alone.same, alone.words) == (True, "No other address is known to compare it with.")
    assert truth_view(None, [ADDRESS], None).words == "Only the address on file is known so far."


def test_the_page_compares_what_the_customer_typed_with_what_is_on_file(of):
    return_id, token = linked(of)
    assert page(of, return_id).truth.same
    write_now(save_address, customer(token), return_id, ELSEWHERE, now=NOW)
    assert page(of, return_id).truth.differences == "2 differences"


def test_lines_tell_what_was_asked_authorized_and_received_and_why_they_differ(of):
    return_id, _ = confirmed(of)

    def check(session: Session) -> None:
        [line] = lines_of(session, return_id)
        line.quantity, line.approved, line.rejected, line.kept = 6, 4, 1, 1
        line.reject_reason, line.reject_words = "Worn.", "Look at the heel."
        line.received, line.damaged, line.check_words = 3, 1, "Sole torn"
        session.add(line)
        session.add(UndeclaredItem(return_id=return_id, position=0, name="A mug", quantity=2, words="Blue"))

    write_now(check)
    line, extra = page(of, return_id).lines
    assert (line.asked, line.authorized, line.received) == ("6", "4", "3")
    assert [(one.words, one.tone) for one in line.remarks] == [
        ("1 of 6 rejected: Worn. Look at the heel.", "todo"),
        ("1 of 6 not sent back, the customer keeps it", "todo"),
        ("1 missing", "urgent"),
        ("1 damaged", "urgent"),
        ("Sole torn", "plain"),
    ]
    assert (extra.name, extra.received, extra.asked, extra.declared) == ("A mug", "2", "–", False)
    assert [one.words for one in extra.remarks] == ["Was in the parcel, not announced", "Blue"]


def test_more_than_was_authorized_is_said_and_what_is_not_known_is_a_dash(of):
    return_id, _ = confirmed(of)
    assert page(of, return_id).lines[0].received == "–"

    def surplus(session: Session) -> None:
        [line] = lines_of(session, return_id)
        line.received, line.damaged = 3, 0
        session.add(line)

    write_now(surplus)
    assert [one.words for one in page(of, return_id).lines[0].remarks] == ["2 more than authorized"]


def test_the_link_says_what_happened_to_it_and_nothing_is_left_after_the_checkout(of):
    return_id, _ = linked(of, skipped=True)
    contract = page(of, return_id).contract
    assert [event.name for event in contract.track] == [
        "Made",
        "Sent",
        "Opened",
        "Step 1 of 2",
        "Confirmed",
        "Label",
    ]
    assert "days left" in contract.ends
    done, _ = confirmed(of)
    finished = page(of, done).contract
    assert (finished.state, finished.steps, finished.ends) == ("finished", [], "")


def test_a_message_is_told_once_with_what_became_of_its_mail(of):
    return_id, her = confirmed(of)
    write_now(write_to_customer, of.agent, return_id, said("Add the bag"), now=NOW)
    write_now(write_from_customer, her, said("I will"), now=NOW)
    write_now(add_note, of.agent, return_id, said("Nice"), now=NOW)
    told_now = page(of, return_id).story.told
    assert [(one.kind, one.what, one.aside, one.card) for one in told_now[:3]] == [
        ("note", "Femke", "internal note", "Nice"),
        ("message", "Sanne Visser", "message", "I will"),
        ("reply", "Femke", "to the customer, e-mail waits to be sent", "Add the bag"),
    ]
    assert "message about" not in repr([one.what for one in told_now])


def test_only_the_desk_can_open_a_mail(of):
    return_id, _ = confirmed(of)
    write_now(write_to_customer, of.agent, return_id, said("Add the bag"), now=NOW)
    operator = agent("Otto", role=Role.OPERATOR)
    theirs = read_now(return_page, operator, return_id, now=NOW)
    assert {mail.html for mail in theirs.mails} == {""}
    assert {one.mail_id for one in theirs.story.told} == {""}
    assert all(mail.html for mail in page(of, return_id).mails)


def test_each_filter_shows_its_own_and_heads_its_own_days(of):
    return_id, her = confirmed(of)
    write_now(write_from_customer, her, said("When?"), now=NOW)
    messages = page(of, return_id, Look(only="messages")).story
    status = page(of, return_id, Look(only="status")).story
    assert {one.kind for one in messages.told} <= {"message", "mail", "note", "reply"}
    assert {one.kind for one in status.told} <= {"transition", "done", "failed", "shipped"}
    assert messages.told[0].day == status.told[0].day == "Today"
    assert page(of, return_id).story.total > messages.total + status.total - 1


def test_a_long_story_is_folded_and_a_few_more_are_not():
    few = told([entry("link_opened", number) for number in range(40)], MailNames())
    many = told([entry("link_opened", number) for number in range(64)], MailNames())
    assert len(shown(few, whole=False)) == 40
    assert (len(shown(many, whole=False)), len(shown(many, whole=True))) == (30, 64)
    assert len(filtered(many, "nonsense")) == 64
    assert [one.day for one in entry_views(shown(many, whole=False), now=NOW) if one.day] == ["Today"]


@pytest.mark.parametrize("kind", ["note_added", "message_sent", "message_received", "no_answer_needed"])
def test_what_people_wrote_has_words_of_its_own(kind):
    spoken = words_of(entry(kind, message_id="m"), MailNames(written={"m": "Hello"}))
    assert spoken.what
    assert "_" not in spoken.what + spoken.aside
    assert spoken.card == ("" if kind == "no_answer_needed" else "Hello")
    # Once its words are erased, that it was written is still told.
    assert words_of(entry(kind, message_id="m"), MailNames()).what == spoken.what


def test_the_composer_says_who_reads_it_and_how_they_answer(of):
    return_id, her = confirmed(of)
    writing = page(of, return_id).writing
    assert (writing.name, writing.language) == ("Sanne Visser", "Dutch")
    assert writing.answers == "back here"
    write_now(write_from_customer, her, said("Hello?"), now=NOW)
    assert page(of, return_id).writing.unanswered.startswith("today")


def test_since_is_when_the_status_came_not_when_somebody_wrote(of):
    return_id, _ = linked(of)
    later = NOW + timedelta(hours=5)
    write_now(add_note, of.agent, return_id, said("Note"), now=later)
    view = read_now(return_page, of.agent, return_id, now=later)
    assert view.waiting == "5 h"
    assert view.last.startswith("Note by Femke, today")


def test_only_those_who_work_at_the_desk_can_be_assigned(of):
    agent("Otto", role=Role.OPERATOR)
    agent("Sven", role=Role.SUPERVISOR)
    return_id, _ = linked(of)
    view = page(of, return_id)
    assert [one.name for one in view.colleagues] == ["Femke", "Sven"]
    assert view.assigned == "Femke"


def test_the_customer_reads_the_conversation_and_no_note(of):
    return_id, her = confirmed(of)
    write_now(add_note, of.agent, return_id, said("Between us"), now=NOW)
    write_now(write_to_customer, of.agent, return_id, said("Add the bag"), now=NOW)
    write_now(write_from_customer, her, said("I will"), now=NOW + timedelta(minutes=1))
    talk = read_now(portal_view, her, language="en", now=NOW).talk
    assert [(line.mine, line.words) for line in talk.lines] == [(False, "Add the bag"), (True, "I will")]
    assert talk.lines[0].sender.startswith("Femke, ")
    assert talk.lines[1].sender.startswith("You · 23 Nov 2026, ")
    assert (talk.write_to, talk.waits) == ("Write to Femke", True)
    assert "Between us" not in repr(talk)


def test_no_message_costs_a_statement_of_its_own(of):
    quiet, _ = confirmed(of)
    loud, her = confirmed(of)
    for count in range(12):
        write_now(write_to_customer, of.agent, loud, said(str(count)), now=NOW)
        write_now(write_from_customer, her, said(str(count)), now=NOW)
    assert statements(return_page, of.agent, loud, now=NOW) == statements(
        return_page, of.agent, quiet, now=NOW
    )
    assert statements(portal_view, her, language="en", now=NOW) < 30
