from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from returns_app import routes
from returns_app.actions.check_out import check_out
from returns_app.actions.write_message import Written, write_from_customer, write_to_customer
from returns_app.db.messages import messages_of
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import Role
from returns_app.flows.desk.composer_state import Composer
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.portal.messages_state import Talking
from returns_app.flows.portal.state import Portal
from returns_app.flows.sent import key_of
from tests.driving import Browser, Server
from tests.factories import NOW, Shop, customer, get, linked, shop
from tests.flows.desk.making import token_of

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def of(database: Database) -> Shop:
    return shop()


async def desk_on(server: Server, database: Database, return_id: UUID, role: Role = Role.AGENT) -> Browser:
    browser = Browser(server, desk=token_of(database, role))
    await browser.open(routes.return_page(return_id))
    await browser.send(ReturnDesk.load)
    return browser


def confirmed(of: Shop) -> tuple[UUID, str]:
    return_id, token = linked(of)
    write_now(check_out, customer(token), return_id, key="once", now=NOW)
    return return_id, token


def form(return_id: UUID, field: str, words: str, key: str = "k") -> dict[str, str]:
    return {field: words, "key": key, "about": str(return_id)}


def kinds(return_id: UUID) -> list[str]:
    return [one.kind for one in read_now(messages_of, return_id)]


async def test_a_note_and_a_message_stand_in_the_timeline_and_empty_their_fields(server, database, of):
    return_id, _ = confirmed(of)
    desk = await desk_on(server, database, return_id)
    await desk.send(Composer.add_note, data=form(return_id, "note", "Reserved an M"))
    await desk.send(Composer.write_to_customer, data=form(return_id, "message", "That is fine", key="other"))
    page = desk.sees(ReturnDesk)["page"]
    told = [(one.kind, one.what, one.card) for one in page.story.told[:2]]
    assert told == [("reply", "Ada", "That is fine"), ("note", "Ada", "Reserved an M")]
    assert (desk.sees(Composer)["notes_sent"], desk.sees(Composer)["messages_sent"]) == (1, 1)
    assert page.story.told[0].aside == "to the customer, e-mail waits to be sent"
    assert page.story.told[0].mail_id == page.mails[0].id


async def test_the_same_text_sent_again_after_a_lost_answer_is_written_once(server, database, of):
    return_id, _ = confirmed(of)
    desk = await desk_on(server, database, return_id)
    for _ in range(3):
        await desk.send(Composer.add_note, data=form(return_id, "note", "Once"))
    assert kinds(return_id) == ["note"]
    # What was changed since then is another text.
    await desk.send(Composer.add_note, data=form(return_id, "note", "Once, and more"))
    assert kinds(return_id) == ["note", "note"]


@pytest.mark.parametrize("words", ["", "   ", "a\x00b", "x" * 2001], ids=["none", "blank", "nul", "long"])
async def test_what_cannot_be_sent_is_said_at_the_field_and_nothing_is_emptied(server, database, of, words):
    return_id, token = confirmed(of)
    desk = await desk_on(server, database, return_id)
    await desk.send(Composer.write_to_customer, data=form(return_id, "message", words))
    assert list(desk.sees(Composer)["problems"]) == ["message"]
    assert desk.sees(Composer).get("messages_sent", 0) == 0
    phone = Browser(server, portal=token)
    await phone.open(routes.portal("nl"))
    await phone.send(Talking.send, data={"reply": words, "key": "k"})
    assert phone.sees(Talking)["problem"]
    assert phone.sees(Talking).get("sent", 0) == 0
    assert kinds(return_id) == []


async def test_an_operator_notes_and_writes_to_nobody(server, database, of):
    return_id, _ = confirmed(of)
    desk = await desk_on(server, database, return_id, Role.OPERATOR)
    assert "write" not in desk.sees(ReturnDesk)["page"].acts
    await desk.send(Composer.add_note, data=form(return_id, "note", "Wet box"))
    await desk.send(Composer.write_to_customer, data=form(return_id, "message", "Hello"))
    await desk.send(Composer.no_answer_needed)
    assert kinds(return_id) == ["note"]


async def test_what_a_form_is_about_is_fetched_with_the_right_to_it(server, database, of):
    return_id, _ = confirmed(of)
    browser = Browser(server, desk=token_of(database, countries=("FR",)))
    await browser.open(routes.return_page(return_id))
    await browser.send(Composer.add_note, data=form(return_id, "note", "From beyond"))
    await browser.send(Composer.write_to_customer, data=form(return_id, "message", "From beyond"))
    for about in ("", "nonsense", str(uuid4()), None, 7):
        await browser.send(Composer.add_note, data={"note": "Lost", "key": "k", "about": about})
    await browser.send(Composer.add_note, data={})
    assert kinds(return_id) == []


async def test_a_customer_answers_on_their_page_and_reads_no_notes(server, database, of):
    return_id, token = confirmed(of)
    desk = await desk_on(server, database, return_id)
    await desk.send(Composer.add_note, data=form(return_id, "note", "Between us"))
    await desk.send(Composer.write_to_customer, data=form(return_id, "message", "Is the tag there?"))
    phone = Browser(server, portal=token)
    await phone.open(routes.portal("nl"))
    await phone.send(Portal.go, step="status")
    await phone.send(Talking.send, data={"reply": "Ja, in het tasje", "key": "k"})
    talk = phone.sees(Portal)["view"].talk
    assert [(line.mine, line.words) for line in talk.lines] == [
        (False, "Is the tag there?"),
        (True, "Ja, in het tasje"),
    ]
    assert (talk.write_to, talk.waits) == ("Schrijf Ada", True)
    assert not phone.was_told("Between us")
    assert get(return_id).unanswered_at is not None
    await desk.send(ReturnDesk.load)
    assert desk.sees(ReturnDesk)["page"].writing.unanswered.startswith("today")
    await desk.send(Composer.no_answer_needed)
    assert desk.sees(ReturnDesk)["page"].writing.unanswered == ""


async def test_staff_and_strangers_answer_for_no_customer(server, database, of):
    return_id, _ = confirmed(of)
    for browser in (
        Browser(server),
        Browser(server, desk=token_of(database)),
        Browser(server, portal="forged"),
    ):
        await browser.open(routes.portal("en"))
        await browser.send(Talking.send, data={"reply": "It is me", "key": "k"})
    assert kinds(return_id) == []


async def test_a_customer_of_another_return_writes_about_their_own_only(server, database, of):
    return_id, _ = confirmed(of)
    other, token = confirmed(of)
    phone = Browser(server, portal=token)
    await phone.open(routes.portal("en"))
    await phone.send(Talking.send, data={"reply": "Mine", "key": "k", "about": str(return_id)})
    await phone.send(Composer.add_note, data=form(return_id, "note", "A note of hers"))
    assert (kinds(return_id), kinds(other)) == ([], ["from_customer"])


async def test_the_timeline_can_be_filtered_and_a_long_one_unfolded(server, database, of):
    return_id, token = confirmed(of)
    for count in range(25):
        at = NOW + timedelta(hours=2 * count)
        write_now(write_to_customer, of.agent, return_id, Written(f"Question {count}", f"q{count}"), now=at)
        write_now(write_from_customer, customer(token), Written(f"Answer {count}", f"a{count}"), now=at)
    desk = await desk_on(server, database, return_id)
    story = desk.sees(ReturnDesk)["page"].story
    assert (len(story.told), story.folded) == (30, story.total - 30)
    await desk.send(ReturnDesk.unfold)
    story = desk.sees(ReturnDesk)["page"].story
    assert (len(story.told), story.folded) == (story.total, 0)
    await desk.send(ReturnDesk.show_only, only="status")
    assert {one.kind for one in desk.sees(ReturnDesk)["page"].story.told} <= {"transition", "shipped", "done"}
    await desk.send(ReturnDesk.show_only, only="messages")
    assert desk.sees(ReturnDesk)["page"].story.total == 50
    await desk.send(ReturnDesk.show_only, only="nonsense")
    assert desk.sees(ReturnDesk)["page"].story.only == "all"


async def test_a_return_is_assigned_on_its_page(server, database, of):
    return_id, _ = confirmed(of)
    desk = await desk_on(server, database, return_id, Role.SUPERVISOR)
    page = desk.sees(ReturnDesk)["page"]
    assert page.assigned == "Femke"
    mine = next(one for one in page.colleagues if one.name == "Ada")
    await desk.send(ReturnDesk.assign, user_id=mine.id)
    assert desk.sees(ReturnDesk)["page"].assigned == "Ada"
    await desk.send(ReturnDesk.assign, user_id="")
    assert get(return_id).assigned_to is None
    for nobody in ("nonsense", str(uuid4())):
        await desk.send(ReturnDesk.assign, user_id=nobody)
    assert get(return_id).assigned_to is None


def test_a_key_is_of_one_text_and_fits_its_column():
    assert key_of("a", "b") == key_of("a", "b")
    assert len({key_of("a", "b"), key_of("a", "c"), key_of("b", "b"), key_of("", "b")}) == 4
    assert len(key_of("x" * 5000, "\ud800" * 5000)) == 64
