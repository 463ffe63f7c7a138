"""Saved views on the list: kept, renamed, deleted, taken back; by the one who sees them."""

import pytest

from returns_app.actions.saved_views import ViewWish, save_view
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import Actor, ActorKind, Role
from returns_app.flows.desk.list_state import Returns
from returns_app.flows.desk.list_views import ListViews
from returns_app.flows.notices import Notices
from returns_app.flows.sidebar_state import Sidebar
from returns_app.queries.saved_views import saved_views
from tests.driving import Browser, Server, substate
from tests.factories import NOW, agent
from tests.flows.desk.making import token_of

LIST = "/desk/returns"


@pytest.fixture
def browser(server: Server, database: Database) -> Browser:
    return Browser(server, desk=token_of(database))


async def kept(browser: Browser, address: str, name: str, **more: str) -> None:
    await browser.open(address)
    await browser.send(ListViews.begin_save)
    await browser.send(ListViews.submit, data={"name": name, **more})


async def test_the_list_on_screen_is_kept_under_a_name_and_shown_as_such(browser: Browser):
    await kept(browser, f"{LIST}?country=DE&view=authorize&from=7d&before=x", "Germany")
    seen, dialog = browser.sees(Returns), browser.sees(ListViews)
    assert [(row.name, row.query) for row in seen["views"]] == [
        ("Germany", "view=authorize&country=DE&from=7d")
    ]
    assert (seen["here"].name, seen["here"].mine, dialog["asking"]) == ("Germany", True, "")
    assert [row.name for row in browser.sees(Sidebar)["views"]] == ["Germany"]


async def test_a_name_that_cannot_be_keeps_the_dialog_and_says_why(browser: Browser):
    await kept(browser, f"{LIST}?view=done", "   ")
    dialog = browser.sees(ListViews)
    assert (dialog["asking"], list(dialog["problems"])) == ("save", ["name"])


async def test_a_second_press_keeps_one_view(browser: Browser):
    await browser.open(f"{LIST}?view=done")
    await browser.send(ListViews.begin_save)
    await browser.send(ListViews.submit, data={"name": "Done"})
    await browser.send(ListViews.submit, data={"name": "Done"})
    assert len(browser.sees(Returns)["views"]) == 1


async def test_the_plain_list_is_no_view(browser: Browser):
    await kept(browser, LIST, "Everything")
    assert browser.sees(Returns)["views"] == []
    assert browser.sees(Notices)["notice"].kind == "error"


async def test_a_view_is_renamed_deleted_and_taken_back(browser: Browser):
    await kept(browser, f"{LIST}?view=done", "Done ones")
    await browser.send(ListViews.begin_rename)
    await browser.send(ListViews.submit, data={"name": "Finished"})
    assert browser.sees(Returns)["here"].name == "Finished"
    await browser.send(ListViews.delete)
    assert browser.sees(Returns)["views"] == []
    assert browser.sees(ListViews)["said"] == "View “Finished” deleted"
    await browser.send(ListViews.delete)
    await browser.send(ListViews.undo)
    await browser.send(ListViews.undo)
    assert [row.name for row in browser.sees(Returns)["views"]] == ["Finished"]


async def test_an_agent_cannot_share_whatever_the_browser_sends(browser: Browser):
    await kept(browser, f"{LIST}?view=done", "Everybody’s", shared="on")
    assert browser.sees(Returns)["views"] == []
    assert not browser.sees(ListViews)["may_share"]


async def test_a_supervisor_shares_and_others_can_only_open(server: Server, database: Database):
    chief = Browser(server, desk=token_of(database, Role.SUPERVISOR))
    await kept(chief, f"{LIST}?view=done", "Everybody’s", shared="on")
    other = Browser(server, desk=token_of(database))
    await other.open(f"{LIST}?view=done")
    assert (other.sees(Returns)["here"].name, other.sees(Returns)["here"].mine) == ("Everybody’s", False)
    for handler in (ListViews.begin_rename, ListViews.delete):
        await other.send(handler)
    # A hostile browser sets what it likes; the view is still fetched with the right to it.
    state = substate(other, ListViews)
    state.asking, state.view = "rename", other.sees(Returns)["here"]
    await other.send(ListViews.submit, data={"name": "Mine now"})
    assert [row.name for row in read_now(saved_views, _of(database))] == ["Everybody’s"]


async def test_nobody_keeps_anything(server: Server, database: Database):
    nobody = Browser(server)
    await nobody.send(ListViews.begin_save)
    assert (await nobody.send(ListViews.submit, data={"name": "x"})).redirects
    write_now(save_view, agent("Ada"), ViewWish(agent("Ben").id, "Secret", "q=secret"), now=NOW)
    await nobody.open(LIST)
    assert not nobody.was_told("Secret")


def _of(_database: Database) -> Actor:
    """Somebody else, who sees what is shared."""
    known = agent("Zoe")
    return Actor(ActorKind.STAFF, known.id, known.name, role=Role.AGENT)
