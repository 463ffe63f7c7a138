"""Filling a return step by step, whoever does it: the agent in the stepper, the customer from a link."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, delete

from returns_app.actions.require_excused import bind_customer
from returns_app.actions.require_unique import require_unique
from returns_app.db.customer_access import hold_customer
from returns_app.db.customers import addresses_of
from returns_app.db.drafts import LoadedDraft, load_draft
from returns_app.db.policies import ReturnPolicy, as_rules, reasons_of
from returns_app.db.preselected import PreselectedOption
from returns_app.db.references import ReturnReference
from returns_app.db.returns import Return, fetch_for_change, touch
from returns_app.db.search_entries import remember_return
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.addresses import Address
from returns_app.domain.eligibility import eligibility
from returns_app.domain.errors import Conflict, Forbidden, Invalid, Problem
from returns_app.domain.lifecycle import WITH_CUSTOMER, Status, moved_on
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import AGENT_STEPS, StepKey, may_change, remaining
from returns_app.domain.words import say
from returns_app.i18n import known_language
from returns_app.postal import sendable

MAX_ORDER_NUMBER = 60
# Until then an agent may correct what was asked; afterwards it is decided or on its way.
_AGENT_MAY_EDIT = {
    StepKey.PRODUCTS: frozenset({Status.DRAFT, Status.AUTHORIZATION_REQUESTED}),
    StepKey.ADDRESS: frozenset({Status.DRAFT, Status.AUTHORIZATION_REQUESTED, Status.APPROVED}),
    StepKey.SHIPPING: frozenset({Status.DRAFT, Status.AUTHORIZATION_REQUESTED, Status.APPROVED}),
}


@dataclass(frozen=True)
class DraftWish:
    """A new draft: how it is created, from which policy. The asker makes the `id`: asking twice is harmless."""

    id: UUID
    path: CreationPath
    policy_id: UUID


def start_draft(session: Session, actor: Actor, wish: DraftWish, *, now: datetime) -> Return:
    """Begin a return. Asked again with the same id, changes the type of the draft that is there."""
    actor.require_desk()
    if session.get(Return, wish.id) is not None:
        return choose_type(session, actor, wish, now=now)
    policy = eligible_policy(session, actor, wish.policy_id, wish.path)
    reference = ReturnReference()
    session.add(reference)
    session.flush()
    row = Return(
        id=wish.id,
        reference=reference.id or 0,
        path=wish.path.value,
        policy_id=policy.id,
        created_by=actor.id,
        assigned_to=actor.id,
        created_at=now,
        changed_at=now,
        since=now,
    )
    session.add(row)
    session.flush()
    tell(session, row.id, "draft_started", actor=actor, now=now, path=row.path, policy=policy.name)
    remember_return(session, row)
    return row


def choose_type(session: Session, actor: Actor, wish: DraftWish, *, now: datetime) -> Return:
    """Change how a draft is created or from which policy. What was filled in stays, as far as the policy knows it."""
    row = editable(session, actor, wish.id, StepKey.RETURN_TYPE)
    policy = eligible_policy(session, actor, wish.policy_id, wish.path)
    changed = row.policy_id != policy.id
    row.path, row.policy_id = wish.path.value, policy.id
    skippable = {step.key for step in AGENT_STEPS[wish.path] if step.skippable}
    row.left_steps = [key for key in row.left_steps if key in skippable]
    if changed:
        _drop_what_the_policy_does_not_know(session, row)
    touch(session, row, now=now)
    return row


def choose_customer(
    session: Session, actor: Actor, return_id: UUID, customer_id: UUID, *, now: datetime
) -> Return:
    """Say whose return it is; their first address comes along, and their language where we speak it."""
    # Before the return is locked, as whoever merges two customers does; the merged one's returns are the other's.
    customer = hold_customer(session, customer_id)
    row = editable(session, actor, return_id, StepKey.CUSTOMER)
    if customer is None:
        raise Invalid.at("customer", say("Choose a customer, or create one."))
    if row.customer_id != customer.id:
        address = _address_in_scope(session, actor, customer.id)
        row.customer_id, row.language = customer.id, known_language(customer.language)
        row.address = asdict(address) if address else None
        row.country = address.country if address else ""
    touch(session, row, now=now)
    remember_return(session, row)
    return row


def save_order_number(
    session: Session, actor: Actor, return_id: UUID, order_number: str, *, now: datetime
) -> Return:
    """Keep the order number. Raises `Invalid` at `order_number` when it is empty or too long."""
    row = editable(session, actor, return_id, StepKey.ORDER_NUMBER)
    text = " ".join(order_number.split())
    if not text:
        raise Invalid.at("order_number", say("Fill in the order number."))
    if len(text) > MAX_ORDER_NUMBER:
        raise Invalid.at("order_number", say("Keep this under {limit} characters.", limit=MAX_ORDER_NUMBER))
    if any(not character.isprintable() for character in text):
        raise Invalid.at("order_number", say("This holds a character that cannot be printed."))
    row.order_number = text
    require_unique(session, actor, row, field="order_number")
    finish(session, row, actor, StepKey.ORDER_NUMBER, now=now)
    remember_return(session, row)
    return row


def leave_steps(
    session: Session, actor: Actor, return_id: UUID, steps: Iterable[StepKey], *, now: datetime
) -> Return:
    """Leave steps to the customer (or, on the complete path, leave the additional information out)."""
    row = editable(session, actor, return_id, StepKey.RETURN_TYPE)
    skippable = {step.key for step in AGENT_STEPS[CreationPath(row.path)] if step.skippable}
    wanted = set(steps)
    if not wanted <= skippable:
        raise Invalid.at("step", say("This step cannot be left out."))
    row.left_steps = sorted({*row.left_steps, *(step.value for step in wanted)})
    touch(session, row, now=now)
    return row


def save_address(
    session: Session, actor: Actor, return_id: UUID, address: Address, *, now: datetime
) -> Return:
    """Keep the sender's address. Raises `Invalid` with each problem at its field; nothing is kept then."""
    row = editable(session, actor, return_id, StepKey.ADDRESS)
    address = sendable(address)
    if not actor.may_see(country=address.country, policy_id=None, return_id=row.id):
        raise Invalid.at("country", say("Returns from there are not in your scope."))
    row.address, row.country = asdict(address), address.country
    if actor.kind is ActorKind.CUSTOMER:
        # The rule binds customers; an agent is advised on screen and decides.
        bind_customer(session, load_draft(session, row), (StepKey.ADDRESS,))
    if row.option_id not in {option.id for option in load_draft(session, row).options}:
        take_option(row, None)
    finish(session, row, actor, StepKey.ADDRESS, now=now)
    return row


def choose_option(
    session: Session, actor: Actor, return_id: UUID, option_id: UUID, *, now: datetime
) -> Return:
    """Choose how to ship, among the options that fit the address and the agent's pre-selection."""
    row = editable(session, actor, return_id, StepKey.SHIPPING)
    if option_id not in {option.id for option in load_draft(session, row).options}:
        raise Invalid.at("option", say("Choose one of the ways to send it."))
    take_option(row, option_id)
    finish(session, row, actor, StepKey.SHIPPING, now=now)
    return row


def take_option(row: Return, option_id: UUID | None) -> None:
    """Write down how it is sent. When it was to be picked up belonged to what was chosen before."""
    row.option_id, row.pickup_on, row.pickup_window = option_id, None, ""


def preselect_options(
    session: Session, actor: Actor, return_id: UUID, option_ids: Iterable[UUID], *, now: datetime
) -> Return:
    """Narrow what the customer may choose from; an empty selection leaves the choice to them."""
    actor.require_desk()
    row = editable(session, actor, return_id, StepKey.SHIPPING)
    wanted = set(option_ids)
    session.exec(delete(PreselectedOption).where(PreselectedOption.return_id == row.id))  # type: ignore[arg-type]
    session.flush()
    offered = {option.id for option in load_draft(session, row).options}
    if not wanted <= offered:
        raise Invalid.at("carrier", say("This return type does not offer that carrier for this address."))
    session.add_all(PreselectedOption(return_id=row.id, option_id=option_id) for option_id in sorted(wanted))
    take_option(row, None)
    touch(session, row, now=now)
    return row


def editable(session: Session, actor: Actor, return_id: UUID, step: StepKey) -> Return:
    """The return, locked, if this actor may write this step of it now.

    Raises `NotFound`, `Forbidden` (a step that was not left to the customer) or `Conflict` (too late).
    """
    row = fetch_for_change(session, actor, return_id)
    if row.checkout_at is not None:
        raise Conflict(say("This return is confirmed and cannot be changed any more."))
    if actor.kind is ActorKind.CUSTOMER:
        _require_customers_step(session, row, step)
        return row
    actor.require_desk()
    if row.status not in _AGENT_MAY_EDIT.get(step, frozenset({Status.DRAFT})):
        raise moved_on(row.status)
    return row


def finish(session: Session, row: Return, actor: Actor, step: StepKey, *, now: datetime) -> None:
    """Note that a step was gone through: the customer's is told in the timeline, the agent's is left no more."""
    if actor.kind is ActorKind.CUSTOMER:
        if step.value not in row.finished_steps:
            row.finished_steps = [*row.finished_steps, step.value]
        tell(session, row.id, "step_finished", actor=actor, now=now, step=step.value)
    else:
        row.left_steps = [key for key in row.left_steps if key != step.value]
    touch(session, row, now=now)


def eligible_policy(session: Session, actor: Actor, policy_id: UUID, path: CreationPath) -> ReturnPolicy:
    """The policy, if it exists, is in the actor's scope and may be used for this path; else `Invalid` at `policy`."""
    row = session.get(ReturnPolicy, policy_id)
    if row is None or not actor.may_see(country="", policy_id=row.id, return_id=None):
        raise Invalid.at("policy", say("Choose a return type."))
    answer = eligibility(as_rules(row), path)
    if not answer.ok:
        raise Invalid(*(Problem("policy", reason) for reason in answer.reasons))
    return row


def require_remaining_done(loaded: LoadedDraft) -> None:
    """Raise `Invalid` at the first step that is still open before the confirmation."""
    require_done_before(loaded, StepKey.CONFIRM)


def require_done_before(loaded: LoadedDraft, key: StepKey) -> None:
    """Raise `Invalid` at the first step that is still open before this one."""
    for step in remaining(loaded.draft):
        if step.key is key:
            return
        if step.key is not StepKey.CONFIRM:
            raise Invalid.at(step.key.value, say("This step is still open: {step}.", step=str(step.title)))


def _require_customers_step(session: Session, row: Return, step: StepKey) -> None:
    if row.status not in WITH_CUSTOMER:
        raise Conflict(say("This return cannot be changed any more."))
    if not may_change(load_draft(session, row).draft, step):
        raise Forbidden(say("This part was filled in for you. Ask the service desk to change it."))


def _address_in_scope(session: Session, actor: Actor, customer_id: UUID) -> Address | None:
    """The first address in the actor's scope: nobody may take a return where they would no longer see it."""
    known = addresses_of(session, customer_id)
    seen = [
        one for one in known if actor.may_see(country=one.country, policy_id=None, return_id=actor.return_id)
    ]
    if known and not seen:
        raise Invalid.at("customer", say("Choose a customer, or create one."))
    return seen[0] if seen else None


def _drop_what_the_policy_does_not_know(session: Session, row: Return) -> None:
    loaded = load_draft(session, row)
    known = {reason.id for reason in reasons_of(session, row.policy_id)} if row.policy_id else set()
    for line in loaded.lines:
        line.reason_id = line.reason_id if line.reason_id in known else None
        session.add(line)
    row.reason_id = row.reason_id if row.reason_id in known else None
    session.exec(delete(PreselectedOption).where(PreselectedOption.return_id == row.id))  # type: ignore[arg-type]
