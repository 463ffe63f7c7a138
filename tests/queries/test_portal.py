"""What customers read of their return, at every point where it can stand."""

from dataclasses import fields, is_dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_out import check_out
from returns_app.actions.decide_return import reject
from returns_app.actions.save_draft import choose_option
from returns_app.actions.save_lines import LinesWish, LineWish, save_lines
from returns_app.db.returns import Return
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.shipping import OfferedOption
from returns_app.db.timeline import tell
from returns_app.domain.actors import SYSTEM, Actor, ActorKind
from returns_app.domain.errors import NotFound
from returns_app.domain.lines import WantedLine
from returns_app.i18n import LANGUAGES
from returns_app.queries.portal import portal_view
from returns_app.queries.portal_label import code_document, label_document
from returns_app.queries.portal_products import find_products
from returns_app.queries.portal_views import PortalView
from returns_app.queries.portal_words import first_name, masked
from returns_app.queries.wanted_shipment import wanted_shipment
from returns_app.worker.shipments import make_label
from tests import factories
from tests.factories import NOW
from tests.queries.counting import statements


def seen(return_id: UUID, language: str = "en") -> PortalView:
    return read_now(portal_view, owner(return_id), language=language, now=NOW)


def owner(return_id: UUID) -> Actor:
    return Actor(ActorKind.CUSTOMER, None, "Sanne Visser", return_id=return_id)


def add_lines(of: factories.Shop, return_id: UUID, count: int) -> None:
    wanted = WantedLine(product_id=of.product, name="any", quantity=1, reason_id=of.reason)
    wish = LinesWish(tuple(LineWish(uuid4(), wanted) for _ in range(count)))
    write_now(save_lines, owner(return_id), return_id, wish, now=NOW)


def texts(value: object) -> list[str]:
    """Every text in a view, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    if is_dataclass(value):
        return [text for one in fields(value) for text in texts(getattr(value, one.name))]
    return []


def test_a_customer_sees_no_return_but_their_own(database: Database) -> None:
    return_id, _ = factories.linked(factories.shop())
    stranger = Actor(ActorKind.CUSTOMER, None, "Somebody", return_id=uuid4())
    for query in (label_document, code_document, wanted_shipment):
        arguments = {label_document: ("a6",), wanted_shipment: (stranger.return_id,)}.get(query, ())
        with pytest.raises(NotFound):
            read_now(query, stranger, *arguments)  # type: ignore[operator]
    with pytest.raises(NotFound):
        read_now(portal_view, stranger, language="en", now=NOW)
    assert seen(return_id).stage == "checkout"


def test_the_number_of_statements_does_not_depend_on_the_number_of_products(database: Database) -> None:
    of = factories.shop(survey=True)
    counts = []
    for count in (1, 30):
        return_id, _ = factories.linked(of, skipped=True)
        add_lines(of, return_id, count)
        counts.append(statements(portal_view, owner(return_id), language="en", now=NOW))
    assert counts[0] == counts[1]


def test_the_refund_is_the_products_less_the_way_that_is_chosen(database: Database) -> None:
    of = factories.shop(options=2, label_payer="customer")
    return_id, _ = factories.linked(of)
    assert [line.amount for line in seen(return_id).sums] == ["€349.00", "€349.00"]
    write_now(choose_option, owner(return_id), return_id, of.other_option, now=NOW)
    assert [line.amount for line in seen(return_id).sums] == ["€349.00", "−€4.95", "€344.05"]
    assert [line.amount for line in seen(return_id, "nl").sums][-1].replace("\xa0", " ") == "€ 344,05"


def test_the_cheapest_way_is_named_where_prices_differ(database: Database) -> None:
    paid, _ = factories.linked(factories.shop(options=2, label_payer="customer"))
    free, _ = factories.linked(factories.shop(options=2))
    assert [(card.price, card.tag) for card in seen(paid).options] == [("€3.95", "Cheapest"), ("€4.95", "")]
    assert [(card.price, card.tag) for card in seen(free).options] == [("Free", ""), ("Free", "")]


def test_each_point_of_a_return_has_its_screen(database: Database) -> None:
    of = factories.shop()
    return_id, _ = factories.linked(of)
    assert seen(return_id).stage == "checkout"
    shipment = write_now(check_out, owner(return_id), return_id, key="k", now=NOW).shipment_id
    assert shipment is not None
    assert (seen(return_id).stage, read_now(wanted_shipment, owner(return_id), return_id)) == (
        "working",
        shipment,
    )
    make_label(shipment, lambda: NOW)
    done = seen(return_id)
    assert (done.stage, done.outcome.kind) == ("done", "paper")
    assert [step.state for step in done.outcome.track] == ["done", "done", "now", "next", "next", "next"]
    assert read_now(wanted_shipment, owner(return_id), return_id) is None


@pytest.mark.parametrize(
    ("status", "states"),
    [
        ("received", ["done", "done", "done", "now", "next"]),
        ("settlement_requested", ["done", "done", "done", "done", "now"]),
        ("completed", ["done"] * 5),
    ],
)
def test_what_became_of_a_return_is_told_mark_by_mark(
    database: Database, status: str, states: list[str]
) -> None:
    of = factories.shop()
    return_id, _ = factories.linked(of)
    shipment = write_now(check_out, owner(return_id), return_id, key="k", now=NOW).shipment_id
    assert shipment is not None
    make_label(shipment, lambda: NOW)
    write_now(_go_through, return_id, status)
    view = seen(return_id)
    assert view.stage == "status"
    assert [step.state for step in view.outcome.track] == states


def test_a_rejected_return_shows_the_reason_and_no_rail(database: Database) -> None:
    of = factories.shop()
    row = factories.requested(of)
    assert seen(row.id).outcome.title == "We are looking at your return"
    write_now(reject, of.agent, row.id, "It was worn.", version=row.version, now=NOW)
    outcome = seen(row.id).outcome
    assert (outcome.caption, outcome.track) == ("It was worn.", [])


def test_a_canceled_return_says_that_nothing_has_to_be_sent(database: Database) -> None:
    of = factories.shop()
    return_id, _ = factories.linked(of)
    write_now(cancel_return, of.agent, return_id, now=NOW)
    assert seen(return_id).outcome.lead == "Nothing has to be sent back."


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_gap_stays_open_in_any_language(database: Database, language: str) -> None:
    of = factories.shop(options=2, survey=True)
    return_id, _ = factories.linked(of, skipped=True)
    assert not [text for text in texts(seen(return_id, language)) if "{" in text]


def test_a_return_prepared_earlier_says_on_which_day(database: Database) -> None:
    return_id, _ = factories.linked(factories.shop())

    def earlier(session: Session) -> None:
        row = session.get(Return, return_id)
        assert row is not None
        row.created_at, row.option_id = NOW - timedelta(days=3), None
        row.address, row.country = None, ""

    write_now(earlier)
    assert "on Friday 20 November" in seen(return_id).lead


def test_a_customer_without_an_address_is_told_of_the_choice_of_shipping_from_the_start(
    database: Database,
) -> None:
    of = factories.shop(options=2)
    return_id, _ = factories.linked(of)

    def at_home_only(session: Session) -> None:
        session.get_one(OfferedOption, of.option).countries = ["NL"]
        row = session.get_one(Return, return_id)
        row.address, row.country, row.option_id = None, "", None

    write_now(at_home_only)
    assert seen(return_id).journey == ["address", "shipping"]


def test_the_catalogue_is_found_by_words_and_never_whole(database: Database) -> None:
    factories.shop()
    found = read_now(find_products, "tent", language="en")
    assert [item.name for item in found] == ["Fjellvind 3 Tent"]
    assert read_now(find_products, "   ", language="en") == []
    assert len(read_now(find_products, "x" * 5000, language="en")) == 0


@pytest.mark.parametrize(
    ("email", "shown"),
    [("anna@postvak.test", "a•••••@postvak.test"), ("", ""), ("nonsense", ""), ("b@c.test", "b•••••@c.test")],
)
def test_an_address_on_screen_is_masked(email: str, shown: str) -> None:
    assert masked(email) == shown


def test_a_customer_is_called_by_the_first_name() -> None:
    assert (first_name("Anna van der Meulen"), first_name("")) == ("Anna", "")


def _go_through(session: Session, return_id: UUID, last: str) -> None:
    """The entries and the status that the desk's later deeds leave behind."""
    row = session.get(Return, return_id)
    assert row is not None
    for status in ("received", "settlement_requested", "completed"):
        tell(session, return_id, "transition", actor=SYSTEM, now=NOW, after=status)
        row.status = status
        if status == last:
            return
