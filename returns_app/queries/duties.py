"""What is still to be done about a draft: what the customer will meet, or what happens after submitting."""

from dataclasses import dataclass

from returns_app.domain.addresses import Address
from returns_app.domain.policy import CreationPath, DefaultMode, Level
from returns_app.domain.wizard import Draft, StepKey, is_withdrawal, remaining

_QUICK = 2


@dataclass(frozen=True)
class Duty:
    """One thing to do. `look` is "certain", or "open" while the agent may still do it, or "done"."""

    mark: str
    title: str
    detail: str
    look: str = "certain"


@dataclass(frozen=True)
class DutyFacts:
    """What the words need beside the draft: the address on file, the shipping options in words, required questions."""

    address: Address | None = None
    options: tuple[str, ...] = ()
    required: int = 0


def duties(draft: Draft, facts: DutyFacts) -> list[Duty]:
    """What comes after the agent's work, in order. On the link path it follows `domain.wizard.remaining`."""
    if draft.path is CreationPath.COMPLETE:
        parts = _after_submitting(draft)
    else:
        parts = [_of_customer(step.key, draft, facts) for step in remaining(draft)]
    return [Duty(str(number), *part) for number, part in enumerate(parts, 1)]


def screens_note(draft: Draft) -> str:
    """How much the customer will have to do, in screens and time; empty on the complete path."""
    if draft.path is CreationPath.COMPLETE:
        return ""
    screens = len(remaining(draft))
    counted = "1 screen" if screens == 1 else f"{screens} screens"
    return f"{counted} on the phone, {'about a minute' if screens <= _QUICK else 'a few minutes'}."


def plural(count: int, one: str, many: str) -> str:
    """A count with its word: `1 line`, `3 lines`."""
    return f"{count} {one if count == 1 else many}"


Part = tuple[str, str, str]
_AFTER_DECISION: tuple[Part, ...] = (
    ("The carrier is chosen", "By you there, or by the customer from a link", "open"),
    ("The customer gets the label", "By e-mail, with the return number", "certain"),
)


def _of_customer(key: StepKey, draft: Draft, facts: DutyFacts) -> Part:
    match key:
        case StepKey.ORDER_NUMBER:
            return _left_or_open("Enter the order number", key, draft, unless="Unless you fill it in")
        case StepKey.PRODUCTS:
            return _withdrawn(draft) if is_withdrawal(draft) else _products(draft)
        case StepKey.WITHDRAW:
            return (
                "Confirm the withdrawal",
                "It counts from that moment, and is acknowledged at once",
                "certain",
            )
        case StepKey.SURVEYS:
            return _surveys(draft, facts)
        case StepKey.ADDRESS:
            return _address(draft, facts)
        case StepKey.SHIPPING:
            return _shipping(draft, facts)
    return ("Confirm", _confirm(draft, facts), "certain")


def _left_or_open(title: str, key: StepKey, draft: Draft, *, unless: str) -> Part:
    if key in draft.left:
        return (title, "You left this step open", "certain")
    return (title, unless, "open")


def _products(draft: Draft) -> Part:
    if not draft.lines or draft.policy is None:
        return _left_or_open("Choose the products", StepKey.PRODUCTS, draft, unless="Unless you add them")
    open_ones = []
    if not _has_reasons(draft):
        open_ones.append("reason")
    if not _has_outcomes(draft):
        open_ones.append("outcome")
    title = "Choose an outcome" if open_ones == ["outcome"] else f"Give the {' and the '.join(open_ones)}"
    return _left_or_open(title, StepKey.PRODUCTS, draft, unless="Unless you choose it")


def _withdrawn(draft: Draft) -> Part:
    missing = [("the order number", draft.order_number), ("the products", draft.lines)]
    title = f"Say {' and '.join(name for name, there in missing if not there)} to withdraw from"
    open_keys = {StepKey.ORDER_NUMBER, StepKey.PRODUCTS}
    if open_keys & draft.left:
        return (title, "You left this step open", "certain")
    return (title, "Unless you fill it in", "open")


def _has_reasons(draft: Draft) -> bool:
    level = draft.policy.reason_level if draft.policy else Level.NONE
    by_line = all(line.reason_id for line in draft.lines)
    return by_line if level is Level.LINE else level is Level.NONE or draft.has_reason


def _has_outcomes(draft: Draft) -> bool:
    level = draft.policy.outcome_level if draft.policy else Level.NONE
    by_line = all(line.outcome for line in draft.lines)
    return by_line if level is Level.LINE else level is Level.NONE or draft.has_outcome


def _surveys(draft: Draft, facts: DutyFacts) -> Part:
    left = draft.questions - draft.settled_questions
    title = f"Answer {plural(left, 'question', 'questions')}"
    if StepKey.SURVEYS not in draft.left:
        return (title, "Unless you answer them", "open")
    required = f", {facts.required} required" if facts.required else ""
    return (title, f"You left this step open{required}", "certain")


def _address(draft: Draft, facts: DutyFacts) -> Part:
    if not draft.has_customer:
        return ("Check the address", "Unless a complete one is on file", "open")
    if facts.address is None:
        return ("Fill in the address", "None is on file", "certain")
    return ("Complete the address", "The one on file lacks something", "certain")


def _shipping(draft: Draft, facts: DutyFacts) -> Part:
    if not draft.has_customer:
        return ("Choose how to ship", "Always, if there is more than one option", "certain")
    if not facts.options:
        return ("Choose how to ship", "No shipping option fits the address yet", "certain")
    return ("Choose how to ship", _or(tuple(dict.fromkeys(facts.options))), "certain")


def _confirm(draft: Draft, facts: DutyFacts) -> str:
    if draft.address_is_good and facts.address:
        street = " ".join(part for part in (facts.address.street, facts.address.house_number) if part)
        return f"Sees {street}, {facts.address.city} on file; gets the return number and the label"
    return "Gets the return number and the label"


def _or(options: tuple[str, ...]) -> str:
    few = options[:3]
    rest = len(options) - len(few)
    named = ", ".join(few[:-1]) + f" or {few[-1]}" if len(few) > 1 else few[0]
    return f"{named}, and {plural(rest, 'more', 'more')}" if rest else named


def _after_submitting(draft: Draft) -> list[Part]:
    if is_withdrawal(draft):
        recorded = (
            "The withdrawal is recorded",
            "It counts from that moment, and is acknowledged at once",
            "certain",
        )
        return [recorded, *_AFTER_DECISION]
    manual = draft.policy is None or draft.policy.default_mode is DefaultMode.MANUAL
    first = (
        ("You authorize it", "The authorization screen opens at once", "certain")
        if manual
        else ("It is authorized at once", "This return type decides by itself", "certain")
    )
    return [first, *_AFTER_DECISION]
