"""Signing in and out over plain HTTP: native forms, real navigations, because only those can set an HttpOnly cookie.

The websocket keeps the cookies it was opened with; a navigation opens a new one.
"""

from datetime import UTC, datetime

import structlog
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from returns_app import routes
from returns_app.actions import sign_in
from returns_app.db.session import in_thread, read, write
from returns_app.domain.errors import Refusal
from returns_app.edge.visitors import address_of
from returns_app.flows.cookies import Face, cookie_name, drop_token, set_token
from returns_app.flows.who import Credential, forget
from returns_app.settings import load

logger = structlog.get_logger(__name__)


async def post_sign_in(request: Request) -> Response:
    """Sign in with the form's `email` and `password`, and go on to its `next`; or back to the page with the reason."""
    form = await request.form()
    email, wanted = _text(form, "email").strip(), _text(form, "next")
    try:
        await in_thread(sign_in.count_attempt, email, address_of(request.scope))
    except Refusal:
        return _back(wanted, "often", email)
    account = await read(sign_in.find_account, email)
    if not await in_thread(sign_in.password_fits, account, _text(form, "password")) or account is None:
        logger.info("sign-in refused", address=address_of(request.scope))
        return _back(wanted, "wrong", email)
    await in_thread(sign_in.forget_attempts, email, address_of(request.scope))
    return await _welcome(request, account, wanted)


async def post_sign_out(request: Request) -> Response:
    """End the session, take the cookie back, and go to the sign-in page."""
    token = _token(request)
    await write(sign_in.end_session, token, now=datetime.now(UTC))
    forget(Credential(Face.DESK, token))
    response = RedirectResponse(routes.SIGN_IN, 303)
    drop_token(response, Face.DESK)
    return response


async def _welcome(request: Request, account: sign_in.Account, wanted: str) -> Response:
    old = _token(request)
    try:
        token = await write(
            sign_in.start_session,
            account.user_id,
            now=datetime.now(UTC),
            user_agent=request.headers.get("user-agent", ""),
            replaces=old,
        )
    except Refusal:
        return _back(wanted, "wrong", "")
    forget(Credential(Face.DESK, old))
    response = RedirectResponse(routes.safe_next(wanted), 303)
    set_token(response, Face.DESK, token, max_age=load().session_days * 86_400)
    return response


def _back(wanted: str, error: str, email: str) -> Response:
    return RedirectResponse(routes.sign_in(wanted, error=error, email=email), 303)


def _token(request: Request) -> str:
    return request.cookies.get(cookie_name(Face.DESK), "")


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


ROUTES = (
    Route(routes.SIGN_IN, post_sign_in, methods=["POST"]),
    Route(routes.SIGN_OUT, post_sign_out, methods=["POST"]),
)
