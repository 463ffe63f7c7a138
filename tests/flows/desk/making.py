"""Returns and people for the tests of the desk's screens."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from returns_app.actions.authorize_and_submit import authorize_and_submit
from returns_app.actions.sign_in import start_session
from returns_app.db.accounts import User
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.shipments import Label, Parcel, Shipment, shipment_of
from returns_app.domain.actors import Role
from returns_app.domain.lines import LineDecision
from returns_app.worker.shipments import make_label
from tests.factories import NOW, Shop, requested


def token_of(
    database: Database, role: Role = Role.AGENT, *, name: str = "Ada", countries: tuple[str, ...] = ()
) -> str:
    """The cookie of somebody who signed in, with a scope."""
    now = datetime.now(UTC)
    user = User(
        email=f"{uuid4().hex}@desk.test",
        name=name,
        role=role,
        password_hash="",
        created_at=now,
        countries=list(countries),
    )
    database.write_now(Session.add, user)
    return database.write_now(start_session, user.id, now=now)


def approving(row: Return) -> tuple[LineDecision, ...]:
    """Everything approved."""
    return tuple(LineDecision(line.id, line.quantity, 0, 0) for line in read_now(lines_of, row.id))


def labelled(of: Shop) -> tuple[UUID, UUID]:
    """A return with its label: the ids of both."""
    row = requested(of)
    write_now(authorize_and_submit, of.agent, row.id, approving(row), version=row.version, now=NOW)
    make_label(read_now(shipment_of, row.id).id, lambda: NOW)

    def label(session: Session) -> UUID:
        query = select(Label.id).join(Parcel, col(Parcel.id) == Label.parcel_id)
        query = query.join(Shipment, col(Shipment.id) == Parcel.shipment_id)
        return session.exec(query.where(Shipment.return_id == row.id)).one()

    return row.id, read_now(label)
