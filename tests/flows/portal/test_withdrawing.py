"""A withdrawal on the customer's screens: two steps, nothing demanded, shipping after, the acknowledgement to keep."""

from pathlib import Path

import httpx
from sqlmodel import select
from starlette.applications import Starlette

from returns_app import routes
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return
from returns_app.db.session import Database, read_now
from returns_app.edge.app import Edge
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.portal import door
from returns_app.flows.portal.products import Products
from returns_app.flows.portal.state import Portal
from returns_app.flows.portal.withdrawal import Withdrawal
from returns_app.settings import load
from tests import factories
from tests.driving import Browser
from tests.flows.portal.conftest import Arrive, Customer
from tests.labels.reading import text_layer

COOKIE = cookie_name(Face.PORTAL)


def shop(**given) -> factories.Shop:
    return factories.shop(
        **{"withdrawal": True, "survey": True, "reason_level": "line", "options": 2, **given}
    )


def row(who: Customer) -> Return:
    return factories.get(who.return_id)


async def add_tent(who: Customer, of: factories.Shop) -> str:
    await who.send(Products.pick, product_id=str(of.product))
    return str(who.browser.sees(Products)["lines"][0].id)


async def test_two_steps_declare_it_and_then_it_is_about_the_parcel(
    database: Database, arrive: Arrive
) -> None:
    of = shop()
    who = arrive(of, skipped=True)
    await who.open()
    assert (who.step, who.view.journey, who.browser.sees(Portal)["back_to"]) == (
        "products",
        ["products", "withdraw"],
        "",
    )
    assert who.browser.sees(Portal)["step_words"] == "Step 1 of 2"
    form = who.browser.sees(Products)["form"]
    line = await add_tent(who, of)
    assert (form.line_reasons, form.return_reasons, form.line_outcomes) == ([], [], [])
    await who.send(Products.save, data={"order_number": "NO-7", f"{line}.quantity": "1"})
    assert (who.step, who.browser.sees(Portal)["step_words"]) == ("withdraw", "Step 2 of 2")
    assert (who.view.withdrawal.name, who.view.order_number) == ("Sanne Visser", "NO-7")
    assert row(who).withdrawn_at is None
    await who.send(Withdrawal.declare)
    declared = row(who).withdrawn_at
    assert declared is not None
    assert who.step == "start"
    assert who.view.title == "Your withdrawal is declared"
    assert who.view.withdrawal.declared
    assert (who.view.left_keys, who.view.journey) == (["shipping"], ["shipping"])
    await who.send(Portal.begin)
    assert who.step == "shipping"
    await who.send(Portal.save_option, data={"option": str(of.option)})
    await who.send(Portal.confirm)
    assert (row(who).checkout_at is not None, row(who).withdrawn_at) == (True, declared)


async def test_a_prepared_one_is_one_tap_to_declare(database: Database, arrive: Arrive) -> None:
    of = shop(options=1)
    who = arrive(of)
    await who.open()
    assert who.step == "withdraw"
    await who.send(Withdrawal.declare)
    # One way to send it is no question: what is left is to confirm it.
    assert who.step == "confirm"
    assert who.view.title == "Your withdrawal is declared"


async def test_nothing_about_the_parcel_is_asked_or_taken_before(database: Database, arrive: Arrive) -> None:
    of = shop()
    who = arrive(of)
    for step in ("shipping", "address", "confirm", "start", "surveys", "order_number"):
        await who.open(f"/en/return?step={step}")
        assert who.step == "withdraw"
    await who.send(Portal.save_option, data={"option": str(of.option)})
    assert row(who).option_id is None
    await who.send(Portal.confirm)
    assert row(who).checkout_at is None


async def test_what_is_missing_is_named_at_its_field_and_nothing_is_lost(
    database: Database, arrive: Arrive
) -> None:
    of = shop()
    who = arrive(of, skipped=True)
    await who.open()
    await who.send(Products.save, data={"order_number": ""})
    assert set(who.problems) == {"order_number", "add"}
    line = await add_tent(who, of)
    await who.send(Products.save, data={"order_number": "", f"{line}.quantity": "1"})
    assert set(who.problems) == {"order_number"}
    assert [one.id for one in who.browser.sees(Products)["lines"]] == [line]


async def test_a_second_tap_another_tab_and_a_reload_find_it_declared(
    database: Database, arrive: Arrive
) -> None:
    who = arrive(shop())
    await who.open()
    await who.send(Withdrawal.declare)
    first = row(who).withdrawn_at
    await who.send(Withdrawal.declare)
    other = Customer(Browser(who.browser.server, portal=who.token), who.return_id, who.token)
    await other.open()
    await other.send(Withdrawal.declare)
    assert (other.step, row(who).withdrawn_at) == ("start", first)
    mails = read_now(
        lambda session: session.exec(select(OutboxMail).where(OutboxMail.kind == "withdrawn")).all()
    )
    assert len(mails) == 1


async def test_back_from_the_confirmation_leads_to_what_is_withdrawn(
    database: Database, arrive: Arrive
) -> None:
    of = shop()
    who = arrive(of, skipped=True)
    await who.open()
    line = await add_tent(who, of)
    await who.send(Products.save, data={"order_number": "NO-7", f"{line}.quantity": "1"})
    assert who.browser.sees(Portal)["back_to"] == "products"
    await who.send(Portal.go, step="products")
    await who.send(Products.save, data={"order_number": "NO-8", f"{line}.quantity": "2"})
    assert (who.step, row(who).order_number) == ("withdraw", "NO-8")


async def test_the_acknowledgement_is_a_private_file_of_its_own_customer(
    database: Database, arrive: Arrive, tmp_path: Path
) -> None:
    of = shop()
    who, other = arrive(of), arrive(of)
    edge = Edge(Starlette(routes=list(door.ROUTES)), pages=tmp_path, origin=load().origin)
    transport = httpx.ASGITransport(edge, client=("192.0.2.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=load().origin) as client:
        mine = {"cookie": f"{COOKIE}={who.token}"}
        assert (await client.get(routes.WITHDRAWAL, headers=mine)).status_code == 404
        await who.open()
        await who.send(Withdrawal.declare)
        answer = await client.get(routes.WITHDRAWAL, headers=mine)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["cache-control"] == "private, no-store"
        number = row(who).number
        assert answer.headers["content-disposition"] == f'attachment; filename="withdrawal-{number}.pdf"'
        assert number in text_layer(answer.content)
        again = await client.get(routes.WITHDRAWAL, headers=mine)
        assert again.content == answer.content
        for cookie in ({}, {"cookie": f"{COOKIE}={other.token}"}, {"cookie": f"{COOKIE}=forged"}):
            assert (await client.get(routes.WITHDRAWAL, headers=cookie)).status_code == 404


async def test_any_other_return_never_hears_of_withdrawing(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    await who.open()
    assert who.view.withdrawal == type(who.view.withdrawal)()
    await who.send(Withdrawal.declare)
    assert row(who).withdrawn_at is None
