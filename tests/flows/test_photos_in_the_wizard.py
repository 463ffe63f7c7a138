"""Photos that the agent adds while making a return."""

from returns_app import routes
from returns_app.db.session import Database
from returns_app.domain.actors import Role
from returns_app.flows.new_return.state import NewReturn
from tests.actions.test_asked_once import add_photo
from tests.driving import Browser, Server
from tests.factories import draft, shop
from tests.flows.conftest import SignIn
from tests.photo_making import ask


async def test_photos_added_in_the_wizard_are_no_clash_with_what_is_entered_there(
    database: Database, server: Server, signed_in: SignIn
) -> None:
    of = shop()
    question = ask(of, required=True, most_photos=2)
    return_id = draft(of)
    browser = Browser(server, desk=signed_in(Role.AGENT))
    await browser.open(f"{routes.draft_page(return_id)}&step=surveys")
    add_photo(of.agent, return_id, question)
    await browser.send(NewReturn.leave, step="surveys", go="next", fields={})
    assert browser.sees(NewReturn)["step"] == "complete"
    assert browser.sees(NewReturn)["problems"] == {}
