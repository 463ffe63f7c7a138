"""Sending what waits in the outbox: at least once, with a stable Message-ID, never inside a transaction."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlmodel import Session

from returns_app.db.outbox import MAX_ATTEMPTS, OutboxMail, claim_next
from returns_app.db.session import write_now
from returns_app.db.timeline import tell
from returns_app.domain.actors import SYSTEM
from returns_app.domain.words import say
from returns_app.mail.envelopes import Envelope
from returns_app.mail.facts import BadFacts
from returns_app.mail.senders import Sender, SendFailed
from returns_app.worker.clock import Clock, utc_now
from returns_app.worker.letters import envelope_of

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
logger = structlog.get_logger(__name__)


def send_waiting(sender: Sender, clock: Clock = utc_now) -> int:
    """Send every mail that is due. Returns how many were tried."""
    tried = 0
    while (taken := write_now(_take, now=clock())) is not None:
        tried += 1
        mail_id, envelope = taken
        if envelope is None:
            continue
        error = _send(sender, envelope)
        if error is None:
            write_now(_sent, mail_id, now=clock())
            continue
        logger.warning(
            "a mail was not sent", mail=str(mail_id), retryable=error.retryable, detail=error.detail
        )
        write_now(_failed, mail_id, str(error.words), retryable=error.retryable, now=clock())
        if error.retryable:
            # The server's trouble is the next mail's, too; meanwhile labels can be made.
            break
    return tried


def _send(sender: Sender, envelope: Envelope) -> SendFailed | None:
    """Let it leave; what went wrong, if anything did."""
    try:
        sender.send(envelope)
    except SendFailed as error:
        return error
    except Exception as error:
        # Whatever a sender did not foresee must count as an attempt, or the mail would be tried for ever.
        logger.exception("a sender broke")
        return SendFailed(say("This mail could not be sent."), retryable=True, detail=type(error).__name__)
    return None


def _take(session: Session, *, now: datetime) -> tuple[UUID, Envelope | None] | None:
    mail = claim_next(session, now=now)
    if mail is None:
        return None
    try:
        return mail.id, envelope_of(session, mail, now=now)
    except BadFacts as error:
        _give_up(session, mail, str(error), now=now)
    except Exception:
        # It would be taken first again and again, and no other mail would ever leave.
        logger.exception("a mail could not be written", mail=str(mail.id))
        _give_up(session, mail, "This mail could not be written.", now=now)
    return mail.id, None


def _sent(session: Session, mail_id: UUID, *, now: datetime) -> None:
    mail = session.get(OutboxMail, mail_id)
    if mail is None or mail.status != "pending":
        return
    mail.status, mail.sent_at, mail.last_error = "sent", now, ""
    session.add(mail)
    if mail.return_id:
        tell(
            session, mail.return_id, "mail_sent", actor=SYSTEM, now=now, mail=mail.kind, mail_id=str(mail.id)
        )


def _failed(session: Session, mail_id: UUID, words: str, *, retryable: bool, now: datetime) -> None:
    mail = session.get(OutboxMail, mail_id)
    if mail is None or mail.status != "pending":
        return
    if not retryable or mail.attempts >= MAX_ATTEMPTS:
        _give_up(session, mail, words, now=now)
        return
    mail.last_error = words
    mail.next_at = now + min(FIRST_WAIT * 2 ** (mail.attempts - 1), LONGEST_WAIT)
    session.add(mail)


def _give_up(session: Session, mail: OutboxMail, words: str, *, now: datetime) -> None:
    mail.status, mail.last_error = "dead", words[:500]
    session.add(mail)
    if mail.return_id:
        tell(
            session,
            mail.return_id,
            "mail_failed",
            actor=SYSTEM,
            now=now,
            mail=mail.kind,
            mail_id=str(mail.id),
            words=words,
        )
