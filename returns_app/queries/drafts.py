"""A return that is being made, as the agent's stepper shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.customers import Customer
from returns_app.db.drafts import LoadedDraft, address_of, load_draft
from returns_app.db.policies import reasons_of, said_in
from returns_app.db.products import Product
from returns_app.db.returns import Return, ReturnLine, fetch
from returns_app.db.shipping import options_of
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import lines as address_lines
from returns_app.domain.eligibility import eligibility
from returns_app.domain.lines import MAX_QUANTITY
from returns_app.domain.money import Money
from returns_app.domain.policy import CreationPath, Policy
from returns_app.domain.surveys import is_empty
from returns_app.domain.wizard import (
    StepKey,
    StepState,
    agent_progress,
    missing_for_completion,
    next_open,
)
from returns_app.i18n import LANGUAGES, SOURCE_LANGUAGE, language_name, money
from returns_app.postal import country_name
from returns_app.queries.draft_views import Choice, CustomerCard, DraftView, LineRules, LineView, StepView
from returns_app.queries.duties import DutyFacts, duties, plural, screens_note
from returns_app.queries.finding_views import FindingView, finding_views
from returns_app.queries.moments import clock, day
from returns_app.queries.options import brief
from returns_app.queries.outcome_words import OUTCOMES, outcome_word
from returns_app.queries.step_words import Told, done_facts, step_value
from returns_app.routes import draft_page


@dataclass(frozen=True)
class _Gathered:
    loaded: LoadedDraft
    customer: Customer | None
    reasons: dict[UUID, str]
    products: dict[UUID, Product]
    options: tuple[str, ...]
    link_days: int
    findings: list[FindingView]
    now: datetime


def draft_view(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> DraftView:
    """The draft as it is saved. Raises `NotFound`. The number of statements does not grow with what it holds."""
    actor.require_desk()
    return _view(_gather(session, actor, fetch(session, actor, return_id), now))


def languages() -> list[Choice]:
    """The languages a customer can be written to in."""
    return [Choice(code, language_name(SOURCE_LANGUAGE, code)) for code in LANGUAGES]


def _gather(session: Session, actor: Actor, row: Return, now: datetime) -> _Gathered:
    loaded = load_draft(session, row)
    wanted = {line.product_id for line in loaded.lines if line.product_id}
    fitting = {option.id for option in loaded.options}
    offered = options_of(session, row.policy_id) if row.policy_id else []
    reasons = reasons_of(session, row.policy_id) if row.policy_id else []
    return _Gathered(
        loaded=loaded,
        customer=session.get(Customer, row.customer_id) if row.customer_id else None,
        reasons={reason.id: said_in(reason.labels, SOURCE_LANGUAGE) for reason in reasons},
        products={one.id: one for one in session.exec(select(Product).where(col(Product.id).in_(wanted)))},
        options=tuple(brief(option) for option in offered if option[0].id in fitting),
        link_days=loaded.policy.link_days if loaded.policy else 0,
        findings=finding_views(session, actor, loaded, now=now),
        now=now,
    )


def _view(gathered: _Gathered) -> DraftView:
    loaded, row, draft = gathered.loaded, gathered.loaded.row, gathered.loaded.draft
    customer = _customer(gathered)
    facts = DutyFacts(address_of(row), gathered.options, draft.open_questions)
    told = _told(gathered, customer)
    steps = _steps(row, told)
    missing = {step.key for step in missing_for_completion(draft)}
    until = gathered.now + timedelta(days=gathered.link_days)
    return DraftView(
        id=str(row.id),
        reference=f"Ref. {row.reference}",
        status=row.status,
        version=row.version,
        path=row.path,
        title=_title(draft.path, customer.name),
        saved=f"Draft saved {clock(row.changed_at)}",
        next_open=next_open(draft).value,
        policy_id=str(row.policy_id or ""),
        policy_name=loaded.policy.name if loaded.policy else "",
        order_number=row.order_number,
        customer=customer,
        lines=[_line(at, line, gathered) for at, line in enumerate(loaded.lines)],
        rules=_rules(gathered),
        questions=draft.questions,
        steps=steps,
        left=sorted(key.value for key in draft.left),
        missing=[step for step in steps if step.key in missing],
        barred=_barred(loaded.policy, draft.path),
        findings=gathered.findings,
        delivered=row.delivered_on.isoformat() if row.delivered_on else "",
        done=done_facts(told),
        duties=duties(draft, facts),
        note=screens_note(draft),
        lives_until=day(until, now=gathered.now),
        lives_detail=f"{clock(until)} in Amsterdam, after {plural(gathered.link_days, 'day', 'days')}",
    )


def _title(path: CreationPath, name: str) -> str:
    what = "New link" if path is CreationPath.LINK else "New return"
    return f"{what} for {name}" if name else what


def _customer(gathered: _Gathered) -> CustomerCard:
    customer, row, policy = gathered.customer, gathered.loaded.row, gathered.loaded.policy
    if customer is None:
        return CustomerCard()
    address = address_of(row)
    barred = policy is not None and policy.countries and row.country and row.country not in policy.countries
    return CustomerCard(
        id=str(customer.id),
        name=customer.name,
        number=customer.number,
        email=customer.email,
        phone=customer.phone,
        language=language_name(SOURCE_LANGUAGE, row.language),
        address=list(address_lines(address, country_name(address.country))) if address else [],
        warning=f"This return type is not meant for {country_name(row.country)}." if barred else "",
    )


def _line(at: int, line: ReturnLine, gathered: _Gathered) -> LineView:
    product = gathered.products.get(line.product_id) if line.product_id else None
    price = money("en", Money(line.price_minor, line.currency)) if line.price_minor is not None else ""
    reason = gathered.reasons.get(line.reason_id, "") if line.reason_id else ""
    outcome = outcome_word(line.outcome)
    return LineView(
        id=str(line.id),
        at=f"lines.{at}",
        product_id=str(line.product_id or ""),
        name=line.name,
        sku=line.sku,
        price=price,
        picture=product.picture if product else "",
        quantity=line.quantity,
        reason=str(line.reason_id or ""),
        outcome=line.outcome or "",
        words=". ".join(part for part in (reason, outcome) if part),
    )


def _rules(gathered: _Gathered) -> LineRules:
    policy, row = gathered.loaded.policy, gathered.loaded.row
    if policy is None:
        return LineRules()
    return LineRules(
        reason_level=policy.reason_level.value if gathered.reasons else "none",
        outcome_level=policy.outcome_level.value,
        # How much the type takes binds customers and advises agents: see the findings.
        most=MAX_QUANTITY,
        several=True,
        free_typed=policy.free_typed,
        reasons=[Choice(str(key), label) for key, label in gathered.reasons.items()],
        outcomes=[Choice(key.value, label) for key, label in OUTCOMES.items()],
        reason=str(row.reason_id or ""),
        outcome=row.outcome or "",
    )


def _told(gathered: _Gathered, customer: CustomerCard) -> Told:
    loaded = gathered.loaded
    address = address_of(loaded.row)
    answered = sum(
        1 for group in loaded.groups for one in group.visible if not is_empty(group.answers.get(one.key))
    )
    return Told(
        draft=loaded.draft,
        customer=customer,
        town=address.city if address else "",
        value=_worth(loaded),
        answered=answered,
    )


def _worth(loaded: LoadedDraft) -> str:
    """What the lines cost together, where every line has a price in one currency."""
    prices = [(line.price_minor, line.currency, line.quantity) for line in loaded.lines]
    currencies = {currency for _, currency, _ in prices}
    known = [minor * quantity for minor, _, quantity in prices if minor is not None]
    if len(currencies) != 1 or len(known) != len(prices):
        return ""
    return money("en", Money(sum(known), currencies.pop()))


def _steps(row: Return, told: Told) -> list[StepView]:
    # On the complete path nobody is left to whom a step could be left.
    left = "left" if told.draft.path is CreationPath.LINK else "out"
    looks = {StepState.OPEN: "open", StepState.DONE: "done", StepState.LEFT: left}
    views = []
    for number, (step, state) in enumerate(agent_progress(told.draft), 1):
        untouched = step.key is StepKey.SURVEYS and told.draft.questions and not told.answered
        shown = StepState.OPEN if untouched and state is StepState.DONE else state
        href = f"{draft_page(row.id)}&step={step.key.value}"
        value = step_value(step, shown, told)
        views.append(StepView(step.key.value, str(number), str(step.title), value, looks[shown], href))
    return views


def _barred(policy: Policy | None, path: CreationPath) -> list[str]:
    return [str(reason) for reason in eligibility(policy, path).reasons] if policy else []
