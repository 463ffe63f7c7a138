"""The new return, driven as a browser drives it, and as no honest browser does."""

import time
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from returns_app import routes
from returns_app.actions.issue_link import issue_link
from returns_app.actions.require_excused import require_excused
from returns_app.actions.save_draft import leave_steps
from returns_app.actions.sign_in import start_session
from returns_app.db.accounts import User
from returns_app.db.customers import Customer
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import Role
from returns_app.domain.errors import Invalid
from returns_app.domain.wizard import StepKey
from returns_app.flows.new_return import state as wizard
from returns_app.flows.new_return.customer_state import CustomerStep
from returns_app.flows.new_return.lines_state import Lines
from returns_app.flows.new_return.state import NewReturn
from returns_app.flows.new_return.types_state import TypeStep
from returns_app.flows.notices import Notices
from tests import factories
from tests.driving import Answer, Browser, Server
from tests.factories import NOW, Shop
from tests.flows.conftest import SignIn


class Desk:
    """An agent's tab on the new return."""

    def __init__(self, server: Server, token: str) -> None:
        self.browser = Browser(server, desk=token)

    async def open(self, return_id: UUID | str = "", step: str = "") -> Answer:
        query = "&".join(f"{name}={value}" for name, value in (("id", return_id), ("step", step)) if value)
        return await self.browser.open(f"{routes.NEW_RETURN}?{query}" if query else routes.NEW_RETURN)

    async def leave(self, go: str = "next", *, step: str = "", **fields: Any) -> Answer:
        fields = {name.replace("__", "."): value for name, value in fields.items()}
        return await self.browser.send(NewReturn.leave, step=step or self.step, go=go, fields=fields)

    async def send(self, handler: Any, **arguments: Any) -> Answer:
        return await self.browser.send(handler, **arguments)

    @property
    def screen(self) -> dict[str, Any]:
        return self.browser.sees(NewReturn)

    @property
    def step(self) -> str:
        return str(self.screen["step"])

    @property
    def view(self) -> Any:
        return self.screen["view"]

    @property
    def problems(self) -> dict[str, str]:
        return dict(self.screen["problems"])

    @property
    def notice(self) -> str:
        return str(self.browser.sees(Notices)["notice"].text)


@pytest.fixture
def desk(server: Server, signed_in: SignIn) -> Desk:
    return Desk(server, signed_in())


@pytest.fixture
def german(database: Database) -> str:
    """The cookie of an agent who serves Germany alone."""
    user = User(
        email="greta@desk.test",
        name="Greta",
        role="agent",
        password_hash="",
        countries=["DE"],
        created_at=NOW,
    )
    database.write_now(lambda session: session.add(user))
    return database.write_now(start_session, user.id, now=datetime.now(UTC))


def returns() -> list[Return]:
    return read_now(lambda session: list(session.exec(select(Return))))


async def at_products(desk: Desk, shop: Shop, **wish: Any) -> UUID:
    return_id = factories.started(shop, **wish)
    await desk.open(return_id, "products")
    return return_id


async def test_a_link_takes_five_events_and_no_mouse(desk: Desk) -> None:
    shop = factories.shop()
    await desk.open()
    assert desk.browser.sees(TypeStep)["policy_id"] == str(shop.policy)
    answer = await desk.leave()
    (draft,) = returns()
    assert answer.redirects == [f"{routes.draft_page(draft.id)}&step=customer"]
    await desk.send(CustomerStep.search, words="visser")
    (hit,) = desk.browser.sees(CustomerStep)["hits"]
    await desk.send(NewReturn.pick_customer, customer_id=hit.id)
    assert desk.view.customer.name == "Sanne Visser"
    await desk.leave("leave_all")
    assert desk.step == "complete"
    answer = await desk.leave()
    assert answer.redirects == [routes.ready_link_page(draft.id)]
    row = factories.get(draft.id)
    assert (row.status, row.left_steps) == ("awaiting_customer", ["order_number", "products"])


async def test_nothing_is_written_before_the_first_step_is_left(desk: Desk) -> None:
    factories.shop()
    await desk.open()
    await desk.send(TypeStep.choose_number, number=1)
    assert returns() == []


async def test_the_filter_chooses_what_it_shows_even_when_enter_is_faster(desk: Desk) -> None:
    factories.shop()
    wanted = factories.shop(name="Warranty claim", position=5)
    factories.shop(name="Repair", outcome_level="line", position=6)
    await desk.open()
    await desk.send(TypeStep.narrow, words="warr")
    assert desk.browser.sees(TypeStep)["policy_id"] == str(wanted.policy)
    await desk.send(TypeStep.narrow, words="")
    await desk.send(TypeStep.choose_number, number=1)
    await desk.leave(words="warr")
    assert desk.view.policy_name == "Warranty claim"
    await desk.leave("back")
    await desk.leave(words="repair")
    assert desk.view.policy_name == "Repair"


async def test_leaving_the_first_step_twice_makes_one_draft(desk: Desk) -> None:
    factories.shop()
    await desk.open()
    await desk.leave(step="return_type")
    await desk.leave(step="return_type")
    assert len(returns()) == 1
    assert desk.step == "customer"


async def test_every_step_is_there_again_after_a_reload_in_another_tab(
    desk: Desk, server: Server, signed_in: SignIn
) -> None:
    shop = factories.shop(survey=True)
    await desk.open()
    await desk.leave()
    return_id = UUID(desk.view.id)
    await desk.send(NewReturn.pick_customer, customer_id=str(shop.customer))
    await desk.leave()
    await desk.leave(order_number="  NO-104882 ")
    await desk.send(Lines.add, product_id=str(shop.product))
    line = desk.view.lines[0]
    await desk.send(Lines.give_reason, line_id=line.id, reason_id=str(shop.reason))
    await desk.leave()
    name = f"answers..{shop.question}"
    await desk.send(NewReturn.leave, step="surveys", go="next", fields={name: "It tore"})
    other = Desk(server, signed_in())
    await other.open(return_id)
    assert other.view.order_number == "NO-104882"
    assert other.view.lines[0].reason == str(shop.reason)
    assert [step.look for step in other.view.steps] == ["done"] * 5 + ["open"]
    assert other.step == "complete"


async def test_going_back_and_forth_loses_nothing(desk: Desk) -> None:
    shop = factories.shop()
    return_id = factories.draft(shop)
    await desk.open(return_id, "products")
    before = desk.view.lines
    for go in ("back", "back", "back", "next", "next", "next"):
        await desk.leave(go, order_number="NO-104882")
    assert desk.step == "products"
    assert desk.view.lines == before
    assert desk.view.order_number == "NO-104882"
    await desk.leave("return_type")
    assert desk.step == "return_type"
    assert desk.view.customer.name == "Sanne Visser"


async def test_whoever_goes_on_before_the_address_followed_stays_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    return_id = factories.draft(factories.shop())
    await desk.open(return_id, "order_number")
    await desk.leave(order_number="NO-1")
    await desk.leave()
    assert desk.step == "complete"
    # The address of the step in between arrives late.
    await desk.open(return_id, "products")
    assert desk.step == "complete"
    await desk.open(return_id, "complete")
    monkeypatch.setattr(wizard, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + 60))
    # Now the agent goes back by the browser's own button.
    await desk.open(return_id, "products")
    assert desk.step == "products"


async def test_changing_the_type_keeps_what_was_filled_in(desk: Desk) -> None:
    shop, other = factories.shop(), factories.shop(name="Other")
    return_id = factories.draft(shop)
    await desk.open(return_id, "return_type")
    await desk.send(TypeStep.choose, policy_id=str(other.policy))
    await desk.leave()
    assert desk.view.policy_name == "Other"
    assert desk.view.order_number == "NO-104882"
    assert desk.view.lines[0].name == "Fjellvind 3 Tent"
    # The other type does not know this reason.
    assert desk.view.lines[0].reason == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Fill in the order number, or leave it to the customer."),
        ("x" * 5000, "Keep this under 60 characters."),
        ("NO\x00", "This holds a character that cannot be printed."),
        ({"not": "text"}, "Fill in the order number, or leave it to the customer."),
    ],
)
async def test_a_bad_order_number_is_named_and_nothing_is_written(desk: Desk, typed: Any, said: str) -> None:
    shop = factories.shop()
    return_id = factories.started(shop)
    await desk.open(return_id, "order_number")
    await desk.leave(order_number=typed)
    assert desk.problems == {"order_number": said}
    assert desk.step == "order_number"
    assert factories.get(return_id).order_number == ""


async def test_a_step_left_to_the_customer_can_be_passed_and_taken_back(desk: Desk) -> None:
    return_id = factories.started(factories.shop())
    await desk.open(return_id, "order_number")
    await desk.leave("leave")
    assert factories.get(return_id).left_steps == ["order_number"]
    await desk.leave("back")
    await desk.leave("next", order_number="")
    assert desk.step == "products"
    await desk.leave("back")
    await desk.leave("next", order_number="NO-7")
    row = factories.get(return_id)
    assert (row.order_number, row.left_steps) == ("NO-7", [])


@pytest.mark.parametrize("quantity", [0, -1, 1000, 10**9, 10**30])
async def test_a_bad_quantity_is_named_at_its_line_and_the_line_stays(desk: Desk, quantity: int) -> None:
    shop = factories.shop()
    return_id = await at_products(desk, shop)
    await desk.send(Lines.add, product_id=str(shop.product))
    await desk.send(Lines.count, line_id=desk.view.lines[0].id, quantity=quantity)
    assert desk.problems == {"lines.0.quantity": "The quantity must be between 1 and 999."}
    assert desk.view.lines[0].quantity == 1
    assert read_now(lines_of, return_id)[0].quantity == 1


@pytest.mark.parametrize(
    "reason", ["x" * 5000, "not an id", "7d1f5a52-3f0e-4c55-9a55-0c7b0a4f6e11", "' OR 1=1 --"]
)
async def test_a_forged_reason_is_named_at_its_line(desk: Desk, reason: str) -> None:
    shop = factories.shop()
    return_id = await at_products(desk, shop)
    await desk.send(Lines.add, product_id=str(shop.product))
    await desk.send(Lines.give_reason, line_id=desk.view.lines[0].id, reason_id=reason)
    assert desk.problems == {"lines.0.reason": "Choose one of the reasons of this return type."}
    assert read_now(lines_of, return_id)[0].reason_id is None


@pytest.mark.parametrize("product", ["nonsense", "7d1f5a52-3f0e-4c55-9a55-0c7b0a4f6e11", ""])
async def test_a_forged_product_adds_nothing(desk: Desk, product: str) -> None:
    return_id = await at_products(desk, factories.shop())
    await desk.send(Lines.add, product_id=product)
    assert "not in the catalogue" in next(iter(desk.problems.values()))
    assert read_now(lines_of, return_id) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 5000, "tent\x00"])
async def test_a_typed_product_without_a_proper_name_adds_nothing(desk: Desk, name: str) -> None:
    return_id = await at_products(desk, factories.shop())
    await desk.send(Lines.add_typed, name=name)
    assert desk.problems
    assert read_now(lines_of, return_id) == []


async def test_lines_are_saved_as_they_change(desk: Desk) -> None:
    shop = factories.shop(outcome_level="line")
    return_id = await at_products(desk, shop)
    await desk.send(Lines.add, product_id=str(shop.product))
    await desk.send(Lines.add, product_id=str(shop.product))
    await desk.send(Lines.add_typed, name="A borrowed stove")
    await desk.send(Lines.give_outcome, line_id=desk.view.lines[1].id, outcome="repair")
    saved = read_now(lines_of, return_id)
    assert [(line.name, line.quantity, line.outcome) for line in saved] == [
        ("Fjellvind 3 Tent", 2, None),
        ("A borrowed stove", 1, "repair"),
    ]
    for line in list(desk.view.lines):
        await desk.send(Lines.remove, line_id=line.id)
    assert read_now(lines_of, return_id) == []
    await desk.leave()
    assert desk.problems == {"lines": "Add a product, or leave this step to the customer."}


async def test_a_policy_for_one_product_lets_an_agent_add_a_second_and_asks_why_at_the_end(
    desk: Desk,
) -> None:
    shop = factories.shop(several_products=False)
    return_id = await at_products(desk, shop)
    await desk.send(Lines.add_typed, name="One")
    await desk.send(Lines.add_typed, name="Two")
    assert desk.problems == {}
    assert len(read_now(lines_of, return_id)) == 2
    with pytest.raises(Invalid) as refusal:
        read_now(lambda session: require_excused(session, shop.agent, session.get(Return, return_id)))
    assert [problem.field for problem in refusal.value.problems] == ["finding.several_products"]


async def test_reasons_left_open_are_left_to_the_customer(desk: Desk) -> None:
    shop = factories.shop()
    return_id = await at_products(desk, shop)
    await desk.send(Lines.add, product_id=str(shop.product))
    await desk.leave()
    assert factories.get(return_id).left_steps == ["products"]
    assert desk.view.steps[3].value == "1 line, rest left open"


async def test_on_the_complete_path_every_reason_is_wanted(desk: Desk) -> None:
    shop = factories.shop(outcome_level="return")
    await desk.open()
    await desk.send(TypeStep.take_path, path="complete")
    await desk.leave()
    await desk.send(NewReturn.pick_customer, customer_id=str(shop.customer))
    await desk.leave()
    await desk.leave(order_number="NO-1")
    await desk.send(Lines.add, product_id=str(shop.product))
    await desk.leave()
    assert desk.problems == {
        "lines.0.reason": "Say why it comes back.",
        "outcome": "Say what the customer would like.",
    }
    await desk.send(Lines.give_reason, line_id=desk.view.lines[0].id, reason_id=str(shop.reason))
    await desk.send(Lines.answer_for_all, what="outcome", value="refund")
    await desk.leave()
    assert desk.step == "complete"
    answer = await desk.leave()
    (row,) = returns()
    assert row.status == "authorization_requested"
    assert answer.redirects == [routes.return_page(row.id)]


async def test_surveys_are_kept_when_left_and_demanded_when_gone_on_from(desk: Desk) -> None:
    shop = factories.shop(survey=True)
    return_id = factories.draft(shop)
    await desk.open(return_id, "surveys")
    name = f"answers..{shop.question}"
    assert desk.screen["blocks"][0].questions[0].name == name
    await desk.send(NewReturn.leave, step="surveys", go="next", fields={})
    assert desk.problems == {name: "Answer this question."}
    await desk.send(NewReturn.leave, step="surveys", go="next", fields={name: "x" * 5000})
    assert desk.problems == {name: "Keep this under 200 characters."}
    await desk.send(NewReturn.leave, step="surveys", go="leave", fields={name: "It tore"})
    assert desk.step == "complete"
    assert factories.get(return_id).left_steps == ["surveys"]
    await desk.leave("back")
    assert desk.screen["blocks"][0].questions[0].value == "It tore"


async def test_a_new_customer_is_created_and_chosen_at_once(desk: Desk) -> None:
    shop = factories.shop()
    await desk.open()
    await desk.leave()
    await desk.send(CustomerStep.begin, words="Nora Nieuw")
    assert desk.browser.sees(CustomerStep)["typed"].name == "Nora Nieuw"
    await desk.leave(name="Nora Nieuw", email="no address", phone="12", language="xx")
    assert set(desk.problems) == {"email", "phone", "language"}
    await desk.leave("back", name="Nora Nieuw", email="nora@postvak.test", language="nl")
    await desk.leave("customer")
    assert desk.browser.sees(CustomerStep)["typed"].email == "nora@postvak.test"
    await desk.leave(
        name="Nora Nieuw",
        email="nora@postvak.test",
        language="nl",
        address__country="NL",
        address__street="Singel",
        address__house_number="4",
        address__postal_code="3511 gw",
        address__city="Utrecht",
    )
    assert desk.step == "order_number"
    assert desk.view.customer.name == "Nora Nieuw"
    assert desk.view.customer.address[1:3] == ["Singel 4", "3511 GW Utrecht"]
    assert shop.customer


async def test_a_taken_e_mail_address_offers_the_customer_who_has_it(desk: Desk) -> None:
    shop = factories.shop()
    taken = read_now(Session.get_one, Customer, shop.customer).email
    await desk.open()
    await desk.leave()
    await desk.send(CustomerStep.begin, words=taken)
    await desk.leave(name="Somebody Else", email=taken.upper(), language="nl")
    assert "has this e-mail address" in desk.problems["email"]
    twin = desk.browser.sees(CustomerStep)["twin"]
    await desk.send(NewReturn.pick_customer, customer_id=twin.id)
    assert desk.view.customer.id == str(shop.customer)
    assert desk.browser.sees(CustomerStep)["creating"] is False


async def test_an_address_without_a_street_is_named_and_not_thrown_away(desk: Desk) -> None:
    factories.shop()
    await desk.open()
    await desk.leave()
    await desk.send(CustomerStep.begin, words="")
    await desk.leave(name="Nora", email="nora@postvak.test", language="nl", address__city="Utrecht")
    assert desk.problems == {"address.street": "Fill in the street."}


@pytest.mark.parametrize("customer", ["nonsense", "7d1f5a52-3f0e-4c55-9a55-0c7b0a4f6e11", "x" * 5000])
async def test_a_forged_customer_is_not_chosen(desk: Desk, customer: str) -> None:
    factories.shop()
    await desk.open()
    await desk.leave()
    await desk.send(NewReturn.pick_customer, customer_id=customer)
    assert desk.problems == {"customer": "Choose a customer, or create one."}
    assert returns()[0].customer_id is None


async def test_a_customer_out_of_scope_is_not_chosen(desk: Desk, server: Server, german: str) -> None:
    shop = factories.shop()
    limited = Desk(server, german)
    await limited.open()
    await limited.leave()
    await limited.send(NewReturn.pick_customer, customer_id=str(shop.customer))
    assert limited.problems == {"customer": "Choose a customer, or create one."}
    await limited.send(CustomerStep.begin, words="")
    home = {
        "country": "NL",
        "street": "Singel",
        "house_number": "4",
        "postal_code": "3511 GW",
        "city": "Utrecht",
    }
    await limited.leave(
        name="Nora",
        email="nora@postvak.test",
        language="nl",
        **{f"address__{key}": value for key, value in home.items()},
    )
    assert set(limited.problems) == {"address.country"}
    await desk.open(UUID(limited.view.id))
    assert desk.view.customer.id == ""


async def test_going_on_without_a_customer_is_refused(desk: Desk) -> None:
    factories.shop()
    await desk.open()
    await desk.leave()
    for go in ("next", "leave_all"):
        await desk.leave(go)
        assert desk.problems == {"customer": "Choose a customer, or create one."}


async def test_an_unknown_or_barred_policy_is_never_chosen(desk: Desk) -> None:
    barred = factories.shop(portal_kind="slim")
    await desk.open()
    for forged in (str(barred.policy), str(uuid4()), "nonsense"):
        await desk.send(TypeStep.choose, policy_id=forged)
    await desk.leave()
    assert desk.problems == {"policy": "Choose a return type."}
    assert returns() == []
    await desk.send(TypeStep.create_yourself, policy_id=str(barred.policy))
    await desk.leave()
    assert returns()[0].path == "complete"


async def test_a_policy_barred_between_choosing_and_leaving_is_refused_with_its_reason(desk: Desk) -> None:
    shop = factories.shop()
    await desk.open()
    write_now(lambda session: setattr(session.get_one(ReturnPolicy, shop.policy), "connector", "shopify"))
    await desk.leave()
    assert "order connector (shopify)" in desk.problems["policy"]
    assert returns() == []


async def test_a_policy_barred_before_completion_stops_the_link_and_loses_nothing(desk: Desk) -> None:
    shop = factories.shop()
    return_id = factories.draft(shop)
    await desk.open(return_id)
    assert desk.step == "complete"
    write_now(lambda session: setattr(session.get_one(ReturnPolicy, shop.policy), "active", False))
    await desk.leave()
    assert desk.problems == {"policy": "It is not active."}
    assert desk.view.barred == ["It is not active."]
    assert factories.get(return_id).status == "draft"
    assert desk.view.order_number == "NO-104882"


async def test_an_open_step_stops_the_link_at_its_name(desk: Desk) -> None:
    return_id = factories.started(factories.shop())
    await desk.open(return_id, "complete")
    await desk.leave()
    assert desk.problems == {"order_number": "This step is still open: Order number."}
    assert [step.key for step in desk.view.missing] == ["order_number", "products"]
    await desk.leave("leave_all")
    assert (desk.step, desk.view.missing) == ("complete", [])


async def test_a_draft_finished_in_another_tab_is_shown_on_its_own_page(desk: Desk) -> None:
    shop = factories.shop()
    return_id = factories.draft(shop)
    await desk.open(return_id, "order_number")
    write_now(issue_link, shop.agent, return_id, now=NOW)
    assert (await desk.leave(order_number="NO-2")).redirects == [routes.ready_link_page(return_id)]
    assert (await desk.open(return_id)).redirects == [routes.ready_link_page(return_id)]
    assert factories.get(return_id).order_number == "NO-104882"


@pytest.mark.parametrize("bad", ["nonsense", "7d1f5a52-3f0e-4c55-9a55-0c7b0a4f6e11", "../../etc", "%00"])
async def test_an_address_that_names_no_draft_shows_that_there_is_none(desk: Desk, bad: str) -> None:
    await desk.open(bad)
    assert desk.screen["missing"] is True


async def test_a_draft_out_of_scope_is_not_shown(server: Server, german: str) -> None:
    return_id = factories.draft(factories.shop())
    limited = Desk(server, german)
    await limited.open(return_id)
    assert limited.screen["missing"] is True
    assert not limited.browser.was_told("Sanne Visser")


async def test_without_a_session_and_as_an_operator_nothing_happens(
    server: Server, signed_in: SignIn
) -> None:
    shop = factories.shop()
    return_id = factories.started(shop)
    write_now(leave_steps, shop.agent, return_id, [StepKey.ORDER_NUMBER], now=NOW)
    for somebody in (Desk(server, ""), Desk(server, signed_in(Role.OPERATOR))):
        await somebody.open(return_id, "order_number")
        await somebody.send(NewReturn.leave, step="order_number", go="next", fields={"order_number": "X"})
        await somebody.send(NewReturn.pick_customer, customer_id=str(shop.customer))
        await somebody.send(CustomerStep.search, words="visser")
        assert not somebody.browser.was_told("Sanne Visser")
    assert factories.get(return_id).order_number == ""


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"step": 3, "go": [], "fields": "x"},
        {"step": "customer", "go": "anywhere", "fields": {}},
        {"step": "customer", "go": "next", "fields": None},
    ],
)
async def test_malformed_events_change_nothing_and_are_answered_calmly(
    desk: Desk, payload: dict[str, Any]
) -> None:
    return_id = factories.started(factories.shop())
    await desk.open(return_id, "customer")
    before = factories.get(return_id).version
    answer = await desk.browser.send_raw(f"{NewReturn.get_full_name()}.leave", payload)
    assert not answer.errors
    assert "did not arrive" in desk.notice
    assert (desk.step, factories.get(return_id).version) == ("customer", before)
