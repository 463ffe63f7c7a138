"""The authorization screen's handlers, against honest agents, late ones and hostile ones."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from returns_app.actions.decide_return import authorize
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.shipments import shipment_of
from returns_app.domain.actors import Role
from returns_app.domain.lifecycle import Status
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.edit_address import EditAddress
from returns_app.flows.desk.edit_lines import EditLines
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.notices import Notices
from tests.driving import Browser, Server
from tests.factories import Shop, agent, get, requested, shop
from tests.flows.desk.making import approving, token_of


@pytest.fixture
def of(database: Database) -> Shop:
    return shop(options=2)


@pytest.fixture
def row(of: Shop) -> Return:
    return requested(of, quantity=3)


@pytest.fixture
async def browser(server: Server, database: Database, row: Return) -> Browser:
    """An agent in front of the authorization screen."""
    return await opened(server, token_of(database), row.id)


async def opened(server: Server, token: str, return_id: UUID) -> Browser:
    made = Browser(server, desk=token)
    await made.open(f"/desk/return?id={return_id}")
    return made


def line_of(row: Return) -> UUID:
    return read_now(lines_of, row.id)[0].id


def view(browser: Browser):
    return browser.sees(Authorization)["view"]


def notice(browser: Browser) -> str:
    shown = browser.sees(Notices).get("notice")
    return shown.text if shown else ""


def mails(return_id: UUID) -> list[OutboxMail]:
    return read_now(
        lambda session: list(session.exec(select(OutboxMail).where(OutboxMail.return_id == return_id)))
    )


async def test_the_screen_opens_with_everything_approved(browser):
    assert browser.sees(ReturnDesk)["page"].mode == "authorize"
    assert [(line.asked, line.approve) for line in view(browser).lines] == [(3, 3)]


async def test_a_whole_decision_is_kept_for_a_reload_and_a_colleague(browser, row, server, database):
    line = str(line_of(row))
    await browser.send(Authorization.decide, line_id=line, approve=2, reject_pieces=0, keep=1)
    other = await opened(server, token_of(database, name="Jonas"), row.id)
    assert (view(other).lines[0].approve, view(other).lines[0].keep) == (2, 1)


async def test_a_rejected_piece_needs_a_reason_which_is_asked_for_at_its_line(browser, row):
    line = str(line_of(row))
    await browser.send(Authorization.decide, line_id=line, approve=2, reject_pieces=1, keep=0)
    assert view(browser).sums.rejected == 1
    await browser.send(Authorization.authorize_and_ship)
    assert f"decide.{line}.reason" in browser.sees(Authorization)["problems"]
    assert view(browser).lines[0].reject == 1
    assert get(row.id).status == Status.AUTHORIZATION_REQUESTED


async def test_the_reason_of_a_piece_is_kept_in_the_customers_language(browser, row):
    line = str(line_of(row))
    await browser.send(Authorization.decide, line_id=line, approve=2, reject_pieces=1, keep=0)
    await browser.send(Authorization.give_reason, line_id=line, reason="used")
    await browser.send(Authorization.give_words, line_id=line, words="Een tas is gesneden.")
    await browser.send(Authorization.authorize_only)
    kept = read_now(lines_of, row.id)[0]
    assert (kept.approved, kept.rejected, kept.reject_words) == (2, 1, "Een tas is gesneden.")
    assert kept.reject_reason
    assert get(row.id).status == Status.APPROVED
    assert browser.sees(ReturnDesk)["page"].mode == "ship"


async def test_one_pre_selected_carrier_wants_the_label_in_the_same_click(browser, row):
    option = view(browser).carriers[0].id
    await browser.send(Authorization.choose_carrier, option_id=option, chosen=True)
    assert view(browser).carrier_words.now == "one"
    await browser.send(Authorization.authorize_and_ship)
    shipment = read_now(shipment_of, row.id)
    assert str(shipment.option_id) == option
    assert get(row.id).number is not None


async def test_without_a_carrier_the_customer_is_asked_by_mail(browser, row):
    await browser.send(Authorization.authorize_and_ship)
    assert read_now(shipment_of, row.id) is None
    assert [mail.kind for mail in mails(row.id)] == ["authorized"]
    assert browser.sees(ReturnDesk)["page"].contract.shown


async def test_authorizing_first_and_submitting_later_comes_to_the_same(browser, row):
    await browser.send(Authorization.authorize_only)
    assert mails(row.id) == []
    await browser.send(Authorization.submit)
    assert [mail.kind for mail in mails(row.id)] == ["authorized"]


@pytest.mark.parametrize(
    ("reason", "problem"), (("", True), ("   ", True), ("x" * 5000, True), ("Worn outdoors.", False))
)
async def test_a_rejection_says_why_or_does_not_happen(browser, row, reason, problem):
    await browser.send(Authorization.ask_reject)
    await browser.send(Authorization.reject, data={"reason": reason})
    assert ("reason" in browser.sees(Authorization)["problems"]) == problem
    assert get(row.id).status == (Status.AUTHORIZATION_REQUESTED if problem else Status.REJECTED)
    rejections = [mail.facts["reason"] for mail in mails(row.id) if mail.kind == "rejected"]
    assert rejections == ([] if problem else [reason])
    assert browser.sees(Authorization)["rejecting"] == problem


@pytest.mark.parametrize("parts", ((1, 1, 0), (4, 0, 0), (3, 1, -1), (-3, 3, 3), (10**9, 0, 0), (0, 0, 0)))
async def test_pieces_that_do_not_add_up_are_refused_and_nothing_changes(browser, row, parts):
    before = view(browser)
    approve, rejected, keep = parts
    await browser.send(
        Authorization.decide, line_id=str(line_of(row)), approve=approve, reject_pieces=rejected, keep=keep
    )
    assert notice(browser)
    assert view(browser) == before
    assert read_now(lines_of, row.id)[0].approved is None


async def test_rejecting_every_piece_is_not_an_authorization(browser, row):
    line = str(line_of(row))
    await browser.send(Authorization.decide, line_id=line, approve=0, reject_pieces=3, keep=0)
    await browser.send(Authorization.give_reason, line_id=line, reason="used")
    assert "decide" in browser.sees(Authorization)["problems"]
    await browser.send(Authorization.authorize_and_ship)
    assert get(row.id).status == Status.AUTHORIZATION_REQUESTED


async def test_ids_that_are_not_on_the_screen_do_nothing(browser, row, of):
    foreign = requested(of)
    version = get(row.id).version
    for line_id in (str(line_of(foreign)), str(uuid4()), "x", ""):
        await browser.send(Authorization.decide, line_id=line_id, approve=0, reject_pieces=0, keep=1)
        await browser.send(Authorization.give_words, line_id=line_id, words="x")
    for option in (str(uuid4()), "x", ""):
        await browser.send(Authorization.choose_carrier, option_id=option, chosen=True)
    await browser.send(Authorization.choose_address, key="99")
    assert read_now(lines_of, foreign.id)[0].approved is None
    assert [one.checked for one in view(browser).carriers] == [False, False]
    assert get(row.id).address["house_number"] == "118"
    assert get(row.id).status == Status.AUTHORIZATION_REQUESTED
    assert get(row.id).version >= version


async def test_who_comes_second_keeps_their_edits_and_is_told_who_was_first(browser, row, of):
    line = str(line_of(row))
    await browser.send(Authorization.decide, line_id=line, approve=2, reject_pieces=1, keep=0)
    # Once the hold of whoever opened it has run out, a colleague may decide.
    later = datetime.now(UTC) + timedelta(minutes=16)
    write_now(authorize, agent("Jonas"), row.id, approving(row), version=get(row.id).version, now=later)
    await browser.send(Authorization.give_reason, line_id=line, reason="used")
    seen = browser.sees(Authorization)
    assert seen["conflict"]
    assert "Jonas" in seen["faster"]
    assert seen["view"].lines[0].reject == 1
    await browser.send(Authorization.authorize_and_ship)
    assert read_now(lines_of, row.id)[0].approved == 3
    assert read_now(shipment_of, row.id) is None
    await browser.send(Authorization.show_saved)
    assert not browser.sees(Authorization)["conflict"]
    assert browser.sees(ReturnDesk)["page"].mode == "ship"


async def test_two_agents_authorize_once(server, database, row):
    first = await opened(server, token_of(database, name="Femke"), row.id)
    second = await opened(server, token_of(database, name="Jonas"), row.id)
    await first.send(Authorization.authorize_and_ship)
    await second.send(Authorization.authorize_and_ship)
    assert second.sees(Authorization)["conflict"]
    assert len(mails(row.id)) == 1


async def test_nobody_and_operators_and_strangers_decide_nothing(server, database, row):
    for token in ("", "forged", token_of(database, Role.OPERATOR), token_of(database, countries=("FR",))):
        hostile = await opened(server, token, row.id)
        assert not hostile.was_told("Lomvi")
        for handler, arguments in (
            (Authorization.authorize_and_ship, {}),
            (Authorization.authorize_only, {}),
            (Authorization.submit, {}),
            (Authorization.reject, {"data": {"reason": "Because."}}),
            (
                Authorization.decide,
                {"line_id": str(line_of(row)), "approve": 0, "reject_pieces": 0, "keep": 3},
            ),
            (Authorization.clear_carriers, {}),
            (EditLines.open, {}),
            (EditLines.save, {}),
            (EditAddress.open, {}),
            (EditAddress.save, {"data": {"city": "Elsewhere"}}),
            (EditAddress.resubmit, {"data": {}}),
            (ReturnDesk.cancel, {}),
            (ReturnDesk.label_again, {}),
        ):
            await hostile.send(handler, **arguments)
    after = get(row.id)
    assert (after.status, after.version) == (row.status, row.version)


async def test_a_stranger_does_not_learn_that_a_return_exists(server, database, row):
    stranger = await opened(server, token_of(database, countries=("FR",)), row.id)
    assert stranger.sees(ReturnDesk)["missing"]
    nothing = await opened(server, token_of(database), uuid4())
    assert nothing.sees(ReturnDesk)["missing"]
    for address in ("/desk/return", "/desk/return?id=x", "/desk/return?id=%00"):
        await nothing.open(address)
        assert nothing.sees(ReturnDesk)["missing"]


@pytest.mark.parametrize(
    ("handler", "arguments"),
    (
        (Authorization.decide, {"line_id": "x"}),
        (Authorization.decide, {"line_id": 7, "approve": "many", "reject_pieces": None, "keep": []}),
        (Authorization.reject, {"data": "Because."}),
        (Authorization.choose_carrier, {"option_id": {"a": 1}, "chosen": "perhaps"}),
        (EditAddress.save, {"data": [1, 2]}),
    ),
)
async def test_malformed_arguments_are_answered_and_change_nothing(browser, row, handler, arguments):
    answer = await browser.send(handler, **arguments)
    assert not answer.errors
    assert notice(browser)
    assert get(row.id).version == row.version


async def test_lines_are_edited_saved_and_decided_anew(browser, row):
    line = str(line_of(row))
    await browser.send(EditLines.open)
    await browser.send(EditLines.count, line_id=line, quantity=2)
    await browser.send(EditLines.add_typed, name="A strap")
    assert len(read_now(lines_of, row.id)) == 1
    await browser.send(EditLines.save)
    saved = read_now(lines_of, row.id)
    assert [(one.quantity, one.name) for one in saved][1] == (1, "A strap")
    assert saved[0].quantity == 2
    assert [one.asked for one in view(browser).lines] == [2, 1]
    assert not browser.sees(EditLines)["editing"]


@pytest.mark.parametrize("quantity", (0, -1, 10**9))
async def test_a_quantity_that_is_none_is_named_at_its_line_and_what_was_edited_stays(browser, row, quantity):
    line = str(line_of(row))
    await browser.send(EditLines.open)
    await browser.send(EditLines.add_typed, name="A strap")
    await browser.send(EditLines.count, line_id=line, quantity=quantity)
    await browser.send(EditLines.save)
    seen = browser.sees(EditLines)
    assert "lines.0.quantity" in seen["problems"]
    assert seen["editing"]
    assert len(seen["form"].lines) == 2
    assert read_now(lines_of, row.id)[0].quantity == 3


async def test_a_return_cannot_be_left_without_lines(browser, row):
    await browser.send(EditLines.open)
    await browser.send(EditLines.remove, line_id=str(line_of(row)))
    await browser.send(EditLines.save)
    assert "lines" in browser.sees(EditLines)["problems"]
    assert len(read_now(lines_of, row.id)) == 1


async def test_a_wrong_address_is_named_at_its_field_and_a_right_one_is_kept(browser, row):
    good = {
        "country": "NL",
        "name": "Sanne Visser",
        "street": "Biltstraat",
        "house_number": "120",
        "city": "Utrecht",
    }
    await browser.send(EditAddress.open)
    await browser.send(EditAddress.save, data={**good, "postal_code": "99"})
    assert "postal_code" in browser.sees(EditAddress)["problems"]
    assert browser.sees(EditAddress)["editing"]
    assert get(row.id).address["house_number"] == "118"
    await browser.send(EditAddress.save, data={**good, "postal_code": "3572 bk"})
    assert (get(row.id).address["house_number"], get(row.id).address["postal_code"]) == ("120", "3572 BK")
    assert not browser.sees(EditAddress)["editing"]
    assert view(browser).differences == "1 difference"


async def test_another_country_asks_for_other_fields(browser):
    await browser.send(EditAddress.open)
    dutch = [one.name for one in browser.sees(EditAddress)["form"].fields]
    await browser.send(EditAddress.change_country, country="GB")
    assert [one.name for one in browser.sees(EditAddress)["form"].fields] != dutch
    await browser.send(EditAddress.change_country, country="'; DROP")
    assert browser.sees(EditAddress)["form"].country == "NL"


async def test_canceling_asks_first_and_ends_it(browser, row):
    await browser.send(ReturnDesk.ask_cancel)
    assert get(row.id).status == Status.AUTHORIZATION_REQUESTED
    await browser.send(ReturnDesk.cancel)
    assert get(row.id).status == Status.CANCELED
    assert "cancel" not in browser.sees(ReturnDesk)["page"].acts
