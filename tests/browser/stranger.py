"""A client that speaks engine.io and socket.io by hand, and keeps to no page."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from simple_websocket import Client

from tests.browser.conftest import Running

NAMESPACE = "/_event"
HYDRATE = "reflex___state____state.hydrate"
_MARK = "reflex___state____state.set_is_hydrated"
_DONE = '"is_hydrated_rx_state_":1'
_PING, _PONG = "2", "3"
_PATIENCE_SECONDS = 60


class Stranger:
    """One open websocket. `address` is the page that it says it shows."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.address = "/desk"
        # The namespace is opened before anything that comes behind this is looked at.
        client.send(f"40{NAMESPACE},")

    def send(self, name: str, **payload: Any) -> str:
        """Send an event and return everything that comes back until it is done."""
        self.post(name, payload)
        return self.heard()

    def post(self, name: str, payload: Any) -> None:
        """Send an event, and do not wait."""
        event = {
            "name": name,
            "payload": payload,
            "router_data": {"pathname": self.address.split("?")[0], "asPath": self.address},
        }
        self._client.send(f"42{NAMESPACE},{json.dumps(['event', event])}")

    def heard(self) -> str:
        """Everything that came back for what was sent so far: events of one tab are answered one after the other."""
        # Every other event says "true" or "false".
        self.post(_MARK, {"value": 1})
        heard: list[str] = []
        while not heard or _DONE not in heard[-1].replace(" ", ""):
            message = self._client.receive(timeout=_PATIENCE_SECONDS)
            if message is None:
                raise TimeoutError("".join(heard)[-2000:])
            if message == _PING:
                self._client.send(_PONG)
            heard.append(str(message))
        return "".join(heard)


@contextmanager
def connected(server: Running, tab: str, *, cookie: str = "") -> Iterator[Stranger]:
    """A websocket to the server that claims the tab `tab`."""
    url = server.url
    address = f"{url.replace('http', 'ws', 1)}{NAMESPACE}/?token={tab}&EIO=4&transport=websocket"
    headers = {"Origin": url, **({"Cookie": cookie} if cookie else {})}
    client = Client.connect(address, headers=headers)
    try:
        yield Stranger(client)
    finally:
        client.close()
