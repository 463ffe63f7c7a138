"""The guard, against honest browsers and hostile ones. The states here stand for the flows'."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import reflex as rx
from reflex.state import State
from sqlmodel import Session

from returns_app import routes
from returns_app.actions.sign_in import end_session
from returns_app.db.session import Database
from returns_app.domain.actors import Actor, ActorKind, Role
from returns_app.domain.errors import Invalid
from returns_app.domain.words import say
from returns_app.flows import who
from returns_app.flows.cookies import Face
from returns_app.flows.guard import Binding
from returns_app.flows.handler import customer, desk, public, roles, staff
from returns_app.flows.notices import Notices, say_done
from returns_app.flows.signed_in import SignedIn
from returns_app.flows.who import acting
from tests.driving import Browser, Server, substate
from tests.flows.conftest import SignIn


class Ledger(rx.State):
    """A state of the desk."""

    secret: str = ""
    problems: dict[str, str] = {}
    _kept: str = ""

    @rx.event
    @desk
    async def fill(self, text: str) -> None:
        self.secret = f"{text} of {(await acting()).name}"
        self._kept = text

    @rx.event
    @roles(Role.ADMIN)
    async def rule(self) -> None:
        self.secret = "ruled"

    @rx.event
    @staff
    async def refuse(self) -> None:
        raise Invalid.at("city", say("Fill in the town."))

    @rx.event
    @staff
    async def fail(self) -> None:
        raise RuntimeError("the printer is on fire")

    @rx.event
    @staff
    async def praise(self):
        yield
        await say_done(self, say("Done."))

    @rx.event(background=True)
    @staff
    async def toil(self) -> None:
        async with self:
            self.secret = (await acting()).name
        raise Invalid.at("", say("The toil was refused."))

    @rx.event
    @staff
    async def lead_on(self) -> object:
        return Basket.borrow

    @rx.event
    async def unmarked(self) -> None:
        self.secret = "reached"


class Basket(rx.State):
    """A state of the portal."""

    content: str = ""

    @rx.event
    @customer
    async def fill(self) -> None:
        self.content = str((await acting()).return_id)

    @rx.event
    @public
    async def look(self) -> None:
        self.content = "looked"

    @rx.event
    @public
    async def borrow(self) -> None:
        self.content = "borrowed"
        self.content = (await acting()).name


RETURN = uuid4()


@pytest.fixture
def _customers(monkeypatch: pytest.MonkeyPatch) -> None:
    def who_is_customer(_session: Session, token: str, /, *, now: datetime) -> Actor | None:
        assert now.tzinfo
        if token != "link":
            return None
        return Actor(kind=ActorKind.CUSTOMER, id=None, name="Customer", return_id=RETURN)

    monkeypatch.setitem(who._resolvers, Face.PORTAL, who_is_customer)


async def test_staff_reach_their_handlers(server: Server, signed_in: SignIn) -> None:
    browser = Browser(server, desk=signed_in(name="Ada"))
    answer = await browser.send(Ledger.fill, text="The ledger")
    assert browser.sees(Ledger)["secret"] == "The ledger of Ada"
    assert not answer.errors


async def test_without_a_session_nothing_runs_and_the_browser_is_sent_to_sign_in(server: Server) -> None:
    browser = Browser(server)
    browser.address = "/desk/returns?page=2"
    answer = await browser.send(Ledger.fill, text="x")
    assert answer.redirects == [routes.sign_in("/desk/returns?page=2")]
    assert substate(browser, Ledger)._kept == ""


async def test_what_a_handler_leads_to_is_judged_by_itself(server: Server, signed_in: SignIn) -> None:
    """A public handler knows nobody, also where it comes behind one that did."""
    browser = Browser(server, desk=signed_in(name="Ada"))
    await browser.send(Ledger.lead_on)
    assert browser.sees(Basket)["content"] == "borrowed"
    assert "may not do this" in browser.sees(Notices)["notice"].text


async def test_a_forged_token_is_nobody(server: Server) -> None:
    answer = await Browser(server, desk="forged").send(Ledger.fill, text="x")
    assert answer.redirects


async def test_a_handler_without_a_policy_is_denied_to_everybody(server: Server, signed_in: SignIn) -> None:
    browser = Browser(server, desk=signed_in(Role.ADMIN))
    answer = await browser.send(Ledger.unmarked)
    assert answer.is_empty
    assert substate(browser, Ledger).secret == ""


async def test_setvar_is_denied_on_every_state(server: Server, signed_in: SignIn) -> None:
    browser = Browser(server, desk=signed_in(Role.ADMIN))
    for state in (Ledger, State, SignedIn, Notices):
        name = f"{state.get_full_name()}.setvar"
        assert (await browser.send_raw(name, {"var_name": "secret", "value": "set"})).is_empty
    assert substate(browser, Ledger).secret == ""


async def test_client_storage_events_are_denied(server: Server) -> None:
    name = "reflex___state____state.reflex___state____update_vars_internal_state.update_vars_internal"
    answer = await Browser(server).send_raw(name, {"vars": {f"{Ledger.get_full_name()}.secret": "set"}})
    assert not answer.deltas


async def test_an_unknown_handler_is_nothing(server: Server) -> None:
    answer = await Browser(server).send_raw("reflex___state____state.nothing", {})
    assert not answer.deltas
    assert not answer.events


async def test_the_wrong_role_is_told_so_and_nothing_runs(server: Server, signed_in: SignIn) -> None:
    browser = Browser(server, desk=signed_in(Role.AGENT))
    await browser.send(Ledger.rule)
    assert browser.sees(Ledger).get("secret", "") == ""
    assert browser.sees(Notices)["notice"].text == "You may not do this."


async def test_operators_are_no_agents(server: Server, signed_in: SignIn) -> None:
    browser = Browser(server, desk=signed_in(Role.OPERATOR))
    await browser.send(Ledger.fill, text="x")
    assert substate(browser, Ledger)._kept == ""
    await browser.send(Ledger.praise)
    assert browser.sees(Notices)["notice"].text == "Done."


async def test_the_right_role_may(server: Server, signed_in: SignIn) -> None:
    browser = Browser(server, desk=signed_in(Role.ADMIN))
    await browser.send(Ledger.rule)
    assert browser.sees(Ledger)["secret"] == "ruled"


async def test_signing_out_ends_it_although_the_websocket_lives(
    server: Server, signed_in: SignIn, database: Database
) -> None:
    token = signed_in()
    browser = Browser(server, desk=token)
    await browser.send(Ledger.fill, text="before")
    database.write_now(end_session, token, now=datetime.now(UTC))
    who.forget(who.Credential(Face.DESK, token))
    answer = await browser.send(Ledger.fill, text="after")
    assert answer.redirects
    assert substate(browser, Ledger)._kept == "before"


async def test_a_session_ended_by_another_process_is_noticed_at_the_next_event(
    server: Server, signed_in: SignIn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = signed_in()
    browser = Browser(server, desk=token)
    # However long background tasks may rely on what they were told: an event asks.
    monkeypatch.setattr(who, "REMEMBERED_SECONDS", 3_600.0)
    await browser.send(Ledger.fill, text="before")
    database.write_now(end_session, token, now=datetime.now(UTC))
    assert (await browser.send(Ledger.fill, text="after")).redirects


async def test_whoever_takes_over_a_tab_finds_it_empty(server: Server, signed_in: SignIn) -> None:
    owner = Browser(server, desk=signed_in())
    await owner.send(Ledger.fill, text="the owner’s own words")
    thief = owner.takeover()
    await thief.open("/")
    assert not thief.was_told("the owner’s own words")
    assert substate(owner, Ledger)._kept == ""


async def test_not_even_another_member_of_staff_takes_over_a_tab(server: Server, signed_in: SignIn) -> None:
    owner = Browser(server, desk=signed_in())
    await owner.send(Ledger.fill, text="the owner’s own words")
    thief = owner.takeover(desk=signed_in(Role.OPERATOR))
    await thief.open("/")
    assert not thief.was_told("the owner’s own words")


async def test_plain_hydrate_gives_a_tab_away_no_more_than_the_page_load(
    server: Server, signed_in: SignIn
) -> None:
    owner = Browser(server, desk=signed_in())
    await owner.send(Ledger.fill, text="the owner’s own words")
    thief = owner.takeover()
    await thief.send_raw("reflex___state____state.hydrate", {})
    assert not thief.was_told("the owner’s own words")


async def test_an_event_under_another_cookie_is_denied_and_changes_nothing(
    server: Server, signed_in: SignIn
) -> None:
    owner = Browser(server, desk=signed_in())
    await owner.send(Ledger.fill, text="the owner’s own words")
    thief = owner.takeover(desk=signed_in())
    answer = await thief.send(Ledger.fill, text="stolen")
    assert answer.is_empty
    assert substate(owner, Ledger)._kept == "the owner’s own words"


async def test_the_owner_comes_back_to_what_was_there(server: Server, signed_in: SignIn) -> None:
    token = signed_in()
    owner = Browser(server, desk=token)
    await owner.send(Ledger.fill, text="the owner’s own words")
    again = owner.takeover(desk=token)
    await again.open("/")
    assert "the owner’s own words" in again.sees(Ledger)["secret"]


async def test_a_session_that_has_ended_is_shown_nothing_of_what_was_there(
    server: Server, signed_in: SignIn, database: Database
) -> None:
    token = signed_in()
    owner = Browser(server, desk=token)
    await owner.send(Ledger.fill, text="the owner’s own words")
    database.write_now(end_session, token, now=datetime.now(UTC))
    who.forget(who.Credential(Face.DESK, token))
    again = owner.takeover(desk=token)
    await again.open("/")
    assert not again.was_told("the owner’s own words")


@pytest.mark.usefixtures("_customers")
async def test_a_customer_reaches_the_portal_and_not_the_desk(server: Server) -> None:
    browser = Browser(server, portal="link")
    await browser.send(Basket.fill)
    assert browser.sees(Basket)["content"] == str(RETURN)
    assert (await browser.send(Ledger.fill, text="x")).redirects == [routes.sign_in("/")]


@pytest.mark.usefixtures("_customers")
async def test_staff_are_no_customers(server: Server, signed_in: SignIn) -> None:
    browser = Browser(server, desk=signed_in(Role.ADMIN))
    browser.address = "/nl/return"
    assert (await browser.send(Basket.fill)).redirects == [routes.dead_link("nl")]


@pytest.mark.usefixtures("_customers")
async def test_a_staff_token_in_the_portal_cookie_opens_nothing(server: Server, signed_in: SignIn) -> None:
    assert (await Browser(server, portal=signed_in()).send(Basket.fill)).redirects
    assert (await Browser(server, desk="link").send(Ledger.fill, text="x")).redirects


@pytest.mark.usefixtures("_customers")
async def test_opening_a_link_leaves_the_agents_desk_as_it_was(server: Server, signed_in: SignIn) -> None:
    token = signed_in()
    agent = Browser(server, desk=token)
    await agent.open("/")
    await agent.send(Ledger.fill, text="the owner’s own words")
    await agent.send(Basket.look)
    await agent.takeover(desk=token, portal="link").open("/")
    assert substate(agent, Ledger)._kept == "the owner’s own words"
    assert substate(agent, Basket).content == ""


@pytest.mark.usefixtures("_customers")
async def test_another_link_empties_the_portal(server: Server) -> None:
    first = Browser(server, portal="link")
    await first.send(Basket.fill)
    second = first.takeover(portal="another link")
    await second.open("/")
    assert not second.was_told(str(RETURN))


async def test_public_handlers_know_nobody(server: Server) -> None:
    browser = Browser(server)
    await browser.send(Basket.look)
    assert browser.sees(Basket)["content"] == "looked"


async def test_a_refusal_becomes_words_at_the_field_and_on_screen(server: Server, signed_in: SignIn) -> None:
    browser = Browser(server, desk=signed_in())
    answer = await browser.send(Ledger.refuse)
    assert browser.sees(Ledger)["problems"] == {"city": "Fill in the town."}
    assert browser.sees(Notices)["notice"].text == "Fill in the town."
    assert not answer.errors


async def test_a_failure_is_told_calmly_and_not_in_detail(server: Server, signed_in: SignIn) -> None:
    browser = Browser(server, desk=signed_in())
    answer = await browser.send(Ledger.fail)
    assert "Something went wrong" in browser.sees(Notices)["notice"].text
    assert not browser.was_told("printer")
    assert not answer.errors


async def test_a_background_task_acts_for_its_caller_and_its_refusal_is_told(
    server: Server, signed_in: SignIn
) -> None:
    browser = Browser(server, desk=signed_in(name="Ada"))
    await browser.send(Ledger.toil)
    assert browser.sees(Ledger)["secret"] == "Ada"
    assert browser.sees(Notices)["notice"].text == "The toil was refused."


@pytest.mark.parametrize("arguments", ({}, {"text": 5}, {"text": {"a": 1}}, {"text": "x", "more": "y"}))
async def test_malformed_arguments_never_reach_a_handler(
    server: Server, signed_in: SignIn, arguments: dict[str, object]
) -> None:
    browser = Browser(server, desk=signed_in())
    await browser.send(Ledger.fill, **arguments)
    assert substate(browser, Ledger)._kept == ""
    assert "did not arrive" in browser.sees(Notices)["notice"].text


async def test_the_first_message_tells_a_stranger_nothing(server: Server) -> None:
    browser = Browser(server)
    await browser.open("/sign-in")
    assert browser.sees(SignedIn)["name"] == ""
    assert Binding.get_full_name() not in browser.screen or not browser.sees(Binding)
