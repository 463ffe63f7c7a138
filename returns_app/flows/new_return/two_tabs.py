"""One draft in two tabs: what was saved from elsewhere meanwhile is never overwritten unseen."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from returns_app.db.returns import fetch_for_change
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict
from returns_app.domain.wizard import StepKey
from returns_app.domain.words import say
from returns_app.queries.draft_views import DraftView, LineView
from returns_app.queries.drafts import draft_view
from returns_app.queries.survey_forms import QuestionBlock, question_blocks


class Stale(Conflict):
    """What is about to be saved was made from an older draft. `newer` is the draft as it is saved."""

    def __init__(self, newer: DraftView) -> None:
        super().__init__(say("This draft was changed elsewhere while you worked on it."))
        self.newer = newer


@dataclass(frozen=True)
class Seen:
    """What a tab has on screen: the draft, and at the surveys the questions with their saved answers."""

    view: DraftView = field(default_factory=DraftView)
    blocks: list[QuestionBlock] = field(default_factory=list)


@dataclass(frozen=True)
class Clash:
    """What the page says of a conflict: what is saved, and what was entered here and is not saved."""

    saved: str = ""
    what: str = ""
    theirs: list[str] = field(default_factory=list)
    mine: list[str] = field(default_factory=list)


def newer_than(
    session: Session, actor: Actor, seen: Seen, step: StepKey, *, now: datetime
) -> DraftView | None:
    """The draft, if what this step holds was changed since it was seen, else `None`. Locks it until the end."""
    draft_id = UUID(seen.view.id)
    row = fetch_for_change(session, actor, draft_id)
    if row.version == seen.view.version:
        return None
    newer = draft_view(session, actor, draft_id, now=now)
    if step is StepKey.SURVEYS:
        return newer if question_blocks(session, actor, draft_id, {}) != seen.blocks else None
    return newer if content(newer, step) != content(seen.view, step) else None


def content(view: DraftView, step: StepKey) -> Any:
    """What a step holds, to compare two states of a draft."""
    match step:
        case StepKey.RETURN_TYPE:
            return view.path, view.policy_id
        case StepKey.CUSTOMER:
            return view.customer.id
        case StepKey.ORDER_NUMBER:
            return view.order_number, view.delivered
        case StepKey.PRODUCTS:
            return [_line(line) for line in view.lines], view.rules.reason, view.rules.outcome
    # At the end everything that is about to be agreed.
    return replace(view, version=0, saved="", lives_until="", lives_detail="")


def clash_of(newer: DraftView, step: StepKey, mine: list[str]) -> Clash:
    """The conflict in words."""
    theirs = {
        StepKey.RETURN_TYPE: [view_type(newer.path, newer.policy_name)],
        StepKey.CUSTOMER: [newer.customer.name or "No customer"],
        StepKey.ORDER_NUMBER: [newer.order_number or "No order number"],
        StepKey.PRODUCTS: line_words(newer.lines),
        StepKey.SURVEYS: ["Other answers"],
    }
    names = {
        StepKey.RETURN_TYPE: "return type",
        StepKey.CUSTOMER: "customer",
        StepKey.ORDER_NUMBER: "order number",
        StepKey.PRODUCTS: "products",
        StepKey.SURVEYS: "answers",
    }
    return Clash(newer.saved, names.get(step, "draft"), theirs.get(step, []), mine)


def view_type(path: str, policy: str) -> str:
    """A return type with who finishes it."""
    return f"{policy}, {'finished by the customer' if path == 'link' else 'created by you'}"


def line_words(lines: list[LineView]) -> list[str]:
    """The lines, each in a few words."""
    return [f"{line.quantity} × {line.name}" for line in lines] or ["No products"]


def _line(line: LineView) -> tuple[object, ...]:
    return line.id, line.product_id, line.name, line.quantity, line.reason, line.outcome
