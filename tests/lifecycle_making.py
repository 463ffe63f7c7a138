"""Returns that have come as far as the warehouse, for the tests of what follows."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select, update

from returns_app.actions.check_out import check_out
from returns_app.actions.check_return import CheckWish, finish_check
from returns_app.actions.issue_link import issue_link
from returns_app.actions.receive_return import receive_return
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import ReturnLine, lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Shipment, labels_of, shipment_of
from returns_app.db.shipping import OfferedOption
from returns_app.db.timeline import TimelineEntry
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Actor, Role
from returns_app.domain.receiving import Count, Undeclared
from returns_app.worker.shipments import make_label
from tests.factories import NOW, Shop, agent, customer, draft, get


def operator(name: str = "Teun") -> Actor:
    """Somebody at the warehouse."""
    return agent(name, Role.OPERATOR)


def shipped(of: Shop, *, quantity: int = 1, handover: str = "drop_off") -> UUID:
    """A return whose label is made: with a pickup it waits for its booking."""
    if handover != "drop_off":
        write_now(_hand_over, handover)
    return_id = draft(of, quantity=quantity)
    link = write_now(issue_link, of.agent, return_id, now=NOW)
    done = write_now(check_out, customer(link_token(link.id)), return_id, key="once", now=NOW)
    assert done.shipment_id is not None
    make_label(done.shipment_id, lambda: NOW)
    return return_id


def received(of: Shop, by: Actor, *, quantity: int = 1, now: datetime = NOW) -> UUID:
    """A return whose parcel is here."""
    return_id = shipped(of, quantity=quantity)
    write_now(receive_return, by, return_id, now=now)
    return return_id


def checked(of: Shop, by: Actor, *, quantity: int = 1, came: int | None = None, damaged: int = 0) -> UUID:
    """A return that waits for settlement."""
    return_id = received(of, by, quantity=quantity)
    wish = counting(return_id, quantity if came is None else came, damaged)
    write_now(finish_check, by, return_id, wish, version=get(return_id).version, now=NOW)
    return return_id


def counting(return_id: UUID, came: int, damaged: int = 0, *extra: Undeclared, words: str = "") -> CheckWish:
    """The same count for every line."""
    lines = read_now(lines_of, return_id)
    return CheckWish(tuple(Count(line.id, came, damaged, words) for line in lines), extra)


def lines(return_id: UUID) -> list[ReturnLine]:
    """The lines as the database has them."""
    return read_now(lines_of, return_id)


def tracking(return_id: UUID) -> str:
    """The number on the label."""
    return read_now(labels_of, return_id)[0][1].tracking


def shipment(return_id: UUID) -> Shipment:
    """The newest shipment."""
    found = read_now(shipment_of, return_id)
    assert found is not None
    return found


def mails(return_id: UUID, kind: str) -> list[OutboxMail]:
    """The mails of a kind, newest first."""

    def read(session: Session) -> list[OutboxMail]:
        query = select(OutboxMail).where(OutboxMail.return_id == return_id, OutboxMail.kind == kind)
        return list(session.exec(query.order_by(col(OutboxMail.created_at).desc())))

    return read_now(read)


def events(return_id: UUID) -> list[str]:
    """The events and other kinds of entries of the timeline, oldest first."""

    def read(session: Session) -> list[str]:
        query = select(TimelineEntry).where(TimelineEntry.return_id == return_id)
        rows = session.exec(query.order_by(col(TimelineEntry.id)))
        return [str(row.facts.get("event") or row.kind) for row in rows]

    return read_now(read)


def leave(return_id: UUID) -> None:
    """Every waiting mail of the return is taken by a worker."""

    def take(session: Session) -> None:
        session.exec(update(OutboxMail).where(col(OutboxMail.return_id) == return_id).values(attempts=1))

    write_now(take)


def _hand_over(session: Session, handover: str) -> None:
    session.exec(update(OfferedOption).values(handover=handover))
