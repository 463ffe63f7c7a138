from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from returns_app.actions.authorize_and_submit import authorize_and_submit
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_out import check_out
from returns_app.actions.decide_return import authorize, submit_for_shipping
from returns_app.actions.issue_link import replace_link, revoke_link, send_link
from returns_app.actions.open_link import note_opened
from returns_app.actions.send_label_again import send_label_again
from returns_app.db.links import live_link
from returns_app.db.returns import lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import shipment_of
from returns_app.db.timeline import TimelineEntry, tell
from returns_app.domain.actors import SYSTEM, Role
from returns_app.domain.errors import Conflict, NotFound
from returns_app.domain.lifecycle import TRANSITIONS, Event, Status
from returns_app.domain.lines import LineDecision
from returns_app.queries.newest_change import newest_change
from returns_app.queries.return_page import return_page
from returns_app.queries.return_story import Look
from returns_app.queries.return_views import ReturnView
from returns_app.queries.timeline_words import MailNames, words_of
from returns_app.queries.wanted_shipment import wanted_shipment
from returns_app.worker.shipments import make_label
from tests.factories import NOW, Shop, agent, customer, draft, get, linked, requested, shop, started
from tests.queries.counting import statements

pytestmark = pytest.mark.usefixtures("database")
KINDS = (
    *(
        "draft_started",
        "link_opened",
        "step_finished",
        "checkout_confirmed",
        "label_delayed",
        "link_replaced",
    ),
    *("link_revoked", "link_expiry_changed", "fresh_link_asked", "submitted_for_shipping", "resubmitted"),
    *("mail_posted", "mail_sent", "mail_failed"),
)


@pytest.fixture
def of(database) -> Shop:
    return shop()


def page(of: Shop, return_id: UUID, **more: object) -> ReturnView:
    return read_now(return_page, more.pop("actor", of.agent), return_id, now=NOW, **more)


def decisions(return_id: UUID, *, rejected: int = 0) -> tuple[LineDecision, ...]:
    return tuple(
        LineDecision(line.id, line.quantity - rejected, rejected, 0, "Cut" if rejected else "")
        for line in read_now(lines_of, return_id)
    )


def with_label(of: Shop) -> UUID:
    row = requested(of)
    write_now(authorize_and_submit, of.agent, row.id, decisions(row.id), version=row.version, now=NOW)
    make_label(read_now(shipment_of, row.id).id, lambda: NOW)
    return row.id


def test_a_return_without_a_number_is_called_by_its_reference(of):
    return_id = started(of)
    view = page(of, return_id)
    assert view.number == f"Ref. {get(return_id).reference}"
    assert not view.has_number


def test_a_return_beyond_the_scope_does_not_exist(of):
    return_id = draft(of)
    for actor in (agent(countries=frozenset({"FR"})), agent(policies=frozenset({uuid4()}))):
        with pytest.raises(NotFound):
            page(of, return_id, actor=actor)
        with pytest.raises(NotFound):
            read_now(newest_change, actor, return_id, now=NOW)
        with pytest.raises(NotFound):
            read_now(wanted_shipment, actor, return_id)
    with pytest.raises(NotFound):
        page(of, uuid4())


def test_the_screen_follows_the_status_and_the_right(of):
    assert page(of, started(of)).mode == "draft"
    row = requested(of)
    assert page(of, row.id).mode == "authorize"
    assert page(of, row.id, actor=agent(role=Role.OPERATOR)).mode == "return"
    write_now(authorize, of.agent, row.id, decisions(row.id), version=row.version, now=NOW)
    assert page(of, row.id).mode == "ship"
    assert page(of, row.id, actor=agent(role=Role.OPERATOR)).mode == "return"


def test_a_return_that_its_customer_was_asked_to_ship_opens_for_the_agent_on_request_only():
    of = shop(options=2)
    row = requested(of)
    write_now(authorize_and_submit, of.agent, row.id, decisions(row.id), version=row.version, now=NOW)
    assert page(of, row.id).mode == "return"
    assert page(of, row.id, look=Look(ship=True)).mode == "ship"
    assert "submit" in page(of, row.id).acts


def test_only_legal_acts_are_offered(of):
    waiting, _ = linked(of)
    assert page(of, waiting).acts == ["open_link", "remind", "cancel", "assign", "write", "new_return"]
    assert page(of, started(of)).acts == ["continue_draft", "cancel", "assign", "new_return"]
    labelled = with_label(of)
    assert page(of, labelled).acts == [
        "label_again", "further_label", "remind", "cancel", "assign", "write", "new_return"
    ]  # fmt: skip
    assert page(of, labelled, actor=agent(role=Role.OPERATOR)).acts == ["receive"]
    assert "receive" in page(of, labelled, actor=agent(role=Role.SUPERVISOR)).acts
    write_now(cancel_return, of.agent, labelled, now=NOW)
    assert page(of, labelled).acts == ["write", "new_return"]


def test_the_label_is_offered_on_both_papers_and_the_shipment_told(of):
    view = page(of, with_label(of))
    assert view.status in {Status.SUBMITTED, Status.PICKUP_REQUESTED}
    assert [document.href.rsplit("/", 1)[1] for document in view.documents][:2] == ["a6.pdf", "a4.pdf"]
    assert view.shipment.shown
    assert view.shipment.tracking
    assert "Biltstraat 118" in view.shipment.sender


def test_while_the_label_is_made_the_page_says_so(of):
    row = requested(of)
    write_now(authorize_and_submit, of.agent, row.id, decisions(row.id), version=row.version, now=NOW)
    view = page(of, row.id)
    assert view.status == "making_label"
    assert view.documents == []
    assert read_now(wanted_shipment, of.agent, row.id) is not None


def test_what_was_rejected_stands_at_its_line(of):
    row = requested(of, quantity=3)
    write_now(authorize, of.agent, row.id, decisions(row.id, rejected=1), version=row.version, now=NOW)
    assert [remark.words for remark in page(of, row.id).lines[0].remarks] == ["1 of 3 rejected: Cut"]


def test_the_contract_tells_what_the_customer_still_does_and_whether_the_link_was_opened(of):
    return_id, token = linked(of, skipped=True)
    contract = page(of, return_id).contract
    assert contract.shown
    assert contract.words == "Not opened yet"
    assert {step.look for step in contract.steps} == {"certain", "done"}
    write_now(note_opened, customer(token), token, now=NOW)
    assert page(of, return_id).contract.words.startswith("Opened today")
    write_now(revoke_link, of.agent, return_id, now=NOW)
    revoked = page(of, return_id).contract
    assert (revoked.state, revoked.steps, revoked.track[0].name) == ("revoked", [], "Revoked")


def test_the_number_of_statements_does_not_grow_with_what_a_return_holds():
    of = shop()
    small, _ = linked(of)
    first = statements(return_page, of.agent, small, now=NOW)
    large = with_label(of)
    for at in range(3):
        write_now(send_label_again, of.agent, large, key=str(at), now=NOW + timedelta(minutes=at))
    assert abs(statements(return_page, of.agent, large, now=NOW) - first) <= 2
    assert first < 32


def test_no_page_holds_a_link(of):
    return_id, token = linked(of)
    write_now(send_link, of.agent, return_id, key="once", now=NOW)
    assert token not in repr(page(of, return_id))


def test_a_mail_that_left_is_told_once(of):
    return_id, _ = linked(of)
    write_now(send_link, of.agent, return_id, key="once", now=NOW)
    view = page(of, return_id)
    assert [entry.aside for entry in view.story.told if entry.kind == "mail"] == [
        f"waits to be sent to {view.mails[0].recipient}"
    ]
    write_now(_told, return_id, "mail_sent", {"mail": "link", "mail_id": view.mails[0].id})
    told = [entry for entry in page(of, return_id).story.told if entry.kind == "mail"]
    assert [entry.aside for entry in told] == [f"sent to {view.mails[0].recipient}"]
    assert view.mails[0].subject in told[0].what


def test_days_are_headed_once(of):
    return_id, _ = linked(of)
    later = NOW + timedelta(days=2)
    link = read_now(live_link, return_id)
    write_now(replace_link, of.agent, return_id, old=link.id, now=later)
    days = [entry.day for entry in read_now(return_page, of.agent, return_id, now=later).story.told]
    assert [day for day in days if day] == ["Today", "Saturday 21 November"] or days[0] == "Today"
    assert len([day for day in days if day]) == 2


def _told(session: Session, return_id: UUID, kind: str, facts: dict[str, object]) -> None:
    tell(session, return_id, kind, actor=SYSTEM, now=NOW, **facts)


def entry(kind: str, **facts: object) -> TimelineEntry:
    return TimelineEntry(
        return_id=uuid4(), at=NOW, kind=kind, actor_kind="staff", actor_name="Femke", facts=facts
    )


@pytest.mark.parametrize("event", sorted({event for _, event in TRANSITIONS}))
def test_every_transition_has_words_of_its_own(event: Event):
    said = words_of(entry("transition", event=event.value), MailNames())
    assert said.what
    assert said.what != "Transition"
    assert "_" not in said.what + said.aside


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_entry_has_words_of_its_own(kind):
    said = words_of(entry(kind, mail="link", step="products", words="No"), MailNames())
    # A kind that nobody has words for is told as an edit.
    assert said.kind != "edited" or kind == "draft_started"
    assert "_" not in said.what + said.aside


def test_a_kind_without_words_is_told_by_its_name():
    assert words_of(entry("goods_weighed"), MailNames()).what == "Goods weighed"


def test_whoever_was_faster_is_named(of):
    row = requested(of)
    other = agent("Jonas")
    write_now(authorize, other, row.id, decisions(row.id), version=row.version, now=NOW)
    change = read_now(newest_change, of.agent, row.id, now=NOW + timedelta(minutes=3))
    assert change.words.startswith("Authorized by Jonas")
    assert change.words.endswith("3 m ago.")
    assert change.version > row.version


def test_a_label_goes_out_again_once_a_click_and_only_while_it_is_of_use(of):
    return_id = with_label(of)
    before = len(page(of, return_id).mails)
    for _ in range(2):
        write_now(send_label_again, of.agent, return_id, key="click", now=NOW)
    assert len(page(of, return_id).mails) == before + 1
    write_now(cancel_return, of.agent, return_id, now=NOW)
    with pytest.raises(Conflict):
        write_now(send_label_again, of.agent, return_id, key="again", now=NOW)
    with pytest.raises(Conflict):
        write_now(send_label_again, of.agent, linked(of)[0], key="again", now=NOW)


def test_submitting_for_the_customer_asks_nothing_twice(of):
    row = requested(of)
    write_now(authorize, of.agent, row.id, decisions(row.id), version=row.version, now=NOW)
    first = write_now(submit_for_shipping, of.agent, row.id, now=NOW)
    again = write_now(check_out, of.agent, row.id, key="other", now=NOW)
    assert (again.again, again.number) == (True, first.number)
