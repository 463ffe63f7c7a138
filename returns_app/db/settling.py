"""What a settlement may be about: the value of what came back or is kept, and how much may be given."""

from dataclasses import dataclass

from sqlmodel import Session

from returns_app.db.policies import ReturnPolicy
from returns_app.db.receiving import differences
from returns_app.db.returns import Return, ReturnLine, lines_of
from returns_app.domain.actors import Actor
from returns_app.domain.excusing import supervises
from returns_app.domain.money import Money
from returns_app.domain.receiving import Difference, Worth, worth
from returns_app.domain.settling import GOODWILL_MINOR, Limit

# Where no price tells the currency.
USUAL_CURRENCY = "EUR"


@dataclass(frozen=True)
class Settleable:
    """The value of the goods, damaged pieces counted or not, and the limit."""

    worth: Worth
    limit: Limit
    currency: str


def settling(session: Session, actor: Actor, row: Return) -> Settleable:
    """What may be given for this return, by this person.

    Pieces that the customer keeps are settled as if they had come back whole: nobody wanted them sent.
    """
    lines = lines_of(session, row.id)
    compared = {one.line_id: one for one in differences(lines)}
    valued = worth(tuple((_settled_of(line, compared.get(line.id)), _price(line)) for line in lines))
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    goodwill = policy.exception_limit_minor if policy else None
    limit = Limit(
        valued.accepted,
        GOODWILL_MINOR if goodwill is None else goodwill,
        may_exceed=supervises(actor),
    )
    return Settleable(valued, limit, valued.accepted.currency if valued.accepted else USUAL_CURRENCY)


def _settled_of(line: ReturnLine, compared: Difference | None) -> Difference:
    kept = line.kept or 0
    if compared is None:
        return Difference(line.id, kept, kept, 0)
    return Difference(line.id, compared.expected + kept, compared.received + kept, compared.damaged)


def _price(line: ReturnLine) -> Money | None:
    return Money(line.price_minor, line.currency) if line.price_minor is not None else None
