"""A real SMTP peer on this machine: what is sent to it can be read."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from time import monotonic, sleep

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from returns_app.serving import free_port


class SmtpPeer:
    """Takes mail on `host:port`. `refuse_with` makes it answer every message so, like `451 try later`."""

    def __init__(self, port: int) -> None:
        self.host = "127.0.0.1"
        self.port = port
        self.messages: list[EmailMessage] = []
        self.refuse_with = ""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        if self.refuse_with:
            return self.refuse_with
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        """What came for one address so far."""
        return [message for message in self.messages if address in str(message["To"])]

    def wait_for(self, address: str, *, subject: str = "", seconds: float = 20) -> EmailMessage:
        """The newest message to an address whose subject holds these words; fails when none comes in time."""
        until = monotonic() + seconds
        while monotonic() < until:
            fitting = [message for message in self.to(address) if subject in str(message["Subject"])]
            if fitting:
                return fitting[-1]
            sleep(0.05)
        came = [(str(message["To"]), str(message["Subject"])) for message in self.messages]
        failure = f"no mail to {address} with {subject!r} in {seconds} s; there came: {came}"
        raise AssertionError(failure)


@contextmanager
def smtp_peer_running() -> Iterator[SmtpPeer]:
    """Run a peer on a free port while the block runs."""
    peer = SmtpPeer(free_port())
    controller = Controller(peer, hostname=peer.host, port=peer.port)
    controller.start()
    try:
        yield peer
    finally:
        controller.stop()
