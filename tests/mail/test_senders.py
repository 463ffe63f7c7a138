import socket
import ssl
import subprocess
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from returns_app.mail.letters import CODE_IMAGE
from returns_app.mail.senders import NullSender, SendFailed, SmtpSender
from tests.mail.making import envelope

HOST = "127.0.0.1"


class Box:
    """What an SMTP peer took, and how it answers."""

    def __init__(self, *, recipient="250 OK", data="250 OK"):
        self.recipient, self.data, self.taken = recipient, data, []

    async def handle_RCPT(self, _server, _session, taken, address, _options):  # noqa: N802
        if self.recipient.startswith("2"):
            taken.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, _server, session, taken):  # noqa: N802
        self.taken.append((taken.mail_from, taken.rcpt_tos, taken.content, session.ssl is not None))
        return self.data


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def peer(box, **settings):
    controller = Controller(box, hostname=HOST, port=free_port(), **settings)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def sender(port, **given):
    return SmtpSender(**{"host": HOST, "port": port, "security": "none", "timeout": 5} | given)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            folder / "key.pem",
            "-out",
            folder / "cert.pem",
        ],
        check=True,
        capture_output=True,
    )
    return folder


def server_side(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


def client_side(certificate):
    return ssl.create_default_context(cafile=certificate / "cert.pem")


@pytest.mark.loopback
def test_a_mail_arrives_whole(smtp_peer):
    sender(smtp_peer.port).send(envelope())
    (mail,) = smtp_peer.messages
    assert mail["Message-ID"] == "<0001@noordlicht-outdoor.example>"
    assert next(mail.iter_attachments()).get_content() == envelope().attachments[0].content
    picture = next(part for part in mail.walk() if part.get_content_type() == "image/png")
    assert picture.get_content() == envelope().images[CODE_IMAGE]
    assert "Here is your label, Anna" in mail.get_body(("plain",)).get_content()


@pytest.mark.loopback
def test_only_the_one_recipient_is_told_to_the_server():
    box = Box()
    with peer(box) as port:
        sender(port).send(envelope())
    ((mail_from, recipients, _, _),) = box.taken
    assert mail_from == "returns@noordlicht-outdoor.example"
    assert recipients == ["anna@customer.example"]


@pytest.mark.loopback
@pytest.mark.parametrize(
    ("answers", "retryable"),
    (
        ({"recipient": "550 5.1.1 no such user"}, False),
        ({"recipient": "451 4.7.1 greylisted"}, True),
        ({"data": "554 5.7.1 refused"}, False),
        ({"data": "452 4.3.1 disk full"}, True),
    ),
)
def test_a_refusal_is_final_or_passes_as_the_server_says(answers, retryable):
    with peer(Box(**answers)) as port, pytest.raises(SendFailed) as failed:
        sender(port).send(envelope())
    assert failed.value.retryable is retryable
    assert failed.value.detail == next(iter(answers.values()))
    assert str(failed.value.words)


@pytest.mark.loopback
def test_a_server_that_is_not_there_may_come_back():
    with pytest.raises(SendFailed) as failed:
        sender(free_port()).send(envelope())
    assert failed.value.retryable
    assert "ConnectionRefusedError" in failed.value.detail


@pytest.mark.loopback
def test_a_server_that_says_nothing_is_given_up_after_the_timeout():
    with socket.socket() as silent:
        silent.bind((HOST, 0))
        silent.listen()
        with pytest.raises(SendFailed) as failed:
            sender(silent.getsockname()[1], timeout=0.2).send(envelope())
    assert failed.value.retryable


@pytest.mark.loopback
def test_a_server_that_hangs_up_halfway_may_be_tried_again():
    class Rude(Box):
        async def handle_DATA(self, server, _session, _taken):  # noqa: N802
            server.transport.close()
            return "250 OK"

    with peer(Rude()) as port, pytest.raises(SendFailed) as failed:
        sender(port).send(envelope())
    assert failed.value.retryable


@pytest.mark.loopback
def test_an_accepted_mail_is_sent_however_the_server_says_goodbye():
    class Hasty(Box):
        async def handle_QUIT(self, server, _session, _taken):  # noqa: N802
            server.transport.abort()
            return "221 Bye"

    box = Hasty()
    with peer(box) as port:
        sender(port).send(envelope())
    assert len(box.taken) == 1


@pytest.mark.loopback
def test_starttls_protects_the_mail_and_the_password(certificate):
    signed_in = []

    def authenticator(_server, _session, _envelope, _mechanism, data):
        signed_in.append((data.login, data.password))
        return AuthResult(success=data.password == b"right")

    box = Box()
    settings = {
        "tls_context": server_side(certificate),
        "require_starttls": True,
        "auth_required": True,
        "authenticator": authenticator,
    }
    with peer(box, **settings) as port:
        given = {"security": "starttls", "context": client_side(certificate), "user": "shop"}
        sender(port, password="right", **given).send(envelope())
        assert box.taken[0][3]
        with pytest.raises(SendFailed) as failed:
            sender(port, password="wrong", **given).send(envelope())
    assert failed.value.retryable
    assert signed_in == [(b"shop", b"right"), (b"shop", b"wrong")]


@pytest.mark.loopback
def test_a_certificate_that_is_not_trusted_ends_it(certificate):
    box = Box()
    with peer(box, tls_context=server_side(certificate)) as port, pytest.raises(SendFailed) as failed:
        sender(port, security="starttls").send(envelope())
    assert failed.value.retryable
    assert box.taken == []


@pytest.mark.loopback
def test_a_server_without_starttls_gets_neither_mail_nor_password():
    box = Box()
    with peer(box) as port, pytest.raises(SendFailed) as failed:
        sender(port, security="starttls", user="shop", password="right").send(envelope())
    assert failed.value.retryable
    assert box.taken == []


@pytest.mark.loopback
def test_tls_from_the_first_byte(certificate):
    box = Box()
    with peer(box, ssl_context=server_side(certificate)) as port:
        sender(port, security="tls", context=client_side(certificate)).send(envelope())
    assert len(box.taken) == 1


@pytest.mark.loopback
def test_an_address_beyond_ascii_is_final_where_the_server_cannot_write_it():
    with peer(Box(), enable_SMTPUTF8=False) as port, pytest.raises(SendFailed) as failed:
        sender(port).send(envelope(recipient="änna@customer.example"))
    assert not failed.value.retryable


def test_without_a_server_a_mail_is_checked_and_goes_nowhere():
    NullSender().send(envelope())
    with pytest.raises(SendFailed) as failed:
        NullSender().send(envelope(recipient="nobody"))
    assert not failed.value.retryable


def test_a_sender_does_not_show_its_password():
    assert "hush" not in repr(sender(25, password="hush"))
