"""The second factor at sign-in: its code, or setting it up where an admin must have one."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from returns_app import routes
from returns_app.actions import second_step
from returns_app.db.session import in_thread, read, write
from returns_app.domain.actors import Stage
from returns_app.domain.errors import Conflict, Invalid, NotFound
from returns_app.flows.desk_cookie import browser_of, let_in, sent_to, typed


async def post_code(request: Request) -> Response:
    """Go on to `next` with the right `code`, under a new session; or back to the page with the reason."""
    return await _judged(request, Stage.CODE)


async def post_setup(request: Request) -> Response:
    """The same for the first code of a factor that is being set up."""
    return await _judged(request, Stage.SETUP)


async def _judged(request: Request, stage: Stage) -> Response:
    form, browser = await request.form(), browser_of(request)
    wanted, now = typed(form, "next"), datetime.now(UTC)
    waiting = await read(second_step.who_waits, browser.replaces, now=now)
    if waiting is None or waiting.stage is not stage:
        return sent_to(routes.sign_in(wanted, error="late"))
    try:
        await in_thread(second_step.count_code, waiting.user_id)
        token = await write(_DEEDS[stage], waiting.user_id, typed(form, "code"), now=now, browser=browser)
    except Invalid:
        token = None
    except Conflict:
        return sent_to(routes.second_step(wanted, error="often", path=_PAGES[stage]))
    except NotFound:
        return sent_to(routes.sign_in(wanted, error="late"))
    if token is None:
        return sent_to(routes.second_step(wanted, error="wrong", path=_PAGES[stage]))
    return let_in(browser, token, routes.safe_next(wanted))


_DEEDS = {Stage.CODE: second_step.pass_code, Stage.SETUP: second_step.confirm_setup}
_PAGES = {Stage.CODE: routes.SECOND_STEP, Stage.SETUP: routes.SECOND_SETUP}
ROUTES = (
    Route(routes.SECOND_STEP, post_code, methods=["POST"]),
    Route(routes.SECOND_SETUP, post_setup, methods=["POST"]),
)
