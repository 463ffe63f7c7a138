"""How much memory strangers take who invent a tab token for each visit: in one process, and what they leave in Redis.

    .venv/bin/python -m tests.bench.strangers [tokens]

Starts the built server as a test does, no browser, behind a pretended proxy that gives every visit an address of its
own. Each opens a websocket, is sent the whole state of a page, and leaves. Without an end to what is remembered the
growth goes on for an hour of tokens; with one it stops after the first few hundred.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

from redis import Redis
from simple_websocket import Client

from returns_app.build import build_if_stale
from returns_app.edge.words import EVENTS
from returns_app.serving import Server, free_port
from tests.databases import SqliteCopies
from tests.valkey import valkey_running

AT_ONCE = 8
LOOKS = 5
FIRST = "reflex___state____state.hydrate"


def main() -> None:
    """Print a line for each fifth of the tokens, and the growth from the first to the last of them."""
    tokens = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    build_if_stale()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "copies").mkdir()
        copies = SqliteCopies(place / "copies")
        with copies.copy(place) as url:
            _serve_and_visit(place, url, tokens, redis="")
        with copies.copy(place) as url, valkey_running(place / "valkey") as valkey:
            _serve_and_visit(place, url, tokens, redis=valkey.url)


def _serve_and_visit(place: Path, database: str, tokens: int, *, redis: str) -> None:
    port = free_port()
    env = {
        "RETURNS_DEMO": "false",
        "RETURNS_SECRET": "measured-" * 6,
        "RETURNS_BASE_URL": f"http://localhost:{port}",
        "RETURNS_DATA_DIR": str(place),
        "RETURNS_DATABASE_URL": database,
        "RETURNS_REDIS_URL": redis,
        "RETURNS_PROXY_HOPS": "1",
    }
    server = Server(host="127.0.0.1", port=port, env=env)
    try:
        server.wait_until_it_answers()
        looks = [_look(server, redis)]
        for part in range(LOOKS):
            visits = range(part * tokens // LOOKS, (part + 1) * tokens // LOOKS)
            with ThreadPoolExecutor(AT_ONCE) as threads:
                told = sum(threads.map(_visiting(port), visits))
            looks.append({"tokens": visits.stop, "told": told, **_look(server, redis)})
            print(json.dumps(looks[-1]))
        grown = {key: looks[-1][key] - looks[1][key] for key in looks[0]}
        print(json.dumps({"with": "Redis" if redis else "one process", "grown_since_the_first_look": grown}))
    finally:
        server.stop()


def _visiting(port: int) -> Callable[[int], int]:
    def visit(one: int) -> int:
        event = {"name": FIRST, "payload": {}, "router_data": {"pathname": "/sign-in", "asPath": "/sign-in"}}
        client = Client.connect(
            f"ws://127.0.0.1:{port}{EVENTS}/?token={uuid4()}&EIO=4&transport=websocket",
            headers={
                "Origin": f"http://localhost:{port}",
                "X-Forwarded-For": f"10.{one >> 16 & 255}.{one >> 8 & 255}.{one & 255}",
            },
        )
        # What comes with the handshake waits in this client until something else comes: it is not waited for.
        client.send(f"40{EVENTS},{json.dumps({'event': event})}")
        was_told = any("is_hydrated" in str(client.receive(timeout=30)) for _ in range(3))
        client.close()
        return int(was_told)

    return visit


def _look(server: Server, redis: str) -> dict[str, float]:
    found = {"server_mb": _resident_mb(server._process.pid)}
    if redis:
        with Redis.from_url(redis) as client:
            found |= {
                "redis_mb": round(client.info("memory")["used_memory"] / 2**20, 1),
                "keys": client.dbsize(),
            }
    return found


def _resident_mb(group: int) -> float:
    pages = 0
    for process in Path("/proc").iterdir():
        try:
            fields = (
                (process / "stat").read_text().rpartition(")")[2].split() if process.name.isdigit() else []
            )
            pages += (
                int((process / "statm").read_text().split()[1]) if fields and int(fields[2]) == group else 0
            )
        except OSError:
            # It ended while we looked.
            continue
    return round(pages * 4096 / 2**20, 1)


if __name__ == "__main__":
    main()
