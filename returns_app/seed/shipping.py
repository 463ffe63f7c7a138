"""What the worker would have done in the past: labels made by the carriers' own adapters, mails that left."""

from sqlmodel import col, select

from returns_app.actions.check_out import CheckedOut
from returns_app.actions.ship_return import attach_label, record_failure
from returns_app.carriers import CarrierError, carrier_for
from returns_app.carriers.sandbox import Behavior, SandboxCarrier
from returns_app.db.outbox import MAX_ATTEMPTS, OutboxMail
from returns_app.db.shipments import Shipment, claim
from returns_app.db.timeline import tell
from returns_app.domain.actors import SYSTEM
from returns_app.seed.ids import uid
from returns_app.seed.teller import Teller
from returns_app.worker.shipments import order_of

BOUNCE = "The mail server of the customer does not know this mailbox."


def make_label(teller: Teller, checked_out: CheckedOut, *, refused: bool = False) -> None:
    """Have the carrier make the label that was wanted, or refuse the address."""
    session = teller.session
    shipment = session.get_one(Shipment, checked_out.shipment_id)
    # Tracking numbers come from this key: the same ones in every seeding.
    shipment.idempotency_key = uid("shipment", teller.plot.key).hex
    session.add(shipment)
    session.flush()
    claimed = claim(session, shipment.id, now=teller.now)
    if claimed is None:
        message = "nobody else makes labels while the data are made"
        raise RuntimeError(message)
    adapter, order = order_of(session, claimed, now=teller.now)
    carrier = SandboxCarrier(Behavior(refuses_address=True)) if refused else carrier_for(adapter)
    try:
        booked = carrier.book(order)
    except CarrierError as error:
        record_failure(session, shipment.id, error, now=teller.now)
    else:
        attach_label(session, shipment.id, booked, now=teller.now)


def send_mails(teller: Teller, *, bounce: bool = False) -> None:
    """Let the return's waiting mails leave, or come back for good."""
    query = select(OutboxMail).where(OutboxMail.return_id == teller.id, col(OutboxMail.status) == "pending")
    for mail in teller.session.exec(query):
        mail.attempts = MAX_ATTEMPTS if bounce else 1
        facts = {"mail": mail.kind, "mail_id": str(mail.id)}
        if bounce:
            mail.status, mail.last_error = "dead", BOUNCE
            tell(
                teller.session, teller.id, "mail_failed", actor=SYSTEM, now=teller.now, words=BOUNCE, **facts
            )
        else:
            mail.status, mail.sent_at = "sent", teller.now
            tell(teller.session, teller.id, "mail_sent", actor=SYSTEM, now=teller.now, **facts)
        teller.session.add(mail)
    teller.session.flush()
