"""Believable returns in any number, as rows: the same kinds as the demonstration's, told shorter."""

import heapq
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from returns_app.db.columns import metadata
from returns_app.db.found_by import FoundBy, found_by_line, found_by_numbers, together
from returns_app.db.returns import LINK_UNFINISHED, LINK_UNOPENED, SHIPPING_FAILED
from returns_app.domain.lifecycle import FINAL, Status
from returns_app.domain.numbers import ALPHABET, PREFIX, RANDOM_LENGTH, check_character
from returns_app.seed.bulk_fates import BY_LINK, Fate, facts_of, fate
from returns_app.seed.bulk_load import Row, Rows, moment
from returns_app.seed.bulk_people import Person
from returns_app.seed.carriers import CURRENCY
from returns_app.seed.cases import CASES, Case
from returns_app.seed.ids import uid
from returns_app.seed.products import PRODUCTS
from returns_app.seed.users import SIGN_INS

REFERENCES, RETURNS, LINES, LINKS, TIMELINE = (
    metadata.tables[name] for name in ("return_references", "returns", "return_lines", "links", "timeline")
)
_RETURN, _LINK = tuple(RETURNS.columns.keys()), tuple(LINKS.columns.keys())
_POLICIES: Final = ("standard", "standard", "standard", "standard", "warranty", "size")
_AGENTS: Final = tuple((uid("user", who.email).hex, who.name) for who in SIGN_INS)
_DESK: Final = _AGENTS[:3]
_GERMANY, _WAREHOUSE = _AGENTS[4], _AGENTS[3]
_PRICED: Final = {product.sku: product for product in PRODUCTS}
_WITH_NUMBER: Final = frozenset(Status) - {
    Status.DRAFT, Status.AWAITING_CUSTOMER, Status.AUTHORIZATION_REQUESTED, Status.REJECTED, Status.CANCELED,
}  # fmt: skip
_SHIPPED: Final = _WITH_NUMBER - {Status.APPROVED}
_LINK_LIVES: Final = timedelta(days=14)
# Steps through all numbers without meeting one twice.
_STRIDE: Final = 2_971_215_073
_NUMBERS: Final = len(ALPHABET) ** RANDOM_LENGTH
_UNANSWERED: Final = 0.01


@dataclass(frozen=True)
class Begun:
    """A return when it was begun: by whom, for whom, and which number it would get."""

    id: str
    reference: int
    at: datetime
    person: Person
    fate: Fate

    @property
    def since(self) -> datetime:
        """When it came to where it stands."""
        return self.at + self.fate.after


class Returns:
    """Makes returns one after another, and tells their stories in the order of time."""

    def __init__(self, rng: random.Random, *, first: int, told: int, now: datetime) -> None:
        self._rng, self._now = rng, now
        self._start, self._reference, self._told = rng.randrange(_NUMBERS), first, told
        self._to_tell: list[tuple[datetime, int, Row]] = []
        self._turn = 0

    def make(self, rows: Rows, person: Person, *, at: datetime) -> tuple[int, FoundBy]:
        """Add a return and what was told until then. Gives its place and what it is found by."""
        begun = Begun(
            f"{self._rng.getrandbits(128):032x}", self._reference, at, person, fate(self._rng, self._now - at)
        )
        self._reference += 1
        self.tell(rows, until=at)
        number = self._number(begun) if begun.fate.status in _WITH_NUMBER else None
        order = (
            f"NO-{100000 + begun.reference * 7 % 9_000_000}" if begun.fate.status is not Status.DRAFT else ""
        )
        agent = _GERMANY if person.country == "DE" and self._rng.random() < 0.5 else self._rng.choice(_DESK)
        rows[REFERENCES].append((begun.reference,))
        rows[RETURNS].append(self._return(begun, number, order, agent))
        self._plan(begun, agent)
        lines = self._lines(rows, begun)
        if begun.fate.path == BY_LINK and begun.fate.status is not Status.DRAFT:
            rows[LINKS].append(self._link(begun, agent))
        return begun.reference, together(
            person.found_by, found_by_numbers(begun.reference, number, order), *lines
        )

    def tell(self, rows: Rows, *, until: datetime) -> None:
        """Add all entries of the timeline up to a moment."""
        while self._to_tell and self._to_tell[0][0] <= until:
            _, _, entry = heapq.heappop(self._to_tell)
            self._told += 1
            rows[TIMELINE].append((self._told, *entry))

    def _number(self, begun: Begun) -> str:
        rest = (self._start + begun.reference * _STRIDE) % _NUMBERS
        letters = []
        for _ in range(RANDOM_LENGTH):
            rest, letter = divmod(rest, len(ALPHABET))
            letters.append(ALPHABET[letter])
        body = "".join(letters)
        body += check_character(body)
        return f"{PREFIX}-{body[:4]}-{body[4:]}"

    def _return(self, begun: Begun, number: str | None, order: str, agent: tuple[str, str]) -> Row:
        status, person, since = begun.fate.status, begun.person, moment(begun.since)
        shipped = status in _SHIPPED
        urgent_at, why = self._urgency(begun)
        unanswered = status in _OPEN and self._rng.random() < _UNANSWERED
        values: dict[str, Any] = {
            "id": begun.id, "reference": begun.reference, "number": number, "path": begun.fate.path,
            "status": status.value, "version": len(begun.fate.acts), "order_number": order,
            "policy_id": uid_of("policy", self._rng.choice(_POLICIES)), "customer_id": person.id,
            "left_steps": "[]", "finished_steps": "[]", "address": person.address, "country": person.country,
            "option_id": uid_of("option", "post-free") if shipped else None, "language": person.language,
            "created_by": agent[0], "assigned_to": agent[0], "created_at": moment(begun.at), "changed_at": since,
            "checkout_key": f"{begun.id}" if shipped else None, "checkout_at": since if shipped else None,
            "checkout_by": "customer" if shipped else "", "since": since, "urgent_why": why,
            "urgent_at": moment(urgent_at) if urgent_at else None, "unanswered_at": since if unanswered else None,
            "pickup_window": "",
        }  # fmt: skip
        return tuple(map(values.get, _RETURN))

    def _urgency(self, begun: Begun) -> tuple[datetime | None, str]:
        if begun.fate.status is Status.SHIPPING_FAILED:
            return begun.since, SHIPPING_FAILED
        if begun.fate.status is Status.AWAITING_CUSTOMER:
            return begun.at + _LINK_LIVES, LINK_UNFINISHED if len(begun.fate.acts) > 2 else LINK_UNOPENED
        return None, ""

    def _lines(self, rows: Rows, begun: Begun) -> list[FoundBy]:
        cases = self._rng.sample(_CASES, self._rng.choice((1, 1, 1, 2, 3)))
        decided = begun.fate.status in _WITH_NUMBER
        for position, case in enumerate(cases):
            key = f"{self._rng.getrandbits(128):032x}"
            rows[LINES].append((key, begun.id, position, *_line(case, decided=decided)))
        return [_called(case.sku) for case in cases]

    def _link(self, begun: Begun, agent: tuple[str, str]) -> Row:
        key, token = self._rng.getrandbits(128), self._rng.getrandbits(256)
        opened = len(begun.fate.acts) > 2
        values: dict[str, Any] = {
            "id": f"{key:032x}", "return_id": begun.id, "token_hash": f"{token:064x}",
            "created_at": moment(begun.at), "created_by": agent[0], "expires_at": moment(begun.at + _LINK_LIVES),
            "opened_at": moment(begun.at + begun.fate.after / 2) if opened else None,
        }  # fmt: skip
        return tuple(map(values.get, _LINK))

    def _plan(self, begun: Begun, agent: tuple[str, str]) -> None:
        acts = begun.fate.acts
        for step, (who, kind, event) in enumerate(acts):
            at = begun.at + begun.fate.after * (step / max(len(acts) - 1, 1))
            actor_kind, actor_id, name = _actor(who, agent, begun.person)
            entry = (begun.id, moment(at), kind, actor_kind, actor_id, name, facts_of(event))
            self._turn += 1
            heapq.heappush(self._to_tell, (at, self._turn, entry))


@cache
def uid_of(kind: str, key: str) -> str:
    """The id of a row of the demonstration, as text."""
    return uid(kind, key).hex


@cache
def _line(case: Case, *, decided: bool) -> Row:
    """What a line holds behind its id, its return and its position."""
    product = _PRICED[case.sku]
    values = {
        "product_id": uid_of("product", product.sku), "sku": product.sku, "name": product.name, "quantity": 1,
        "price_minor": product.cents, "currency": CURRENCY, "reason_id": uid_of("reason", case.reason),
        "approved": 1 if decided else None, "rejected": 0 if decided else None, "kept": 0 if decided else None,
        "reject_reason": "", "reject_words": "", "check_words": "",
    }  # fmt: skip
    return tuple(values.get(column.name) for column in list(LINES.columns)[3:])


@cache
def _called(sku: str) -> FoundBy:
    return found_by_line(_PRICED[sku].name, sku)


def _actor(who: str, agent: tuple[str, str], person: Person) -> tuple[str, str | None, str]:
    match who:
        case "customer":
            return "customer", person.id, person.name
        case "operator":
            return "staff", *_WAREHOUSE
        case "system":
            return "system", None, "System"
    return "staff", *agent


_OPEN: Final = frozenset(Status) - FINAL
_CASES: Final = tuple(dict.fromkeys(CASES["standard"] + CASES["warranty"]))
