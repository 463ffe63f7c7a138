"""What a customer would like for a line, in the desk's words."""

from returns_app.domain.policy import Outcome

OUTCOMES = {Outcome.REFUND: "Refund", Outcome.EXCHANGE: "Exchange", Outcome.REPAIR: "Repair"}


def outcome_word(outcome: str | None) -> str:
    """The word for an outcome as a row holds it; empty for none."""
    return OUTCOMES[Outcome(outcome)] if outcome else ""
