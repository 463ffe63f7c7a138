"""The authorization screen: lines decided, the return authorized or rejected, and handed over to shipping."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from returns_app.actions.check_out import CheckedOut, check_out
from returns_app.actions.hold_return import fetch_to_decide
from returns_app.actions.issue_link import ensure_link
from returns_app.actions.open_return import give_number
from returns_app.actions.post_lifecycle import withdraw
from returns_app.actions.post_mail import mail_authorized, mail_rejected
from returns_app.actions.require_excused import require_excused
from returns_app.db.drafts import load_draft
from returns_app.db.returns import Return, fetch_for_change, lines_of, move, touch
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.lifecycle import Event, Status, moved_on
from returns_app.domain.lines import MAX_WORDS, LineDecision, any_returnable, decision_problems
from returns_app.domain.policy import CreationPath
from returns_app.domain.texts import text_problem
from returns_app.domain.wizard import ships_at_once
from returns_app.domain.words import say

Decisions = tuple[LineDecision, ...]


def authorize(
    session: Session, actor: Actor, return_id: UUID, decisions: Decisions, *, version: int, now: datetime
) -> Return:
    """Let the approved pieces come back. With none approved the return goes to settlement, without shipping.

    `version` is the one the actor saw. Raises `Conflict` when somebody was faster or holds it, `Invalid` with problems
    at `decide` or `decide.<line id>`, or at `finding.<rule>` where a rule is broken without an exception.
    """
    row = fetch_to_decide(session, actor, return_id, version, now=now)
    _decide(session, row, decisions)
    require_excused(session, actor, row)
    give_number(session, row)
    event = Event.AUTHORIZED if any_returnable(decisions) else Event.AUTHORIZED_NONE_RETURNABLE
    move(session, row, event, actor=actor, now=now, number=row.number)
    withdraw(session, row, "review", now=now)
    if event is Event.AUTHORIZED_NONE_RETURNABLE:
        # Nothing will be shipped, so no later mail would tell the customer.
        mail_authorized(session, actor, row, ensure_link(session, actor, row, now=now), now=now)
    return row


def save_decisions(
    session: Session, actor: Actor, return_id: UUID, decisions: Decisions, *, version: int, now: datetime
) -> Return:
    """Keep what was decided so far without authorizing, so that a reload or a colleague finds it."""
    row = fetch_to_decide(session, actor, return_id, version, now=now)
    if row.status != Status.AUTHORIZATION_REQUESTED:
        raise moved_on(row.status)
    _decide(session, row, decisions)
    touch(session, row, now=now)
    return row


def reject(
    session: Session, actor: Actor, return_id: UUID, reason: str, *, version: int, now: datetime
) -> Return:
    """Refuse the whole return. `reason` goes into the customer's mail, as it is. Raises `Invalid` at `reason`."""
    row = fetch_to_decide(session, actor, return_id, version, now=now)
    words = reason.strip()
    if not words:
        raise Invalid.at("reason", say("Say why. The customer reads this in the e-mail."))
    if wrong := text_problem(words, MAX_WORDS, breaks=True):
        raise Invalid.at("reason", wrong)
    move(session, row, Event.REJECTED, actor=actor, now=now, reason=words)
    withdraw(session, row, "review", now=now)
    mail_rejected(session, actor, row, words, now=now)
    return row


def submit_for_shipping(
    session: Session, actor: Actor, return_id: UUID, *, now: datetime
) -> CheckedOut | None:
    """Hand an approved return over to shipping.

    With a good address and one shipping option the label is wanted at once, and the result says so. Otherwise the
    customer gets a mail with a link to choose, and the result is `None`. Asked again, does nothing twice.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.path != CreationPath.COMPLETE or (row.status != Status.APPROVED and row.checkout_at is None):
        raise Conflict(say("Only an authorized return can be submitted for shipping."))
    if row.checkout_at is None and not ships_at_once(load_draft(session, row).draft):
        link = ensure_link(session, actor, row, now=now)
        if mail_authorized(session, actor, row, link, now=now):
            tell(session, row.id, "submitted_for_shipping", actor=actor, now=now)
            touch(session, row, now=now)
        return None
    return check_out(session, actor, return_id, key=uuid4().hex, now=now)


def _decide(session: Session, row: Return, decisions: Decisions) -> None:
    lines = {line.id: line for line in lines_of(session, row.id)}
    found = decision_problems({line.id: line.quantity for line in lines.values()}, decisions)
    if found:
        raise Invalid(*found)
    for decision in decisions:
        line = lines[decision.line_id]
        line.approved, line.rejected, line.kept = decision.approved, decision.rejected, decision.kept
        line.reject_reason = decision.reason.strip() if decision.rejected else ""
        line.reject_words = decision.words.strip() if decision.rejected else ""
        session.add(line)
    session.flush()
