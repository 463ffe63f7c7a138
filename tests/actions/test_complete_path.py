"""Path B: created, authorized, submitted by the agent."""

from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from returns_app.actions.decide_return import authorize, reject, save_decisions, submit_for_shipping
from returns_app.actions.issue_link import issue_link
from returns_app.actions.open_return import open_return
from returns_app.actions.save_draft import DraftWish, preselect_options, start_draft
from returns_app.actions.save_lines import save_lines
from returns_app.db.links import live_link
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import shipment_of
from returns_app.db.timeline import entries_of
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import LineDecision
from returns_app.domain.policy import CreationPath
from tests.factories import NOW, Shop, agent, draft, get, lines, requested, shop, started

pytestmark = pytest.mark.usefixtures("database")


def decide(row: Return, *, approved: int = 1, rejected: int = 0, kept: int = 0) -> tuple[LineDecision, ...]:
    """The same decision about every line."""
    reason = "Cut by use" if rejected else ""
    return tuple(
        LineDecision(line.id, approved, rejected, kept, reason=reason) for line in read_now(lines_of, row.id)
    )


def mail_kinds(return_id: UUID) -> list[str]:
    """The kinds of mails of this return."""

    def read(session: Session) -> list[str]:
        return list(session.exec(select(OutboxMail.kind).where(OutboxMail.return_id == return_id)))

    return read_now(read)


def approved(of: Shop) -> Return:
    """A return that was just authorized."""
    row = requested(of)
    return write_now(authorize, of.agent, row.id, decide(row), version=row.version, now=NOW)


def test_a_manual_policy_asks_for_authorization_and_an_automatic_one_gives_it() -> None:
    """The number comes with the authorization, not before."""
    manual = requested(shop(default_mode="manual"))
    assert (manual.status, manual.number) == (Status.AUTHORIZATION_REQUESTED, None)
    automatic = requested(shop(default_mode="automatic"))
    assert automatic.status == Status.APPROVED
    assert automatic.number is not None


def test_completing_twice_opens_one_return() -> None:
    """The second time gives back the first."""
    of = shop()
    row = requested(of)
    assert write_now(open_return, of.agent, row.id, now=NOW).version == row.version


def test_order_and_products_are_demanded_before_completing() -> None:
    """The first open step is named."""
    of = shop()
    with pytest.raises(Invalid) as refusal:
        write_now(open_return, of.agent, started(of, CreationPath.COMPLETE), now=NOW)
    assert refusal.value.problems[0].field == "order_number"


def test_a_draft_of_one_path_cannot_be_completed_as_the_other() -> None:
    """No link from a complete return, no complete return from a link."""
    of = shop()
    with pytest.raises(Conflict):
        write_now(issue_link, of.agent, draft(of, CreationPath.COMPLETE), now=NOW)
    with pytest.raises(Conflict):
        write_now(open_return, of.agent, draft(of, CreationPath.LINK), now=NOW)


def test_with_one_option_and_a_good_address_the_label_is_wanted_at_submit() -> None:
    """No mail to choose is sent; submitting again does nothing more."""
    of = shop()
    row = approved(of)
    first = write_now(submit_for_shipping, of.agent, row.id, now=NOW)
    again = write_now(submit_for_shipping, of.agent, row.id, now=NOW)
    assert first is not None
    assert again is not None
    assert again.again
    assert first.shipment_id == again.shipment_id
    assert mail_kinds(row.id) == []


def test_a_preselected_carrier_makes_the_label_at_submit() -> None:
    """Of three options one is chosen: nothing is left for the customer."""
    of = shop(options=3)
    row = requested(of)
    write_now(preselect_options, of.agent, row.id, [of.other_option], now=NOW)
    write_now(authorize, of.agent, row.id, decide(row), version=get(row.id).version, now=NOW)
    assert write_now(submit_for_shipping, of.agent, row.id, now=NOW) is not None
    assert get(row.id).option_id == of.other_option


def test_without_a_preselected_carrier_the_customer_gets_a_link_to_choose() -> None:
    """One mail, one link, however often it is submitted; several pre-selected carriers are a choice too."""
    of = shop(options=3)
    for wanted in ([], [of.option, of.other_option]):
        row = requested(of)
        write_now(preselect_options, of.agent, row.id, wanted, now=NOW)
        write_now(authorize, of.agent, row.id, decide(row), version=get(row.id).version, now=NOW)
        for _ in range(2):
            assert write_now(submit_for_shipping, of.agent, row.id, now=NOW) is None
        assert mail_kinds(row.id) == ["authorized"]
        told = [entry.kind for entry in read_now(entries_of, row.id)]
        assert told.count("submitted_for_shipping") == 1
        assert read_now(live_link, row.id) is not None
        assert read_now(shipment_of, row.id) is None


def test_a_carrier_that_is_not_offered_cannot_be_preselected() -> None:
    """And what was pre-selected before stays."""
    of = shop(options=2)
    row = requested(of)
    write_now(preselect_options, of.agent, row.id, [of.option], now=NOW)
    with pytest.raises(Invalid):
        write_now(preselect_options, of.agent, row.id, [uuid4()], now=NOW)
    write_now(authorize, of.agent, row.id, decide(row), version=get(row.id).version, now=NOW)
    assert write_now(submit_for_shipping, of.agent, row.id, now=NOW) is not None


def test_when_nothing_is_returnable_the_return_goes_to_settlement_without_shipping() -> None:
    """The customer keeps everything."""
    of = shop()
    row = requested(of, quantity=2)
    row = write_now(
        authorize, of.agent, row.id, decide(row, approved=0, kept=2), version=row.version, now=NOW
    )
    assert row.status == Status.SETTLEMENT_REQUESTED
    assert mail_kinds(row.id) == ["authorized"]
    with pytest.raises(Conflict):
        write_now(submit_for_shipping, of.agent, row.id, now=NOW)


def test_part_of_a_line_can_be_rejected_with_a_reason() -> None:
    """Two come back, one does not."""
    of = shop()
    row = requested(of, quantity=3)
    write_now(authorize, of.agent, row.id, decide(row, approved=2, rejected=1), version=row.version, now=NOW)
    line = read_now(lines_of, row.id)[0]
    assert (line.approved, line.rejected, line.kept, line.reject_reason) == (2, 1, 0, "Cut by use")


@pytest.mark.parametrize(("approved_pieces", "rejected"), ((1, 0), (3, 1), (-1, 4), (10**9, 0), (0, 3)))
def test_a_decision_that_does_not_add_up_writes_nothing(approved_pieces: int, rejected: int) -> None:
    """Neither quantities nor status nor number."""
    of = shop()
    row = requested(of, quantity=3)
    wish = decide(row, approved=approved_pieces, rejected=rejected)
    with pytest.raises(Invalid):
        write_now(authorize, of.agent, row.id, wish, version=row.version, now=NOW)
    assert (get(row.id).status, get(row.id).number) == (Status.AUTHORIZATION_REQUESTED, None)
    assert read_now(lines_of, row.id)[0].approved is None


def test_a_foreign_line_is_refused() -> None:
    """Even beside the right one."""
    of = shop()
    row, other = requested(of), requested(of)
    with pytest.raises(Invalid):
        write_now(authorize, of.agent, row.id, decide(row) + decide(other), version=row.version, now=NOW)
    assert read_now(lines_of, other.id)[0].approved is None


def test_the_second_of_two_agents_gets_a_conflict_and_nothing_is_lost() -> None:
    """Both saw the same version; edits of lines count as a change too."""
    of = shop()
    row = requested(of, quantity=2)
    write_now(authorize, of.agent, row.id, decide(row, approved=2), version=row.version, now=NOW)
    with pytest.raises(Conflict):
        write_now(reject, agent("Jonas"), row.id, "No", version=row.version, now=NOW)
    assert get(row.id).status == Status.APPROVED
    edited = requested(of)
    line = read_now(lines_of, edited.id)[0]
    write_now(save_lines, of.agent, edited.id, lines(of, quantity=2, line_id=line.id), now=NOW)
    with pytest.raises(Conflict):
        write_now(authorize, agent("Jonas"), edited.id, decide(edited), version=edited.version, now=NOW)


def test_decisions_can_be_kept_for_later() -> None:
    """Without authorizing; a return that moved on takes none."""
    of = shop()
    row = requested(of, quantity=2)
    row = write_now(save_decisions, of.agent, row.id, decide(row, kept=1), version=row.version, now=NOW)
    assert read_now(lines_of, row.id)[0].kept == 1
    write_now(authorize, of.agent, row.id, decide(row, kept=1), version=row.version, now=NOW)
    with pytest.raises(Conflict):
        write_now(save_decisions, of.agent, row.id, decide(row), version=get(row.id).version, now=NOW)


def test_a_rejection_is_final_and_its_reason_is_in_the_mail() -> None:
    """No reason, or 5,000 characters of it, is named at the field and rejects nothing."""
    of = shop()
    row = requested(of)
    for bad in (" ", "x" * 5000):
        with pytest.raises(Invalid) as refusal:
            write_now(reject, of.agent, row.id, bad, version=row.version, now=NOW)
        assert refusal.value.problems[0].field == "reason"
    row = write_now(reject, of.agent, row.id, "The seam was cut.", version=row.version, now=NOW)
    assert row.status == Status.REJECTED
    assert mail_kinds(row.id) == ["rejected"]


def test_who_has_no_right_to_a_return_finds_nothing() -> None:
    """Out of scope is not found; an operator may not authorize."""
    of = shop()
    row = requested(of)
    german = agent("Jonas", countries=frozenset({"DE"}))
    with pytest.raises(NotFound):
        write_now(authorize, german, row.id, decide(row), version=row.version, now=NOW)
    with pytest.raises(Forbidden):
        write_now(authorize, agent("Ola", Role.OPERATOR), row.id, decide(row), version=row.version, now=NOW)
    other = agent("Jo", policies=frozenset({uuid4()}))
    with pytest.raises(Invalid):
        write_now(start_draft, other, DraftWish(uuid4(), CreationPath.LINK, of.policy), now=NOW)
