"""What the list can be filtered by, and whom its returns can be given to: within the scope of the one who looks."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from returns_app.db.accounts import User
from returns_app.db.policies import ReturnPolicy
from returns_app.domain.actors import DESK_ROLES, SUPERVISING_ROLES, Actor
from returns_app.domain.excusing import supervises
from returns_app.domain.lifecycle import Event, Status, legal_events
from returns_app.i18n import country_name
from returns_app.queries.find_query import ME, NOBODY
from returns_app.queries.standing import LINK_ENDED, LINK_EXPIRED, MAKING_LABEL

# What a derived standing is in the lifecycle's own table.
_REALLY = {
    LINK_EXPIRED: Status.AWAITING_CUSTOMER,
    LINK_ENDED: Status.AWAITING_CUSTOMER,
    MAKING_LABEL: Status.APPROVED,
}
_CUSTOMER_CAN_ACT = frozenset(
    {Status.AWAITING_CUSTOMER, Status.APPROVED, Status.SUBMITTED, Status.PICKUP_REQUESTED, LINK_EXPIRED}
)


@dataclass(frozen=True)
class Choice:
    """One thing to choose: `value` stands in the address, `label` on the screen."""

    value: str = ""
    label: str = ""


@dataclass(frozen=True)
class ListChoices:
    """Everything to choose from. `assignees` are those whom this actor may give a return to."""

    policies: list[Choice] = field(default_factory=list)
    agents: list[Choice] = field(default_factory=list)
    countries: list[Choice] = field(default_factory=list)
    assignees: list[Choice] = field(default_factory=list)


def list_choices(session: Session, actor: Actor) -> ListChoices:
    """The return types and countries within scope, and the people of the desk. Two statements."""
    policies = [
        policy
        for policy in session.exec(
            select(ReturnPolicy).order_by(col(ReturnPolicy.position), col(ReturnPolicy.name))
        )
        if not actor.policies or policy.id in actor.policies
    ]
    desk = (col(User.active), col(User.role).in_(DESK_ROLES))
    people = [
        user
        for user in session.exec(select(User).where(*desk).order_by(col(User.name)))
        if user.id != actor.id
    ]
    return ListChoices(
        policies=[Choice(str(policy.id), policy.name) for policy in policies],
        agents=[
            *([Choice(ME, "Me")] if actor.role in DESK_ROLES else []),
            Choice(NOBODY, "Nobody"),
            *(Choice(str(user.id), user.name) for user in people),
        ],
        countries=_countries(actor, policies),
        assignees=_assignees(actor, people),
    )


def bulk_acts(actor: Actor) -> dict[str, str]:
    """What may be done with several returns at once, by how each stands: names with blanks between."""
    return {
        standing: " ".join(_acts(standing, actor)) for standing in (*(one.value for one in Status), *_REALLY)
    }


def _acts(standing: str, actor: Actor) -> list[str]:
    legal = legal_events(_REALLY.get(standing) or Status(standing), actor)
    may_cancel = Event.CANCELED in legal
    return [
        *(["export"] if actor.role in DESK_ROLES else []),
        # Whatever can still be called off is still somebody's work.
        *(["assign", "cancel"] if may_cancel else []),
        *(["remind"] if may_cancel and standing in _CUSTOMER_CAN_ACT else []),
    ]


def _countries(actor: Actor, policies: list[ReturnPolicy]) -> list[Choice]:
    codes = actor.countries or {code for policy in policies for code in policy.countries}
    named = [Choice(code, country_name("en", code)) for code in codes]
    return sorted(named, key=lambda choice: choice.label)


def _assignees(actor: Actor, people: list[User]) -> list[Choice]:
    if actor.role not in DESK_ROLES:
        return []
    others = people if supervises(actor) else [one for one in people if one.role in SUPERVISING_ROLES]
    return [
        Choice(str(actor.id), "Me"),
        *(Choice(str(user.id), user.name) for user in others),
        Choice("", "Nobody"),
    ]
