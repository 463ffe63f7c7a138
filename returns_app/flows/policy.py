"""Who may call a handler: the mark that each of ours carries and the guard looks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from returns_app.domain.actors import Actor, Role
from returns_app.flows.cookies import Face

Handler = TypeVar("Handler", bound=Callable[..., Any])

_MARK = "returns_policy"


@dataclass(frozen=True)
class Policy:
    """A face, and on the desk the roles. `PUBLIC` handlers may be called by anybody."""

    face: Face
    roles: frozenset[Role] = frozenset()

    def admits(self, actor: Actor) -> bool:
        """Whether this actor, already known to belong to the face, may call it."""
        return not self.roles or actor.role in self.roles


def mark(fn: Handler, policy: Policy) -> Handler:
    """Give a handler its policy. Flows use the decorators of `handler.py`, which do more than this."""
    setattr(fn, _MARK, policy)
    return fn


def policy_of(fn: object) -> Policy | None:
    """The policy a handler's function carries, `None` for one that says nothing."""
    policy = getattr(fn, _MARK, None)
    return policy if isinstance(policy, Policy) else None
