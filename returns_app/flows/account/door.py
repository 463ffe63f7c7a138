"""Changing how one signs in. Plain forms, because each of these begins a new session with a new cookie, or ends it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from returns_app import routes
from returns_app.actions import new_password, own_account, second_step
from returns_app.actions.sign_in import hash_password
from returns_app.db.session import in_thread, write
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.passwords import has_good_length
from returns_app.edge.visitors import address_of
from returns_app.flows.account.own_password import confirmed_by
from returns_app.flows.desk_cookie import browser_of, let_in, let_out, sent_to, typed
from returns_app.flows.staff_door import staff_of

Deed = Callable[[Request, Actor, FormData], Awaitable[Response]]


async def post_password(request: Request) -> Response:
    """Change the password from `old` to `password`; everywhere else one is signed out."""
    return await _judged(request, _change)


async def post_factor(request: Request) -> Response:
    """Let the second factor count, with one's password (`old`) and its first `code`; elsewhere one is signed out."""
    return await _judged(request, _confirm, setup="1")


async def post_factor_off(request: Request) -> Response:
    """Take the second factor away, with one's password (`old`)."""
    return await _judged(request, _turn_off)


async def post_sign_out(request: Request) -> Response:
    """Sign out everywhere, here as well."""
    return await _judged(request, _leave)


async def _judged(request: Request, deed: Deed, **place: str) -> Response:
    actor = await staff_of(request)
    if actor is None:
        return sent_to(routes.sign_in(routes.ACCOUNT))
    form = await request.form()
    try:
        return await deed(request, actor, form)
    except Invalid as error:
        what = error.problems[0].field
        if what == "password":
            what = "common" if has_good_length(typed(form, "password")) else "length"
        return sent_to(routes.account(error=what, **place))
    except Conflict:
        return sent_to(routes.account(error="often", **place))
    except Forbidden:
        return sent_to(routes.account(error="shared"))
    except NotFound:
        # Switched off, or another password, since they were let in: their session is over as well.
        return sent_to(routes.sign_in(routes.ACCOUNT))


async def _change(request: Request, actor: Actor, form: FormData) -> Response:
    account = await confirmed_by(actor, typed(form, "old"), address=address_of(request.scope))
    new_password.require_good(account, typed(form, "password"))
    password_hash, browser = await in_thread(hash_password, typed(form, "password")), browser_of(request)
    token = await write(
        new_password.change_password, account, password_hash, now=datetime.now(UTC), browser=browser
    )
    return let_in(browser, token, routes.account(done="password"))


async def _confirm(request: Request, actor: Actor, form: FormData) -> Response:
    account = await confirmed_by(actor, typed(form, "old"), address=address_of(request.scope))
    await in_thread(second_step.count_code, account.user_id)
    browser, code = browser_of(request), typed(form, "code")
    token = await write(
        second_step.confirm_setup, account.user_id, code, now=datetime.now(UTC), browser=browser
    )
    return let_in(browser, token, routes.account(done="factor"))


async def _turn_off(request: Request, actor: Actor, form: FormData) -> Response:
    account = await confirmed_by(actor, typed(form, "old"), address=address_of(request.scope))
    await write(second_step.turn_off, account, now=datetime.now(UTC))
    return sent_to(routes.account(done="off"))


async def _leave(request: Request, actor: Actor, _form: FormData) -> Response:
    browser = browser_of(request)
    await write(own_account.sign_out_everywhere, actor, browser.replaces, now=datetime.now(UTC))
    return let_out(browser, routes.SIGN_IN)


ROUTES = (
    Route(routes.ACCOUNT_PASSWORD, post_password, methods=["POST"]),
    Route(routes.ACCOUNT_FACTOR, post_factor, methods=["POST"]),
    Route(routes.ACCOUNT_FACTOR_OFF, post_factor_off, methods=["POST"]),
    Route(routes.ACCOUNT_SIGN_OUT, post_sign_out, methods=["POST"]),
)
