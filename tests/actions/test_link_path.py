"""Path A: from the draft to the confirmed checkout."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from returns_app.actions.check_out import check_out
from returns_app.actions.issue_link import change_expiry, issue_link, replace_link, revoke_link, send_link
from returns_app.actions.open_link import (
    LinkState,
    ask_fresh_link,
    look_at_link,
    note_opened,
    who_is_customer,
)
from returns_app.actions.save_answers import AnswersWish, save_answers
from returns_app.actions.save_draft import choose_option, leave_steps, save_address, save_order_number
from returns_app.actions.save_lines import save_lines
from returns_app.db.customers import Customer
from returns_app.db.links import Link, live_link
from returns_app.db.outbox import OutboxMail
from returns_app.db.policies import ReturnPolicy
from returns_app.db.session import read_now, write_now
from returns_app.db.timeline import TimelineEntry, entries_of
from returns_app.db.tokens import link_token, token_hash
from returns_app.domain.actors import Role
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.wizard import StepKey
from tests.factories import ADDRESS, NOW, agent, confirmed, customer, draft, get, lines, linked, shop, started

pytestmark = pytest.mark.usefixtures("database")


def mails(return_id: object) -> list[str]:
    """The kinds of the mails of a return, oldest first."""
    query = select(OutboxMail).where(OutboxMail.return_id == return_id).order_by(OutboxMail.created_at)  # type: ignore[arg-type]
    return [mail.kind for mail in read_now(lambda session: list(session.exec(query)))]


def told(return_id: object) -> list[str]:
    """The kinds of the timeline's entries, oldest first."""
    entries: list[TimelineEntry] = read_now(entries_of, return_id)  # type: ignore[arg-type]
    return [entry.kind for entry in reversed(entries)]


def test_a_prepared_return_is_confirmed_with_everything_as_the_agent_filled_it() -> None:
    """Nothing is asked, a number is given, a shipment is wanted; the status waits for the label."""
    return_id, token = linked(shop())
    result = write_now(check_out, customer(token), return_id, key="one", now=NOW)
    row = get(return_id)
    assert row.number == result.number
    assert row.number is not None
    assert row.status == Status.AWAITING_CUSTOMER
    assert row.checkout_at == NOW
    assert not result.again


def test_confirming_again_gives_the_same_number_whatever_the_key() -> None:
    """A lost response, a second tab: one number, one shipment, and the answer says so."""
    return_id, token = linked(shop())
    first = write_now(check_out, customer(token), return_id, key="one", now=NOW)
    for key in ("one", "two"):
        again = write_now(check_out, customer(token), return_id, key=key, now=NOW)
        assert again.again
        assert (again.number, again.shipment_id) == (first.number, first.shipment_id)
    assert told(return_id).count("checkout_confirmed") == 1


def test_everything_skipped_is_filled_by_the_customer_and_by_nobody_else() -> None:
    """Confirming too early names the step; each step is kept; the agent cannot write any more."""
    of = shop(survey=True, options=2)
    return_id, token = linked(of, skipped=True)
    actor = customer(token)
    expected = ["order_number", "products", "surveys", "shipping"]
    deeds = [
        lambda: write_now(save_order_number, actor, return_id, "NO-1", now=NOW),
        lambda: write_now(save_lines, actor, return_id, lines(of), now=NOW),
        lambda: write_now(save_answers, actor, return_id, AnswersWish({("", of.question): "Torn"}), now=NOW),
        lambda: write_now(choose_option, actor, return_id, of.other_option, now=NOW),
    ]
    for step, deed in zip(expected, deeds, strict=True):
        with pytest.raises(Invalid) as refusal:
            write_now(check_out, actor, return_id, key="early", now=NOW)
        assert refusal.value.problems[0].field == step
        deed()
    with pytest.raises(Conflict):
        write_now(save_order_number, of.agent, return_id, "NO-2", now=NOW)
    assert not write_now(check_out, actor, return_id, key="k", now=NOW).again
    assert get(return_id).option_id == of.other_option


def test_what_the_agent_fixed_the_customer_cannot_change() -> None:
    """Only steps left open, and the shipping, are theirs."""
    of = shop()
    return_id, token = linked(of)
    with pytest.raises(Forbidden):
        write_now(save_lines, customer(token), return_id, lines(of, quantity=5), now=NOW)
    moved = Address(**{**ADDRESS.__dict__, "house_number": "120"})
    write_now(save_address, customer(token), return_id, moved, now=NOW)
    assert (get(return_id).address or {})["house_number"] == "120"


def test_a_customer_of_another_return_finds_nothing() -> None:
    """Whatever they call; and nothing is written."""
    of = shop()
    mine, _ = linked(of)
    _, other_token = linked(of)
    stranger = customer(other_token)
    with pytest.raises(NotFound):
        write_now(check_out, stranger, mine, key="k", now=NOW)
    with pytest.raises(NotFound):
        write_now(save_address, stranger, mine, ADDRESS, now=NOW)
    assert get(mine).checkout_at is None


@pytest.mark.parametrize(
    ("address", "field"),
    (
        (Address(**{**ADDRESS.__dict__, "postal_code": "10115"}), "postal_code"),
        (Address(**{**ADDRESS.__dict__, "country": "XX"}), "country"),
        (Address(**{**ADDRESS.__dict__, "name": ""}), "name"),
    ),
)
def test_a_bad_address_is_named_at_its_field_and_not_kept(address: Address, field: str) -> None:
    """A postal code of another country, an unknown country, a missing name."""
    return_id, token = linked(shop())
    with pytest.raises(Invalid) as refusal:
        write_now(save_address, customer(token), return_id, address, now=NOW)
    assert refusal.value.problems[0].field == field
    assert get(return_id).address == ADDRESS.__dict__


def test_countries_bind_customers_and_advise_agents() -> None:
    """A country the policy does not take is refused to the customer at the field, and allowed to the agent."""
    of = shop(countries=["DE", "NL"])
    belgian = Address(
        country="BE", name="An", street="Meir", house_number="1", postal_code="2000", city="Antwerpen"
    )
    return_id, token = linked(of)
    with pytest.raises(Invalid) as refusal:
        write_now(save_address, customer(token), return_id, belgian, now=NOW)
    assert refusal.value.problems[0].field == "country"
    other = draft(of)
    write_now(save_address, of.agent, other, belgian, now=NOW)
    assert get(other).country == "BE"


def test_an_option_that_is_not_offered_is_refused() -> None:
    """Also one of another policy; nothing is kept."""
    return_id, token = linked(shop(options=2))
    foreign = shop().option
    for option in (foreign, uuid4()):
        with pytest.raises(Invalid) as refusal:
            write_now(choose_option, customer(token), return_id, option, now=NOW)
        assert refusal.value.problems[0].field == "option"
    assert get(return_id).option_id is None


def test_an_order_number_is_checked() -> None:
    """Empty, far too long and unprintable ones are refused at the field."""
    of = shop()
    return_id = started(of)
    for text in ("", "  ", "x" * 61, "NO\x07-1"):
        with pytest.raises(Invalid) as refusal:
            write_now(save_order_number, of.agent, return_id, text, now=NOW)
        assert refusal.value.problems[0].field == "order_number"
    assert get(return_id).order_number == ""


def test_an_open_step_or_an_ineligible_policy_stops_the_link() -> None:
    """A policy that became ineligible between two steps is named with its reason, and no link is made."""
    of = shop()
    unfinished = started(of)
    with pytest.raises(Invalid) as refusal:
        write_now(issue_link, of.agent, unfinished, now=NOW)
    assert refusal.value.problems[0].field == "order_number"
    ready = draft(of)
    write_now(_change_policy, of.policy, connector="Shopify")
    with pytest.raises(Invalid) as refusal:
        write_now(issue_link, of.agent, ready, now=NOW)
    assert refusal.value.problems[0].field == "policy"
    assert "Shopify" in str(refusal.value)
    assert get(ready).status == Status.DRAFT
    assert read_now(live_link, ready) is None


def test_a_policy_that_ends_ends_its_links_and_one_that_changes_does_not() -> None:
    """Inactive: the link opens nothing and confirms nothing. A connector added later: the link is honored."""
    of = shop()
    return_id, token = linked(of)
    actor = customer(token)
    write_now(_change_policy, of.policy, connector="Shopify")
    assert read_now(look_at_link, token, now=NOW).state is LinkState.LIVE
    write_now(_change_policy, of.policy, active=False)
    assert read_now(look_at_link, token, now=NOW).state is LinkState.ENDED
    assert read_now(who_is_customer, token, now=NOW) is None
    with pytest.raises(Conflict):
        write_now(check_out, actor, return_id, key="k", now=NOW)


def test_each_dead_link_says_what_happened_to_it() -> None:
    """Forged, expired, replaced, revoked, used; only a live or used one makes a customer."""
    of = shop()
    return_id, token = linked(of)
    old = read_now(live_link, return_id)
    assert old is not None
    assert read_now(look_at_link, token[:-1] + "_", now=NOW).state is LinkState.UNKNOWN
    assert read_now(look_at_link, "x" * 5000, now=NOW).state is LinkState.UNKNOWN
    late = NOW + timedelta(days=14, seconds=1)
    assert read_now(look_at_link, token, now=late).state is LinkState.EXPIRED
    assert read_now(who_is_customer, token, now=late) is None
    new = write_now(replace_link, of.agent, return_id, old=old.id, now=NOW)
    assert read_now(look_at_link, token, now=NOW).state is LinkState.SUPERSEDED
    fresh = link_token(new.id)
    assert read_now(look_at_link, fresh, now=NOW).state is LinkState.LIVE
    write_now(check_out, customer(fresh), return_id, key="k", now=NOW)
    assert read_now(look_at_link, fresh, now=late).state is LinkState.USED
    write_now(revoke_link, of.agent, return_id, now=NOW)
    assert read_now(look_at_link, fresh, now=NOW).state is LinkState.REVOKED


def test_links_are_made_replaced_and_revoked_once_however_often_it_is_asked() -> None:
    """The database holds the hash of the token and never the token."""
    of = shop()
    return_id = draft(of)
    first = write_now(issue_link, of.agent, return_id, now=NOW)
    assert write_now(issue_link, of.agent, return_id, now=NOW).id == first.id
    second = write_now(replace_link, of.agent, return_id, old=first.id, now=NOW)
    assert write_now(replace_link, of.agent, return_id, old=first.id, now=NOW).id == second.id
    write_now(revoke_link, of.agent, return_id, now=NOW)
    write_now(revoke_link, of.agent, return_id, now=NOW)
    kinds = told(return_id)
    assert (kinds.count("link_replaced"), kinds.count("link_revoked")) == (1, 1)
    rows = read_now(lambda session: list(session.exec(select(Link).where(Link.return_id == return_id))))
    assert {row.token_hash for row in rows} == {token_hash(link_token(row.id)) for row in rows}
    with pytest.raises(Conflict):
        write_now(send_link, of.agent, return_id, key="1", now=NOW)


def test_a_link_is_mailed_once_for_each_click() -> None:
    """The same click twice is one mail, another click another; a bad address is named at its field."""
    of = shop()
    return_id, _ = linked(of)
    for key in ("a", "a", "b"):
        write_now(send_link, of.agent, return_id, key=key, message="Good to talk to you.", now=NOW)
    assert mails(return_id) == ["link", "link"]
    for wish, field in (({"to": "nobody"}, "to"), ({"message": "x" * 5000}, "message")):
        with pytest.raises(Invalid) as refusal:
            write_now(send_link, of.agent, return_id, key="c", now=NOW, **wish)
        assert refusal.value.problems[0].field == field


def test_the_expiry_can_be_moved_within_bounds() -> None:
    """Not into the past, not beyond a year."""
    of = shop()
    return_id, token = linked(of)
    for bad in (NOW - timedelta(days=1), NOW + timedelta(days=366)):
        with pytest.raises(Invalid):
            write_now(change_expiry, of.agent, return_id, bad, now=NOW)
    write_now(change_expiry, of.agent, return_id, NOW + timedelta(days=30), now=NOW)
    assert read_now(look_at_link, token, now=NOW + timedelta(days=20)).state is LinkState.LIVE


def test_opening_is_noted_once_and_only_by_the_customer() -> None:
    """The first view by a person's browser counts."""
    return_id, token = linked(shop())
    write_now(note_opened, customer(token), token, now=NOW)
    write_now(note_opened, customer(token), token, now=NOW + timedelta(minutes=1))
    assert told(return_id).count("link_opened") == 1


def test_a_fresh_link_goes_only_to_the_address_on_file_and_not_too_often() -> None:
    """Expired: a new link is mailed, once an hour. Revoked or forged: nothing at all."""
    of = shop()
    return_id, token = linked(of)
    late = NOW + timedelta(days=15)
    for _ in range(3):
        write_now(ask_fresh_link, token, now=late)
    assert mails(return_id) == ["link"]
    assert told(return_id).count("fresh_link_asked") == 1
    write_now(ask_fresh_link, "forged", now=late)
    revoked, revoked_token = linked(of)
    write_now(revoke_link, of.agent, revoked, now=NOW)
    write_now(ask_fresh_link, revoked_token, now=NOW)
    assert mails(revoked) == []


def test_a_fresh_link_leads_to_what_was_confirmed_but_is_not_mailed_for_what_has_ended() -> None:
    """A return that was confirmed by a newer link is shown by any; one whose return type has ended, by none."""
    of = shop()
    return_id, token = linked(of)
    old = read_now(live_link, return_id)
    assert old is not None
    fresh = write_now(replace_link, of.agent, return_id, old=old.id, now=NOW)
    write_now(check_out, customer(link_token(fresh.id)), return_id, key="k", now=NOW)
    write_now(ask_fresh_link, token, now=NOW)
    ended, ended_token = linked(of)
    write_now(_change_policy, of.policy, active=False)
    write_now(ask_fresh_link, ended_token, now=NOW + timedelta(days=15))
    assert mails(return_id) == ["fresh"]
    assert mails(ended) == []


def test_an_agent_cannot_move_a_return_out_of_their_own_sight() -> None:
    """The country is refused at its field."""
    of = shop()
    return_id = draft(of)
    dutch = agent("Jonas", countries=frozenset({"NL"}))
    belgian = Address(
        country="BE", name="An", street="Meir", house_number="1", postal_code="2000", city="Antwerpen"
    )
    with pytest.raises(Invalid) as refusal:
        write_now(save_address, dutch, return_id, belgian, now=NOW)
    assert refusal.value.problems[0].field == "country"


def test_only_skippable_steps_can_be_left() -> None:
    """The customer cannot be asked who they are."""
    of = shop()
    return_id = started(of)
    with pytest.raises(Invalid):
        write_now(leave_steps, of.agent, return_id, [StepKey.CUSTOMER], now=NOW)
    write_now(leave_steps, of.agent, return_id, [StepKey.PRODUCTS], now=NOW)
    write_now(save_lines, of.agent, return_id, lines(of), now=NOW)
    assert get(return_id).left_steps == []


def test_nothing_can_be_changed_after_the_confirmation() -> None:
    """While the label is being made, too."""
    of = shop()
    return_id, token = linked(of)
    actor = customer(token)
    write_now(check_out, actor, return_id, key="k", now=NOW)
    with pytest.raises(Conflict):
        write_now(save_address, actor, return_id, ADDRESS, now=NOW)
    assert confirmed(of)


def _change_policy(session: Session, policy_id: object, **changes: object) -> None:
    row = session.get(ReturnPolicy, policy_id)
    assert row is not None
    for name, value in changes.items():
        setattr(row, name, value)
    session.add(row)


def test_a_return_speaks_a_language_we_have_words_in() -> None:
    """A customer who reads another one is written to in English, and the desk says so."""
    of = shop()
    for wanted, spoken in (("nl", "nl"), ("fi", "en")):
        write_now(_set_language, of.customer, wanted)
        assert get(started(of)).language == spoken


def _set_language(session: Session, customer_id: UUID, language: str) -> None:
    session.get_one(Customer, customer_id).language = language


def test_an_operator_replaces_no_link() -> None:
    """Whoever may not make links may not replace them either."""
    of = shop()
    return_id, _ = linked(of)
    link = read_now(live_link, return_id)
    assert link is not None
    with pytest.raises(Forbidden):
        write_now(replace_link, agent("Ola", Role.OPERATOR), return_id, old=link.id, now=NOW)
