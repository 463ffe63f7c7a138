"""The way through the steps: how one is left, which comes next, what the stepper shows before there is a draft."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from returns_app import routes
from returns_app.actions.save_lines import LinesWish
from returns_app.domain.lifecycle import Status
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import AGENT_STEPS, StepKey
from returns_app.flows.new_return.two_tabs import Seen
from returns_app.queries.beginning import Beginning
from returns_app.queries.draft_views import DraftView, StepView

ORDER = tuple(step.key for step in AGENT_STEPS[CreationPath.LINK])


class Go(StrEnum):
    """How a step is left. `JUMP` is by the stepper, `LEAVE` leaves it, `LEAVE_ALL` all that is open, to the customer."""

    NEXT = "next"
    BACK = "back"
    LEAVE = "leave"
    LEAVE_ALL = "leave_all"
    JUMP = "jump"


@dataclass(frozen=True)
class Leaving:
    """What is known when a step is left. The ids were made by the server when the page was filled."""

    draft_id: UUID
    step: StepKey
    go: Go
    path: CreationPath
    policy_id: UUID | None = None
    # Set while a customer is being created at the second step.
    customer_id: UUID | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    # What was on screen when this was entered; empty before the draft is first saved.
    seen: Seen = field(default_factory=Seen)
    # Nothing was entered here that is not saved; what is saved stays.
    untouched: bool = False
    # What the new return begins with; looked at when the draft is first saved.
    begun: Beginning = field(default_factory=Beginning)


@dataclass(frozen=True)
class Kept:
    """What was entered over an older draft and is not saved: in words, and so that it can be saved after all."""

    words: list[str]
    leaving: Leaving | None = None
    go: str = ""
    customer: UUID | None = None
    lines: LinesWish | None = None


def step_of(text: str) -> StepKey | None:
    """The step that an address or a browser names, if there is such a step."""
    with suppress(ValueError):
        return key if (key := StepKey(text)) in ORDER else None
    return None


def target(view: DraftView, wish: Leaving, go: str) -> StepKey:
    """Where leaving a step leads, given the draft as it then is."""
    if wish.go is Go.JUMP:
        return StepKey(go)
    if wish.go is Go.LEAVE_ALL:
        return StepKey(view.next_open)
    at = ORDER.index(wish.step) + (-1 if wish.go is Go.BACK else 1)
    # A step that asks nothing is stepped over.
    if ORDER[at] is StepKey.SURVEYS and not view.questions:
        at += -1 if wish.go is Go.BACK else 1
    return ORDER[max(at, 0)]


def address_of(view: DraftView, step: StepKey, begun: Beginning) -> str:
    """The address of a step of a draft; it goes on naming the earlier return whose lines are offered."""
    source = f"&from={begun.source}" if begun.source else ""
    return f"{routes.draft_page(view.id)}&step={step.value}{source}"


def page_of(view: DraftView) -> str:
    """Where a return is that is no draft any more."""
    is_link = view.status == Status.AWAITING_CUSTOMER
    return routes.ready_link_page(view.id) if is_link else routes.return_page(view.id)


def steps_to_come(begun: Beginning) -> list[StepView]:
    """The stepper before there is a draft; what is known already is done."""
    values = {
        StepKey.RETURN_TYPE: "Choose one",
        StepKey.CUSTOMER: begun.customer or "Required",
        StepKey.ORDER_NUMBER: begun.order_number or "Can be left",
        StepKey.COMPLETE: "Check and finish",
    }
    known = {StepKey.CUSTOMER: begun.customer, StepKey.ORDER_NUMBER: begun.order_number}
    return [
        StepView(
            step.key.value,
            str(number),
            str(step.title),
            values.get(step.key, "Can be left"),
            "done" if known.get(step.key) else "open",
        )
        for number, step in enumerate(AGENT_STEPS[CreationPath.LINK], 1)
    ]


def entered_words(wish: Leaving) -> list[str]:
    """What was entered at a step, as a conflict names it."""
    if wish.step is StepKey.ORDER_NUMBER:
        typed = wish.fields.get("order_number")
        return [typed if isinstance(typed, str) and typed.strip() else "No order number"]
    words = {StepKey.RETURN_TYPE: "The return type you chose", StepKey.CUSTOMER: "The customer you entered"}
    return [words.get(wish.step, "Your answers")]
