"""Behind one proxy that ends TLS: cookies that only TLS carries, addresses that stay ours, visitors told apart."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from returns_app import settings
from returns_app.build import ROOT
from returns_app.edge.app import Edge
from returns_app.edge.visitors import address_of
from returns_app.flows import cookies
from returns_app.flows.cookies import Face, cookie_name, drop, keep

ORIGIN = "https://returns.shop.example"
INSIDE = "http://10.0.0.5:8000"


@pytest.fixture(autouse=True)
def behind_tls(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RETURNS_BASE_URL", ORIGIN)
    monkeypatch.setenv("RETURNS_PROXY_HOPS", "1")
    settings.load.cache_clear()
    yield
    monkeypatch.undo()
    settings.load.cache_clear()


def _names() -> list[str]:
    """Every cookie of ours: those of the faces, and whatever else has a name in the module of cookies."""
    named = [one for name, one in inspect.getmembers(cookies, inspect.isfunction) if name.endswith("_cookie")]
    return [*map(cookie_name, (Face.DESK, Face.PORTAL)), *(one() for one in named)]


def test_every_cookie_is_this_hosts_alone_over_tls_alone_and_no_scripts() -> None:
    response = Response()
    for name in _names():
        keep(response, name, "secret", max_age=60)
        drop(response, name)
    said = response.headers.getlist("set-cookie")
    assert len(said) == 2 * len(_names()) >= 6
    for one in said:
        name, *flags = (part.strip().lower() for part in one.split(";"))
        assert name.startswith("__host-")
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= set(flags)
        assert not any(flag.startswith("domain") for flag in flags)


def test_no_cookie_is_set_but_in_one_place() -> None:
    files = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "returns_app").rglob("*.py")
        if ".set_cookie(" in path.read_text() or ".delete_cookie(" in path.read_text()
    ]
    assert files == ["returns_app/flows/cookies.py"]


async def _where(request: Request) -> Response:
    return PlainTextResponse(address_of(request.scope))


@pytest.fixture
def edge(tmp_path: Path) -> Edge:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "index.html").write_text("desk")
    files = Mount("/", StaticFiles(directory=tmp_path, html=True))
    where = Route("/where", _where, methods=["GET", "POST"])
    return Edge(Starlette(routes=[where, files]), pages=tmp_path, origin=ORIGIN)


async def test_the_proxys_own_word_counts_and_what_came_with_the_visitor_does_not(edge: Edge) -> None:
    transport = httpx.ASGITransport(edge, client=("10.0.0.1", 1))
    headers = {"x-forwarded-for": "203.0.113.9, 198.51.100.7", "x-forwarded-proto": "https", "origin": ORIGIN}
    async with httpx.AsyncClient(transport=transport, base_url=INSIDE, headers=headers) as client:
        answer = await client.post("/where")
        assert (answer.status_code, answer.text) == (200, "198.51.100.7")
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        assert answer.headers["cache-control"] == "no-store"
        # No answer may send a browser to http, or to the name that only the proxy knows.
        for path in ("/desk", "/desk/", "//evil.example/desk", "/desk//"):
            leads = (await client.get(path)).headers.get("location", "/")
            assert leads.startswith("/")
            assert not leads.startswith("//")
        assert (
            await client.post("/where", headers={"origin": "http://returns.shop.example"})
        ).status_code == 403


async def test_nobodys_word_counts_where_no_proxy_stands(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETURNS_PROXY_HOPS", "0")
    settings.load.cache_clear()
    transport = httpx.ASGITransport(edge, client=("192.0.2.1", 1))
    headers = {"x-forwarded-for": "203.0.113.9"}
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers) as client:
        assert (await client.get("/where")).text == "192.0.2.1"
