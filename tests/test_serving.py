"""Ports that are taken, and servers that end before they answer."""

import socket
import subprocess

import pytest

from returns_app.serving import Server, ServerError, free_port, is_taken

pytestmark = pytest.mark.loopback


def test_a_port_somebody_listens_on_is_taken() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert is_taken("127.0.0.1", listener.getsockname()[1])


def test_a_free_port_is_not_taken() -> None:
    assert not is_taken("127.0.0.1", free_port())


def test_a_server_that_cannot_start_is_told_at_once() -> None:
    # The settings are wrong, so the app cannot even be imported.
    wrong = {"RETURNS_BASE_URL": "nonsense"}
    server = Server(host="127.0.0.1", port=free_port(), env=wrong, output=subprocess.DEVNULL)
    with pytest.raises(ServerError, match="before it answered"):
        server.wait_until_it_answers()
    server.stop()
