"""A customer who has left traces in every table that can hold one, and the search for what is left of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
from sqlmodel import Session, SQLModel, select

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_out import check_out
from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.actions.customer_notes import add_customer_note
from returns_app.actions.decide_return import authorize, reject, submit_for_shipping
from returns_app.actions.issue_link import issue_link, send_link
from returns_app.actions.merge_customers import merge_customers
from returns_app.actions.open_link import note_opened
from returns_app.actions.open_return import open_return
from returns_app.actions.save_answers import AnswersWish, save_answers
from returns_app.actions.save_draft import leave_steps, save_address
from returns_app.db.customer_facts import stamp_of
from returns_app.db.customers import Customer
from returns_app.db.exceptions import GrantedException
from returns_app.db.exports import Export
from returns_app.db.messages import Message
from returns_app.db.outbox import OutboxMail
from returns_app.db.photos import Photo, Upload
from returns_app.db.receiving import Settlement, UndeclaredItem
from returns_app.db.returns import Return, lines_of, move
from returns_app.db.saved_views import SavedView
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Shipment
from returns_app.db.timeline import tell
from returns_app.db.tokens import link_token
from returns_app.domain.actors import SYSTEM, Actor, Role
from returns_app.domain.addresses import Address
from returns_app.domain.lifecycle import Event
from returns_app.domain.lines import LineDecision
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey
from returns_app.worker.shipments import make_label
from tests.factories import NOW, Shop, agent, customer, draft

NAME = "Ottoline Quackenbush"
EMAIL = "ottoline.quackenbush@postvak.test"
OTHER_EMAIL = "tilly.q@postvak.test"
HOME = Address(
    country="NL",
    name=NAME,
    street="Zonderlingstraat",
    house_number="77",
    postal_code="9731 XQ",
    city="Appelscha",
    phone="+31612349876",
)
# A word for each place where something is typed, so that every place that was passed over is seen.
TYPED = {
    "answer": "xylophone", "note": "kazoo", "message": "bassoon", "reply": "oboe", "reject": "tuba", "check": "zither",
    "remark": "lyre", "exception": "cornet", "undeclared": "fiddle", "settlement": "banjo", "carrier": "trombone",
    "link": "harp", "reason": "lute", "own": "viola", "bounce": "flute", "photo": "marimba", "upload": "celesta",
}  # fmt: skip
MARKS = (
    "ottoline", "quackenbush", "tilly", "612349876", "612 349 876", "zonderling", "9731 xq", "9731xq", "appelscha",
    *TYPED.values(),
)  # fmt: skip


def marked_customer(of: Shop) -> tuple[UUID, list[UUID]]:
    """A customer with returns of both paths, all closed, and a trace in every table that takes one."""
    boss = agent("Bo", Role.SUPERVISOR)
    stays = _person(of, NAME, EMAIL, phone="06 12349876")
    goes = _person(of, "Tilly Quackenbush", OTHER_EMAIL)
    theirs = Shop(**{**of.__dict__, "customer": stays})
    returns = [_by_link(theirs), _complete(theirs), _rejected(theirs)]
    write_now(cancel_return, of.agent, returns[0], now=NOW)
    returns.append(_by_link(Shop(**{**of.__dict__, "customer": goes})))
    write_now(_completed, boss, returns[3])
    write_now(add_customer_note, of.agent, goes, f"Plays the {TYPED['note']}", key=uuid4().hex, now=NOW)
    write_now(_words_in_rows, of, returns)
    seen = read_now(_stamp, stays, goes)
    write_now(merge_customers, boss, stays, goes, seen=seen, now=NOW)
    return stays, returns


def traces() -> list[str]:
    """Every place of the database that still holds one of the marks, as `table.column: mark`."""
    return read_now(lambda session: sorted(set(_traces(session))))


def _traces(session: Session) -> Iterator[str]:
    for table in SQLModel.metadata.sorted_tables:
        for row in session.execute(select(table)).mappings():
            for column, value in row.items():
                text = _text(value)
                yield from (f"{table.name}.{column}: {mark}" for mark in MARKS if mark in text)


def _text(value: Any) -> str:
    if not isinstance(value, bytes):
        return str(value).casefold()
    if value[:5] != b"%PDF-":
        return value.decode("latin-1").casefold()
    pages = pypdfium2.PdfDocument(value)
    return " ".join(page.get_textpage().get_text_range() for page in pages).casefold()


def _stamp(session: Session, *ids: UUID) -> str:
    return stamp_of(session, *(session.get_one(Customer, one) for one in ids))


def _person(of: Shop, name: str, email: str, *, phone: str = "") -> UUID:
    home = replace(HOME, name=name)
    wish = NewCustomer(uuid4(), name, email, phone, "nl", home)
    return write_now(create_customer, of.agent, wish, now=NOW).id


def _by_link(of: Shop) -> UUID:
    """Made by link, answered and confirmed by the customer, with a label and its mail."""
    return_id = draft(of)
    write_now(leave_steps, of.agent, return_id, (StepKey.SURVEYS,), now=NOW)
    link = write_now(issue_link, of.agent, return_id, now=NOW)
    token = link_token(link.id)
    write_now(send_link, of.agent, return_id, key="a", message=f"Mind the {TYPED['link']}", now=NOW)
    buyer = customer(token)
    write_now(note_opened, buyer, token, now=NOW)
    _answer(of, buyer, return_id)
    write_now(save_address, buyer, return_id, HOME, now=NOW)
    result = write_now(check_out, buyer, return_id, key=uuid4().hex, now=NOW)
    make_label(result.shipment_id, lambda: NOW)  # type: ignore[arg-type]
    return return_id


def _completed(session: Session, actor: Actor, return_id: UUID) -> None:
    """Received, checked and settled; its link still shows how it went."""
    row = session.get_one(Return, return_id)
    for event in (Event.RECEIVED, Event.CHECKED, Event.SETTLED):
        move(session, row, event, actor=actor, now=NOW)


def _complete(of: Shop) -> UUID:
    """Made and authorized at the desk, part of it rejected in somebody's own words; shipped, then called off."""
    return_id = draft(of, CreationPath.COMPLETE, quantity=2)
    _answer(of, of.agent, return_id)
    row = write_now(open_return, of.agent, return_id, now=NOW)
    line = read_now(lines_of, row.id)[0]
    decided = (LineDecision(line.id, 1, 1, 0, f"No {TYPED['own']}", f"The {TYPED['reject']} is bent"),)
    write_now(authorize, of.agent, row.id, decided, version=row.version, now=NOW)
    result = write_now(submit_for_shipping, of.agent, row.id, now=NOW)
    assert result is not None
    make_label(result.shipment_id, lambda: NOW)  # type: ignore[arg-type]
    write_now(cancel_return, of.agent, row.id, now=NOW)
    return return_id


def _rejected(of: Shop) -> UUID:
    return_id = draft(of, CreationPath.COMPLETE)
    _answer(of, of.agent, return_id)
    row = write_now(open_return, of.agent, return_id, now=NOW)
    write_now(reject, of.agent, row.id, f"{NAME} broke the {TYPED['reason']}", version=row.version, now=NOW)
    return row.id


def _answer(of: Shop, actor: Actor, return_id: UUID) -> None:
    answers = AnswersWish({("", of.question): f"It fell on my {TYPED['answer']}"})
    write_now(save_answers, actor, return_id, answers, now=NOW)


def _words_in_rows(session: Session, of: Shop, returns: list[UUID]) -> None:
    """What other desks' acts write: here as rows, so that this file depends on none of them."""
    first, second, third = returns[0], returns[1], returns[2]
    user = of.agent.id
    assert user is not None
    session.add_all(
        [
            Message(
                return_id=first,
                key="m1",
                kind="to_customer",
                words=f"Dear {NAME}, {TYPED['message']}",
                author_id=user,
                author_name="Femke",
                created_at=NOW,
            ),
            Message(
                return_id=first,
                key="m2",
                kind="from_customer",
                words=f"My {TYPED['reply']}",
                author_name=NAME,
                created_at=NOW,
            ),
            GrantedException(
                return_id=first,
                rule="window",
                observed="40 days",
                limit_words="30 days",
                reason="goodwill",
                words=f"for the {TYPED['exception']}",
                granted_by=user,
                granted_at=NOW,
            ),
            UndeclaredItem(
                return_id=second, position=0, name="Bag", quantity=1, words=f"with a {TYPED['undeclared']}"
            ),
            Settlement(
                return_id=third,
                outcome="nothing",
                words=f"her {TYPED['settlement']}",
                settled_by=user,
                settled_at=NOW,
            ),
            Photo(
                id=uuid4(),
                return_id=second,
                question_id=of.question,
                content=f"A {TYPED['photo']} on a shelf".encode(),
                preview=TYPED["photo"].encode(),
                width=1,
                height=1,
                added_at=NOW,
            ),
            Upload(
                id=uuid4(),
                return_id=third,
                question_id=of.question,
                size=99,
                content=TYPED["upload"].encode(),
                changed_at=NOW,
            ),
            SavedView(owner_id=user, name="One", query="view=open&q=quackenbush+Ottoline", created_at=NOW),
            SavedView(owner_id=user, name="Others", query="view=open&q=tent", created_at=NOW),
            Export(
                owner_id=user,
                format="csv",
                query=f"q={EMAIL}",
                created_at=NOW,
                expires_at=NOW + timedelta(days=1),
            ),
            OutboxMail(
                kind="link",
                dedupe_key="elsewhere",
                to_address=EMAIL.upper(),
                to_name="Somebody",
                language="en",
                facts={},
                next_at=NOW,
                created_at=NOW,
            ),
        ]
    )
    for row in session.exec(select(Shipment).where(Shipment.return_id == first)):
        row.error_words = f"{HOME.street} is no street for a {TYPED['carrier']}"
    for line in lines_of(session, second):
        line.received, line.damaged, line.check_words = 1, 1, f"A {TYPED['check']} in the box"
    for mail in session.exec(select(OutboxMail).where(OutboxMail.return_id == first)):
        mail.last_error = f"<{EMAIL}>: no such {TYPED['bounce']}"
    tell(
        session, first, "label_delayed", actor=SYSTEM, now=NOW, words=f"No {TYPED['remark']}", code="refused"
    )


def closed(return_ids: list[UUID]) -> list[Return]:
    """The returns as the database has them."""
    return read_now(lambda session: [session.get_one(Return, one) for one in return_ids])
