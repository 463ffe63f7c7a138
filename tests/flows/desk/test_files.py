"""Labels and mails over plain HTTP: fetched together with the right to them."""

from uuid import uuid4

import pytest
from sqlmodel import select
from starlette.responses import Response

from returns_app.db.outbox import OutboxMail
from returns_app.db.session import Database, read_now
from returns_app.domain.actors import Role
from returns_app.flows.desk import door as desk_door
from returns_app.flows.inbox import door as inbox_door
from returns_app.flows.who import forget_everybody
from tests.factories import shop
from tests.flows.answering import answer_of
from tests.flows.desk.making import labelled, token_of

ROUTES = (*desk_door.ROUTES, *inbox_door.ROUTES)


@pytest.fixture(autouse=True)
def nobody_is_remembered(database: Database) -> None:
    forget_everybody()


async def get(path: str, token: str = "") -> Response:
    return await answer_of(ROUTES, path, token)


async def test_staff_get_the_label_on_both_papers_and_nobody_keeps_it(database):
    _, label_id = labelled(shop())
    for name in ("a6.pdf", "a4.pdf"):
        answer = await get(f"/desk/files/label/{label_id}/{name}", token_of(database))
        assert (answer.status_code, answer.media_type) == (200, "application/pdf")
        assert answer.body.startswith(b"%PDF")
        assert answer.headers["cache-control"] == "private, no-store"
        assert "RMA-" in answer.headers["content-disposition"]


@pytest.mark.parametrize("name", ("a6.pdf", "a4.pdf", "code.png"))
async def test_beyond_the_scope_there_is_no_file(database, name):
    _, label_id = labelled(shop())
    stranger = token_of(database, countries=("FR",))
    assert (await get(f"/desk/files/label/{label_id}/{name}", stranger)).status_code == 404
    assert (await get(f"/desk/files/label/{uuid4()}/{name}", token_of(database))).status_code == 404
    assert (await get(f"/desk/files/label/x/{name}", token_of(database))).status_code == 404


async def test_whoever_is_not_signed_in_is_sent_to_the_door(database):
    _, label_id = labelled(shop())
    for token in ("", "forged"):
        answer = await get(f"/desk/files/label/{label_id}/a6.pdf", token)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")


async def test_a_file_nobody_makes_is_not_found(database):
    _, label_id = labelled(shop())
    for name in ("a5.pdf", "__class__", "a6.PDF"):
        assert (await get(f"/desk/files/label/{label_id}/{name}", token_of(database))).status_code == 404


def mail_of(return_id) -> OutboxMail:
    return read_now(
        lambda session: session.exec(select(OutboxMail).where(OutboxMail.return_id == return_id)).one()
    )


async def test_a_mail_is_shown_as_it_leaves_with_its_text_and_its_attachment(database):
    return_id, _ = labelled(shop())
    mail, token = mail_of(return_id), token_of(database)
    page = await get(f"/inbox/{mail.id}/mail.html", token)
    assert page.status_code == 200
    assert b'<base target="_blank">' in page.body
    # Also alone in a tab of its own, a mail runs nothing and fetches nothing.
    policy = page.headers["content-security-policy"]
    assert policy.startswith("sandbox ")
    assert "default-src 'none'" in policy
    assert "script" not in policy
    text = await get(f"/inbox/{mail.id}/mail.txt", token)
    assert "RMA-" in text.body.decode()
    attached = await get(f"/inbox/{mail.id}/attachment.pdf", token)
    assert attached.body.startswith(b"%PDF")
    assert attached.headers["content-disposition"].startswith("attachment")
    for answer in (page, text, attached):
        assert answer.headers["cache-control"] == "private, no-store"


async def test_mails_hold_links_so_only_the_desk_within_its_scope_sees_them(database):
    return_id, _ = labelled(shop())
    mail = mail_of(return_id)
    for token in (token_of(database, Role.OPERATOR), token_of(database, countries=("FR",))):
        for name in ("mail.html", "mail.txt", "attachment.pdf"):
            assert (await get(f"/inbox/{mail.id}/{name}", token)).status_code == 404
    assert (await get(f"/inbox/{mail.id}/mail.html")).status_code == 303
    assert (await get(f"/inbox/{uuid4()}/mail.html", token_of(database))).status_code == 404
    assert (await get("/inbox/x/mail.html", token_of(database))).status_code == 404
    assert (await get(f"/inbox/{mail.id}/secret", token_of(database))).status_code == 404
