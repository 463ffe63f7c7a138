"""The products of a return, as the agent or the customer gives them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, delete, select

from returns_app.actions.require_excused import bind_customer
from returns_app.actions.require_unique import require_unique
from returns_app.actions.save_draft import editable, finish
from returns_app.db.drafts import load_draft
from returns_app.db.photos import Photo, Upload
from returns_app.db.policies import reasons_of
from returns_app.db.products import Product
from returns_app.db.returns import Answer, Return, ReturnLine
from returns_app.db.search_entries import remember_return
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.lines import WantedLine, line_problems, lines_are_answered
from returns_app.domain.policy import Level, Outcome, Policy
from returns_app.domain.wizard import StepKey
from returns_app.domain.words import say


@dataclass(frozen=True)
class LineWish:
    """One line. `id` is made by the asker, so that saving twice is harmless and answers stay with their line."""

    id: UUID
    wanted: WantedLine


@dataclass(frozen=True)
class LinesWish:
    """All lines in their order, with what is asked once for the whole return."""

    lines: tuple[LineWish, ...]
    reason_id: UUID | None = None
    outcome: Outcome | None = None


def save_lines(session: Session, actor: Actor, return_id: UUID, wish: LinesWish, *, now: datetime) -> Return:
    """Replace the lines by the wanted ones.

    Raises `Invalid` with problems at `lines` or `lines.<index>.<field>`. Reasons may stay open for the agent (they
    become the customer's question); the customer has to give them, and is held to the rules of the return type.
    """
    row = editable(session, actor, return_id, StepKey.PRODUCTS)
    policy = load_draft(session, row).policy
    if policy is None:
        raise Invalid.at("policy", say("Choose a return type."))
    check_lines(session, actor, wish, policy)
    row.reason_id = wish.reason_id
    row.outcome = wish.outcome.value if wish.outcome else None
    _write(session, row, wish.lines)
    require_unique(session, actor, row, field="lines")
    if actor.kind is ActorKind.CUSTOMER:
        bind_customer(session, load_draft(session, row), (StepKey.PRODUCTS,))
    finish(session, row, actor, StepKey.PRODUCTS, now=now)
    remember_return(session, row)
    return row


def check_lines(session: Session, actor: Actor, wish: LinesWish, policy: Policy) -> None:
    """Raise `Invalid` for whatever is wrong with the lines by themselves, or left open by a customer."""
    wanted = tuple(line.wanted for line in wish.lines)
    reasons = frozenset(reason.id for reason in reasons_of(session, policy.id))
    found = list(line_problems(wanted, policy, reasons))
    if wish.reason_id is not None and wish.reason_id not in reasons:
        found.append(Problem("reason", say("Choose one of the reasons of this return type.")))
    if actor.kind is ActorKind.CUSTOMER and not found:
        found += _left_open(wanted, wish, policy)
    if found:
        raise Invalid(*found)


def _left_open(wanted: tuple[WantedLine, ...], wish: LinesWish, policy: Policy) -> list[Problem]:
    answered = lines_are_answered(
        wanted, policy, reason=wish.reason_id is not None, outcome=wish.outcome is not None
    )
    if answered:
        return []
    found = []
    for index, line in enumerate(wanted):
        if policy.reason_level is Level.LINE and line.reason_id is None:
            found.append(Problem(f"lines.{index}.reason", say("Say why you send it back.")))
        if policy.outcome_level is Level.LINE and line.outcome is None:
            found.append(Problem(f"lines.{index}.outcome", say("Say what you would like instead.")))
    if policy.reason_level is Level.RETURN and wish.reason_id is None:
        found.append(Problem("reason", say("Say why you send it back.")))
    if policy.outcome_level is Level.RETURN and wish.outcome is None:
        found.append(Problem("outcome", say("Say what you would like instead.")))
    return found


def _write(session: Session, row: Return, wishes: tuple[LineWish, ...]) -> None:
    kept = {line.id for line in wishes}
    mine = {line.id: line for line in session.exec(select(ReturnLine).where(ReturnLine.return_id == row.id))}
    gone = [line_id for line_id in mine if line_id not in kept]
    _require_own(session, kept - mine.keys())
    subjects = [str(one) for one in gone]
    for table in (Answer, Photo, Upload):
        about = (col(table.return_id) == row.id, col(table.subject).in_(subjects))
        session.connection().execute(delete(table).where(*about))
    for position, line in enumerate(mine.values()):
        # Out of the way of the new order: two lines may never stand at one place, not even for a moment.
        line.position = -1 - position
    session.flush()
    for line_id in gone:
        session.delete(mine[line_id])
    session.flush()
    products = _products(session, wishes)
    for position, wish in enumerate(wishes):
        session.add(
            _row(row, wish, position=position, there=mine.get(wish.id), product=products.get(wish.id))
        )
    session.flush()


def append_lines(
    session: Session, row: Return, wishes: tuple[LineWish, ...], *, first: int
) -> list[ReturnLine]:
    """Write new lines behind those that are there, from position `first` on. The caller has checked them."""
    _require_own(session, {wish.id for wish in wishes})
    products = _products(session, wishes)
    made = [
        _row(row, wish, position=first + at, there=None, product=products.get(wish.id))
        for at, wish in enumerate(wishes)
    ]
    session.add_all(made)
    session.flush()
    return made


def _require_own(session: Session, line_ids: set[UUID]) -> None:
    """Ids are drawn by whoever adds a line: one that is there already is somebody else's."""
    if session.exec(select(ReturnLine.id).where(col(ReturnLine.id).in_(line_ids))).first():
        raise Invalid.at("lines", say("A line belongs to another return. Add the product again."))


def _products(session: Session, wishes: tuple[LineWish, ...]) -> dict[UUID, Product]:
    ids = {wish.wanted.product_id for wish in wishes if wish.wanted.product_id}
    known = {product.id: product for product in session.exec(select(Product).where(col(Product.id).in_(ids)))}
    unknown = [
        Problem(f"lines.{index}.name", say("This product is not in the catalogue any more."))
        for index, wish in enumerate(wishes)
        if wish.wanted.product_id and wish.wanted.product_id not in known
    ]
    if unknown:
        raise Invalid(*unknown)
    return {wish.id: known[wish.wanted.product_id] for wish in wishes if wish.wanted.product_id}


def _row(
    row: Return, wish: LineWish, *, position: int, there: ReturnLine | None, product: Product | None
) -> ReturnLine:
    line = there or ReturnLine(id=wish.id, return_id=row.id, position=position, name="", quantity=1)
    line.position = position
    line.product_id = product.id if product else None
    line.sku = product.sku if product else ""
    # The name and price of a catalogue product are the catalogue's, whatever a browser says.
    line.name = product.name if product else " ".join(wish.wanted.name.split())
    line.price_minor = product.price_minor if product else None
    line.currency = product.currency if product else ""
    if line.quantity != wish.wanted.quantity:
        # What was decided about other pieces is no decision about these.
        line.approved, line.rejected, line.kept = None, None, None
    line.quantity = wish.wanted.quantity
    line.reason_id = wish.wanted.reason_id
    line.outcome = wish.wanted.outcome.value if wish.wanted.outcome else None
    return line
