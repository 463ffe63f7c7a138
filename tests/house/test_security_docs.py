"""The threat model names every way in, the walk through ASVS answers all it asks, and what they point to exists."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

from reflex_base.registry import RegistrationContext
from starlette.routing import BaseRoute, Mount, Route

from returns_app import settings
from returns_app.domain.actors import DESK_ROLES, Role
from returns_app.flows.cookies import Face
from returns_app.flows.policy import Policy, policy_of
from returns_app.flows.stage import door as stage_door
from returns_app.flows.stage import stories_door
from returns_app.mail import letters
from returns_app.returns_app import HTTP, app

ROOT: Final = Path(__file__).parents[2]
SECURITY: Final = (ROOT / "docs/security.md").read_text()
ASVS: Final = (ROOT / "docs/asvs.md").read_text()

SUPERVISORS: Final = frozenset({Role.SUPERVISOR, Role.ADMIN})
NAMED: Final = {
    frozenset(Role): "staff",
    DESK_ROLES: "desk",
    SUPERVISORS: "supervisors",
    SUPERVISORS | {Role.OPERATOR}: "warehouse",
    frozenset({Role.ADMIN}): "admins",
}
# How many requirements of ASVS 5.0.0 each section has at the levels 1 and 2; they are the first of their section.
REQUIREMENTS: Final = """
1.1 2   1.2 9   1.3 11  1.4 3   1.5 2   2.1 3   2.2 3   2.3 4   2.4 1   3.2 2   3.3 4   3.4 6   3.5 5   3.7 2
4.1 3   4.2 1   4.3 2   4.4 4   5.1 1   5.2 3   5.3 2   5.4 3   6.1 3   6.2 12  6.3 4   6.4 4   6.5 5   6.6 3
6.8 4   7.1 3   7.2 4   7.3 2   7.4 5   7.5 2   7.6 2   8.1 2   8.2 3   8.3 1   8.4 1   9.1 3   9.2 4   10.1 2
10.2 2  10.3 4  10.4 11 10.5 5  10.6 2  10.7 3  11.1 2  11.2 3  11.3 3  11.4 4  11.5 1  11.6 1  12.1 3  12.2 2
12.3 4  13.1 1  13.2 5  13.3 2  13.4 5  14.1 2  14.2 4  14.3 3  15.1 3  15.2 3  15.3 7  16.1 1  16.2 5  16.3 4
16.4 3  16.5 3  17.1 1  17.2 4  17.3 2
"""
ANSWERS: Final = frozenset({"met", "partly", "open", "operator", "not applicable"})
_FOLDERS: Final = "returns_app|tests|docs|alembic|assets"
_PLACE: Final = re.compile(
    rf"`((?:{_FOLDERS})/[\w./-]+|(?:rxconfig|requirements|reflex)\.\w+)(?:[:#]([\w.-]+))?`"
)


def test_every_event_that_a_browser_can_send_is_in_the_threat_model() -> None:
    told = {row[0].strip("`"): row[1] for row in _rows(SECURITY, "State")}
    assert told == _states()


def test_every_route_is_in_the_threat_model() -> None:
    told = {(row[0].strip("`"), row[1]) for row in _rows(SECURITY, "Route")}
    demo = (*stage_door.ROUTES, *stories_door.ROUTES)
    assert app._api is not None
    assert told == {_told(route) for route in (*HTTP, *demo, *app._api.routes)}


def test_every_kind_of_mail_is_in_the_threat_model() -> None:
    told = {row[0].strip("`") for row in _rows(SECURITY, "Mail")}
    assert told == {facts.__name__.removesuffix("Facts").lower() for facts in letters._LETTERS}


def test_every_requirement_is_answered_once() -> None:
    answered = [name for row in _rows(ASVS, "ASVS") for name in row[0].split(", ")]
    counts = zip(*[iter(REQUIREMENTS.split())] * 2, strict=True)
    asked = [f"{section}.{number}" for section, count in counts for number in range(1, int(count) + 1)]
    assert len(asked) == 253
    assert sorted(answered) == sorted(asked)


def test_every_answer_says_where_or_why() -> None:
    poor = []
    for names, _asks, answer, where in _rows(ASVS, "ASVS"):
        says = "because" if answer == "not applicable" else "`" if answer in {"met", "partly"} else " "
        if answer not in ANSWERS or says not in where:
            poor.append(names)
    assert poor == []


def test_the_summary_counts_right() -> None:
    answers = [row[2] for row in _rows(ASVS, "ASVS") for _name in row[0].split(", ")]
    told = {row[0]: int(row[1]) for row in _rows(ASVS, "Answer")}
    assert told == {answer: answers.count(answer) for answer in ANSWERS}


def test_what_the_security_documents_point_to_exists() -> None:
    assert [place for place in _places(SECURITY + ASVS) if not _exists(*place)] == []


def test_a_place_that_does_not_exist_is_found() -> None:
    guard = "returns_app/flows/guard.py"
    said = f"`{guard}:Guard` `{guard}:Gone` `returns_app/gone.py` `docs/security.md#gone`"
    assert [_exists(*place) for place in _places(said)] == [True, False, False, False]


def _rows(document: str, first: str) -> list[list[str]]:
    """The rows of all tables whose first heading is this one."""
    tables = re.findall(rf"^\| {first} \|.*\n\|[-| ]+\n((?:\|.*\n)+)", document, re.MULTILINE)
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for table in tables
        for line in table.splitlines()
    ]


def _states() -> dict[str, str]:
    """Every state class of ours with handlers, and who may call one of them."""
    states = RegistrationContext.get().base_states.values()
    found = {}
    for state in (one for one in states if one.__module__.startswith("returns_app.")):
        policies = (
            policy_of(handler.fn) for name, handler in state.event_handlers.items() if name != "setvar"
        )
        if who := {_who(policy) for policy in policies if policy}:
            found[state.__name__] = ", ".join(sorted(who))
    return found


def _who(policy: Policy) -> str:
    faces = {Face.PUBLIC: "anybody", Face.PORTAL: "customer"}
    return faces.get(policy.face) or NAMED.get(policy.roles) or "+".join(sorted(policy.roles))


def _told(route: BaseRoute) -> tuple[str, str]:
    if isinstance(route, Route):
        return route.path, ", ".join(sorted((route.methods or set()) - {"HEAD"}))
    assert isinstance(route, Mount)
    return route.path, "websocket"


def _places(document: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = _PLACE.findall(document)
    return found + [("returns_app/settings.py", name) for name in re.findall(r"`RETURNS_(\w+)`", document)]


def _exists(path: str, symbol: str) -> bool:
    file = ROOT / path
    if not symbol or not file.is_file():
        return file.exists()
    if symbol.isupper() and path == "returns_app/settings.py":
        return symbol.lower() in settings.Settings.model_fields
    if file.suffix == ".md":
        return symbol in {_anchor(line) for line in file.read_text().splitlines() if line.startswith("#")}
    return symbol in _names(file) if file.suffix == ".py" else symbol in file.read_text()


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lstrip("# ").lower()).replace(" ", "-")


@cache
def _names(file: Path) -> frozenset[str]:
    """What a module defines, what its classes do, and what it assigns."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {one.id for one in targets if isinstance(one, ast.Name)}
    return frozenset(names)
