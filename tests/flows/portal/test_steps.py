"""A customer's way through what is left, from the first screen to the label."""

from typing import Any

from reflex.utils.format import json_dumps

from returns_app.actions.decide_return import authorize, submit_for_shipping
from returns_app.db.links import live_link
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.tokens import link_token
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import LineDecision
from returns_app.domain.policy import Level
from returns_app.flows.portal.address import SenderAddress
from returns_app.flows.portal.products import Products
from returns_app.flows.portal.state import Portal
from returns_app.flows.portal.survey import Questions
from tests import factories
from tests.driving import Browser, Server
from tests.flows.portal.conftest import Arrive, Customer, keep_alive

DUTCH = {
    "country": "NL",
    "name": "Sanne Visser",
    "street": "Biltstraat",
    "house_number": "118",
    "postal_code": "3572 BK",
    "city": "Utrecht",
}


async def fill_in(who: Customer, of: factories.Shop) -> None:
    """Go through every screen that a return of the test's shop can have left."""
    await who.send(Portal.begin)
    await who.send(Portal.save_order, data={"order_number": "NO-104882"})
    await who.send(Products.pick, product_id=str(of.product))
    line = who.browser.sees(Products)["lines"][0]
    await who.send(Products.save, data={f"{line.id}.reason": str(of.reason), f"{line.id}.quantity": "2"})
    if who.step == "surveys":
        asked = who.browser.sees(Questions)["questions"][0]
        await who.send(Questions.save, data={asked.name: "The seam tore"})
    if who.step == "shipping":
        await who.send(Portal.save_option, data={"option": str(of.other_option)})


def lose_address(return_id: Any) -> None:
    def lose(session: Any) -> None:
        row = session.get(Return, return_id)
        row.address, row.country = None, ""

    write_now(lose)


async def test_a_prepared_return_is_one_screen_and_one_tap(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    await who.open()
    assert (who.step, who.view.journey) == ("confirm", [])
    assert who.view.title == "All set, Sanne. Is this right?"
    await who.send(Portal.confirm)
    assert (who.step, who.view.stage, who.view.outcome.kind) == ("done", "done", "paper")
    row = factories.get(who.return_id)
    assert (row.status, row.number) == (Status.SUBMITTED, who.view.number)


async def test_everything_left_is_one_question_a_screen(database: Database, arrive: Arrive) -> None:
    of = factories.shop(options=2, survey=True)
    who = arrive(of, skipped=True)
    await who.open()
    assert who.step == "start"
    assert who.view.left_keys == ["order_number", "products", "surveys", "shipping"]
    await fill_in(who, of)
    assert who.step == "confirm"
    assert who.browser.sees(Portal)["segments"] == ["done"] * 4
    await who.send(Portal.confirm)
    assert (who.step, who.view.outcome.kind) == ("done", "code")
    assert who.view.outcome.code.startswith("<svg")


async def test_only_what_was_left_is_asked(database: Database, arrive: Arrive) -> None:
    of = factories.shop(options=2)
    who = arrive(of)
    await who.open()
    assert (who.step, who.view.left_keys) == ("start", ["shipping"])
    assert [item.name for item in who.view.goods] == ["Fjellvind 3 Tent"]


async def test_the_page_and_its_words_are_in_the_language_of_the_address(
    database: Database, arrive: Arrive
) -> None:
    who = arrive(factories.shop())
    await who.open("/nl/return")
    assert who.view.title == "Alles staat klaar, Sanne. Klopt dit?"


async def test_a_reload_at_any_step_comes_back_to_it(database: Database, arrive: Arrive) -> None:
    of = factories.shop(options=2, survey=True)
    who = arrive(of, skipped=True)
    await who.open()
    await who.send(Portal.begin)
    await who.send(Portal.save_order, data={"order_number": "NO-104882"})
    for step in ("products", "order_number"):
        await who.open(f"/en/return?step={step}")
        assert who.step == step
    # A step that is not reached yet is not shown, whatever the address says.
    await who.open("/en/return?step=confirm")
    assert who.step == "products"
    again = Customer(type(who.browser)(who.browser.server, portal=who.token), who.return_id, who.token)
    await again.open()
    assert (again.step, again.view.order_number) == ("products", "NO-104882")


async def test_products_added_but_not_saved_outlive_a_reload_of_the_tab(
    database: Database, arrive: Arrive
) -> None:
    who = arrive(factories.shop(), skipped=True)
    await who.open()
    await who.send(Portal.save_order, data={"order_number": "NO-104882"})
    await who.send(Products.add_typed, name="  Old   blue tent ")
    await who.open("/en/return?step=products")
    assert [line.name for line in who.browser.sees(Products)["lines"]] == ["Old blue tent"]


async def test_an_address_is_asked_by_its_country(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    lose_address(who.return_id)
    await who.open("/en/return?step=address")
    assert who.step == "address"
    shown = who.browser.sees(SenderAddress)
    assert shown["country"] == "NL"
    assert [field.name for field in shown["fields"]][:3] == ["name", "postal_code", "house_number"]
    await who.send(SenderAddress.choose_country, country="GB")
    fields = who.browser.sees(SenderAddress)["fields"]
    asked = [field.name for field in fields if not field.hidden]
    assert asked == ["name", "street", "addition", "city", "postal_code", "phone"]
    # What another country asked for stays on the page, so that nothing typed into it is lost.
    assert {field.name for field in fields if field.hidden} == {"company", "house_number", "region"}
    assert {"Postcode", "Town or city"} <= {field.label for field in fields}
    await who.send(SenderAddress.save, data=DUTCH)
    assert (who.step, who.view.address[-1]) == ("confirm", "3572 BK Utrecht")


async def test_address_and_option_may_be_changed_until_it_is_confirmed(
    database: Database, arrive: Arrive
) -> None:
    who = arrive(factories.shop(options=2))
    await who.open()
    await who.send(Portal.begin)
    await who.send(Portal.save_option, data={"option": who.view.options[0].id})
    await who.send(Portal.go, step="address")
    assert (who.step, who.browser.sees(Portal)["back_to"]) == ("address", "confirm")
    await who.send(SenderAddress.save, data={**DUTCH, "house_number": "7"})
    assert (who.step, who.view.address[1]) == ("confirm", "Biltstraat 7")


async def test_the_reason_decides_what_is_asked_and_nothing_typed_is_lost(
    database: Database, arrive: Arrive
) -> None:
    of = factories.shop(survey=True, reason_level=Level.NONE.value)
    who = arrive(of, skipped=True)
    await who.open()
    await who.send(Portal.save_order, data={"order_number": "NO-1"})
    await who.send(Products.pick, product_id=str(of.product))
    await who.send(Products.save, data={})
    asked = who.browser.sees(Questions)["questions"]
    assert [question.label for question in asked] == ["What happened?"]
    # What is refused stays as it was typed.
    await who.send(Questions.save, data={asked[0].name: "x" * 300})
    assert who.problems
    await who.send(Portal.go, step="products")
    await who.send(Portal.go, step="surveys")
    assert who.browser.sees(Questions)["questions"][0].value == "x" * 300


async def test_the_customer_sees_their_own_masked_address_and_no_secret(
    database: Database, arrive: Arrive
) -> None:
    who = arrive(factories.shop())
    await who.open()
    assert who.view.email.endswith("•••••@postvak.test")
    # As it goes down the wire: Reflex keeps the headers of the socket to itself.
    assert who.token not in json_dumps(who.browser.screen)


async def test_a_return_the_desk_made_asks_the_customer_for_the_shipping_alone(
    database: Database, server: Server
) -> None:
    of = factories.shop(options=2)
    row = factories.requested(of)
    line = read_now(lines_of, row.id)[0]
    decision = LineDecision(line.id, approved=1, rejected=0, kept=0)
    write_now(authorize, of.agent, row.id, (decision,), version=row.version, now=factories.NOW)
    write_now(submit_for_shipping, of.agent, row.id, now=factories.NOW)
    link = read_now(live_link, row.id)
    assert link is not None
    token = link_token(link.id)
    write_now(keep_alive, row.id)
    who = Customer(Browser(server, portal=token), row.id, token)
    await who.open()
    assert (who.step, who.view.left_keys, who.view.number) == (
        "start",
        ["shipping"],
        factories.get(row.id).number,
    )
    await who.send(Portal.save_order, data={"order_number": "NO-1"})
    assert factories.get(row.id).order_number == "NO-104882"
    await who.send(Portal.go, step="shipping")
    await who.send(Portal.save_option, data={"option": who.view.options[0].id})
    await who.send(Portal.confirm)
    assert (who.step, factories.get(row.id).status) == ("done", Status.SUBMITTED)
