"""What is kept about a customer as a file, and the files of one who was erased."""

import json
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select
from starlette.responses import Response

from returns_app import routes
from returns_app.actions.erase_customer import erase_customer
from returns_app.db.customers import Customer
from returns_app.db.outbox import OutboxMail
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.shipments import Label
from returns_app.domain.actors import Role
from returns_app.flows.customers import door as customers_door
from returns_app.flows.desk import door as desk_door
from returns_app.flows.inbox import door as inbox_door
from returns_app.flows.who import forget_everybody
from returns_app.queries.inbox import inbox
from tests.erasing import EMAIL, MARKS, marked_customer
from tests.factories import NOW, agent, shop
from tests.flows.answering import answer_of
from tests.flows.desk.making import token_of

ROUTES = (*desk_door.ROUTES, *inbox_door.ROUTES, *customers_door.ROUTES)


@pytest.fixture(autouse=True)
def nobody_is_remembered(database: Database) -> None:
    del database
    forget_everybody()


async def get(path: str, token: str = "") -> Response:
    return await answer_of(ROUTES, path, token)


def number_of(customer_id: UUID) -> str:
    return read_now(lambda session: session.get_one(Customer, customer_id).number)


async def test_a_supervisor_gets_all_that_is_kept_as_a_file_that_nobody_caches(database: Database) -> None:
    customer_id, _ = marked_customer(shop(survey=True))
    answer = await get(routes.customer_file(customer_id), token_of(database, Role.SUPERVISOR))
    assert (answer.status_code, answer.media_type) == (200, "application/json")
    assert answer.headers["cache-control"] == "private, no-store"
    assert f'attachment; filename="{number_of(customer_id)}.json"' in answer.headers["content-disposition"]
    data = json.loads(bytes(answer.body))
    assert data["customer"]["email"] == EMAIL
    assert len(data["returns"]) == 4


async def test_everybody_else_gets_no_file(database: Database) -> None:
    of = shop()
    path = routes.customer_file(of.customer)
    for role in (Role.AGENT, Role.OPERATOR):
        answer = await get(path, token_of(database, role))
        assert answer.status_code == 403
        assert b"Sanne" not in bytes(answer.body)
    stranger = token_of(database, Role.ADMIN, countries=("FR",))
    assert (await get(path, stranger)).status_code == 404
    assert (await get(routes.customer_file(uuid4()), token_of(database, Role.ADMIN))).status_code == 404
    assert (await get(routes.customer_file("x"), token_of(database, Role.ADMIN))).status_code == 404
    assert (await get(path)).headers["location"].startswith(routes.SIGN_IN)


async def test_the_files_of_who_was_erased_say_so_in_words(database: Database) -> None:
    customer_id, _ = marked_customer(shop(survey=True))
    boss = agent("Bo", Role.SUPERVISOR)
    write_now(erase_customer, boss, customer_id, number_of(customer_id), now=NOW)
    token = token_of(database, Role.SUPERVISOR)

    def ids(session: Session) -> tuple[list[UUID], list[UUID]]:
        return list(session.exec(select(Label.id))), list(session.exec(select(OutboxMail.id)))

    labels, mails = read_now(ids)
    assert labels
    for label_id in labels:
        for name in ("a6.pdf", "a4.pdf", "code.png"):
            answer = await get(routes.label_file(label_id, name), token)
            assert (answer.status_code, b"erased" in bytes(answer.body)) == (410, True)
    for mail_id in mails:
        for name in ("mail.html", "mail.txt", "attachment.pdf"):
            answer = await get(routes.mail_file(mail_id, name), token)
            assert (answer.status_code, b"erased" in bytes(answer.body)) == (404, True)
    shown = read_now(inbox, boss, "", now=NOW)
    assert {mail.subject for mail in shown.mails} == {"Erased at the customer’s request"}
    assert not [mark for mark in MARKS if mark in repr(shown).casefold()]
