"""The address at which phones find a demonstration: opened, moved, closed, and refused where it must be."""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from returns_app.edge.visitors import PASSED_ON, address_of
from returns_app.flows.stage import address
from returns_app.serving import free_port
from returns_app.settings import Settings, load

HERE, THERE, TAKEN = "127.0.0.2", "127.0.0.3", "127.0.0.4"


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    # The server that we run behind gives the port as text.
    host, its_port = writer.get_extra_info("peername")
    scope = {"headers": [], "client": (host, str(its_port))}
    while line := await reader.readline():
        writer.write(line if line != b"who?\n" else f"{address_of(scope)}\n".encode())
    writer.close()
    await writer.wait_closed()


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """A server of this machine alone, which says what it hears."""
    port = free_port()
    monkeypatch.setattr(address, "load", lambda: Settings(demo=True, base_url=f"http://127.0.0.1:{port}"))
    async with await asyncio.start_server(echo, "127.0.0.1", port):
        yield port
        address.close()
        # What is still said on any line comes to its end before the test does.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.wait_for(asyncio.gather(*others, return_exceptions=True), 20)
        await asyncio.sleep(0)


async def is_found(at: str, port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection(at, port)
    except OSError:
        return False
    writer.write(b"hello\n")
    answer = await asyncio.wait_for(reader.readline(), 10)
    writer.close()
    await writer.wait_closed()
    return answer == b"hello\n"


@pytest.mark.loopback
async def test_it_is_found_at_the_address_it_was_opened_at_and_at_no_other(port: int) -> None:
    assert address.shown_address() == f"http://127.0.0.1:{port}"
    for opened, other in ((HERE, THERE), (HERE, THERE), (THERE, HERE)):
        await address.open_at(opened)
        assert {f"http://{opened}:{port}"} == address.OPENED_AT
        assert address.shown_address() == f"http://{opened}:{port}"
        assert (await is_found(opened, port), await is_found(other, port)) == (True, False)
    await address.open_at("")
    assert set() == address.OPENED_AT
    assert not await is_found(THERE, port)


@pytest.mark.loopback
async def test_each_phone_is_a_visitor_of_its_own_to_the_limits_for_as_long_as_it_is_connected(
    port: int,
) -> None:
    """What one of them asks too often is not held against another, nor against the presenter."""
    await address.open_at(HERE)
    found = []
    for phone in (THERE, TAKEN, None):
        end = (phone, 0) if phone else None
        reader, writer = await asyncio.open_connection(HERE if phone else "127.0.0.1", port, local_addr=end)
        writer.write(b"who?\n")
        found.append((await reader.readline()).decode().strip())
        writer.close()
        await writer.wait_closed()
    assert found == [THERE, TAKEN, "127.0.0.1"]
    for _ in range(100):
        if not PASSED_ON:
            break
        await asyncio.sleep(0.1)
    assert PASSED_ON == {}


@pytest.mark.loopback
async def test_who_is_connected_is_cut_off_when_it_is_closed(port: int) -> None:
    await address.open_at(HERE)
    reader, writer = await asyncio.open_connection(HERE, port)
    writer.write(b"hello\n")
    assert await reader.readline() == b"hello\n"
    address.close()
    with suppress(ConnectionResetError):
        assert await asyncio.wait_for(reader.read(), 10) == b""
    writer.close()
    with suppress(ConnectionResetError):
        await writer.wait_closed()


@pytest.mark.loopback
async def test_an_address_that_is_not_this_machines_own_is_refused_and_changes_nothing(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await address.open_at(HERE)
    refused = {
        "8.8.8.8": "private network",
        "0.0.0.0": "private network",  # noqa: S104 - refused
        "evil.example": "four numbers",
        "127.0.0.2/x": "four numbers",
        "::1": "four numbers",
        TAKEN: "listens at",
    }
    async with await asyncio.start_server(echo, TAKEN, port):
        for wish, why in refused.items():
            with pytest.raises(ValueError, match=why):
                await address.open_at(wish)

    async def not_here(*_how: object) -> None:
        raise OSError(errno.EADDRNOTAVAIL, "nobody's")

    monkeypatch.setattr(address.asyncio, "start_server", not_here)
    with pytest.raises(ValueError, match="does not have the address"):
        await address.open_at("198.51.100.9")
    assert {f"http://{HERE}:{port}"} == address.OPENED_AT
    assert await is_found(HERE, port)


def test_the_address_is_a_presenters_to_choose_on_a_machine_of_their_own_alone() -> None:
    settings = load()
    chosen = {
        "at home": {"base_url": "http://localhost:8000"},
        "public": {"base_url": "http://localhost:8000", "demo_public": True},
        "many processes": {"base_url": "http://localhost:8000", "redis_url": "redis://localhost"},
        "in the network": {"base_url": "http://192.168.1.5:8000"},
        "behind a proxy": {"base_url": "https://localhost"},
    }
    able = [name for name, how in chosen.items() if address.can_open(settings.model_copy(update=how))]
    assert able == ["at home"]
