"""A forgotten password: asking for a mail, opening its link, and choosing a new password.

Opening the link changes nothing: it puts the token into a cookie and leads on to a page without it, so that it is in
no history, no referrer, and nothing that a mail scanner does uses it up. Only the form with the new password does.
"""

import asyncio
from datetime import UTC, datetime

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from returns_app import routes
from returns_app.actions import new_password
from returns_app.actions.sign_in import hash_password
from returns_app.db.session import in_thread, read, write
from returns_app.domain.errors import Invalid, Refusal
from returns_app.domain.passwords import has_good_length
from returns_app.edge.visitors import address_of
from returns_app.flows.cookies import drop, keep, reset_cookie
from returns_app.flows.desk_cookie import sent_to, typed

logger = structlog.get_logger(__name__)
# Else a task that nobody holds may be collected before it ran.
_running: set[asyncio.Task[None]] = set()


async def post_forgotten(request: Request) -> Response:
    """Promise a mail to the form's `email`. The same answer as fast for every address: the work comes after it."""
    email = typed(await request.form(), "email").strip()[:254]
    if not await in_thread(new_password.may_ask_reset, address_of(request.scope)):
        return sent_to(f"{routes.FORGOTTEN}?error=often")
    task = asyncio.create_task(_ask(email))
    _running.add(task)
    task.add_done_callback(_running.discard)
    return sent_to(f"{routes.FORGOTTEN}?sent=1")


async def get_reset(request: Request) -> Response:
    """Open the link of a mail: the token goes into a cookie, whatever it is worth, and nothing else happens."""
    response = sent_to(routes.NEW_PASSWORD)
    response.headers["referrer-policy"] = "no-referrer"
    if request.method == "GET":
        seconds = int(new_password.TO_RESET.total_seconds())
        keep(response, reset_cookie(), request.path_params["token"][:64], max_age=seconds)
    return response


async def post_new_password(request: Request) -> Response:
    """Set the form's `password` by the link that was opened, once; then ask to sign in with it."""
    password, token = typed(await request.form(), "password"), request.cookies.get(reset_cookie(), "")
    now = datetime.now(UTC)
    account = await read(new_password.account_of_reset, token, now=now)
    if account is None:
        return _to_page("dead")
    try:
        new_password.require_good(account, password)
        await write(new_password.reset_password, token, await in_thread(hash_password, password), now=now)
    except Invalid:
        return _to_page("common" if has_good_length(password) else "length")
    except Refusal:
        return _to_page("dead")
    response = sent_to(f"{routes.SIGN_IN}?done=password")
    drop(response, reset_cookie())
    return response


async def _ask(email: str) -> None:
    try:
        await write(new_password.ask_reset, email, now=datetime.now(UTC))
    except Exception:
        logger.exception("a mail for a new password was not written")


def _to_page(error: str) -> Response:
    return sent_to(f"{routes.NEW_PASSWORD}?error={error}")


ROUTES = (
    Route(routes.FORGOTTEN, post_forgotten, methods=["POST"]),
    Route(routes.reset_path("{token}"), get_reset, methods=["GET"]),
    Route(routes.NEW_PASSWORD, post_new_password, methods=["POST"]),
)
