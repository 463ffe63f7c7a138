"""A statutory withdrawal: nothing is demanded for it, it counts from its moment, and it is acknowledged at once."""

import threading
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_out import check_out
from returns_app.actions.declare_withdrawal import DeclarationWish, declare_withdrawal, save_declaration
from returns_app.actions.erase_customer import erase_customer
from returns_app.actions.issue_link import issue_link
from returns_app.actions.open_link import LinkState, look_at_link
from returns_app.actions.open_return import open_return
from returns_app.actions.save_draft import leave_steps, save_order_number
from returns_app.actions.save_lines import LinesWish, LineWish, save_lines
from returns_app.db.customers import Customer
from returns_app.db.outbox import OutboxMail, mails_of
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.timeline import entries_of
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import WantedLine
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey
from returns_app.queries.portal_withdrawal import acknowledgement
from returns_app.worker.letters import envelope_of
from returns_app.worker.shipments import make_label
from tests import factories
from tests.factories import NOW, Shop, customer, get
from tests.labels.reading import text_layer

LATER = NOW + timedelta(hours=3)
DEMANDING = {
    "default_mode": "manual",
    "authorization_mode": "manual",
    "reason_level": "line",
    "outcome_level": "line",
}


def shop(**given) -> Shop:
    """A withdrawal whose policy asks for all it can: a reason, a wish, approval and an answered survey."""
    return factories.shop(**{"survey": True, "withdrawal": True, **DEMANDING, **given})


def bare(of: Shop, *, product: UUID | None = None, name: str = "anything", quantity: int = 1) -> LinesWish:
    """One line without a reason and without a wish."""
    wanted = WantedLine(product_id=product or of.product, name=name, quantity=quantity)
    return LinesWish((LineWish(uuid4(), wanted),))


def linked(of: Shop, *, order: str = "NO-104882") -> tuple[UUID, str]:
    """A return that its agent prepared, without a reason, for the customer to withdraw with."""
    return_id = factories.started(of)
    write_now(save_order_number, of.agent, return_id, order, now=NOW)
    write_now(save_lines, of.agent, return_id, bare(of), now=NOW)
    return return_id, link_token(write_now(issue_link, of.agent, return_id, now=NOW).id)


def skipped(of: Shop) -> tuple[UUID, str]:
    """The same with everything left to the customer."""
    return_id = factories.started(of)
    left = (StepKey.ORDER_NUMBER, StepKey.PRODUCTS, StepKey.SURVEYS)
    write_now(leave_steps, of.agent, return_id, left, now=NOW)
    return return_id, link_token(write_now(issue_link, of.agent, return_id, now=NOW).id)


def letters(return_id: UUID) -> list[OutboxMail]:
    return [mail for mail in read_now(mails_of, return_id) if mail.kind == "withdrawn"]


def told(return_id: UUID, kind: str) -> list:
    return [entry for entry in read_now(entries_of, return_id) if entry.kind == kind]


def test_a_customer_declares_in_two_deeds_with_nothing_about_sending_known(database: Database) -> None:
    of = shop(options=2)
    return_id, token = skipped(of)

    def forget_address(session: Session) -> None:
        row = session.get(Return, return_id)
        row.address, row.country = None, ""

    write_now(forget_address)
    who = customer(token)
    write_now(save_declaration, who, return_id, DeclarationWish(bare(of), "NO-7"), now=NOW)
    write_now(declare_withdrawal, who, return_id, now=LATER)
    row = get(return_id)
    assert (row.withdrawn_at, row.refund_due_on) == (LATER, date(2026, 12, 7))
    assert (row.status, row.checkout_at) == (Status.AWAITING_CUSTOMER, None)
    assert row.number
    assert row.order_number == "NO-7"
    assert [line.approved for line in read_now(lines_of, return_id)] == [1]


def test_the_acknowledgement_is_posted_at_once_with_its_moment_order_and_goods(database: Database) -> None:
    of = shop()
    return_id, token = linked(of)
    write_now(declare_withdrawal, customer(token), return_id, now=LATER)
    (mail,) = letters(return_id)
    assert (mail.next_at, mail.created_at, mail.language) == (LATER, LATER, "nl")
    assert mail.facts["order"] == "NO-104882"
    assert datetime.fromisoformat(mail.facts["declared_at"]) == LATER
    assert [item["name"] for item in mail.facts["items"]] == ["Fjellvind 3 Tent"]
    envelope = read_now(lambda session: envelope_of(session, session.get(OutboxMail, mail.id), now=LATER))
    (attached,) = envelope.attachments
    said = text_layer(attached.content)
    assert "maandag 23 november 2026, 13:00 (CET)" in said
    for part in (
        "NO-104882",
        "Fjellvind 3 Tent",
        get(return_id).number,
        "Sanne Visser",
        "maandag 7 december",
    ):
        assert part in said
    assert attached.name == f"withdrawal-{get(return_id).number}.pdf"
    assert "maandag 23 november 2026, 13:00 (CET)" in envelope.message.text


def test_declaring_again_keeps_the_first_moment_and_posts_nothing_more(database: Database) -> None:
    return_id, token = linked(shop())
    for moment in (NOW, LATER, LATER + timedelta(days=3)):
        write_now(declare_withdrawal, customer(token), return_id, now=moment)
    assert get(return_id).withdrawn_at == NOW
    assert len(letters(return_id)) == 1
    assert len(told(return_id, "withdrawal_declared")) == 1


def test_two_taps_at_the_same_moment_declare_once(database: Database) -> None:
    return_id, token = linked(shop())
    who, ready, failed = customer(token), threading.Barrier(4), []

    def tap() -> None:
        ready.wait()
        try:
            write_now(declare_withdrawal, who, return_id, now=NOW)
        except Exception as error:  # noqa: BLE001 - whatever it is fails the test
            failed.append(error)

    taps = [threading.Thread(target=tap) for _ in range(4)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert failed == []
    assert (len(letters(return_id)), len(told(return_id, "withdrawal_declared"))) == (1, 1)


def test_an_agent_records_it_by_phone_and_nobody_has_to_approve_it(database: Database) -> None:
    of = shop()
    return_id = factories.started(of, CreationPath.COMPLETE)
    write_now(save_order_number, of.agent, return_id, "NO-104882", now=NOW)
    write_now(save_lines, of.agent, return_id, bare(of), now=NOW)
    row = write_now(open_return, of.agent, return_id, now=NOW)
    assert (row.status, row.withdrawn_at, row.refund_due_on) == (Status.APPROVED, NOW, date(2026, 12, 7))
    (mail,) = letters(return_id)
    assert mail.facts["recorded_by"] == of.agent.name
    write_now(open_return, of.agent, return_id, now=LATER)
    assert (get(return_id).withdrawn_at, len(letters(return_id))) == (NOW, 1)


def test_an_agent_records_it_on_a_return_whose_link_is_out(database: Database) -> None:
    of = shop()
    return_id, _ = linked(of)
    write_now(declare_withdrawal, of.agent, return_id, now=LATER)
    assert get(return_id).withdrawn_at == LATER
    assert letters(return_id)[0].facts["recorded_by"] == of.agent.name


def test_a_manual_return_of_any_other_type_still_waits_for_its_decision(database: Database) -> None:
    of = factories.shop(default_mode="manual")
    row = factories.requested(of)
    assert (row.status, row.withdrawn_at) == (Status.AUTHORIZATION_REQUESTED, None)


def test_shipping_waits_for_the_declaration_and_then_goes_as_usual(database: Database) -> None:
    return_id, token = linked(shop())
    who = customer(token)
    with pytest.raises(Invalid) as refusal:
        write_now(check_out, who, return_id, key="a", now=NOW)
    assert [problem.field for problem in refusal.value.problems] == ["withdraw"]
    write_now(declare_withdrawal, who, return_id, now=NOW)
    number = get(return_id).number
    done = write_now(check_out, who, return_id, key="a", now=LATER)
    assert done.number == number
    make_label(done.shipment_id, lambda: LATER)
    row = get(return_id)
    assert (row.status, row.withdrawn_at) == (Status.SUBMITTED, NOW)
    assert read_now(look_at_link, token, now=LATER).state is LinkState.USED


def test_it_stays_declared_when_the_carrier_refuses_and_when_the_link_runs_out(database: Database) -> None:
    of = shop()
    return_id, token = linked(of)
    write_now(declare_withdrawal, customer(token), return_id, now=NOW)

    def spoil(session: Session) -> None:
        row = session.get(Return, return_id)
        row.address = {**row.address, "company": "sandbox-refuse"}

    write_now(spoil)
    done = write_now(check_out, customer(token), return_id, key="a", now=NOW)
    make_label(done.shipment_id, lambda: NOW)
    row = get(return_id)
    assert (row.status, row.withdrawn_at) == (Status.SHIPPING_FAILED, NOW)
    other, never_sent = linked(of, order="NO-9")
    write_now(declare_withdrawal, customer(never_sent), other, now=NOW)
    assert read_now(look_at_link, never_sent, now=NOW + timedelta(days=30)).state is LinkState.EXPIRED
    assert get(other).refund_due_on == date(2026, 12, 7)


def test_calling_the_return_off_takes_no_acknowledgement_back(database: Database) -> None:
    of = shop()
    return_id, token = linked(of)
    write_now(declare_withdrawal, customer(token), return_id, now=NOW)
    write_now(cancel_return, of.agent, return_id, now=NOW)
    assert [mail.status for mail in letters(return_id)] == ["pending"]


def test_what_was_declared_is_not_changed_any_more(database: Database) -> None:
    of = shop()
    return_id, token = skipped(of)
    who = customer(token)
    write_now(save_declaration, who, return_id, DeclarationWish(bare(of), "NO-7"), now=NOW)
    write_now(save_declaration, who, return_id, DeclarationWish(bare(of, quantity=2), "NO-8"), now=NOW)
    write_now(declare_withdrawal, who, return_id, now=NOW)
    with pytest.raises(Forbidden):
        write_now(save_declaration, who, return_id, DeclarationWish(bare(of), "NO-9"), now=NOW)
    with pytest.raises(Conflict):
        write_now(save_lines, of.agent, return_id, bare(of), now=NOW)
    assert get(return_id).order_number == "NO-8"
    assert [line.quantity for line in read_now(lines_of, return_id)] == [2]


def test_a_customer_changes_no_order_that_the_desk_filled_in(database: Database) -> None:
    of = shop()
    return_id = factories.started(of)
    write_now(save_order_number, of.agent, return_id, "NO-104882", now=NOW)
    write_now(leave_steps, of.agent, return_id, (StepKey.PRODUCTS,), now=NOW)
    token = link_token(write_now(issue_link, of.agent, return_id, now=NOW).id)
    with pytest.raises(Forbidden):
        write_now(save_declaration, customer(token), return_id, DeclarationWish(bare(of), "NO-1"), now=NOW)
    write_now(save_declaration, customer(token), return_id, DeclarationWish(bare(of)), now=NOW)
    assert get(return_id).order_number == "NO-104882"


def test_what_is_missing_is_named_all_at_once(database: Database) -> None:
    of = shop()
    return_id, token = skipped(of)
    with pytest.raises(Invalid) as refusal:
        write_now(save_declaration, customer(token), return_id, DeclarationWish(LinesWish(()), " "), now=NOW)
    assert [problem.field for problem in refusal.value.problems] == ["order_number", "lines"]
    with pytest.raises(Invalid) as refusal:
        write_now(save_declaration, customer(token), return_id, DeclarationWish(bare(of), ""), now=NOW)
    assert [problem.field for problem in refusal.value.problems] == ["order_number"]
    assert read_now(lines_of, return_id) == []
    with pytest.raises(Invalid) as refusal:
        write_now(declare_withdrawal, customer(token), return_id, now=NOW)
    assert [problem.field for problem in refusal.value.problems] == ["products"]


@pytest.mark.parametrize("quantity", [0, 1000])
def test_no_withdrawal_of_a_quantity_that_nobody_can_send(database: Database, quantity: int) -> None:
    of = shop()
    return_id, token = skipped(of)
    wish = DeclarationWish(bare(of, quantity=quantity), "NO-7")
    with pytest.raises(Invalid, match="quantity"):
        write_now(save_declaration, customer(token), return_id, wish, now=NOW)


def test_the_same_goods_of_an_order_are_withdrawn_from_once(database: Database) -> None:
    of = shop()
    first, token = linked(of)
    write_now(declare_withdrawal, customer(token), first, now=NOW)
    second, other = skipped(of)
    with pytest.raises(Invalid, match="already in another return"):
        write_now(save_declaration, customer(other), second, DeclarationWish(bare(of), "NO-104882"), now=NOW)
    assert get(second).withdrawn_at is None


def test_only_a_withdrawal_is_declared_and_only_while_it_is_with_its_customer(database: Database) -> None:
    plain = factories.shop()
    return_id, token = factories.linked(plain)
    with pytest.raises(Conflict):
        write_now(declare_withdrawal, customer(token), return_id, now=NOW)
    of = shop()
    canceled, token = linked(of, order="NO-9")
    who = customer(token)
    write_now(cancel_return, of.agent, canceled, now=NOW)
    with pytest.raises(Conflict):
        write_now(declare_withdrawal, who, canceled, now=NOW)
    assert [get(one).withdrawn_at for one in (return_id, canceled)] == [None, None]


def test_the_policy_itself_keeps_what_it_was_set_to(database: Database) -> None:
    """The law binds what is asked; a merchant who takes the mark off finds the settings as they were."""
    of = shop()
    row = read_now(
        lambda session: session.exec(select(ReturnPolicy).where(ReturnPolicy.id == of.policy)).one()
    )
    assert (row.default_mode, row.reason_level, row.outcome_level) == ("manual", "line", "line")


def test_erasing_the_customer_erases_mail_and_document_and_keeps_the_moment(database: Database) -> None:
    of = shop()
    return_id, token = linked(of)
    who = customer(token)
    write_now(declare_withdrawal, who, return_id, now=NOW)
    assert read_now(acknowledgement, who).content.startswith(b"%PDF")
    write_now(cancel_return, of.agent, return_id, now=NOW)
    boss = factories.agent("Annika", Role.ADMIN)
    number = read_now(lambda session: session.get_one(Customer, of.customer).number)
    write_now(erase_customer, boss, of.customer, typed=number, now=LATER)
    with pytest.raises(NotFound):
        read_now(acknowledgement, who)
    assert "Sanne" not in str([mail.facts for mail in letters(return_id)])
    assert get(return_id).withdrawn_at == NOW
