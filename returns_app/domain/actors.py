"""Who acts. Made by a door from the server's own session, never from anything that a browser says."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from returns_app.domain.errors import Forbidden


class Role(StrEnum):
    """What staff may do (product rules, section 7)."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    OPERATOR = "operator"


class Stage(StrEnum):
    """How far a session has come: `OPEN` by the password alone, `STRONG` by a second factor as well.

    The others open nothing: one waits for the `CODE` of the second factor, one for its `SETUP`.
    """

    OPEN = "open"
    STRONG = "strong"
    CODE = "code"
    SETUP = "setup"


class ActorKind(StrEnum):
    """Which kind of door somebody came in by."""

    STAFF = "staff"
    CUSTOMER = "customer"
    SYSTEM = "system"


# What each role may do beside reading within its scope.
DESK_ROLES = frozenset({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
SUPERVISING_ROLES = frozenset({Role.SUPERVISOR, Role.ADMIN})


@dataclass(frozen=True)
class Actor:
    """The one who acts.

    Staff have a `role` and scopes (empty means all). A customer has the one `return_id` their link opened.
    """

    kind: ActorKind
    id: UUID | None
    name: str
    role: Role | None = None
    countries: frozenset[str] = frozenset()
    policies: frozenset[UUID] = frozenset()
    return_id: UUID | None = None

    def may_see(self, *, country: str, policy_id: UUID | None, return_id: UUID | None) -> bool:
        """Whether a return of this country and policy is in the actor's scope.

        A country or policy not chosen yet (`""`, `None`) is in everybody's scope.
        """
        if self.kind is ActorKind.SYSTEM:
            return True
        if self.kind is ActorKind.CUSTOMER:
            return return_id is not None and return_id == self.return_id
        in_countries = not self.countries or not country or country in self.countries
        in_policies = not self.policies or policy_id is None or policy_id in self.policies
        return in_countries and in_policies

    @property
    def sees_all(self) -> bool:
        """Whether nothing is beyond the scope, not even what belongs to no return."""
        unlimited = self.kind is ActorKind.STAFF and not (self.countries or self.policies)
        return unlimited or self.kind is ActorKind.SYSTEM

    def require_desk(self) -> None:
        """Raise `Forbidden` unless the actor is staff that may create and authorize returns."""
        if self.kind is not ActorKind.STAFF or self.role not in DESK_ROLES:
            raise Forbidden


SYSTEM = Actor(kind=ActorKind.SYSTEM, id=None, name="System")
