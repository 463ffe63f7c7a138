"""Every handler of every flow times everybody who might call it.

Each is called with an argument that no handler has. Whoever is let through is told that it "did not arrive": the
guard has let them pass and the handler has not run. Everybody else must get the answer for people like them.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from reflex.utils.format import format_event_handler
from reflex_base.registry import RegistrationContext
from sqlmodel import Session

from returns_app import routes
from returns_app.domain.actors import Actor, ActorKind, Role
from returns_app.domain.errors import Forbidden
from returns_app.flows import who
from returns_app.flows.cookies import Face
from returns_app.flows.handler import Malformed
from returns_app.flows.notices import Notices
from returns_app.flows.policy import Policy, policy_of
from returns_app.returns_app import app
from tests.driving import Answer, Browser, Server
from tests.flows.conftest import SignIn

CUSTOMER = Actor(kind=ActorKind.CUSTOMER, id=None, name="Customer", return_id=uuid4())
CALLERS = (None, "customer", *Role)
LET_THROUGH, REFUSED = str(Malformed().sentence), str(Forbidden().sentence)


@pytest.fixture(autouse=True)
def _one_customer(monkeypatch: pytest.MonkeyPatch) -> None:
    def who_is_customer(_session: Session, token: str, /, *, now: datetime) -> Actor | None:
        return CUSTOMER if token == "link" and now.tzinfo else None

    monkeypatch.setitem(who._resolvers, Face.PORTAL, who_is_customer)


def our_handlers() -> Iterator[tuple[str, Policy]]:
    with app.set_contexts():
        registered = list(RegistrationContext.get().event_handlers.values())
    for entry in registered:
        policy = policy_of(entry.handler.fn)
        if policy and entry.states[0].__module__.startswith("returns_app."):
            yield format_event_handler(entry.handler), policy


def expected(policy: Policy, caller: Role | str | None) -> str:
    if policy.face is Face.PUBLIC:
        return LET_THROUGH
    if policy.face is Face.PORTAL:
        return LET_THROUGH if caller == "customer" else routes.dead_link("en")
    if not isinstance(caller, Role):
        return routes.SIGN_IN
    return LET_THROUGH if caller in policy.roles else REFUSED


def outcome(answer: Answer, browser: Browser) -> str:
    if answer.redirects:
        return answer.redirects[0].split("?")[0]
    notice: Any = browser.sees(Notices).get("notice")
    return notice.text if notice else "nothing"


# No handler gets as far as the database, so that one kind of it will do.
@pytest.mark.timeout(400)
@pytest.mark.parametrize("copies", ["sqlite"], indirect=True)
@pytest.mark.parametrize("caller", CALLERS)
async def test_each_handler_answers_this_caller_as_its_policy_says(
    server: Server, signed_in: SignIn, caller: Role | str | None
) -> None:
    desk = signed_in(caller) if isinstance(caller, Role) else ""
    wrong = {}
    for name, policy in our_handlers():
        if name.endswith("notices.dismiss"):
            continue  # it carries a bare mark: the notice itself cannot depend on notices
        browser = Browser(server, desk=desk, portal="link" if caller == "customer" else "")
        answer = await browser.send_raw(name, {"no_handler_has_this": 1})
        if outcome(answer, browser) != expected(policy, caller) or answer.errors:
            wrong[name] = (outcome(answer, browser), answer.errors)
    assert wrong == {}


def test_the_matrix_holds_every_handler_of_the_flows() -> None:
    names = {name for name, _ in our_handlers()}
    assert any(name.endswith("signed_in.load") for name in names)
    assert len(names) >= 3
