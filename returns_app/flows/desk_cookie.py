"""What every form about signing in does over plain HTTP: read the cookie and the fields, and give or take a session.

Native forms, real navigations: only those can set an HttpOnly cookie. The websocket keeps the cookies it was opened
with; a navigation opens a new one.
"""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from returns_app.actions.sign_in import Browser
from returns_app.flows.cookies import Face, cookie_name, drop_token, set_token
from returns_app.flows.who import Credential, forget
from returns_app.settings import load

SEE_OTHER = 303
# Longer than any address or password, and short enough to be counted, sent back, and kept by a limit.
LONGEST_FIELD = 1_000


def browser_of(request: Request) -> Browser:
    """The browser that asks, with the token it has."""
    token = request.cookies.get(cookie_name(Face.DESK), "")
    return Browser(user_agent=request.headers.get("user-agent", ""), replaces=token)


def typed(form: FormData, name: str) -> str:
    """A field of a form as text, `""` where it is none, and no more of it than anybody types.

    Without what nobody types, and neither a database nor a hash takes: NUL, and halves of characters.
    """
    value = form.get(name, "")
    if not isinstance(value, str):
        return ""
    return value[:LONGEST_FIELD].replace("\0", "").encode(errors="replace").decode()


def let_in(browser: Browser, token: str, location: str) -> Response:
    """Send a browser on with a new session in the place of the one it had."""
    forget(Credential(Face.DESK, browser.replaces))
    response = RedirectResponse(location, SEE_OTHER)
    set_token(response, Face.DESK, token, max_age=load().session_days * 86_400)
    return response


def let_out(browser: Browser, location: str) -> Response:
    """Send a browser on without a session."""
    forget(Credential(Face.DESK, browser.replaces))
    response = RedirectResponse(location, SEE_OTHER)
    drop_token(response, Face.DESK)
    return response


def sent_to(location: str) -> Response:
    """Send a browser on as it is."""
    return RedirectResponse(location, SEE_OTHER)
