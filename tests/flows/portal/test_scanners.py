"""Programs that open every link of a mail before its reader does: whatever they ask for, nothing has happened."""

from datetime import UTC, datetime
from itertools import product

import httpx
from starlette.routing import Router

from returns_app import routes
from returns_app.actions import attempts
from returns_app.actions.check_out import check_out
from returns_app.actions.issue_link import replace_link, revoke_link
from returns_app.db.session import Database, read_now, write_now
from returns_app.edge.app import Edge
from returns_app.flows.portal import door, first_sight
from returns_app.settings import load
from tests import factories
from tests.flows.portal.conftest import Arrive
from tests.flows.portal.test_door import expire, link_of
from tests.making_rows import all_rows, differences

# A filter of mails, the preview of a messenger, one that tries with HEAD first, one that pretends to be a browser.
SCANNERS = (
    {"user-agent": "SafeLinks/1.0"},
    {"user-agent": "WhatsApp/2.23", "purpose": "preview", "sec-purpose": "prefetch;prerender"},
    {
        "user-agent": "Mozilla/5.0",
        "sec-fetch-site": "none",
        "sec-fetch-mode": "navigate",
        "sec-fetch-user": "?1",
    },
)
OURS = [*door.ROUTES, *first_sight.ROUTES]
# Every address behind a link that anybody could follow.
PAGES = tuple(path for one in OURS if "{" not in (path := one.path_format.replace("{language}", "en")))
READING = ("GET", "HEAD", "OPTIONS")


async def test_scanners_change_nothing_whichever_link_they_open_with_cookies_kept_or_not(
    database: Database, arrive: Arrive
) -> None:
    attempts._own.cache_clear()
    links, failed = _links_of_every_kind(arrive), []
    before = all_rows()
    for headers, kind, keeps in product(SCANNERS, links, (True, False)):
        async with _scanner(headers) as scanner:
            for method, path in product(READING, (routes.link_path(links[kind]), *PAGES)):
                answer = await scanner.request(method, path)
                if answer.status_code >= 500 or links[kind] in answer.headers.get("location", ""):
                    failed.append((kind, method, path, answer.status_code))
                if not keeps:
                    scanner.cookies.clear()
    assert failed == []
    assert differences(before, all_rows()) == {}


def _scanner(headers: dict[str, str]) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(Edge(Router(OURS), pages=load().data_dir, origin=load().origin))
    return httpx.AsyncClient(transport=transport, base_url=load().origin, headers=headers)


def _links_of_every_kind(arrive: Arrive) -> dict[str, str]:
    of, now = factories.shop(), datetime.now(UTC)
    made = {kind: arrive(of) for kind in ("living", "expired", "revoked", "superseded", "used")}
    expire(made["expired"].return_id)
    write_now(revoke_link, of.agent, made["revoked"].return_id, now=now)
    old = read_now(link_of, made["superseded"].return_id).id
    write_now(replace_link, of.agent, made["superseded"].return_id, old=old, now=now)
    used = made["used"]
    write_now(check_out, factories.customer(used.token, now), used.return_id, key="once", now=now)
    return {kind: one.token for kind, one in made.items()} | {"invented": "x" * 43}
