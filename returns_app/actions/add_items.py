"""A product was forgotten: it joins the return that was confirmed, by the same rules as before."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.require_excused import bind_customer, require_excused
from returns_app.actions.require_unique import require_unique
from returns_app.actions.save_lines import LinesWish, LineWish, append_lines, check_lines
from returns_app.db.drafts import LoadedDraft, load_draft
from returns_app.db.returns import fetch_for_change, touch
from returns_app.db.search_entries import remember_return
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.afterwards import Afterwards, who_adds
from returns_app.domain.errors import Conflict, Invalid, NotFound, Problem
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import MAX_LINES
from returns_app.domain.policy import AddedItems, CreationPath, Outcome
from returns_app.domain.wizard import StepKey
from returns_app.domain.words import say


def add_items(
    session: Session, actor: Actor, return_id: UUID, lines: tuple[LineWish, ...], *, now: datetime
) -> int:
    """Add lines to a confirmed return; how many are new. A line that is there already stays as it is.

    Raises `Invalid` as `save_lines` does, with the indexes of `lines`, and at `finding.<rule>` where the desk needs an
    exception; `Conflict` once something has arrived, and where the policy leaves it to somebody else than a customer.
    """
    if actor.kind is not ActorKind.CUSTOMER:
        actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    before = load_draft(session, row)
    there = {line.id for line in before.lines}
    fresh = tuple(line for line in lines if line.id not in there)
    if lines and not fresh:
        return 0
    _require_allowed(actor, before)
    _check(session, actor, before, fresh)
    for line in append_lines(session, row, fresh, first=max(line.position for line in before.lines) + 1):
        line.approved, line.rejected, line.kept = line.quantity, 0, 0
        session.add(line)
    require_unique(session, actor, row, field="lines")
    if actor.kind is ActorKind.CUSTOMER:
        _hold_to_rules(session, before, load_draft(session, row))
    else:
        require_excused(session, actor, row)
    remember_return(session, row)
    tell(session, row.id, "items_added", actor=actor, now=now, count=len(fresh))
    touch(session, row, now=now)
    return len(fresh)


def asks_by_line(loaded: LoadedDraft) -> bool:
    """Whether a survey asks something about each product: a new one would leave that open."""
    return any(group.subject for group in loaded.groups)


def _require_allowed(actor: Actor, loaded: LoadedDraft) -> None:
    row = loaded.row
    now_at = Afterwards(Status(row.status), CreationPath(row.path), asks_by_line=asks_by_line(loaded))
    adds = who_adds(loaded.policy, now_at) if loaded.policy else None
    # The desk is not held to who may add, but a parcel that is here is counted, not added to.
    if adds is None or (actor.kind is ActorKind.CUSTOMER and adds is not AddedItems.CUSTOMER):
        raise Conflict(say("Nothing can be added here any more. Write to us and we help you."))


def _check(session: Session, actor: Actor, before: LoadedDraft, fresh: tuple[LineWish, ...]) -> None:
    row = before.row
    if before.policy is None:
        raise NotFound
    if len(before.lines) + len(fresh) > MAX_LINES:
        raise Invalid.at("lines", say("A return holds at most {limit} lines.", limit=MAX_LINES))
    outcome = Outcome(row.outcome) if row.outcome else None
    check_lines(session, actor, LinesWish(fresh, row.reason_id, outcome), before.policy)


def _hold_to_rules(session: Session, before: LoadedDraft, after: LoadedDraft) -> None:
    """What the checkout would have asked or refused is not let in behind it."""
    _bind(session, after, len(before.lines))
    if before.draft.has_option and not after.draft.has_option:
        raise Invalid.at("lines", say("With this the parcel is too heavy for your label. Write to us first."))
    if after.draft.open_questions > before.draft.open_questions:
        raise Invalid.at(
            "lines", say("We have a question about this product first. Write to us and we add it.")
        )


def _bind(session: Session, after: LoadedDraft, known: int) -> None:
    try:
        bind_customer(session, after, (StepKey.PRODUCTS,))
    except Invalid as refusal:
        raise Invalid(*(_moved(problem, known) for problem in refusal.problems)) from None


def _moved(problem: Problem, known: int) -> Problem:
    """A problem at a line counts from the first of the new ones; about one that was there, it is about all."""
    name, _, rest = problem.field.partition(".")
    index, _, part = rest.partition(".")
    if not part:
        return problem
    at = int(index) - known
    return Problem(f"{name}.{at}.{part}" if at >= 0 else name, problem.sentence)
