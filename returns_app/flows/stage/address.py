"""At which address phones in the room find a demonstration that was started for this machine alone.

`localhost` means the phone itself to a phone. So whoever presents may open the demonstration at an address that this
machine has in a network: connections there are passed on to the server byte by byte, and events of pages from there
are taken. Nothing but an address of this very machine can be listened on, so no other site is ever meant by it. Each
phone stays a visitor of its own to the limits: one that asks too often keeps no other out.
"""

import asyncio
import errno
import socket
from contextlib import suppress
from ipaddress import IPv4Address
from typing import Final
from urllib.parse import urlsplit

from returns_app.edge.limits import LOOPBACK
from returns_app.edge.visitors import PASSED_ON
from returns_app.settings import Settings, load

# The origins beside our own whose events the edge takes; empty unless somebody opened the demonstration.
OPENED_AT: Final[set[str]] = set()
# No such connection is ever made: the way there tells which of our addresses it would come from.
_WAYS_OUT: Final = ("192.0.2.1", "10.255.255.255", "172.31.255.255", "192.168.255.255")
_MOST: Final = 400
_PIECE: Final = 64 * 1024
_listening: list[asyncio.Server] = []
_connected: set[asyncio.StreamWriter] = set()


def addresses_here() -> list[str]:
    """Addresses by which others reach this machine, the likeliest first. Nothing is sent to learn them."""
    found: list[str] = []
    for there in _WAYS_OUT:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
            probe.connect((there, 9))
            found.append(probe.getsockname()[0])
    return [one for one in dict.fromkeys(found) if not IPv4Address(one).is_loopback]


def shown_address() -> str:
    """What the code for a phone begins with."""
    return next(iter(OPENED_AT), load().base_url)


def can_open(settings: Settings) -> bool:
    """Whether the address is the presenter's to choose: on a machine of one's own, with one process."""
    parts = urlsplit(settings.base_url)
    is_here = parts.scheme == "http" and parts.hostname in LOOPBACK
    return is_here and not settings.demo_public and not settings.redis_url


async def open_at(address: str) -> None:
    """Let phones find the demonstration at this address, and at no other; `""` is for this machine alone again.

    Raises `ValueError` with the reason, in words for a presenter, and changes nothing then.
    """
    port = urlsplit(load().base_url).port or 80
    origin = f"http://{address}:{port}" if port != 80 else f"http://{address}"
    if origin in OPENED_AT:
        return
    listening = await _listen(_private(address), port) if address else None
    close()
    if listening:
        _listening.append(listening)
        OPENED_AT.add(origin)


def close() -> None:
    """Be found by this machine alone; whoever is connected by another address is cut off."""
    OPENED_AT.clear()
    while _listening:
        _listening.pop().close()
    for writer in _connected:
        writer.transport.abort()


def _private(address: str) -> str:
    try:
        known = IPv4Address(address)
    except ValueError as error:
        message = "An address is four numbers, like 192.168.1.5."
        raise ValueError(message) from error
    if not (known.is_private or known.is_link_local) or known.is_unspecified:
        message = "A demonstration is opened to a private network alone."
        raise ValueError(message)
    return str(known)


async def _listen(address: str, port: int) -> asyncio.Server:
    try:
        return await asyncio.start_server(_pass_on, address, port)
    except OSError as error:
        message = f"This machine does not have the address {address}."
        if error.errno == errno.EADDRINUSE:
            message = f"Something listens at {address}:{port} already."
        raise ValueError(message) from error


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    if len(_connected) >= _MOST:
        await _hang_up(writer)
        return
    _connected.add(writer)
    try:
        # Either side may go away, as phones do.
        with suppress(OSError):
            await _join(reader, writer)
    finally:
        _connected.discard(writer)
        await _hang_up(writer)


async def _join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    parts = urlsplit(load().base_url)
    far_reader, far_writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    our_end = tuple(map(str, far_writer.get_extra_info("sockname")[:2]))
    PASSED_ON[our_end] = writer.get_extra_info("peername")[0]
    ways = [
        asyncio.ensure_future(_pour(reader, far_writer)),
        asyncio.ensure_future(_pour(far_reader, writer)),
    ]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        await _hang_up(far_writer)
        PASSED_ON.pop(our_end, None)


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(_PIECE):
        writer.write(piece)
        await writer.drain()


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
