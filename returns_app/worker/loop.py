"""The worker's loop: in the app's own process, or alone by a command."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import partial

import structlog

from returns_app.mail.senders import NullSender, Sender, SmtpSender
from returns_app.settings import load
from returns_app.worker.exports import write_waiting_exports
from returns_app.worker.outbox import send_waiting
from returns_app.worker.pickups import book_waiting_wishes
from returns_app.worker.reminders import reminding
from returns_app.worker.shipments import make_waiting_labels
from returns_app.worker.sweeping import sweeper
from returns_app.worker.voids import void_waiting_labels

# How long work that nobody announced may wait: a retry that is due, or a row of another process.
PAUSE_SECONDS = 1.0
logger = structlog.get_logger(__name__)


class Worker:
    """Does some kinds of work in turn until it is told to stop; `wake` cuts a pause short."""

    def __init__(self, *works: Callable[[], int]) -> None:
        self._works = works
        self._stopped = threading.Event()
        self._awake = threading.Event()

    def wake(self) -> None:
        """There is something to do now."""
        self._awake.set()

    @property
    def is_stopped(self) -> bool:
        """Whether to leave the rest of a long work for later."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """End after the work at hand."""
        self._stopped.set()
        self._awake.set()

    def run(self) -> None:
        """Work until stopped. One failure is logged and does not end the loop."""
        while not self._stopped.is_set():
            for work in self._works:
                self._try(work)
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
    worker = _clerk()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: worker.stop())
    with _on_thread(_exporter()):
        worker.run()


@asynccontextmanager
async def in_background() -> AsyncIterator[None]:
    """Workers on threads of their own, for as long as the context lasts."""
    with ExitStack() as running:
        for worker in (_clerk(), _exporter()):
            running.enter_context(_on_thread(worker))
        try:
            yield
        finally:
            # Waiting for what they have in hand must not keep the event loop.
            await asyncio.to_thread(running.close)


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


def _clerk() -> Worker:
    """What somebody waits for: labels, pickups and mails."""
    return Worker(
        make_waiting_labels, book_waiting_wishes, partial(send_waiting, sender()), void_waiting_labels
    )


def _exporter() -> Worker:
    """Long work, on a thread of its own: no mail waits for a table of a million rows. And what is in no hurry."""

    def write() -> int:
        return write_waiting_exports(stopped=lambda: worker.is_stopped)

    worker = Worker(write, sweeper(), reminding())
    return worker


@contextmanager
def _on_thread(worker: Worker) -> Iterator[Worker]:
    thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    _running.append(worker)
    thread.start()
    try:
        yield worker
    finally:
        _running.remove(worker)
        worker.stop()
        thread.join(5)
