"""The worker's loop: in the app's own process, or alone by a command."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

import structlog

from returns_app.mail.senders import NullSender, Sender, SmtpSender
from returns_app.settings import load
from returns_app.worker.outbox import send_waiting
from returns_app.worker.shipments import make_waiting_labels

# How long work that nobody announced may wait: a retry that is due, or a row of another process.
PAUSE_SECONDS = 1.0
logger = structlog.get_logger(__name__)


class Worker:
    """Works until it is told to stop; `wake` cuts a pause short."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._stopped = threading.Event()
        self._awake = threading.Event()

    def wake(self) -> None:
        """There is something to do now."""
        self._awake.set()

    def stop(self) -> None:
        """End after the work at hand."""
        self._stopped.set()
        self._awake.set()

    def run(self) -> None:
        """Work until stopped. One failure is logged and does not end the loop."""
        while not self._stopped.is_set():
            self._try(make_waiting_labels)
            self._try(partial(send_waiting, self._sender))
            self._awake.wait(PAUSE_SECONDS)
            self._awake.clear()

    def _try(self, work: Callable[[], int]) -> None:
        try:
            work()
        except Exception:
            # A database that restarts must not end the worker with it.
            logger.exception("the worker stumbled")


_running: list[Worker] = []


def wake() -> None:
    """Tell the worker of this process, if there is one, that a label or a mail waits."""
    for worker in _running:
        worker.wake()


def run_forever() -> None:
    """Work in the foreground until SIGTERM or SIGINT. The caller has opened the database."""
    worker = Worker(sender())
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: worker.stop())
    worker.run()


@asynccontextmanager
async def in_background() -> AsyncIterator[None]:
    """A worker on a thread of its own, for as long as the context lasts."""
    worker = Worker(sender())
    thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    _running.append(worker)
    thread.start()
    try:
        yield
    finally:
        _running.remove(worker)
        worker.stop()
        await asyncio.to_thread(thread.join, 5)


def sender() -> Sender:
    """The sender the settings name: a mail server, or none, and then mails stay in the inbox page alone.

    Nothing leaves a demonstration, whatever is set: its people are made up, and its inbox says so.
    """
    settings = load()
    if settings.demo or not settings.smtp_host:
        return NullSender()
    return SmtpSender(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
        security="starttls" if settings.smtp_starttls else "none",
    )
