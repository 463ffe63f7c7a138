"""Signing in with a password, and out. The forms are native: see `flows/desk_cookie.py`."""

from datetime import UTC, datetime
from urllib.parse import quote

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from returns_app import routes
from returns_app.actions import sign_in
from returns_app.db.session import in_thread, read, write
from returns_app.domain.actors import Stage
from returns_app.domain.errors import Refusal
from returns_app.edge.visitors import address_of
from returns_app.flows.cookies import keep, typed_cookie
from returns_app.flows.desk_cookie import browser_of, let_in, let_out, sent_to, typed

logger = structlog.get_logger(__name__)

LONGEST_EMAIL = 254
# Long enough for the page to open on a slow line.
TYPED_SECONDS = 60


async def post_sign_in(request: Request) -> Response:
    """Sign in with the form's `email` and `password`, and go on to its `next`; or back to the page with the reason."""
    form = await request.form()
    email, wanted = typed(form, "email").strip(), typed(form, "next")
    try:
        await in_thread(sign_in.count_attempt, email, address_of(request.scope))
    except Refusal:
        return _back(wanted, "often", email)
    account = await read(sign_in.find_account, email)
    if not await in_thread(sign_in.password_fits, account, typed(form, "password")) or account is None:
        logger.info("sign-in refused", address=address_of(request.scope))
        await write(sign_in.note_refused, account, now=datetime.now(UTC))
        return _back(wanted, "wrong", email)
    await in_thread(sign_in.forget_attempts, email, address_of(request.scope))
    return await _welcome(request, account, wanted)


async def post_sign_out(request: Request) -> Response:
    """End the session, take the cookie back, and go to the sign-in page."""
    browser = browser_of(request)
    await write(sign_in.sign_out, browser.replaces, now=datetime.now(UTC))
    return let_out(browser, routes.SIGN_IN)


async def _welcome(request: Request, account: sign_in.Account, wanted: str) -> Response:
    browser = browser_of(request)
    try:
        token, stage = await write(sign_in.let_in, account, now=datetime.now(UTC), browser=browser)
    except Refusal:
        return _back(wanted, "wrong", "")
    going_on = {
        Stage.CODE: routes.second_step(wanted),
        Stage.SETUP: routes.second_step(wanted, path=routes.SECOND_SETUP),
    }
    return let_in(browser, token, going_on.get(stage) or routes.safe_next(wanted))


def _back(wanted: str, error: str, email: str) -> Response:
    # What was typed goes with it, but not in the address, which logs and histories keep: a password that is typed into
    # the wrong field comes here as well.
    response = sent_to(routes.sign_in(wanted, error=error))
    keep(response, typed_cookie(), quote(email[:LONGEST_EMAIL]), max_age=TYPED_SECONDS)
    return response


ROUTES = (
    Route(routes.SIGN_IN, post_sign_in, methods=["POST"]),
    Route(routes.SIGN_OUT, post_sign_out, methods=["POST"]),
)
