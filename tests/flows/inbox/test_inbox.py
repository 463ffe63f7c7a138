"""The inbox's handlers."""

import pytest

from returns_app.db.session import Database, read_now
from returns_app.domain.actors import Role
from returns_app.flows.inbox.state import Inbox
from returns_app.queries.inbox import inbox
from tests.driving import Browser, Server
from tests.factories import NOW, Shop, shop
from tests.flows.desk.making import labelled, token_of
from tests.queries.counting import statements


@pytest.fixture
def of(database: Database) -> Shop:
    return shop()


async def test_the_newest_mail_is_open_and_another_can_be(server: Server, database: Database, of: Shop):
    labelled(of)
    labelled(of)
    browser = Browser(server, desk=token_of(database))
    await browser.open("/inbox")
    mails = browser.sees(Inbox)["view"].mails
    assert [mail.attachment != "" for mail in mails] == [True, True]
    assert browser.sees(Inbox)["open"].id == mails[0].id
    await browser.send(Inbox.show, mail_id=mails[1].id)
    assert browser.sees(Inbox)["open"].id == mails[1].id
    await browser.send(Inbox.show, mail_id="elsewhere")
    assert browser.sees(Inbox)["open"].id == mails[1].id


@pytest.mark.parametrize(
    ("words", "count"), (("SANNE", 1), ("sanne visser", 1), ("nobody", 0), ("%", 0), ("\x00", 1))
)
async def test_mails_are_found_by_their_recipient(
    server: Server, database: Database, of: Shop, words: str, count: int
):
    labelled(of)
    browser = Browser(server, desk=token_of(database))
    await browser.open("/inbox")
    await browser.send(Inbox.search, words=words)
    assert len(browser.sees(Inbox)["view"].mails) == count


async def test_operators_strangers_and_nobody_see_no_mail(server: Server, database: Database, of: Shop):
    labelled(of)
    for token in ("", token_of(database, Role.OPERATOR), token_of(database, countries=("FR",))):
        browser = Browser(server, desk=token)
        await browser.open("/inbox")
        await browser.send(Inbox.search, words="sanne")
        assert not browser.was_told("@")


async def test_one_statement_lists_them_all(database: Database, of: Shop):
    labelled(of)
    one = statements(inbox, of.agent, "", now=NOW)
    labelled(of)
    assert statements(inbox, of.agent, "", now=NOW) == one == 1
    assert len(read_now(inbox, of.agent, "", now=NOW).mails) == 2
