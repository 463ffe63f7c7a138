"""A link's page: whether it lives, what happened with it, what is left."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from returns_app.actions.check_out import check_out
from returns_app.actions.issue_link import replace_link, revoke_link, send_link
from returns_app.actions.open_link import note_opened
from returns_app.actions.save_draft import save_order_number
from returns_app.db.outbox import OutboxMail
from returns_app.db.policies import ReturnPolicy
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Role
from returns_app.domain.errors import Forbidden, NotFound
from returns_app.queries.link import link_view
from returns_app.queries.link_views import LinkView
from tests import factories
from tests.factories import NOW, Shop
from tests.queries.conftest import Counting

pytestmark = pytest.mark.usefixtures("database")


def seen(shop: Shop, return_id: UUID, *, later: timedelta = timedelta(0)) -> LinkView:
    return read_now(link_view, shop.agent, return_id, now=NOW + later)


def looks(view: LinkView) -> dict[str, str]:
    return {event.name: event.look for event in view.track}


def test_a_fresh_link_is_made_and_nothing_more() -> None:
    shop = factories.shop()
    return_id, token = factories.linked(shop, skipped=True)
    view = seen(shop, return_id)
    assert view.state == "live"
    assert looks(view) == {
        "Made": "done", "Sent": "todo", "Opened": "todo", "Step 1 of 2": "todo", "Confirmed": "todo", "Label": "todo",
    }  # fmt: skip
    assert view.track[0].detail.endswith("by you")
    assert token not in repr(view)


def test_a_link_that_was_mailed_and_opened_shows_the_step_its_customer_is_at() -> None:
    shop = factories.shop()
    return_id, token = factories.linked(shop, skipped=True)
    write_now(send_link, shop.agent, return_id, key="one", now=NOW)
    customer = factories.customer(token)
    write_now(note_opened, customer, token, now=NOW)
    write_now(save_order_number, customer, return_id, "NO-1", now=NOW)
    view = seen(shop, return_id)
    assert (view.mail, looks(view)["Sent"]) == ("On its way", "now")
    assert looks(view)["Opened"] == "done"
    assert looks(view)["Step 2 of 2"] == "now"
    assert (view.duties[0].title, view.duties[0].look) == ("Order number", "done")


def test_steps_are_counted_as_on_the_phone_where_the_confirmation_is_the_last_check() -> None:
    shop = factories.shop()
    return_id, _ = factories.linked(shop)
    assert looks(seen(shop, return_id))["Last check"] == "todo"


def test_a_finished_return_shows_its_number_and_all_steps_done() -> None:
    shop = factories.shop()
    return_id, token = factories.linked(shop)
    write_now(check_out, factories.customer(token), return_id, key="once", now=NOW)
    view = seen(shop, return_id)
    assert view.state == "finished"
    assert view.number.startswith("RMA-")
    assert looks(view)["Confirmed"] == "done"
    assert looks(view)["Label"] == "now"
    assert {duty.look for duty in view.duties} == {"done"}


def test_an_expired_link_says_so_and_offers_no_life() -> None:
    shop = factories.shop()
    return_id, _ = factories.linked(shop)
    view = seen(shop, return_id, later=timedelta(days=15))
    assert (view.state, looks(view)["Expired"]) == ("expired", "failed")
    assert "Nobody opened it" in view.lead


def test_a_revoked_link_says_so_until_there_is_a_new_one() -> None:
    shop = factories.shop()
    return_id, _ = factories.linked(shop)
    write_now(revoke_link, shop.agent, return_id, now=NOW)
    dead = seen(shop, return_id)
    assert (dead.state, looks(dead)["Revoked"]) == ("revoked", "failed")
    later = NOW + timedelta(minutes=1)
    fresh = write_now(replace_link, shop.agent, return_id, old=UUID(dead.link_id), now=later)
    assert seen(shop, return_id).link_id == str(fresh.id)
    assert seen(shop, return_id).state == "live"


def test_a_mail_that_could_not_be_sent_is_a_failure_on_the_track() -> None:
    shop = factories.shop()
    return_id, _ = factories.linked(shop)
    write_now(send_link, shop.agent, return_id, key="one", now=NOW)
    write_now(lambda session: setattr(session.exec(select(OutboxMail)).one(), "status", "dead"))
    assert looks(seen(shop, return_id))["Sent"] == "failed"


def test_a_policy_that_was_switched_off_ends_the_link() -> None:
    shop = factories.shop()
    return_id, _ = factories.linked(shop)
    write_now(lambda session: setattr(session.get_one(ReturnPolicy, shop.policy), "active", False))
    assert seen(shop, return_id).state == "ended"


def test_a_return_without_a_link_has_no_state() -> None:
    shop = factories.shop()
    assert seen(shop, factories.draft(shop)).state == ""


def test_a_link_is_nobodys_who_may_not_see_the_return() -> None:
    shop = factories.shop()
    return_id, _ = factories.linked(shop)
    with pytest.raises(NotFound):
        read_now(link_view, factories.agent(countries=frozenset({"DE"})), return_id, now=NOW)
    with pytest.raises(NotFound):
        read_now(link_view, shop.agent, uuid4(), now=NOW)
    with pytest.raises(Forbidden):
        read_now(link_view, factories.agent(role=Role.OPERATOR), return_id, now=NOW)


def test_the_number_of_statements_does_not_grow_with_what_happened(counting: Counting) -> None:
    shop = factories.shop()
    return_id, _ = factories.linked(shop)
    with counting() as before:
        seen(shop, return_id)
    for number in range(10):
        write_now(send_link, shop.agent, return_id, key=str(number), now=NOW)
    with counting() as after:
        seen(shop, return_id)
    assert len(before) == len(after)
