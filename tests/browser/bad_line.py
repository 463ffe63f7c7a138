"""A line between a browser and the server that can be cut, go silent, or lose what the server answers.

A browser told to be offline keeps an open websocket alive; a phone in a tunnel does not. So the browser talks to the
server through a port of ours, where what happens to real connections can be made to happen.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto

CHUNK = 65536


class Weather(Enum):
    """`CUT` refuses and ends every connection, `SILENT` keeps them and carries nothing, `DEAF` carries no answers."""

    FINE = auto()
    CUT = auto()
    SILENT = auto()
    DEAF = auto()


class Line:
    """Carries bytes from `port` to the server. The methods may be called from the test's own thread."""

    def __init__(self, to: int) -> None:
        self.port = 0
        self._to = to
        self._weather = Weather.FINE
        self._loop = asyncio.new_event_loop()
        self._open: set[_Carried] = set()

    def cut(self) -> None:
        """End every connection and refuse new ones, as without any network."""
        self._turn(Weather.CUT)

    def go_silent(self) -> None:
        """Carry nothing more and tell nobody, as in a tunnel. Connections from before never come to life again."""
        self._turn(Weather.SILENT)

    def lose_answers(self) -> None:
        """Carry what the browser sends, and lose what the server answers."""
        self._turn(Weather.DEAF)

    def mend(self) -> None:
        """Carry new connections; those that lost anything end, but those in a tunnel do not learn of it."""
        self._turn(Weather.FINE)

    async def serve(self, ready: threading.Event) -> None:
        """Listen until the loop is stopped."""
        server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await server.serve_forever()

    def run(self, ready: threading.Event) -> None:
        """Listen, in a thread of its own, until `stop`."""
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self.serve(ready))
        # What was cancelled still has its connections to end.
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()

    def stop(self) -> None:
        """End everything."""
        self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        for task in asyncio.all_tasks(self._loop):
            task.cancel()

    def _turn(self, weather: Weather) -> None:
        turned = threading.Event()

        def turn() -> None:
            self._weather = weather
            for one in list(self._open):
                one.feel(weather)
            turned.set()

        self._loop.call_soon_threadsafe(turn)
        assert turned.wait(10)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        carried = _Carried(writer)
        carried.feel(self._weather)
        self._open.add(carried)
        try:
            if self._weather is Weather.SILENT:
                # It was never answered, and is not when the weather is fine again.
                await reader.read(-1)
            elif self._weather is not Weather.CUT:
                await self._join(reader, writer, carried)
        except OSError:
            pass
        finally:
            self._open.discard(carried)
            writer.transport.abort()

    async def _join(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, carried: "_Carried"
    ) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._to)
        carried.far = there_writer
        ways = (
            asyncio.ensure_future(_pump(reader, there_writer, lambda: carried.sends)),
            asyncio.ensure_future(_pump(there_reader, writer, lambda: carried.hears)),
        )
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            if not (carried.sends and carried.hears):
                # Who is in a tunnel does not hear that the other side hung up.
                await asyncio.wait(ways)
        finally:
            for one in ways:
                one.cancel()
            there_writer.transport.abort()


class _Carried:
    """One connection: whether what the browser sends, and what it should hear, still arrives."""

    def __init__(self, near: asyncio.StreamWriter) -> None:
        self.near = near
        self.far: asyncio.StreamWriter | None = None
        self.sends = self.hears = True

    def feel(self, weather: Weather) -> None:
        lossy = self.sends and not self.hears
        self.sends = self.sends and weather is not Weather.SILENT
        self.hears = self.hears and weather not in {Weather.SILENT, Weather.DEAF}
        if weather is Weather.CUT or (lossy and weather is Weather.FINE):
            self.near.transport.abort()
            if self.far is not None:
                self.far.transport.abort()


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, arrives: Callable[[], bool]
) -> None:
    while data := await reader.read(CHUNK):
        if arrives():
            writer.write(data)
            await writer.drain()


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A line to the server at `port`, in fine weather; it listens at `line.port`."""
    line = Line(port)
    ready = threading.Event()
    thread = threading.Thread(target=line.run, args=(ready,), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield line
    finally:
        line.stop()
        thread.join(10)
