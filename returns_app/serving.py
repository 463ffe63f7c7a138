"""The prebuilt app as a process of its own: started directly, watched until it answers, ended with all its children."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from returns_app.build import QUIET, ROOT

# How Reflex itself starts what it has built; its own command would compile again.
_PREBUILT: Final[Mapping[str, str]] = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
}
_PATIENCE_SECONDS: Final = 60.0
_FAREWELL_SECONDS: Final = 15.0


class ServerError(Exception):
    """The server ended before it answered, or answers to nobody."""


class Server:
    """A running server. It leads a process group of its own, so that `stop` leaves nothing behind.

    More than one worker process needs Redis (`RETURNS_REDIS_URL`).
    """

    def __init__(
        self, *, host: str, port: int, env: Mapping[str, str], output: int | None = None, workers: int = 1
    ) -> None:
        self.port = port
        self._asked_at = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "asgi", "--factory"),
                *("--workers", str(workers)),
                *("--host", host, "--port", str(port), "--log-level", "warning"),
                *("--workers-kill-timeout", "5", "returns_app.returns_app:app"),
            ],
            cwd=ROOT,
            env={**os.environ, **QUIET, **_PREBUILT, **env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            start_new_session=True,
        )

    def wait_until_it_answers(self) -> None:
        """Return when the server answers over HTTP. Raises `ServerError` when it ends, or never does."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                message = f"The server ended with code {self._process.returncode} before it answered."
                raise ServerError(message)
            if _answers(self._asked_at, self.port):
                return
            time.sleep(0.05)
        message = f"The server did not answer on port {self.port} within {_PATIENCE_SECONDS:.0f} seconds."
        raise ServerError(message)

    def wait(self) -> int:
        """Wait until the server ends; its exit code."""
        return self._process.wait()

    def stop(self) -> None:
        """Ask the server to end and wait for it; whatever is left of its group then is killed."""
        self._tell(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL_SECONDS)
        self._tell(signal.SIGKILL)
        self._process.wait()

    def kill(self) -> None:
        """End the server as a power cut would, at once and unasked."""
        self._tell(signal.SIGKILL)
        self._process.wait()

    def _tell(self, sign: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, sign)


def is_taken(host: str, port: int) -> bool:
    """Whether somebody already listens there."""
    with socket.socket() as probe:
        # A server that has just ended leaves the port waiting; that is not somebody.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def free_port() -> int:
    """A port of this machine that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()
