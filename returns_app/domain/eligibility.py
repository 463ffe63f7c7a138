"""Which policy may be used for which way of creating a return: yes, or every reason why not."""

from collections.abc import Callable
from dataclasses import dataclass

from returns_app.domain.policy import CreationPath, Policy, PortalKind
from returns_app.domain.words import Sentence, say

Rule = Callable[[Policy], Sentence | None]


@dataclass(frozen=True)
class Eligibility:
    """The answer. `reasons` is empty exactly when the policy may be used."""

    reasons: tuple[Sentence, ...]

    @property
    def ok(self) -> bool:
        """Whether the policy may be used."""
        return not self.reasons


def is_active(policy: Policy) -> Sentence | None:
    """An inactive policy starts nothing."""
    return None if policy.active else say("It is not active.")


def has_no_connector(policy: Policy) -> Sentence | None:
    """With an order connector, customers start from their order and agents cannot."""
    if not policy.connector:
        return None
    return say(
        "An order connector ({connector}) is activated: customers start this one from their order.",
        connector=policy.connector,
    )


def is_for_the_advanced_portal(policy: Policy) -> Sentence | None:
    """Only the advanced portal can finish a prepared return."""
    if policy.portal_kind is PortalKind.ADVANCED:
        return None
    return say("It is set up for the slim portal. A link needs the advanced portal.")


RULES: dict[CreationPath, tuple[Rule, ...]] = {
    CreationPath.LINK: (is_active, has_no_connector, is_for_the_advanced_portal),
    CreationPath.COMPLETE: (is_active, has_no_connector),
}


def eligibility(policy: Policy, path: CreationPath) -> Eligibility:
    """Whether this policy may be used for this creation path (product rules, section 2)."""
    answers = (rule(policy) for rule in RULES[path])
    return Eligibility(tuple(reason for reason in answers if reason))
