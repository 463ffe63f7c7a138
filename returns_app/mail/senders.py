"""How mails leave: by SMTP, or not at all where no mail server is configured."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal, Protocol

from returns_app.domain.words import Sentence, say
from returns_app.mail.envelopes import BadEnvelope, Envelope, mailbox, pack
from returns_app.mail.facts import clean_line

_TEMPORARY = range(400, 500)
_DETAIL_LENGTH = 200


class SendFailed(Exception):
    """The mail did not leave. `retryable`: it may leave later as it is. `words` may be shown to an agent.

    `detail` is what the server answered, in one cleaned and shortened line, for the log.
    """

    def __init__(self, words: Sentence, *, retryable: bool, detail: str = "") -> None:
        self.words = words
        self.retryable = retryable
        self.detail = clean_line(detail)[:_DETAIL_LENGTH]
        super().__init__(str(words))


class Sender(Protocol):
    """Lets mails leave. Sending may block for as long as the timeout of the sender."""

    def send(self, envelope: Envelope) -> None:
        """Hand the mail over. Returning means that it was accepted; raises `SendFailed` otherwise."""


class NullSender:
    """Sends nothing and records nothing, for where no mail server is set: mails stay visible in the outbox."""

    def send(self, envelope: Envelope) -> None:
        """Pack the mail, to find what is wrong with it, and let it be."""
        _packed(envelope)


@dataclass(frozen=True)
class SmtpSender:
    """A mail server that takes mails. Every mail gets a connection of its own.

    `security`: `starttls` (default), `tls` from the first byte, or `none`. With the first two the certificate of the
    server is checked against `context`, by default that of the system. Signs in when `user` is not empty.
    `timeout` is in seconds and holds for every single step.
    """

    host: str
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    security: Literal["starttls", "tls", "none"] = "starttls"
    timeout: float = 10.0
    context: ssl.SSLContext | None = field(default=None, repr=False)

    def send(self, envelope: Envelope) -> None:
        """Hand the mail to the server. Trouble of the server or on the way may pass; a refused address does not."""
        mail = _packed(envelope)
        sender, recipient = (mailbox(address).addr_spec for address in (envelope.sender, envelope.recipient))
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise _unreachable(error) from error
        try:
            server.send_message(mail, sender, [recipient])
        except (OSError, smtplib.SMTPException) as error:
            raise _refused(error) from error
        finally:
            # The mail is accepted or refused by now: a clumsy goodbye must not make it look otherwise.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        context = self.context or ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            if self.security == "starttls":
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def _packed(envelope: Envelope) -> EmailMessage:
    try:
        return pack(envelope)
    except BadEnvelope as error:
        raise SendFailed(
            say("This mail cannot be sent as it is."), retryable=False, detail=str(error)
        ) from error


def _unreachable(error: Exception) -> SendFailed:
    # Also a refused password or certificate: that is mended in the settings, and the mails are still wanted then.
    return SendFailed(
        say("The mail server cannot be reached or does not let us in."), retryable=True, detail=_told(error)
    )


def _refused(error: Exception) -> SendFailed:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(error.recipients.values()))[0]
            words = say("The mail server does not take mail for this address.")
        case smtplib.SMTPResponseException():
            code = error.smtp_code
            words = say("The mail server refused this mail.")
        case smtplib.SMTPNotSupportedError():
            return SendFailed(
                say("The mail server cannot handle this address."), retryable=False, detail=_told(error)
            )
        case _:
            return SendFailed(
                say("The connection to the mail server broke."), retryable=True, detail=_told(error)
            )
    return SendFailed(words, retryable=code in _TEMPORARY, detail=_told(error))


def _told(error: Exception) -> str:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return f"{code} {_text(text)}"
        case smtplib.SMTPResponseException():
            return f"{error.smtp_code} {_text(error.smtp_error)}"
        case _:
            return f"{type(error).__name__}: {error}"


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
