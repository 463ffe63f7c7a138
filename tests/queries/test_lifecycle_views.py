"""What customers, operators and agents read after the checkout: one truth, and never beyond their scope."""

from datetime import timedelta
from uuid import UUID

import pytest

from returns_app.actions.book_pickup import book_pickup
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_return import finish_check, save_check
from returns_app.actions.issue_link import send_link
from returns_app.actions.settle_return import settle_return
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Actor, ActorKind, Role
from returns_app.domain.errors import NotFound
from returns_app.domain.money import Money
from returns_app.domain.pickups import Pickup, pickup_days
from returns_app.domain.receiving import Undeclared
from returns_app.domain.settling import Settled
from returns_app.queries.lifecycle import cancel_words, pickup_form, settle_form
from returns_app.queries.portal import portal_view
from returns_app.queries.portal_views import Outcome
from returns_app.queries.receiving import parcel, receiving
from returns_app.queries.return_page import return_page
from tests.factories import NOW, agent, draft, get, linked, shop
from tests.lifecycle_making import checked, counting, leave, operator, received, shipped
from tests.queries.counting import statements

pytestmark = pytest.mark.usefixtures("database")


def outcome(return_id: UUID, language: str = "en") -> Outcome:
    owner = Actor(ActorKind.CUSTOMER, None, "Sanne Visser", return_id=return_id)
    return read_now(portal_view, owner, language=language, now=NOW).outcome


def test_a_customer_chooses_the_day_until_one_is_booked_and_then_reads_it() -> None:
    of = shop()
    return_id = shipped(of, handover="pickup")
    before = outcome(return_id)
    assert before.title == "When may Sandbox Post come?"
    assert [choice.value for choice in before.days] == [day.isoformat() for day in pickup_days(NOW.date())]
    write_now(book_pickup, of.agent, return_id, Pickup(pickup_days(NOW.date())[0], "12:00-16:00"), now=NOW)
    after = outcome(return_id)
    assert after.days == []
    assert after.title == "Done. Sandbox Post comes on Tuesday 24 November"
    assert "between 12:00 and 16:00" in after.lead
    assert "tussen 12:00 en 16:00" in outcome(return_id, "nl").lead


def test_a_customer_reads_what_was_found_and_what_they_get() -> None:
    of = shop()
    return_id = checked(of, operator(), quantity=2, came=1, damaged=1)
    assert outcome(return_id).title == "Your parcel is checked"
    assert "1 piece is missing, 1 piece is damaged" in outcome(return_id).lead
    wish = Settled("refund", Money(1250, "EUR"), words="Thank you")
    write_now(settle_return, of.agent, return_id, wish, version=get(return_id).version, now=NOW)
    done = outcome(return_id)
    assert "We refund €12.50." in done.lead
    assert done.caption == "Thank you"


@pytest.mark.parametrize("wanted", ("exchange", "repair", "nothing"))
def test_a_customer_reads_the_other_outcomes_too(wanted: str) -> None:
    of = shop()
    return_id = checked(of, operator())
    assert outcome(return_id).title == "Checked, and in order"
    write_now(settle_return, of.agent, return_id, Settled(wanted), version=get(return_id).version, now=NOW)
    assert "€" not in outcome(return_id).lead
    assert "Monday 23 November" in outcome(return_id).lead


def test_a_canceled_return_says_why_to_its_customer() -> None:
    of = shop()
    return_id, _ = linked(of)
    write_now(cancel_return, of.agent, return_id, now=NOW, reason="Ordered twice")
    assert outcome(return_id).caption == "Ordered twice"


def test_the_lists_of_the_warehouse_hold_what_waits_and_what_was_checked_today() -> None:
    of, by = shop(), operator("Teun")
    waiting, done = received(of, by, quantity=2), checked(of, by)
    wish = counting(waiting, 1, 0, Undeclared("Sock"))
    write_now(save_check, by, waiting, wish, version=get(waiting).version, now=NOW)
    view = read_now(receiving, by, now=NOW)
    (row,) = view.to_check
    assert (row.id, row.when, row.by, row.counted) == (str(waiting), "10:00", "Teun", "1 of 1 line counted")
    assert [one.id for one in view.checked] == [str(done)]
    assert read_now(receiving, by, now=NOW + timedelta(days=1)).checked == []
    shown = read_now(parcel, by, waiting)
    assert (shown.lines[0].received, shown.extras[0].name) == ("1", "Sock")
    assert (shown.can_check, shown.can_undo) == (True, True)


def test_an_operator_of_another_country_sees_none_of_it() -> None:
    of, by = shop(), operator()
    return_id = received(of, by)
    abroad = agent("Roos", Role.OPERATOR, countries=frozenset({"DE"}))
    assert read_now(receiving, abroad, now=NOW).to_check == []
    for query in (parcel, settle_form, cancel_words):
        with pytest.raises(NotFound):
            read_now(query, abroad, return_id)


def test_the_lists_cost_the_same_however_long_they_are() -> None:
    of, by = shop(), operator()
    received(of, by)
    checked(of, by)
    few = statements(receiving, by, now=NOW)
    for _ in range(3):
        received(of, by)
        checked(of, by)
    assert statements(receiving, by, now=NOW) == few


def test_a_parcel_costs_the_same_however_many_lines_it_has() -> None:
    of, by = shop(), operator()
    assert statements(parcel, by, received(of, by)) == statements(parcel, by, received(of, by, quantity=9))


def test_what_is_not_collected_yet_is_not_called_on_its_way() -> None:
    told = {}
    for handover in ("pickup", "drop_off"):
        of = shop()
        view = read_now(return_page, of.agent, shipped(of, handover=handover), now=NOW).shipment
        told[handover] = [(step.name, step.detail) for step in view.steps if step.look == "now"]
    assert told == {
        "pickup": [("Pickup", "To book")],
        "drop_off": [("On its way", "With the customer or carrier")],
    }


def test_the_pickup_dialog_offers_days_only_to_who_may_book() -> None:
    of = shop()
    return_id = shipped(of, handover="pickup")
    assert len(read_now(pickup_form, of.agent, return_id, now=NOW).days) == 10
    assert read_now(pickup_form, operator(), return_id, now=NOW).days == []


def test_the_settle_dialog_says_the_value_and_the_limit() -> None:
    of = shop()
    return_id = checked(of, operator(), quantity=2, came=2, damaged=1)
    form = read_now(settle_form, of.agent, return_id)
    assert (form.whole, form.sound_words, form.currency) == ("698.00", "€349.00", "EUR")
    assert form.found == "2 of 2 pieces came. 1 damaged."
    assert "€723.00" in form.limit
    assert read_now(settle_form, agent("Annika", Role.SUPERVISOR), return_id).limit == ""


def test_the_cancel_dialog_says_who_is_told() -> None:
    of = shop()
    silent = draft(of)
    assert "gets no e-mail" in read_now(cancel_words, of.agent, silent)
    told, _ = linked(of)
    write_now(send_link, of.agent, told, key="k", now=NOW)
    leave(told)
    assert "gets an e-mail in Dutch" in read_now(cancel_words, of.agent, told)
    assert "Sandbox Post is asked to call the label off" in read_now(cancel_words, of.agent, shipped(of))


def test_the_return_page_shows_the_settlement_and_tells_it() -> None:
    of, by = shop(), operator()
    return_id = received(of, by)
    wish = counting(return_id, 2, 1)
    write_now(finish_check, by, return_id, wish, version=get(return_id).version, now=NOW)
    refund = Settled("refund", Money(1250, "EUR"), "PAY-1", "Thanks")
    write_now(settle_return, of.agent, return_id, refund, version=get(return_id).version, now=NOW)
    page = read_now(return_page, of.agent, return_id, now=NOW)
    assert (page.settled.outcome, page.settled.amount, page.settled.reference) == (
        "Refund",
        "€12.50",
        "PAY-1",
    )
    told = [f"{entry.what} {entry.aside}" for entry in page.story.told]
    assert any("Completed by Femke, refund, €12.50" in line for line in told)
    assert any("Checked by Teun. 2 of 1 pieces came. 1 too many. 1 damaged" in line for line in told)
