from dataclasses import asdict, replace
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from returns_app.actions.authorize_and_submit import authorize_and_submit
from returns_app.actions.check_out import check_out
from returns_app.actions.correct_return import correct_address, correct_carriers, correct_lines
from returns_app.actions.decide_return import save_decisions
from returns_app.actions.save_draft import save_address
from returns_app.actions.save_lines import LinesWish, LineWish
from returns_app.db.customers import CustomerAddress
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import shipment_of
from returns_app.domain.actors import Role
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import LineDecision, WantedLine
from returns_app.queries.decision_page import decision_page
from returns_app.queries.decision_views import DecisionView
from returns_app.queries.known_addresses import known_address
from tests.factories import ADDRESS, NOW, Shop, agent, customer, get, linked, requested, shop
from tests.queries.counting import statements

pytestmark = pytest.mark.usefixtures("database")


def screen(of: Shop, row: Return, decisions: tuple[LineDecision, ...] = ()) -> DecisionView:
    return read_now(decision_page, of.agent, row.id, decisions, now=NOW)


def decided(row: Return, approved: int, rejected: int = 0, kept: int = 0) -> tuple[LineDecision, ...]:
    line = read_now(lines_of, row.id)[0]
    return (LineDecision(line.id, approved, rejected, kept, "Cut" if rejected else ""),)


def put_address(row: Return, address: Address, position: int) -> None:
    def add(session: Session) -> None:
        session.add(
            CustomerAddress(
                customer_id=row.customer_id,
                position=position,
                country=address.country,
                address=asdict(address),
            )
        )

    write_now(add)


def kinds(view: DecisionView) -> list[str]:
    return [one.kind for one in view.following]


@pytest.mark.parametrize(("options", "promised"), ((1, ["label", "mail"]), (3, ["mail", "choose", "label"])))
def test_what_is_promised_is_what_submitting_does(options, promised):
    of = shop(options=options)
    row = requested(of)
    view = screen(of, row)
    assert kinds(view) == promised
    result = write_now(authorize_and_submit, of.agent, row.id, decided(row, 1), version=row.version, now=NOW)
    assert (result is not None) == (promised[0] == "label")
    assert (read_now(shipment_of, row.id) is not None) == (promised[0] == "label")


def test_pre_selecting_one_of_several_carriers_makes_the_label_at_once():
    of = shop(options=3)
    row = requested(of)
    chosen = {UUID(screen(of, row).carriers[1].id)}
    row = write_now(correct_carriers, of.agent, row.id, chosen, version=row.version, now=NOW)
    view = screen(of, row)
    assert (view.carrier_words.now, view.carrier_words.count) == ("one", "1 of 3 selected")
    assert kinds(view) == ["label", "mail"]
    result = write_now(authorize_and_submit, of.agent, row.id, decided(row, 1), version=row.version, now=NOW)
    assert result.shipment_id is not None
    assert read_now(shipment_of, row.id).option_id in chosen


def test_when_everything_is_kept_nothing_is_shipped():
    of = shop()
    row = requested(of, quantity=2)
    everything_kept = decided(row, 0, 0, 2)
    view = screen(of, row, everything_kept)
    assert (kinds(view), view.shippable, view.sums.kept) == (["settle", "mail"], False, 2)
    assert (
        write_now(authorize_and_submit, of.agent, row.id, everything_kept, version=row.version, now=NOW)
        is None
    )
    assert get(row.id).status == Status.SETTLEMENT_REQUESTED
    assert read_now(shipment_of, row.id) is None


def test_edits_on_screen_are_shown_in_the_place_of_what_is_kept():
    of = shop()
    row = requested(of, quantity=3)
    view = screen(of, row, decided(row, 1, 2))
    line = view.lines[0]
    assert (line.approve, line.reject, line.keep) == (1, 2, 0)
    assert (view.sums.approved, view.sums.rejected) == (1, 2)
    untouched = screen(of, row).lines[0]
    assert (untouched.approve, untouched.reject, untouched.keep) == (3, 0, 0)


def test_edits_that_do_not_fit_the_line_any_more_are_dropped():
    of = shop()
    row = requested(of, quantity=3)
    assert screen(of, row, decided(row, 5)).lines[0].approve == 3


def test_a_line_whose_quantity_changed_is_decided_on_anew():
    of = shop()
    row = requested(of, quantity=3)
    row = write_now(save_decisions, of.agent, row.id, decided(row, 1, 2), version=row.version, now=NOW)
    line = read_now(lines_of, row.id)[0]
    wish = LinesWish((LineWish(line.id, WantedLine(line.product_id, "x", 2, line.reason_id)),))
    row = write_now(correct_lines, of.agent, row.id, wish, version=row.version, now=NOW)
    assert (screen(of, row).lines[0].asked, screen(of, row).lines[0].approve) == (2, 2)


def test_known_addresses_stand_side_by_side_with_what_differs_marked():
    of = shop()
    row = requested(of)
    put_address(row, replace(ADDRESS, house_number="811"), 7)
    view = screen(of, row)
    assert view.differences == "1 difference"
    marked = [
        part.text for card in view.addresses for line in card.lines for part in line.parts if part.differs
    ]
    assert marked == ["118", "811"]
    assert [card.checked for card in view.addresses] == [True, False]


def test_the_same_address_is_shown_once_and_never_more_than_three():
    of = shop()
    row = requested(of)
    put_address(row, ADDRESS, 5)
    assert len(screen(of, row).addresses) == 1
    assert screen(of, row).differences == ""
    for at in range(4):
        put_address(row, replace(ADDRESS, house_number=str(at)), 10 + at)
    assert len(screen(of, row).addresses) == 3


@pytest.mark.parametrize("key", ("9", "-1", "x", "", "00"))
def test_an_address_that_no_card_shows_is_none(key):
    of = shop()
    assert read_now(known_address, of.agent, requested(of).id, key) is None


def test_an_address_that_cannot_go_on_a_label_says_why():
    of = shop()
    row = requested(of)
    put_address(row, replace(ADDRESS, postal_code="12345", house_number=""), 7)
    bad = screen(of, row).addresses[1]
    assert bad.doubtful
    assert bad.check


def test_beyond_the_scope_there_is_no_screen_and_no_address():
    of = shop()
    row = requested(of)
    stranger = agent(countries=frozenset({"FR"}))
    with pytest.raises(NotFound):
        read_now(decision_page, stranger, row.id, now=NOW)
    with pytest.raises(NotFound):
        read_now(known_address, stranger, row.id, "0")


def test_the_number_of_statements_does_not_grow_with_the_addresses():
    of = shop(options=3)
    row = requested(of)
    one = statements(decision_page, of.agent, row.id, now=NOW)
    for at in range(4):
        put_address(row, replace(ADDRESS, house_number=str(at)), 10 + at)
    assert statements(decision_page, of.agent, row.id, now=NOW) == one


@pytest.mark.parametrize(
    ("action", "wish"),
    (
        (correct_address, replace(ADDRESS, house_number="1")),
        (correct_carriers, set()),
        (correct_lines, LinesWish(())),
    ),
)
def test_a_correction_at_an_old_version_changes_nothing(action, wish):
    of = shop()
    row = requested(of)
    with pytest.raises(Conflict):
        write_now(action, of.agent, row.id, wish, version=row.version - 1, now=NOW)
    assert get(row.id).version == row.version
    assert get(row.id).address["house_number"] == "118"


def test_a_correction_is_the_desks_alone_and_within_its_scope():
    of = shop()
    row = requested(of)
    with pytest.raises(Forbidden):
        write_now(correct_carriers, agent(role=Role.OPERATOR), row.id, set(), version=row.version, now=NOW)
    stranger = agent(countries=frozenset({"FR"}))
    with pytest.raises(NotFound):
        write_now(correct_carriers, stranger, row.id, set(), version=row.version, now=NOW)


def test_a_carrier_of_another_policy_cannot_be_pre_selected():
    of = shop()
    row = requested(of)
    with pytest.raises(Invalid):
        write_now(correct_carriers, of.agent, row.id, {uuid4()}, version=row.version, now=NOW)


def test_the_address_of_an_earlier_return_is_offered_to_those_alone_who_may_see_it():
    of = shop()
    earlier, token = linked(of)
    abroad = Address("DE", "Sanne Visser", "", "Torstraße", "1", "", "10119", "Berlin")
    write_now(save_address, customer(token), earlier, abroad, now=NOW)
    write_now(check_out, customer(token), earlier, key="k", now=NOW)
    row = requested(of)
    titles = [[card.title for card in view.addresses] for view in (
        screen(of, row),
        read_now(decision_page, agent("Jonas", countries=frozenset({"NL"})), row.id, (), now=NOW),
    )]  # fmt: skip
    assert titles == [["Customer record", f"Return {get(earlier).number}"], ["Customer record"]]
