"""The edge, as a client sees it: headers, addresses, limits, forms from elsewhere."""

from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles
from starlette.types import Message

from returns_app.edge.app import Edge
from returns_app.edge.limits import LARGEST_BODY, LONGEST_HEAD, goes_by_another_name, is_foreign

ORIGIN = "https://returns.example"
SCRIPT = "let inline = 1;"


async def about_somebody(_request: Request) -> Response:
    return PlainTextResponse("their name")


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())), headers={"cache-control": "private"})


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(f'<script src="/a.js"></script><script>{SCRIPT}</script>')
    (tmp_path / "desk" / "index.html").write_text("<script type=module>other()</script>")
    (tmp_path / "404.html").write_text("<script>lost()</script>")
    (tmp_path / "assets" / "a-1f2e.js").write_text("1")
    return tmp_path


@pytest.fixture
async def client(pages: Path) -> AsyncIterator[httpx.AsyncClient]:
    routes = [
        Route("/echo", echo, methods=["POST"]),
        Route("/somebody", about_somebody),
        Route("/assets/somebody", about_somebody),
        Mount("/", StaticFiles(directory=pages, html=True)),
    ]
    transport = httpx.ASGITransport(Edge(Starlette(routes=routes), pages=pages, origin=ORIGIN))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as opened:
        yield opened


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("path", "script"),
    (
        ("/", SCRIPT),
        ("/index.html", SCRIPT),
        ("/desk", "other()"),
        ("/desk/", "other()"),
        ("/nothing", "lost()"),
    ),
)
async def test_the_policy_lets_a_pages_own_inline_scripts_run_and_no_others(
    client: httpx.AsyncClient, path: str, script: str
) -> None:
    policy = (await client.get(path)).headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert set(scripts.split()) == {"script-src", "'self'", _hash(script)}


async def test_every_answer_carries_the_headers(client: httpx.AsyncClient) -> None:
    for answer in (
        await client.get("/"),
        await client.get("/nothing"),
        await client.post("/echo", content=b"x"),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["strict-transport-security"].startswith("max-age=")


async def test_plain_http_promises_no_tls(pages: Path) -> None:
    edge = Edge(Router([]), pages=pages, origin="http://localhost:8000")
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(edge), base_url="http://localhost:8000"
    ) as opened:
        assert "strict-transport-security" not in (await opened.get("/")).headers


async def test_a_page_without_its_slash_is_served_in_place(client: httpx.AsyncClient) -> None:
    answer = await client.get("/desk")
    assert answer.status_code == 200
    assert "other()" in answer.text


@pytest.mark.parametrize(
    ("asked", "leads"),
    (
        ("//desk", "/desk"),
        ("/desk//", "/desk"),
        ("/desk//page?tab=a%2Fb", "/desk/page?tab=a%2Fb"),
        ("/desk/%2e%2e/desk", "/desk"),
        ("/desk/%2e", "/desk"),
        ("//evil.example/%2e%2e/desk", "/desk"),
        ("///evil.example", "/evil.example"),
        ("/%2e%2e/%2e%2e", "/"),
        ("/desk/", None),
        ("/", None),
    ),
)
async def test_a_path_with_parts_that_mean_nothing_leads_to_one_without_them_on_this_host(
    client: httpx.AsyncClient, asked: str, leads: str | None
) -> None:
    """What serves files would name the host that the request did, and http."""
    answer = await client.get(httpx.URL(ORIGIN, raw_path=asked.encode()), headers={"host": "evil.example"})
    assert answer.headers.get("location") == leads
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_built_files_are_kept_for_ever_and_pages_are_not(client: httpx.AsyncClient) -> None:
    assert "immutable" in (await client.get("/assets/a-1f2e.js")).headers["cache-control"]
    assert (await client.get("/desk")).headers["cache-control"] == "no-cache"
    assert (await client.get("/assets/missing.js")).headers["cache-control"] == "no-store"


async def test_no_refusal_is_kept_in_place_of_a_file(client: httpx.AsyncClient) -> None:
    for path in ("/assets/a-1f2e.js", "/desk", "/index.html"):
        answer = await client.post(path, headers={"origin": ORIGIN})
        assert answer.status_code == 405
        assert answer.headers["cache-control"] == "no-store"


async def test_what_was_not_built_is_not_kept_unless_it_says_so(client: httpx.AsyncClient) -> None:
    assert (await client.get("/somebody")).headers["cache-control"] == "no-store"
    assert (await client.get("/assets/somebody")).headers["cache-control"] == "no-store"


async def test_a_route_may_say_itself_how_long_its_answer_is_kept(client: httpx.AsyncClient) -> None:
    answer = await client.post("/echo", content=b"x", headers={"origin": ORIGIN})
    assert answer.headers["cache-control"] == "private"


@pytest.mark.parametrize(
    "headers",
    (
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "https://returns.example.evil.example"},
        {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
        {"origin": ORIGIN, "sec-fetch-site": "same-site"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    ),
)
async def test_a_form_from_another_site_is_refused(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    assert (await client.post("/echo", content=b"x", headers=headers)).status_code == 403


@pytest.mark.parametrize("origin", ("", "null", "https://", "http://[", "https://evil.example", "//"))
async def test_a_form_that_names_no_host_is_refused_unless_it_is_from_here(pages: Path, origin: str) -> None:
    """HTTP/1.0 needs no Host; nothing that is missing on both sides may be taken for the same."""
    edge = Edge(Starlette(routes=[Route("/echo", echo, methods=["POST"])]), pages=pages, origin=ORIGIN)
    assert await _status(edge, {"origin": origin}) == 403
    assert await _status(edge, {"origin": ORIGIN}) == 200


@pytest.mark.parametrize("called", ("http://evil.example:8000", "http://192.168.1.5:8000"))
async def test_a_site_whose_own_name_leads_to_our_address_sends_no_form(pages: Path, called: str) -> None:
    """Host and Origin are the same then, and both are that site's: only what we know of ourselves tells."""
    ours, opened = "http://localhost:8000", set[str]()
    edge = Edge(
        Starlette(routes=[Route("/echo", echo, methods=["POST"])]), pages=pages, origin=ours, also=opened
    )
    asked = {"host": urlsplit(called).netloc, "origin": called}
    assert await _status(edge, asked) == 403
    assert await _status(edge, {**asked, "sec-fetch-site": "same-origin"}) == 403
    opened.add("http://192.168.1.5:8000")
    assert (await _status(edge, asked) == 200) is (called in opened)


async def test_a_page_without_tls_is_none_of_ours_where_there_is_tls(client: httpx.AsyncClient) -> None:
    plain = {"origin": ORIGIN.replace("https", "http")}
    assert (await client.post("/echo", content=b"x", headers=plain)).status_code == 403


@settings(max_examples=200)
@given(
    st.text(st.characters(max_codepoint=255))
    | st.sampled_from(("[", "127.0.0.1:99999", "localhost:x", "[::1", "a]b")),
    st.text(st.characters(max_codepoint=255))
    | st.sampled_from(("http://[", "http://localhost:8000", "null")),
    st.sampled_from(("GET", "POST")),
)
def test_whatever_a_request_calls_us_it_is_judged(host: str, origin: str, method: str) -> None:
    ours = "http://localhost:8000"
    given_headers = [(b"host", host.encode("latin-1")), (b"origin", origin.encode("latin-1"))]
    scope = {"method": method, "path": "/", "query_string": b"", "headers": given_headers}
    assert goes_by_another_name(scope, ours) == (method == "GET" and host in {"127.0.0.1:8000", "[::1]:8000"})
    assert is_foreign(scope, {ours}) == (method == "POST" and origin != ours)


async def _status(edge: Edge, headers: dict[str, str], *, reads: bool = True) -> int:
    """The status of a POST with these headers and no other."""
    told: list[Message] = []

    async def receive() -> Message:
        assert reads
        return {"type": "http.request", "body": b"x"}

    async def send(message: Message) -> None:
        told.append(message)

    written = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    scope = {"type": "http", "method": "POST", "path": "/echo", "query_string": b"", "headers": written}
    await edge(scope, receive, send)
    return int(told[0]["status"])


@pytest.mark.parametrize("headers", ({"origin": ORIGIN}, {"origin": "null", "sec-fetch-site": "same-origin"}))
async def test_a_form_of_ours_passes(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await client.post("/echo", content=b"x", headers=headers)).text == "1"


async def test_a_body_that_announces_too_much_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/echo", content=b"x" * (LARGEST_BODY + 1), headers={"origin": ORIGIN})
    assert answer.status_code == 413


@pytest.mark.parametrize("announced", (str(LARGEST_BODY + 1), "many", "-1", "1e3", "²", "9" * 5_000))
async def test_a_body_that_announces_no_size_of_ours_is_not_even_read(pages: Path, announced: str) -> None:
    edge = Edge(Starlette(routes=[Route("/echo", echo, methods=["POST"])]), pages=pages, origin=ORIGIN)
    assert await _status(edge, {"origin": ORIGIN, "content-length": announced}, reads=False) == 413


async def test_a_body_that_grows_too_large_unannounced_is_cut_off(client: httpx.AsyncClient) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(9):
            yield b"x" * (LARGEST_BODY // 8)

    answer = await client.post("/echo", content=body(), headers={"origin": ORIGIN})
    assert answer.status_code == 413


async def test_a_head_longer_than_any_browsers_is_refused(client: httpx.AsyncClient) -> None:
    long = "x" * LONGEST_HEAD
    assert (await client.get("/", headers={"cookie": long})).status_code == 431
    assert (await client.get("/", params={"q": long})).status_code == 431


async def test_the_largest_body_passes(client: httpx.AsyncClient) -> None:
    answer = await client.post("/echo", content=b"x" * LARGEST_BODY, headers={"origin": ORIGIN})
    assert answer.text == str(LARGEST_BODY)


@pytest.mark.parametrize(
    ("origin", "asked", "leads"),
    (
        ("http://localhost:8000", "http://127.0.0.1:8000/desk?tab=all", "http://localhost:8000/desk?tab=all"),
        (
            "http://127.0.0.1:8000",
            "http://localhost:8000//evil.example",
            "http://127.0.0.1:8000//evil.example",
        ),
        ("http://localhost:8000", "http://localhost:8000/desk", None),
        ("http://localhost:8000", "http://127.0.0.1:9000/desk", None),
        ("https://returns.example", "http://127.0.0.1:8000/desk", None),
        ("http://localhost:8000", "http://returns.example:8000/desk", None),
    ),
)
async def test_a_page_opened_by_another_name_of_this_machine_goes_to_the_one_that_takes_events(
    pages: Path, origin: str, asked: str, leads: str | None
) -> None:
    app = Edge(
        Starlette(routes=[Mount("/", StaticFiles(directory=pages, html=True))]), pages=pages, origin=origin
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        assert (await client.get(asked)).headers.get("location") == leads
