"""The warehouse: parcels are found by any code, received once, counted, and handed over to settlement."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_return import CheckWish, finish_check, save_check
from returns_app.actions.receive_return import receive_return, receive_scanned, undo_receipt
from returns_app.db.receiving import found_in, undeclared_of
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.receiving import Count, Undeclared, summary
from returns_app.domain.scanning import read_code
from tests.factories import NOW, agent, get, linked, requested, shop
from tests.lifecycle_making import (
    checked,
    counting,
    events,
    leave,
    lines,
    mails,
    operator,
    received,
    shipped,
    tracking,
)

pytestmark = pytest.mark.usefixtures("database")
LATER = NOW + timedelta(minutes=1)


@pytest.mark.parametrize("adapter", ("sandbox", "paper"))
@pytest.mark.parametrize("how", ("number", "typed", "tracking", "bar code", "qr code", "id"))
def test_a_parcel_is_received_by_any_of_its_codes(adapter: str, how: str) -> None:
    return_id = shipped(shop(adapter=adapter))
    row, parcel = get(return_id), tracking(return_id)
    identifier = "00" if adapter == "sandbox" else "91"
    code = {
        "number": row.number,
        "typed": (row.number or "").replace("-", " ").lower(),
        "tracking": parcel,
        "bar code": f"]C1{identifier}{parcel}",
        "qr code": f"{row.number} {parcel}",
        "id": str(return_id),
    }[how]
    receipt = write_now(receive_scanned, operator(), read_code(code or ""), now=NOW)
    assert (receipt.return_id, receipt.number, receipt.again) == (return_id, row.number, False)
    assert get(return_id).status == Status.RECEIVED


def test_receiving_twice_says_when_and_by_whom_it_was_and_does_nothing() -> None:
    return_id = received(shop(), operator("Teun"))
    again = write_now(receive_return, operator("Roos"), return_id, now=LATER)
    assert (again.again, again.at, again.by) == (True, NOW, "Teun")
    assert events(return_id).count("received") == 1
    assert len(mails(return_id, "received")) == 1


def test_a_checked_parcel_that_is_scanned_again_is_still_known_as_received() -> None:
    return_id = checked(shop(), operator())
    assert write_now(receive_return, operator(), return_id, now=LATER).again
    assert get(return_id).status == Status.SETTLEMENT_REQUESTED


def test_what_is_not_expected_says_why() -> None:
    of = shop()
    waiting, _ = linked(of)
    canceled = shipped(of)
    write_now(cancel_return, of.agent, canceled, now=NOW)
    for return_id, word in (
        (waiting, "not confirmed"),
        (canceled, "was canceled"),
        (requested(of).id, "not"),
    ):
        with pytest.raises(Conflict, match=word):
            write_now(receive_return, operator(), return_id, now=NOW)


def test_a_canceled_parcel_is_still_found_by_its_tracking_number() -> None:
    of = shop()
    return_id = shipped(of)
    code = tracking(return_id)
    write_now(cancel_return, of.agent, return_id, now=NOW)
    with pytest.raises(Conflict, match="was canceled"):
        write_now(receive_scanned, operator(), read_code(code), now=NOW)


def test_an_unknown_code_is_said_as_it_was_read() -> None:
    shop()
    for code in ("hello", str(uuid4()), "RMA-2222-2222"):
        with pytest.raises(NotFound, match=code):
            write_now(receive_scanned, operator(), read_code(code), now=NOW)


def test_a_parcel_beyond_the_scope_is_as_unknown_as_none() -> None:
    return_id = shipped(shop())
    abroad = agent("Roos", Role.OPERATOR, countries=frozenset({"DE"}))
    with pytest.raises(NotFound, match="is known by"):
        write_now(receive_scanned, abroad, read_code(get(return_id).number or ""), now=NOW)


def test_an_agent_receives_and_checks_nothing_but_a_supervisor_may() -> None:
    of = shop()
    return_id = shipped(of)
    with pytest.raises(Forbidden):
        write_now(receive_return, of.agent, return_id, now=NOW)
    write_now(receive_return, agent("Annika", Role.SUPERVISOR), return_id, now=NOW)
    version = get(return_id).version
    for deed in (save_check, finish_check):
        with pytest.raises(Forbidden):
            write_now(deed, of.agent, return_id, counting(return_id, 1), version=version, now=NOW)
    with pytest.raises(Forbidden):
        write_now(undo_receipt, of.agent, return_id, now=NOW)


def test_an_undone_receipt_takes_counts_and_the_waiting_mail_back() -> None:
    by = operator()
    return_id = received(shop(), by, quantity=2)
    wish = counting(return_id, 1, 0, Undeclared("Sock"), words="wet")
    write_now(save_check, by, return_id, wish, version=get(return_id).version, now=NOW)
    write_now(undo_receipt, by, return_id, now=LATER)
    assert get(return_id).status == Status.SUBMITTED
    assert [(line.received, line.check_words) for line in lines(return_id)] == [(None, "")]
    assert read_now(undeclared_of, return_id) == []
    assert mails(return_id, "received") == []
    assert "mail_withdrawn" in events(return_id)
    write_now(undo_receipt, by, return_id, now=LATER)
    assert events(return_id).count("receipt_undone") == 1


def test_a_mail_that_left_is_not_taken_back_and_not_sent_again() -> None:
    by = operator()
    return_id = received(shop(), by)
    leave(return_id)
    write_now(undo_receipt, by, return_id, now=LATER)
    write_now(receive_return, by, return_id, now=LATER)
    assert len(mails(return_id, "received")) == 1
    assert "mail_withdrawn" not in events(return_id)


def test_a_receipt_before_the_pickup_was_booked_is_undone_to_there() -> None:
    by = operator()
    return_id = shipped(shop(), handover="pickup")
    assert get(return_id).status == Status.PICKUP_REQUESTED
    write_now(receive_return, by, return_id, now=NOW)
    write_now(undo_receipt, by, return_id, now=LATER)
    assert get(return_id).status == Status.PICKUP_REQUESTED


def test_after_the_check_no_receipt_is_undone() -> None:
    by = operator()
    return_id = checked(shop(), by)
    with pytest.raises(Conflict):
        write_now(undo_receipt, by, return_id, now=LATER)


def test_what_was_counted_so_far_is_kept_for_a_reload_or_a_colleague() -> None:
    by = operator()
    return_id = received(shop(), by, quantity=3)
    wish = counting(return_id, 2, 1, Undeclared("Sock", 4, "red"), words=" Torn ")
    write_now(save_check, by, return_id, wish, version=get(return_id).version, now=NOW)
    (line,) = lines(return_id)
    assert (line.received, line.damaged, line.check_words) == (2, 1, "Torn")
    assert [(item.name, item.quantity, item.words) for item in read_now(undeclared_of, return_id)] == [
        ("Sock", 4, "red")
    ]
    version = get(return_id).version
    write_now(save_check, by, return_id, wish, version=version, now=NOW)
    assert get(return_id).version == version, "what is as it was is no edit"
    write_now(save_check, by, return_id, CheckWish(), version=version, now=NOW)
    assert lines(return_id)[0].received is None
    assert read_now(undeclared_of, return_id) == []


def test_the_whole_check_goes_to_settlement_with_its_sum_in_the_timeline() -> None:
    by = operator()
    return_id = received(shop(), by, quantity=3)
    wish = counting(return_id, 4, 1, Undeclared("Sock", 2))
    write_now(finish_check, by, return_id, wish, version=get(return_id).version, now=NOW)
    assert get(return_id).status == Status.SETTLEMENT_REQUESTED
    assert [str(one) for one in summary(read_now(found_in, return_id))] == [
        "4 of 3 pieces came.",
        "1 too many.",
        "1 damaged.",
        "2 not announced.",
    ]
    write_now(finish_check, by, return_id, wish, version=1, now=LATER)
    assert events(return_id).count("checked") == 1


def test_a_check_of_other_counts_after_the_check_is_a_conflict() -> None:
    by = operator()
    return_id = checked(shop(), by)
    with pytest.raises(Conflict):
        write_now(
            finish_check, by, return_id, counting(return_id, 9), version=get(return_id).version, now=NOW
        )
    assert lines(return_id)[0].received == 1


@pytest.mark.parametrize(
    ("wish", "field"),
    (
        (lambda _: CheckWish(), "check.{line}.received"),
        (lambda line: CheckWish((Count(line, 1, 2),)), "check.{line}.damaged"),
        (lambda line: CheckWish((Count(line, 1),), (Undeclared(""),)), "undeclared.0.name"),
    ),
)
def test_a_bad_check_is_refused_whole_and_named(wish, field) -> None:  # type: ignore[no-untyped-def]
    by = operator()
    return_id = received(shop(), by)
    (line,) = lines(return_id)
    with pytest.raises(Invalid) as caught:
        write_now(finish_check, by, return_id, wish(line.id), version=get(return_id).version, now=NOW)
    assert [problem.field for problem in caught.value.problems] == [field.format(line=line.id)]
    assert get(return_id).status == Status.RECEIVED
    assert lines(return_id)[0].received is None


def test_a_line_of_another_return_is_not_counted() -> None:
    by = operator()
    of = shop()
    mine, other = received(of, by), received(of, by)
    wish = counting(other, 1)
    with pytest.raises(Invalid):
        write_now(save_check, by, mine, wish, version=get(mine).version, now=NOW)
    assert lines(other)[0].received is None


def test_who_saw_an_older_version_changes_nothing() -> None:
    by = operator()
    return_id = received(shop(), by)
    version = get(return_id).version
    write_now(save_check, by, return_id, counting(return_id, 0), version=version, now=NOW)
    for deed in (save_check, finish_check):
        with pytest.raises(Conflict):
            write_now(deed, operator("Roos"), return_id, counting(return_id, 1), version=version, now=NOW)
    assert lines(return_id)[0].received == 0


def test_the_mail_about_a_parcel_waits_for_second_thoughts() -> None:
    return_id = received(shop(), operator())
    (mail,) = mails(return_id, "received")
    assert mail.next_at > NOW + timedelta(minutes=1)
    assert mail.link_id is not None


def test_looking_a_code_up_takes_the_index(database: object) -> None:
    """Neither look-up reads the table through: both columns are indexed for exact values."""

    def plans(session: Session) -> str:
        bind = session.connection()
        if bind.dialect.name != "sqlite":
            return "SEARCH SEARCH"
        asked = (
            "SELECT id FROM returns WHERE number='x'",
            "SELECT id FROM labels WHERE tracking IN ('x','y')",
        )
        return " ".join(str(bind.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}").all()) for one in asked)

    found = read_now(plans)
    assert found.count("SEARCH") == 2
    assert "SCAN" not in found


def test_an_id_that_is_no_return_is_not_found() -> None:
    with pytest.raises(NotFound):
        write_now(receive_return, operator(), UUID(int=5), now=NOW)
