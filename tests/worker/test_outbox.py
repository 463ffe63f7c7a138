"""The outbox: nothing lost, nothing sent twice, the dead are seen."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from returns_app.actions.check_out import check_out
from returns_app.actions.issue_link import send_link
from returns_app.db.outbox import MAX_ATTEMPTS, OutboxMail
from returns_app.db.session import read_now, write_now
from returns_app.domain.words import say
from returns_app.mail.envelopes import Envelope
from returns_app.mail.senders import NullSender, SendFailed, SmtpSender
from returns_app.settings import Settings
from returns_app.worker import loop, outbox
from returns_app.worker.letters import envelope_of
from returns_app.worker.outbox import send_waiting
from returns_app.worker.shipments import make_label
from tests.factories import NOW, customer, linked, shop
from tests.smtp import SmtpPeer

pytestmark = pytest.mark.usefixtures("database")


class Post:
    """A sender that keeps what it is given, and fails as often as it is told."""

    def __init__(self, failures: int = 0, *, retryable: bool = True) -> None:
        self.sent: list[Envelope] = []
        self._failures = failures
        self._retryable = retryable

    def send(self, envelope: Envelope) -> None:
        """Keep it, or fail."""
        if self._failures:
            self._failures -= 1
            raise SendFailed(say("The mail server is away."), retryable=self._retryable)
        self.sent.append(envelope)


def mail_of(return_id: UUID) -> OutboxMail:
    """The one mail of a return."""

    def read(session: Session) -> OutboxMail:
        return session.exec(select(OutboxMail).where(OutboxMail.return_id == return_id)).one()

    return read_now(read)


def posted() -> tuple[UUID, str]:
    """A return whose link was mailed, and the link's token."""
    of = shop()
    return_id, token = linked(of)
    write_now(send_link, of.agent, return_id, key="1", now=NOW)
    return return_id, token


def test_a_mail_leaves_once_with_the_link_that_no_row_holds() -> None:
    """The token is in the mail and nowhere in the outbox."""
    return_id, token = posted()
    post = Post()
    assert send_waiting(post, lambda: NOW) == 1
    assert send_waiting(post, lambda: NOW + timedelta(days=1)) == 0
    assert token in post.sent[0].message.text
    row = mail_of(return_id)
    assert row.status == "sent"
    assert token not in str(row.model_dump())


def test_a_mail_server_that_is_away_is_tried_again_with_growing_pauses() -> None:
    """The same Message-ID every time, so that one that left twice is recognized."""
    return_id, _ = posted()
    post = Post(failures=2)
    assert send_waiting(post, lambda: NOW) == 1
    assert send_waiting(post, lambda: NOW + timedelta(seconds=10)) == 0
    assert send_waiting(post, lambda: NOW + timedelta(seconds=20)) == 1
    assert send_waiting(post, lambda: NOW + timedelta(seconds=40)) == 0
    assert send_waiting(post, lambda: NOW + timedelta(minutes=2)) == 1
    assert mail_of(return_id).attempts == 3
    assert str(mail_of(return_id).id) in post.sent[0].message_id


def test_a_refused_address_is_dead_at_once_and_an_absent_server_at_last() -> None:
    """With the words an agent reads."""
    refused, _ = posted()
    send_waiting(Post(failures=1, retryable=False), lambda: NOW)
    assert (mail_of(refused).status, mail_of(refused).last_error) == ("dead", "The mail server is away.")
    absent, _ = posted()
    post = Post(failures=MAX_ATTEMPTS)
    for hours in range(2 * MAX_ATTEMPTS):
        send_waiting(post, lambda moment=NOW + timedelta(hours=hours * 2): moment)  # type: ignore[misc]
    assert mail_of(absent).status == "dead"
    assert mail_of(absent).attempts == MAX_ATTEMPTS


def test_a_mail_that_cannot_be_written_does_not_stop_the_others() -> None:
    """It is dead, and the next one leaves."""
    broken, _ = posted()
    good, _ = posted()

    def spoil(session: Session) -> None:
        mail = session.exec(select(OutboxMail).where(OutboxMail.return_id == broken)).one()
        mail.facts = {}
        session.add(mail)

    write_now(spoil)
    assert send_waiting(Post(), lambda: NOW) == 2
    assert (mail_of(broken).status, mail_of(good).status) == ("dead", "sent")


def test_a_mail_nobody_foresaw_stops_neither_the_worker_nor_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that breaks while it is written is dead; one that breaks the sender counts as tried."""
    broken, _ = posted()
    good, _ = posted()

    def write_one(session: Session, mail: OutboxMail, *, now: datetime) -> Envelope:
        if mail.return_id == broken:
            raise ZeroDivisionError
        return envelope_of(session, mail, now=now)

    monkeypatch.setattr(outbox, "envelope_of", write_one)
    assert send_waiting(Post(), lambda: NOW) == 2
    assert (mail_of(broken).status, mail_of(good).status) == ("dead", "sent")

    class Breaking:
        def send(self, envelope: Envelope) -> None:
            raise UnicodeError(envelope.recipient)

    third, _ = posted()
    assert send_waiting(Breaking(), lambda: NOW) == 1
    assert (mail_of(third).status, mail_of(third).last_error) == ("pending", "This mail could not be sent.")


def test_while_the_mail_server_is_away_one_mail_finds_out_for_all() -> None:
    """Each would wait for the server's time-out, and labels with them."""
    posted()
    posted()
    post = Post(failures=1)
    assert send_waiting(post, lambda: NOW) == 1
    assert send_waiting(post, lambda: NOW) == 1
    assert len(post.sent) == 1


@pytest.mark.loopback
def test_the_label_arrives_at_a_real_mail_server(smtp_peer: SmtpPeer) -> None:
    """As a PDF attached to a mail in the customer's language."""
    return_id, token = linked(shop())
    result = write_now(check_out, customer(token), return_id, key="k", now=NOW)
    assert result.shipment_id
    make_label(result.shipment_id, lambda: NOW)
    sender = SmtpSender(smtp_peer.host, smtp_peer.port, security="none")
    assert send_waiting(sender, lambda: NOW) == 1
    message = smtp_peer.messages[0]
    attached = [part for part in message.walk() if part.get_content_type() == "application/pdf"]
    assert [part.get_filename() for part in attached] == [f"{result.number}.pdf"]
    assert attached[0].get_payload(decode=True).startswith(b"%PDF")  # type: ignore[union-attr]
    assert message["Content-Language"] == "nl"


def test_nothing_leaves_a_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where a mail server is set, perhaps for something else."""
    for demo, wanted in ((True, NullSender), (False, SmtpSender)):
        settings = Settings(demo=demo, smtp_host="mail.test")
        monkeypatch.setattr(loop, "load", lambda settings=settings: settings)
        assert isinstance(loop.sender(), wanted)
