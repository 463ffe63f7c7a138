"""The ways to send a parcel: the desk reads the facts that the customer compares, and why a way is not open."""

from typing import Any

import pytest
from sqlmodel import Session, col, select, update

from returns_app.actions.correct_return import correct_carriers
from returns_app.actions.decide_return import save_decisions
from returns_app.db.products import Product
from returns_app.db.returns import lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Parcel
from returns_app.db.shipping import OfferedOption
from returns_app.domain.errors import Invalid
from returns_app.domain.lines import LineDecision
from returns_app.queries.correction_form import carrier_form
from returns_app.queries.decision_page import decision_page
from returns_app.queries.portal import portal_view
from tests.factories import NOW, Shop, customer, linked, requested, shop
from tests.lifecycle_making import shipment, shipped

pytestmark = pytest.mark.usefixtures("database")


def know(of: Shop, *, grams: int | None = None, **facts: Any) -> None:
    """What a piece weighs, and more about the first option."""

    def change(session: Session) -> None:
        session.exec(update(Product).where(col(Product.id) == of.product).values(weight_g=grams))
        if facts:
            session.exec(update(OfferedOption).where(col(OfferedOption.id) == of.option).values(**facts))

    write_now(change)


def everywhere(**facts: Any) -> None:
    def change(session: Session) -> None:
        session.exec(update(OfferedOption).values(**facts))

    write_now(change)


def test_the_desk_reads_what_an_option_takes_costs_the_climate_and_is_best_at() -> None:
    of = shop(options=2)
    everywhere(max_weight_g=20_000, co2_g=900)
    know(of, max_weight_g=9500, co2_g=200)
    first, second = read_now(decision_page, of.agent, requested(of).id, now=NOW).carriers
    assert (first.facts, first.best) == ("up to 9.5 kg, 200 g CO₂", "Cheapest and greenest")
    assert (second.facts, second.best) == ("up to 20 kg, 900 g CO₂", "")


def test_a_way_that_a_parcel_is_too_heavy_for_is_barred_with_the_numbers() -> None:
    of = shop(options=2)
    know(of, grams=4000, max_weight_g=10_000)
    row = requested(of, quantity=3)
    first, second = read_now(decision_page, of.agent, row.id, now=NOW).carriers
    assert (first.barred, second.barred) == ("Too heavy: 12 kg, takes 10 kg", "")
    assert [one.id for one in read_now(carrier_form, of.agent, row.id)] == [second.id]
    with pytest.raises(Invalid):
        write_now(correct_carriers, of.agent, row.id, {of.option}, version=row.version, now=NOW)


def test_pieces_that_are_not_sent_back_weigh_nothing() -> None:
    """Neither while it is decided on screen nor once it is."""
    of = shop(options=2)
    know(of, grams=4000, max_weight_g=10_000)
    row = requested(of, quantity=3)
    (line,) = read_now(lines_of, row.id)
    two = (LineDecision(line.id, 2, 1, 0, "Cut"),)
    assert not read_now(decision_page, of.agent, row.id, two, now=NOW).carriers[0].barred
    write_now(save_decisions, of.agent, row.id, two, version=row.version, now=NOW)
    assert not read_now(decision_page, of.agent, row.id, now=NOW).carriers[0].barred


def test_the_customer_chooses_among_what_takes_the_parcel_and_reads_why_nothing_does() -> None:
    of = shop(options=2)
    know(of, grams=4000, max_weight_g=3999, co2_g=1)
    _, token = linked(of)
    who = customer(token)
    view = read_now(portal_view, who, language="en", now=NOW)
    assert [card.id for card in view.options] == [str(of.other_option)]
    # One way is no question, and nothing to praise.
    assert (view.left_keys, view.options[0].tag, view.options[0].green, view.no_way) == ([], "", "", "")
    everywhere(max_weight_g=3999)
    view = read_now(portal_view, who, language="en", now=NOW)
    assert (view.options, view.left_keys) == ([], ["shipping"])
    assert "too heavy" in view.no_way
    everywhere(max_weight_g=None, countries=["PT"])
    assert "this address" in read_now(portal_view, who, language="en", now=NOW).no_way


@pytest.mark.parametrize(("payer", "cheapest"), (("customer", "Cheapest"), ("merchant", "")))
def test_the_cheapest_is_marked_for_who_pays_and_the_greenest_for_all(payer: str, cheapest: str) -> None:
    of = shop(options=2, label_payer=payer)
    everywhere(co2_g=900)
    know(of, co2_g=200)
    _, token = linked(of)
    first, second = read_now(portal_view, customer(token), language="en", now=NOW).options
    assert (first.tag, first.green, second.tag, second.green) == (cheapest, "Greenest", "", "")


def test_a_parcel_is_weighed_for_the_label_where_all_of_it_is_known() -> None:
    of = shop()

    def grams(return_id: Any) -> int | None:
        query = select(Parcel.weight_g).where(Parcel.shipment_id == shipment(return_id).id)
        return read_now(lambda session: session.exec(query).one())

    assert grams(shipped(of)) is None
    know(of, grams=1250)
    assert grams(shipped(of, quantity=2)) == 2500
