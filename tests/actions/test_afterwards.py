"""What customers do with a return they confirmed: cancel, add what they forgot, ask for labels, send them on."""

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from returns_app.actions.add_items import add_items
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.receive_return import find_scanned, receive_return, receive_scanned, undo_receipt
from returns_app.actions.save_lines import LineWish
from returns_app.actions.send_label_again import send_label_again
from returns_app.actions.send_label_to import MOST_FROM_A_RETURN, MOST_TO_AN_ADDRESS, SendWish, send_label_to
from returns_app.actions.want_spare_label import want_spare_label
from returns_app.carriers import CarrierError
from returns_app.db.links import Link
from returns_app.db.outbox import OutboxMail
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Shipment, labels_of, spares_of
from returns_app.db.timeline import entries_of
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import WantedLine
from returns_app.domain.scanning import read_code
from returns_app.domain.words import say
from returns_app.queries.return_page import return_page
from returns_app.worker import shipments
from returns_app.worker.shipments import make_label
from returns_app.worker.voids import void_waiting_labels
from tests.factories import NOW, Shop, agent, customer, get, shop
from tests.lifecycle_making import events, lines, mails, operator, shipped

pytestmark = pytest.mark.usefixtures("database")


def link_of(return_id: UUID) -> str:
    return read_now(
        lambda session: link_token(session.exec(select(Link).where(Link.return_id == return_id)).one().id)
    )


def owner(return_id: UUID) -> Actor:
    """The customer of a return, by its link."""
    return customer(link_of(return_id))


def spares(return_id: UUID) -> list[Shipment]:
    return read_now(spares_of, return_id)


def further(return_id: UUID, number: int = 1) -> UUID:
    return write_now(want_spare_label, owner(return_id), return_id, number, now=NOW)


def tent(of: Shop, *, quantity: int = 1) -> LineWish:
    return LineWish(uuid4(), WantedLine(of.product, "Tent", quantity, reason_id=of.reason))


# ---- Canceling -------------------------------------------------------------------------------------------------


def test_a_customer_cancels_once_is_told_and_can_still_look() -> None:
    return_id = shipped(shop())
    who = owner(return_id)
    for _ in range(2):
        write_now(cancel_return, who, return_id, now=NOW)
    assert get(return_id).status == Status.CANCELED
    assert events(return_id).count("canceled") == 1
    assert [mail.facts["by_customer"] for mail in mails(return_id, "canceled")] == [True]
    # Else the page that says so could not be opened.
    assert customer(link_of(return_id)).return_id == return_id


def test_the_desk_reads_who_canceled_and_the_carrier_hears_of_every_label() -> None:
    return_id = shipped(shop())
    make_label(further(return_id), lambda: NOW)
    write_now(cancel_return, owner(return_id), return_id, now=NOW)
    void_waiting_labels(lambda: NOW)
    entry = next(one for one in read_now(entries_of, return_id) if one.facts.get("event") == "canceled")
    assert (entry.actor_kind, entry.facts["party"]) == ("customer", "customer")
    assert events(return_id).count("label_voided") == 2


def test_a_label_that_is_being_asked_for_is_not_made_after_the_cancellation() -> None:
    return_id = shipped(shop())
    shipment_id = further(return_id)
    write_now(cancel_return, owner(return_id), return_id, now=NOW)
    make_label(shipment_id, lambda: NOW)
    assert [one.status for one in spares(return_id)] == ["voided"]


def test_a_policy_that_says_no_and_a_parcel_that_is_here_are_not_canceled_by_the_customer() -> None:
    kept = shipped(shop(customer_cancels=False))
    with pytest.raises(Conflict, match="cannot be canceled here"):
        write_now(cancel_return, owner(kept), kept, now=NOW)
    here = shipped(shop())
    write_now(receive_return, operator(), here, now=NOW)
    with pytest.raises(Conflict, match="cannot be canceled here"):
        write_now(cancel_return, owner(here), here, now=NOW)
    assert (get(kept).status, get(here).status) == (Status.SUBMITTED, Status.RECEIVED)


def test_nobody_cancels_the_return_of_another() -> None:
    of = shop()
    mine, other = shipped(of), shipped(of)
    with pytest.raises(NotFound):
        write_now(cancel_return, owner(mine), other, now=NOW)
    with pytest.raises(NotFound):
        write_now(want_spare_label, owner(mine), other, 1, now=NOW)
    with pytest.raises(NotFound):
        write_now(add_items, owner(mine), other, (tent(of),), now=NOW)


def test_an_operator_cancels_and_asks_for_nothing() -> None:
    return_id = shipped(shop())
    with pytest.raises(Forbidden):
        write_now(cancel_return, operator(), return_id, now=NOW)
    with pytest.raises(Forbidden):
        write_now(want_spare_label, operator(), return_id, 1, now=NOW)


# ---- Further labels --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("adapter", ["sandbox", "paper"])
def test_a_further_label_is_a_parcel_of_its_own_and_is_mailed(adapter: str) -> None:
    return_id = shipped(shop(adapter=adapter))
    make_label(further(return_id), lambda: NOW)
    made = read_now(labels_of, return_id)
    assert [parcel.position for parcel, _ in made] == [1, 2]
    assert len({label.tracking for _, label in made}) == 2
    assert get(return_id).status == Status.SUBMITTED
    mailed = {mail.label_id: mail.facts["parcel"] for mail in mails(return_id, "label")}
    assert mailed == {made[0][1].id: 1, made[1][1].id: 2}
    names = {mail.facts["document"]["name"] for mail in mails(return_id, "label")}
    assert names == {f"{get(return_id).number}.pdf", f"{get(return_id).number}-2.pdf"}


def test_asked_for_twice_it_is_made_once_and_the_limit_holds() -> None:
    return_id = shipped(shop(spare_labels=1))
    assert further(return_id) == further(return_id)
    make_label(further(return_id), lambda: NOW)
    with pytest.raises(Conflict, match="no further label"):
        further(return_id, 2)
    assert len(spares(return_id)) == 1


@pytest.mark.parametrize("number", [-1, 0, 2, 7])
def test_a_number_that_is_not_the_next_one_is_refused(number: int) -> None:
    return_id = shipped(shop(spare_labels=3))
    with pytest.raises(Conflict):
        further(return_id, number)
    assert spares(return_id) == []


def test_many_who_ask_at_once_get_what_the_policy_gives() -> None:
    return_id = shipped(shop(spare_labels=2))
    who, got, begin = owner(return_id), [], threading.Barrier(8)

    def ask(number: int) -> None:
        begin.wait()
        try:
            got.append(write_now(want_spare_label, who, return_id, number, now=NOW))
        except Conflict:
            got.append(None)

    threads = [threading.Thread(target=ask, args=(1 + at % 4,)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in (1, 2):
        further(return_id, number)
    assert [one.spare for one in spares(return_id)] == [1, 2]
    # The first was given to both who asked for it.
    assert got.count(spares(return_id)[0].id) == 2


def test_the_desk_may_go_beyond_the_policy_but_not_without_end() -> None:
    of = shop(spare_labels=0)
    return_id = shipped(of)
    with pytest.raises(Conflict):
        further(return_id)
    for number in range(1, 10):
        write_now(want_spare_label, of.agent, return_id, number, now=NOW)
    with pytest.raises(Conflict):
        write_now(want_spare_label, of.agent, return_id, 10, now=NOW)


def test_a_carrier_that_makes_no_further_label_leaves_the_return_as_it_is_and_the_desk_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise CarrierError("refused", say("No more today."), retryable=False)

    return_id = shipped(shop())
    shipment_id = further(return_id)
    monkeypatch.setattr(shipments, "_book", refuse)
    make_label(shipment_id, lambda: NOW)
    row = get(return_id)
    assert (row.status, row.urgent_at, row.unanswered_at) == (Status.SUBMITTED, None, NOW)
    assert events(return_id)[-1] == "spare_label_failed"
    assert len(read_now(labels_of, return_id)) == 1


def test_a_parcel_is_received_by_whichever_of_its_codes_is_scanned() -> None:
    return_id = shipped(shop())
    make_label(further(return_id), lambda: NOW)
    first, second = (label.tracking for _, label in read_now(labels_of, return_id))
    assert write_now(receive_scanned, operator(), read_code(second), now=NOW).return_id == return_id
    again = write_now(receive_scanned, operator(), read_code(first), now=NOW)
    assert (again.return_id, again.again) == (return_id, True)
    assert read_now(find_scanned, read_code(first)) == return_id


def test_nothing_is_asked_for_once_the_parcel_is_here_until_the_receipt_is_undone() -> None:
    return_id, by = shipped(shop(added_items="customer")), operator()
    write_now(receive_return, by, return_id, now=NOW)
    with pytest.raises(Conflict):
        further(return_id)
    write_now(undo_receipt, by, return_id, now=NOW)
    assert further(return_id)


def test_the_page_of_the_return_offers_one_more_label_while_it_makes_sense() -> None:
    of = shop()
    return_id = shipped(of)
    here = read_now(return_page, of.agent, return_id, now=NOW)
    assert ("further_label" in here.acts, here.shipment.next_spare) == (True, 1)
    make_label(further(return_id), lambda: NOW)
    here = read_now(return_page, of.agent, return_id, now=NOW)
    assert (here.shipment.words[-9:], here.shipment.next_spare) == ("2 parcels", 2)
    assert len({one.detail for one in here.documents}) == len(here.documents) == 4
    write_now(receive_return, operator(), return_id, now=NOW)
    assert "further_label" not in read_now(return_page, of.agent, return_id, now=NOW).acts


# ---- What was forgotten ----------------------------------------------------------------------------------------


def test_a_forgotten_product_joins_the_return_once() -> None:
    of = shop(added_items="customer")
    return_id = shipped(of)
    wish, before = (tent(of, quantity=2),), get(return_id).version
    assert write_now(add_items, owner(return_id), return_id, wish, now=NOW) == 1
    assert write_now(add_items, owner(return_id), return_id, wish, now=NOW) == 0
    added = lines(return_id)
    assert [(line.name, line.quantity, line.approved) for line in added] == [
        ("Fjellvind 3 Tent", 1, 1),
        ("Fjellvind 3 Tent", 2, 2),
    ]
    assert events(return_id).count("items_added") == 1
    assert get(return_id).version > before


@pytest.mark.parametrize("answer", ["desk", "nobody"])
def test_a_policy_that_leaves_it_to_others_lets_no_customer_add(answer: str) -> None:
    of = shop(added_items=answer)
    return_id = shipped(of)
    with pytest.raises(Conflict, match="Nothing can be added"):
        write_now(add_items, owner(return_id), return_id, (tent(of),), now=NOW)
    assert len(lines(return_id)) == 1


def test_a_product_is_not_added_once_the_parcel_is_here() -> None:
    of = shop(added_items="customer")
    return_id = shipped(of)
    write_now(receive_return, operator(), return_id, now=NOW)
    with pytest.raises(Conflict):
        write_now(add_items, owner(return_id), return_id, (tent(of),), now=NOW)


def test_what_is_added_is_held_to_the_rules_of_the_checkout() -> None:
    of = shop(added_items="customer", max_pieces=3, free_typed=False)
    return_id = shipped(of)
    who = owner(return_id)
    asked = {
        "no line": (),
        "no reason": (replace(tent(of), wanted=replace(tent(of).wanted, reason_id=None)),),
        "typed in": (LineWish(uuid4(), WantedLine(None, "Rope", 1, reason_id=of.reason)),),
        "too many": (tent(of, quantity=3),),
        "none of it": (tent(of, quantity=0),),
    }
    fields = {}
    for name, wish in asked.items():
        with pytest.raises(Invalid) as refused:
            write_now(add_items, who, return_id, wish, now=NOW)
        fields[name] = [problem.field for problem in refused.value.problems]
    assert fields == {
        "no line": ["lines"],
        "no reason": ["lines.0.reason"],
        "typed in": ["lines.0.name"],
        "too many": ["lines"],
        "none of it": ["lines.0.quantity"],
    }
    assert len(lines(return_id)) == 1


def test_a_line_of_another_return_is_not_taken_over() -> None:
    of = shop(added_items="customer")
    mine, other = shipped(of), shipped(of)
    foreign = replace(tent(of), id=lines(other)[0].id)
    with pytest.raises(Invalid, match="another return"):
        write_now(add_items, owner(mine), mine, (foreign,), now=NOW)
    assert len(lines(other)) == 1


def test_the_desk_adds_what_its_customer_may_not_within_the_rules_that_advise_it() -> None:
    of = shop(added_items="nobody", max_pieces=2)
    return_id = shipped(of)
    assert write_now(add_items, of.agent, return_id, (tent(of),), now=NOW) == 1
    with pytest.raises(Invalid) as refused:
        write_now(add_items, of.agent, return_id, (tent(of),), now=NOW)
    assert [problem.field.partition(".")[0] for problem in refused.value.problems] == ["finding"]
    with pytest.raises(Forbidden):
        write_now(add_items, operator(), return_id, (tent(of),), now=NOW)
    write_now(receive_return, operator(), return_id, now=NOW)
    with pytest.raises(Conflict):
        write_now(add_items, of.agent, return_id, (tent(of),), now=NOW)
    assert len(lines(return_id)) == 2


# ---- Sending the label on --------------------------------------------------------------------------------------


def send(return_id: UUID, to: str = "", key: str = "") -> str:
    wish = SendWish(to, key or uuid4().hex)
    return write_now(send_label_to, owner(return_id), wish, now=NOW)


def sent_to(return_id: UUID) -> list[OutboxMail]:
    """The mails with the label, but for the first, which the worker sent by itself."""
    return [mail for mail in mails(return_id, "label") if not mail.dedupe_key.endswith(":")]


def test_the_label_is_mailed_to_the_address_on_file_with_the_link_and_to_others_without() -> None:
    return_id = shipped(shop())
    own = mails(return_id, "label")[0].to_address
    assert send(return_id) == own
    assert send(return_id, f" {own.upper()} ") == own
    assert send(return_id, "neighbor@postvak.test") == "neighbor@postvak.test"
    by_address = {mail.to_address: mail for mail in sent_to(return_id)}
    assert by_address[own].link_id
    there = by_address["neighbor@postvak.test"]
    assert (there.link_id, there.facts["sent_by"], there.facts["name"]) == (None, "Sanne Visser", "")


def test_the_timeline_names_the_mail_and_never_the_address() -> None:
    return_id = shipped(shop())
    send(return_id, "neighbor@postvak.test")
    entry = read_now(entries_of, return_id)[0]
    assert (entry.kind, entry.actor_kind) == ("mail_posted", "customer")
    assert "neighbor" not in str(entry.facts)


def test_the_same_press_mails_once_and_every_label_goes_along() -> None:
    return_id = shipped(shop())
    make_label(further(return_id), lambda: NOW)
    before = len(mails(return_id, "label"))
    send(return_id, key="one press")
    send(return_id, key="one press")
    assert len(mails(return_id, "label")) == before + 2


@pytest.mark.parametrize("wrong", ["nobody", "a@b", "a@b.test\nBcc: c@d.test", "@", "x" * 300 + "@b.test"])
def test_what_is_no_address_is_refused_and_nothing_is_mailed(wrong: str) -> None:
    return_id = shipped(shop())
    with pytest.raises(Invalid) as refused:
        send(return_id, wrong)
    assert [problem.field for problem in refused.value.problems] == ["email"]
    assert sent_to(return_id) == []


def test_one_return_mails_only_so_often_in_an_hour() -> None:
    return_id = shipped(shop())
    for number in range(MOST_FROM_A_RETURN - 1):
        send(return_id, f"somebody{number}@postvak.test")
    with pytest.raises(Conflict, match="several times"):
        send(return_id, "onemore@postvak.test")
    later = NOW + timedelta(hours=1, seconds=1)
    write_now(send_label_to, owner(return_id), SendWish("onemore@postvak.test", "later"), now=later)


def test_one_address_is_mailed_only_so_often_whatever_the_return() -> None:
    of = shop()
    for _ in range(MOST_TO_AN_ADDRESS):
        send(shipped(of), "Target@postvak.test")
    with pytest.raises(Conflict, match="several times"):
        send(shipped(of), "target@postvak.test")


def test_no_label_is_sent_before_there_is_one_or_after_it_was_used() -> None:
    return_id = shipped(shop())
    write_now(receive_return, operator(), return_id, now=NOW)
    with pytest.raises(Conflict, match="no label"):
        send(return_id)
    with pytest.raises(NotFound):
        write_now(send_label_to, agent(), SendWish("", "k"), now=NOW)


def test_the_desk_mails_all_labels_again() -> None:
    of = shop()
    return_id = shipped(of)
    make_label(further(return_id), lambda: NOW)
    write_now(send_label_again, of.agent, return_id, key="again", now=NOW)
    assert len(mails(return_id, "label")) == 4
