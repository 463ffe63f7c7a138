"""Whatever a browser sends: a clear word at its place, nothing lost, nothing written."""

import pytest
from sqlmodel import Session

from returns_app import routes
from returns_app.db.policies import PolicySurvey, ReturnPolicy, Survey, SurveyQuestion
from returns_app.db.session import Database, write_now
from returns_app.flows.notices import Notices
from returns_app.flows.portal.address import SenderAddress
from returns_app.flows.portal.dead_state import DeadLink
from returns_app.flows.portal.products import Products
from returns_app.flows.portal.state import Portal
from returns_app.flows.portal.survey import Questions
from tests import factories
from tests.driving import Browser, Server
from tests.flows.portal.conftest import Arrive, Customer
from tests.flows.portal.test_steps import DUTCH

HUGE = "x" * 5000


def end_policy(of: factories.Shop) -> None:
    def end(session):
        session.get(ReturnPolicy, of.policy).active = False

    write_now(end)


async def at_products(who: Customer, of: factories.Shop) -> str:
    """At the products step, with one line added; gives its id."""
    await who.open()
    await who.send(Portal.save_order, data={"order_number": "NO-104882"})
    await who.send(Products.pick, product_id=str(of.product))
    return str(who.browser.sees(Products)["lines"][0].id)


@pytest.mark.parametrize("token", ["", "forged", "x" * 43, HUGE])
async def test_a_forged_cookie_is_sent_to_the_page_for_dead_links(
    database: Database, server: Server, token: str
) -> None:
    browser = Browser(server, portal=token)
    answer = await browser.open("/nl/return")
    assert answer.redirects == [routes.dead_link("nl")]
    assert browser.sees(Portal)["view"].stage == ""


async def test_another_link_in_the_same_tab_finds_nothing_of_the_first(
    database: Database, arrive: Arrive
) -> None:
    of = factories.shop()
    first, second = arrive(of), arrive(of)
    await first.open()
    thief = first.browser.takeover(portal=second.token)
    answer = await thief.send(Portal.confirm)
    assert answer.is_empty
    assert factories.get(first.return_id).checkout_at is None
    assert factories.get(second.return_id).checkout_at is None


async def test_an_ended_policy_refuses_the_next_step_and_writes_nothing(
    database: Database, arrive: Arrive
) -> None:
    of = factories.shop(options=2)
    who = arrive(of, skipped=True)
    await who.open()
    end_policy(of)
    answer = await who.send(Portal.save_order, data={"order_number": "NO-104882"})
    assert answer.redirects == [routes.dead_link("en")]
    assert factories.get(who.return_id).order_number == ""
    await who.browser.open(routes.dead_link("en"))
    assert who.browser.sees(DeadLink)["why"] == "ended"


async def test_a_policy_that_ends_before_the_confirmation_ends_it(database: Database, arrive: Arrive) -> None:
    of = factories.shop()
    who = arrive(of)
    await who.open()
    end_policy(of)
    answer = await who.send(Portal.confirm)
    assert answer.redirects == [routes.dead_link("en")]
    assert factories.get(who.return_id).number is None


@pytest.mark.parametrize("typed", ["", "   ", HUGE, "NO-1\u0000"])
async def test_a_bad_order_number_is_named_at_its_field(
    database: Database, arrive: Arrive, typed: str
) -> None:
    who = arrive(factories.shop(), skipped=True)
    await who.open()
    await who.send(Portal.begin)
    await who.send(Portal.save_order, data={"order_number": typed})
    assert set(who.problems) == {"order_number"}
    assert who.browser.sees(Portal)["fix_title"] == "One thing to fix"
    assert (who.step, factories.get(who.return_id).order_number) == ("order_number", "")


@pytest.mark.parametrize("quantity", ["0", "-1", str(10**9), "9" * 5000, "two", "", "1.5"])
async def test_a_bad_quantity_is_named_at_its_line(database: Database, arrive: Arrive, quantity: str) -> None:
    of = factories.shop()
    who = arrive(of, skipped=True)
    line = await at_products(who, of)
    await who.send(Products.save, data={f"{line}.quantity": quantity, f"{line}.reason": str(of.reason)})
    assert set(who.problems) == {f"{line}.quantity"}
    assert who.step == "products"
    assert [one.id for one in who.browser.sees(Products)["lines"]] == [line]


@pytest.mark.parametrize("reason", ["", "7d1f5a52-3f0e-4c55-9a55-0c7b0a4f6e11", "too_small", HUGE])
async def test_a_bad_reason_is_named_at_its_line(database: Database, arrive: Arrive, reason: str) -> None:
    of = factories.shop()
    who = arrive(of, skipped=True)
    line = await at_products(who, of)
    await who.send(Products.save, data={f"{line}.quantity": "1", f"{line}.reason": reason})
    assert set(who.problems) == {f"{line}.reason"}
    assert who.browser.sees(Portal)["fixes"][0].words.startswith("Fjellvind 3 Tent: ")
    assert who.browser.sees(Products)["editing"] == [line]


@pytest.mark.parametrize("product", ["7d1f5a52-3f0e-4c55-9a55-0c7b0a4f6e11", "tent", HUGE])
async def test_a_product_that_is_not_in_the_catalogue_is_not_added(
    database: Database, arrive: Arrive, product: str
) -> None:
    of = factories.shop()
    who = arrive(of, skipped=True)
    await who.open()
    await who.send(Products.pick, product_id=product)
    assert set(who.problems) == {"add"}
    assert not who.browser.sees(Products)["lines"]


async def test_no_product_at_all_is_named_at_the_search(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop(), skipped=True)
    await who.open()
    await who.send(Portal.save_order, data={"order_number": "NO-104882"})
    await who.send(Products.save, data={})
    assert who.problems == {"add": "Add at least one product."}


async def test_a_typed_product_of_five_thousand_characters_is_refused(
    database: Database, arrive: Arrive
) -> None:
    who = arrive(factories.shop(), skipped=True)
    await who.open()
    await who.send(Products.add_typed, name=HUGE)
    assert set(who.problems) == {"add"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"postal_code": "SW1A 1AA"}, "postal_code"),
        ({"postal_code": "3572"}, "postal_code"),
        ({"country": "XX"}, "country"),
        ({"country": ""}, "country"),
        ({"street": ""}, "street"),
        ({"name": HUGE}, "name"),
        ({"city": "Utrecht 😀"}, "city"),
    ],
)
async def test_a_bad_address_is_named_at_its_field(
    database: Database, arrive: Arrive, changes: dict[str, str], field: str
) -> None:
    who = arrive(factories.shop())
    await who.open("/en/return?step=address")
    before = factories.get(who.return_id).address
    await who.send(SenderAddress.save, data={**DUTCH, "house_number": "9", **changes})
    assert (who.step, set(who.problems)) == ("address", {field})
    assert factories.get(who.return_id).address == before


async def test_a_country_the_policy_does_not_serve_is_refused(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop(countries=["NL", "BE"]))
    await who.open("/en/return?step=address")
    assert who.step == "address"
    assert [one.value for one in who.browser.sees(SenderAddress)["countries"]] == ["BE", "NL"]
    await who.send(
        SenderAddress.save, data={**DUTCH, "country": "DE", "postal_code": "10115", "city": "Berlin"}
    )
    assert set(who.problems) == {"country"}


@pytest.mark.parametrize("option", ["", "7d1f5a52-3f0e-4c55-9a55-0c7b0a4f6e11", "cheapest", HUGE])
async def test_an_option_that_is_not_offered_is_refused(
    database: Database, arrive: Arrive, option: str
) -> None:
    who = arrive(factories.shop(options=2))
    await who.open()
    await who.send(Portal.begin)
    await who.send(Portal.save_option, data={"option": option})
    assert set(who.problems) == {"option"}
    assert (who.step, factories.get(who.return_id).option_id) == ("shipping", None)


async def test_a_question_of_the_whole_return_is_named_without_a_product_where_there_are_several(
    database: Database, arrive: Arrive
) -> None:
    of = factories.shop(survey=True)
    write_now(ask_about_each_line, of)
    who = arrive(of, skipped=True)
    await at_products(who, of)
    await who.send(Products.add_typed, name="Old blue pegs")
    lines = [one.id for one in who.browser.sees(Products)["lines"]]
    await who.send(Products.save, data={f"{one}.reason": str(of.reason) for one in lines})
    await who.send(Questions.save, data={})
    assert [fix.words for fix in who.browser.sees(Portal)["fixes"]] == [
        "What happened? Answer this question.",
        "Fjellvind 3 Tent: Which part? Answer this question.",
        "Old blue pegs: Which part? Answer this question.",
    ]
    questions = who.browser.sees(Questions)["questions"]
    assert [one.heading for one in questions] == ["", "Fjellvind 3 Tent", "Old blue pegs"]
    await who.send(Questions.save, data={one.name: "The strap." for one in questions})
    assert {fact.label for fact in who.view.answers} == {
        "What happened?",
        "Fjellvind 3 Tent · Which part?",
        "Old blue pegs · Which part?",
    }


def ask_about_each_line(session: Session, of: factories.Shop) -> None:
    """Let the policy ask about each line first, and about the return after that."""
    survey = Survey(key="part", name="The part", subject="line")
    session.add(survey)
    session.flush()
    words = {"en": "Which part?"}
    session.add(
        SurveyQuestion(survey_id=survey.id, key="part", kind="short_text", required=True, labels=words)
    )
    session.add(PolicySurvey(policy_id=of.policy, survey_id=survey.id, position=-1))


async def test_a_required_question_is_not_left_open(database: Database, arrive: Arrive) -> None:
    of = factories.shop(survey=True)
    who = arrive(of, skipped=True)
    line = await at_products(who, of)
    await who.send(Products.save, data={f"{line}.quantity": "1", f"{line}.reason": str(of.reason)})
    name = who.browser.sees(Questions)["questions"][0].name
    for typed in ("", HUGE):
        await who.send(Questions.save, data={name: typed})
        assert set(who.problems) == {name}
        # Of several that are open each is told by its own words.
        assert who.browser.sees(Portal)["fixes"][0].words.startswith("What happened? ")
        assert who.step == "surveys"


@pytest.mark.parametrize("typed", ["Te\x00nt", "half \ud83d"])
async def test_what_no_database_keeps_is_named_at_its_field(
    database: Database, arrive: Arrive, typed: str
) -> None:
    of = factories.shop(survey=True)
    who = arrive(of, skipped=True)
    line = await at_products(who, of)
    await who.send(Products.add_typed, name=typed)
    assert set(who.problems) == {"add"}
    await who.send(Products.save, data={f"{line}.quantity": "1", f"{line}.reason": str(of.reason)})
    name = who.browser.sees(Questions)["questions"][0].name
    await who.send(Questions.save, data={name: typed})
    assert set(who.problems) == {name}


async def test_what_turns_the_direction_of_reading_is_left_out(database: Database, arrive: Arrive) -> None:
    """Programs put it around what is copied; nobody sees it, and it is nobody's mistake."""
    who = arrive(factories.shop(), skipped=True)
    await who.open()
    await who.send(Portal.save_order, data={"order_number": "NO-\u202e104882\u202c"})
    assert factories.get(who.return_id).order_number == "NO-104882"


async def test_what_the_agent_filled_in_cannot_be_changed(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop(options=2))
    await who.open()
    await who.send(Portal.save_order, data={"order_number": "NO-999999"})
    assert "filled in for you" in who.browser.sees(Notices)["notice"].text
    assert factories.get(who.return_id).order_number == "NO-104882"


@pytest.mark.parametrize("payload", [{"data": "text"}, {"data": {"option": 7}}, {"data": None}, {}])
async def test_what_no_page_sends_is_refused_without_a_failure(
    database: Database, arrive: Arrive, payload: dict[str, object]
) -> None:
    who = arrive(factories.shop(options=2))
    await who.open()
    answer = await who.send(Portal.save_option, **payload)
    assert not answer.errors
    assert factories.get(who.return_id).option_id is None


async def test_a_line_id_of_another_return_moves_nothing(database: Database, arrive: Arrive) -> None:
    of = factories.shop()
    other = arrive(of)
    await other.open()
    theirs = other.view.goods[0].id
    who = arrive(of, skipped=True)
    line = await at_products(who, of)
    await who.send(Products.remove, line_id=theirs)
    await who.send(Products.open_line, line_id=theirs)
    await who.send(Products.set_count, line_id=theirs, count=10**9)
    assert [one.id for one in who.browser.sees(Products)["lines"]] == [line]
    await who.send(
        Products.save,
        data={f"{line}.quantity": "1", f"{line}.reason": str(of.reason), f"{theirs}.quantity": "9"},
    )
    await other.open()
    assert other.view.goods[0].details == "1 piece"
