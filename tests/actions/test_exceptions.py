"""Rules bind customers and advise agents: what stands in the way, who may set it aside, and for how long that holds."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from returns_app.actions.check_out import check_out
from returns_app.actions.correct_return import correct_delivered_on, correct_lines
from returns_app.actions.decide_return import authorize
from returns_app.actions.grant_exception import ExceptionWish, grant_exception, withdraw_exception
from returns_app.actions.issue_link import issue_link
from returns_app.actions.open_return import open_return
from returns_app.actions.save_delivery import save_delivered_on
from returns_app.actions.save_draft import leave_steps, save_address
from returns_app.actions.save_lines import LinesWish, LineWish, save_lines
from returns_app.db.exceptions import GrantedException, exceptions_of
from returns_app.db.policies import ReturnPolicy
from returns_app.db.products import Product
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.timeline import entries_of
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Actor, Role
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.findings import Rule
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import LineDecision, WantedLine
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey
from tests.factories import NOW, Shop, agent, customer, draft, get, lines, requested, shop, started

pytestmark = pytest.mark.usefixtures("database")
TODAY = NOW.date()
LATE = TODAY - timedelta(days=33)
GOODWILL = ExceptionWish(Rule.OUTSIDE_WINDOW, "goodwill", "Called on the 19th.")
GERMANY = Address("DE", "Sanne Visser", "", "Torstraße", "1", "", "10119", "Berlin")


def late(of: Shop, *, quantity: int = 1) -> Return:
    """A return that waits for a decision, 33 days after its delivery."""
    row = requested(of, quantity=quantity)
    return write_now(correct_delivered_on, of.agent, row.id, LATE, version=get(row.id).version, now=NOW)


def excuse(actor: Actor, row: Return, wish: ExceptionWish = GOODWILL, **more: Any) -> Return:
    more.setdefault("version", get(row.id).version)
    return write_now(grant_exception, actor, row.id, wish, now=NOW, **more)


def decide(actor: Actor, row: Return, *, rejected: int = 0) -> Return:
    decisions = tuple(
        LineDecision(line.id, line.quantity - rejected, rejected, 0, "Worn." if rejected else "")
        for line in read_now(lines_of, row.id)
    )
    return write_now(authorize, actor, row.id, decisions, version=get(row.id).version, now=NOW)


def kept(row: Return) -> list[GrantedException]:
    return read_now(exceptions_of, row.id)


def fields(refused: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.field for problem in refused.value.problems]


def change_policy(of: Shop, **changes: Any) -> None:
    def change(session: Any) -> None:
        row = session.get(ReturnPolicy, of.policy)
        for name, value in changes.items():
            setattr(row, name, value)
        session.add(row)

    write_now(change)


def test_a_return_outside_the_window_is_authorized_only_with_an_exception() -> None:
    of = shop()
    row = late(of)
    with pytest.raises(Invalid) as refused:
        decide(of.agent, row)
    assert fields(refused) == ["finding.outside_window"]
    assert get(row.id).status == Status.AUTHORIZATION_REQUESTED
    excuse(of.agent, row)
    assert decide(of.agent, row).status == Status.APPROVED


def test_an_exception_keeps_the_rule_what_it_saw_its_limit_the_cost_and_who() -> None:
    of = shop()
    row = late(of, quantity=2)
    excuse(of.agent, row)
    (one,) = kept(row)
    assert (one.rule, one.observed, one.limit_words, one.reason) == ("outside_window", "33", "30", "goodwill")
    assert (one.words, one.cost_minor, one.currency) == ("Called on the 19th.", 69800, "EUR")
    assert (one.granted_by, one.granted_at) == (of.agent.id, NOW)


def test_the_timeline_tells_of_it_without_the_words() -> None:
    of = shop()
    row = late(of)
    excuse(of.agent, row)
    newest = read_now(entries_of, row.id)[0]
    assert newest.kind == "exception_granted"
    assert newest.facts["exception_id"] == str(kept(row)[0].id)
    assert "Called" not in str(newest.facts)


def test_granting_twice_is_granting_once_and_other_words_replace_the_first() -> None:
    of = shop()
    row = late(of)
    seen = get(row.id).version
    excuse(of.agent, row, version=seen)
    after = get(row.id).version
    excuse(of.agent, row, version=seen)
    assert (len(kept(row)), get(row.id).version) == (1, after)
    excuse(of.agent, row, ExceptionWish(Rule.OUTSIDE_WINDOW, "our_mistake"))
    assert [(one.reason, one.words) for one in kept(row)] == [("our_mistake", "")]


def test_an_exception_at_an_old_version_is_refused() -> None:
    of = shop()
    row = late(of)
    with pytest.raises(Conflict):
        excuse(of.agent, row, version=get(row.id).version - 1)
    assert kept(row) == []


@pytest.mark.parametrize(
    ("reason", "words", "field"),
    (
        ("", "", "finding.outside_window.reason"),
        ("nonsense", "", "finding.outside_window.reason"),
        ("other", " ", "finding.outside_window.words"),
        ("goodwill", "x" * 501, "finding.outside_window.words"),
    ),
)
def test_a_reason_that_is_none_is_refused(reason: str, words: str, field: str) -> None:
    of = shop()
    row = late(of)
    with pytest.raises(Invalid) as refused:
        excuse(of.agent, row, ExceptionWish(Rule.OUTSIDE_WINDOW, reason, words))
    assert fields(refused) == [field]


def test_what_is_not_broken_cannot_be_excused() -> None:
    of = shop()
    row = requested(of)
    with pytest.raises(Invalid) as refused:
        excuse(of.agent, row)
    assert fields(refused) == ["finding.outside_window"]


def test_above_the_limit_a_supervisor_decides() -> None:
    of = shop(exception_limit_minor=15000)
    row = late(of)
    with pytest.raises(Forbidden):
        excuse(of.agent, row)
    write_now(let_go, row.id)
    excuse(agent("Greta", Role.SUPERVISOR), row)
    write_now(let_go, row.id)
    assert decide(of.agent, row).status == Status.APPROVED


def let_go(session: Any, return_id: UUID) -> None:
    """Let go of what a colleague held while they looked."""
    row = session.get(Return, return_id)
    row.held_by = row.held_until = None
    session.add(row)


@pytest.mark.parametrize(("change", "covered"), ((1, False), (0, True), (-1, True)))
def test_an_exception_covers_no_worse_a_day_than_it_was_made_for(*, change: int, covered: bool) -> None:
    of = shop()
    row = late(of)
    excuse(of.agent, row)
    other = LATE - timedelta(days=change)
    write_now(correct_delivered_on, of.agent, row.id, other, version=get(row.id).version, now=NOW)
    if covered:
        assert decide(of.agent, row).status == Status.APPROVED
        return
    with pytest.raises(Invalid) as refused:
        decide(of.agent, row)
    assert fields(refused) == ["finding.outside_window"]


def test_more_pieces_than_were_let_through_need_a_new_exception() -> None:
    of = shop(max_pieces=2)
    row = requested(of, quantity=3)
    excuse(of.agent, row, ExceptionWish(Rule.OVER_QUANTITY, "promised"))
    line = read_now(lines_of, row.id)[0]
    more = LinesWish((LineWish(line.id, WantedLine(line.product_id, "x", 4, line.reason_id)),))
    write_now(correct_lines, of.agent, row.id, more, version=get(row.id).version, now=NOW)
    with pytest.raises(Invalid) as refused:
        decide(of.agent, row)
    assert fields(refused) == ["finding.over_quantity"]
    # Rejecting the surplus does as well: fewer pieces come back than were let through.
    assert decide(of.agent, row, rejected=1).status == Status.APPROVED


def test_an_exception_is_withdrawn_by_its_maker_or_a_supervisor_until_it_is_decided() -> None:
    of = shop()
    row = late(of)
    excuse(of.agent, row)
    write_now(let_go, row.id)
    with pytest.raises(Forbidden):
        write_now(withdraw_exception, agent("Jonas"), row.id, Rule.OUTSIDE_WINDOW, version=None, now=NOW)
    write_now(withdraw_exception, of.agent, row.id, Rule.OUTSIDE_WINDOW, version=None, now=NOW)
    assert kept(row) == []
    write_now(withdraw_exception, of.agent, row.id, Rule.OUTSIDE_WINDOW, version=None, now=NOW)
    assert [one.kind for one in read_now(entries_of, row.id)].count("exception_withdrawn") == 1
    excuse(of.agent, row)
    decide(of.agent, row)
    with pytest.raises(Conflict):
        write_now(withdraw_exception, of.agent, row.id, Rule.OUTSIDE_WINDOW, version=None, now=NOW)


def test_neither_operators_nor_customers_nor_strangers_make_exceptions() -> None:
    of = shop()
    row = late(of)
    with pytest.raises(Forbidden):
        excuse(agent(role=Role.OPERATOR), row)
    with pytest.raises(NotFound):
        excuse(agent(countries=frozenset({"FR"})), row)
    return_id = draft(of)
    token = link_token(write_now(issue_link, of.agent, return_id, now=NOW).id)
    with pytest.raises(Forbidden):
        write_now(grant_exception, customer(token), return_id, GOODWILL, version=None, now=NOW)


def test_a_link_is_made_only_when_what_is_found_was_allowed() -> None:
    of = shop()
    return_id = draft(of)
    write_now(save_delivered_on, of.agent, return_id, LATE, now=NOW)
    with pytest.raises(Invalid) as refused:
        write_now(issue_link, of.agent, return_id, now=NOW)
    assert fields(refused) == ["finding.outside_window"]
    assert "Choose why" in str(refused.value.sentence)
    write_now(grant_exception, of.agent, return_id, GOODWILL, version=None, now=NOW)
    assert write_now(issue_link, of.agent, return_id, now=NOW).return_id == return_id


@pytest.mark.parametrize(("mode", "refused_at_once"), (("automatic", True), ("manual", False)))
def test_what_opens_authorized_has_to_be_in_order_what_waits_is_looked_at_later(
    mode: str, *, refused_at_once: bool
) -> None:
    of = shop(default_mode=mode)
    return_id = draft(of, CreationPath.COMPLETE)
    write_now(save_delivered_on, of.agent, return_id, LATE, now=NOW)
    if refused_at_once:
        with pytest.raises(Invalid):
            write_now(open_return, of.agent, return_id, now=NOW)
        return
    assert write_now(open_return, of.agent, return_id, now=NOW).status == Status.AUTHORIZATION_REQUESTED


def test_an_agent_is_told_when_a_supervisor_has_to_allow_it() -> None:
    of = shop(exception_limit_minor=100)
    return_id = draft(of)
    write_now(save_delivered_on, of.agent, return_id, LATE, now=NOW)
    with pytest.raises(Invalid, match="A supervisor has to allow this"):
        write_now(issue_link, of.agent, return_id, now=NOW)


@pytest.mark.parametrize(
    "day", (TODAY + timedelta(days=1), date(TODAY.year - 5, TODAY.month, TODAY.day - 1), date(1, 1, 1))
)
def test_a_day_of_delivery_that_cannot_be_is_refused(day: date) -> None:
    of = shop()
    return_id = draft(of)
    with pytest.raises(Invalid) as refused:
        write_now(save_delivered_on, of.agent, return_id, day, now=NOW)
    assert fields(refused) == ["delivered_on"]


def test_a_day_of_delivery_is_kept_changed_and_taken_back() -> None:
    of = shop()
    return_id = draft(of)
    for day in (TODAY, date(TODAY.year - 5, TODAY.month, TODAY.day), None):
        write_now(save_delivered_on, of.agent, return_id, day, now=NOW)
        assert get(return_id).delivered_on == day
    row = late(of)
    excuse(of.agent, row)
    decide(of.agent, row)
    with pytest.raises(Conflict):
        write_now(save_delivered_on, of.agent, row.id, None, now=NOW)


# ---- Customers are bound ----


def left_open(of: Shop, *, delivered: date | None = None, excused: bool = False) -> tuple[UUID, Actor]:
    """A link whose customer fills in order, products and the rest."""
    return_id = started(of)
    write_now(save_delivered_on, of.agent, return_id, delivered, now=NOW)
    if excused:
        write_now(grant_exception, of.agent, return_id, GOODWILL, version=None, now=NOW)
    every = (StepKey.ORDER_NUMBER, StepKey.PRODUCTS, StepKey.SURVEYS)
    write_now(leave_steps, of.agent, return_id, every, now=NOW)
    link = write_now(issue_link, of.agent, return_id, now=NOW)
    return return_id, customer(link_token(link.id))


@pytest.mark.parametrize(
    ("policy", "quantity", "field"),
    (
        ({"max_pieces": 2}, 3, "lines"),
        ({"several_pieces": False}, 2, "lines.0.quantity"),
    ),
)
def test_a_customer_is_held_to_how_much_the_type_takes(
    policy: dict[str, Any], quantity: int, field: str
) -> None:
    of = shop(**policy)
    return_id, who = left_open(of)
    with pytest.raises(Invalid) as refused:
        write_now(save_lines, who, return_id, lines(of, quantity=quantity), now=NOW)
    assert fields(refused) == [field]
    assert "ask the service desk" in str(refused.value.sentence)
    assert read_now(lines_of, return_id) == []
    write_now(save_lines, who, return_id, lines(of, quantity=1), now=NOW)


def test_a_customer_is_held_to_one_product_where_one_is_taken() -> None:
    of = shop(several_products=False)
    return_id, who = left_open(of)
    other = Product(sku=uuid4().hex[:12], name="Mug", price_minor=900, currency="EUR", search="mug")
    write_now(lambda session: session.add(other))
    two = LinesWish(
        tuple(LineWish(uuid4(), WantedLine(one, "x", 1, of.reason)) for one in (of.product, other.id))
    )
    with pytest.raises(Invalid) as refused:
        write_now(save_lines, who, return_id, two, now=NOW)
    assert fields(refused) == ["lines"]


def test_goods_dearer_than_an_agent_may_allow_are_not_covered_for_the_customer() -> None:
    of = shop(exception_limit_minor=40000)
    return_id, who = left_open(of, delivered=LATE, excused=True)
    write_now(save_lines, who, return_id, lines(of, quantity=1), now=NOW)
    with pytest.raises(Invalid) as refused:
        write_now(save_lines, who, return_id, lines(of, quantity=2), now=NOW)
    assert fields(refused) == ["lines"]
    assert "30 days" in str(refused.value.sentence)


def test_a_customer_cannot_send_from_a_country_the_type_is_not_for_unless_it_was_allowed() -> None:
    of = shop(countries=["NL"])
    return_id = draft(of)
    link = write_now(issue_link, of.agent, return_id, now=NOW)
    with pytest.raises(Invalid) as refused:
        write_now(save_address, customer(link_token(link.id)), return_id, GERMANY, now=NOW)
    assert fields(refused) == ["country"]
    assert get(return_id).country == "NL"
    abroad = draft(of)
    write_now(save_address, of.agent, abroad, GERMANY, now=NOW)
    allowed = ExceptionWish(Rule.FOREIGN_COUNTRY, "our_mistake")
    write_now(grant_exception, of.agent, abroad, allowed, version=None, now=NOW)
    link = write_now(issue_link, of.agent, abroad, now=NOW)
    write_now(save_address, customer(link_token(link.id)), abroad, GERMANY, now=NOW)


def test_the_checkout_holds_a_customer_to_the_rules_of_what_they_filled_in() -> None:
    of = shop()
    return_id, who = left_open(of)
    from_customer = lines(of, quantity=3)
    write_now(save_lines, who, return_id, from_customer, now=NOW)
    finish(return_id, who)
    change_policy(of, max_pieces=2)
    with pytest.raises(Invalid) as refused:
        write_now(check_out, who, return_id, key="k", now=NOW)
    assert fields(refused) == ["lines"]
    assert get(return_id).checkout_at is None


def test_a_link_that_was_sent_is_honored_when_its_policy_becomes_stricter() -> None:
    of = shop()
    return_id = draft(of, quantity=3)
    write_now(save_delivered_on, of.agent, return_id, TODAY - timedelta(days=20), now=NOW)
    link = write_now(issue_link, of.agent, return_id, now=NOW)
    change_policy(of, max_pieces=1, window_days=7, countries=["FR"])
    assert write_now(check_out, customer(link_token(link.id)), return_id, key="k", now=NOW).number


def finish(return_id: UUID, who: Actor) -> None:
    """The customer's other steps."""

    def fill(session: Any) -> None:
        row = session.get(Return, return_id)
        row.order_number = "NO-777777"
        row.finished_steps = sorted({*row.finished_steps, "order_number", "surveys"})
        session.add(row)

    assert who.return_id == return_id
    write_now(fill)
