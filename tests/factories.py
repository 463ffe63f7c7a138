"""A small merchant to try things on, and returns at any point of their way. Everything has defaults to override."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, func, select

from returns_app.actions.check_out import check_out
from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.actions.issue_link import issue_link
from returns_app.actions.open_link import who_is_customer
from returns_app.actions.open_return import open_return
from returns_app.actions.save_draft import (
    DraftWish,
    choose_customer,
    leave_steps,
    save_order_number,
    start_draft,
)
from returns_app.actions.save_lines import LinesWish, LineWish, save_lines
from returns_app.db.accounts import User
from returns_app.db.policies import (
    PolicyOption,
    PolicyReason,
    PolicySurvey,
    Reason,
    ReturnPolicy,
    Survey,
    SurveyQuestion,
)
from returns_app.db.products import Product
from returns_app.db.returns import Return
from returns_app.db.session import read_now, write_now
from returns_app.db.shipping import Carrier, CarrierService, OfferedOption
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Actor, ActorKind, Role
from returns_app.domain.addresses import Address
from returns_app.domain.lines import WantedLine
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ADDRESS = Address(
    country="NL",
    name="Sanne Visser",
    street="Biltstraat",
    house_number="118",
    postal_code="3572 BK",
    city="Utrecht",
)


@dataclass(frozen=True)
class Shop:
    """The ids of a small merchant, and an agent."""

    agent: Actor
    policy: UUID
    customer: UUID
    product: UUID
    reason: UUID
    question: UUID
    option: UUID
    other_option: UUID


def shop(
    *,
    options: int = 1,
    adapter: str = "sandbox",
    survey: bool = False,
    customer: str = "Sanne Visser",
    **policy: Any,
) -> Shop:
    """A merchant with one policy (its fields may be given) and one customer, in the open database."""
    return write_now(_shop, options=options, adapter=adapter, survey=survey, name=customer, policy=policy)


def agent(name: str = "Femke", role: Role = Role.AGENT, **scope: Any) -> Actor:
    """Somebody at the desk, with a row of their own."""
    user = User(
        email=f"{uuid4().hex}@desk.test", name=name, role=role.value, password_hash="-", created_at=NOW
    )
    write_now(Session.add, user)
    return Actor(ActorKind.STAFF, user.id, name, role=role, **scope)


def draft(of: Shop, path: CreationPath = CreationPath.LINK, *, quantity: int = 1, order: str = "") -> UUID:
    """A draft with everything filled in. Each has an order of its own, `NO-104882` the first of a database."""
    order = order or read_now(_fresh_order)
    return_id = started(of, path)
    write_now(save_order_number, of.agent, return_id, order, now=NOW)
    write_now(save_lines, of.agent, return_id, lines(of, quantity=quantity), now=NOW)
    return return_id


def started(of: Shop, path: CreationPath = CreationPath.LINK) -> UUID:
    """A draft with a type and a customer."""
    return_id = uuid4()
    write_now(start_draft, of.agent, DraftWish(return_id, path, of.policy), now=NOW)
    write_now(choose_customer, of.agent, return_id, of.customer, now=NOW)
    return return_id


def lines(of: Shop, *, quantity: int = 1, line_id: UUID | None = None) -> LinesWish:
    """One line of the shop's product, with a reason."""
    wanted = WantedLine(product_id=of.product, name="", quantity=quantity, reason_id=of.reason)
    # The catalogue names the product; a browser's name for it does not matter.
    return LinesWish((LineWish(line_id or uuid4(), WantedLine(**{**wanted.__dict__, "name": "anything"})),))


def linked(of: Shop, *, skipped: bool = False) -> tuple[UUID, str]:
    """A return that awaits its customer, and its link's token; with `skipped`, everything is left to the customer."""
    return_id = started(of) if skipped else draft(of)
    if skipped:
        every = (StepKey.ORDER_NUMBER, StepKey.PRODUCTS, StepKey.SURVEYS)
        write_now(leave_steps, of.agent, return_id, every, now=NOW)
    link = write_now(issue_link, of.agent, return_id, now=NOW)
    return return_id, link_token(link.id)


def customer(token: str, now: datetime = NOW) -> Actor:
    """The customer a living link makes of its bearer."""
    actor = read_now(who_is_customer, token, now=now)
    assert actor is not None
    return actor


def requested(of: Shop, *, quantity: int = 1) -> Return:
    """A complete return that waits for authorization."""
    return_id = draft(of, CreationPath.COMPLETE, quantity=quantity)
    return write_now(open_return, of.agent, return_id, now=NOW)


def confirmed(of: Shop) -> UUID:
    """A link return whose customer confirmed; its label is wanted and not made. Gives the shipment's id."""
    return_id, token = linked(of)
    result = write_now(check_out, customer(token), return_id, key="once", now=NOW)
    assert result.shipment_id is not None
    return result.shipment_id


def get(return_id: UUID) -> Return:
    """The return as the database has it."""

    def read(session: Session) -> Return:
        return session.exec(select(Return).where(Return.id == return_id)).one()

    return read_now(read)


def _fresh_order(session: Session) -> str:
    """A product of one order can be in one return at a time."""
    there = session.exec(select(func.count()).select_from(Return).where(Return.order_number != "")).one()
    return f"NO-{104882 + there}"


def _shop(
    session: Session, *, options: int, adapter: str, survey: bool, name: str, policy: dict[str, Any]
) -> Shop:
    user = User(
        email=f"{uuid4().hex}@desk.test", name="Femke", role="agent", password_hash="-", created_at=NOW
    )
    reason = Reason(code=f"small-{uuid4().hex[:8]}", labels={"en": "Too small", "nl": "Te klein"})
    product = Product(
        sku=uuid4().hex[:12], name="Fjellvind 3 Tent", price_minor=34900, currency="EUR", search="tent"
    )
    plain = {"key": uuid4().hex[:20], "name": "Standard", "labels": {"en": "Standard"}, "descriptions": {}}
    row = ReturnPolicy(**plain | {"changed_at": NOW} | policy)
    session.add_all([user, reason, product, row])
    session.flush()
    session.add(PolicyReason(policy_id=row.id, reason_id=reason.id))
    made = _options(session, row, options=options, adapter=adapter)
    question = _survey(session, row) if survey else uuid4()
    actor = Actor(ActorKind.STAFF, user.id, user.name, role=Role.AGENT)
    wish = NewCustomer(uuid4(), name, f"{uuid4().hex[:12]}@postvak.test", language="nl", address=ADDRESS)
    buyer = create_customer(session, actor, wish, now=NOW)
    return Shop(actor, row.id, buyer.id, product.id, reason.id, question, made[0], made[-1])


def _options(session: Session, policy: ReturnPolicy, *, options: int, adapter: str) -> list[UUID]:
    carrier = Carrier(code=uuid4().hex[:20], name="Sandbox Post", adapter=adapter)
    session.add(carrier)
    session.flush()
    service = CarrierService(carrier_id=carrier.id, code="standard", name="Standard")
    session.add(service)
    session.flush()
    made = []
    for number in range(options):
        option = OfferedOption(
            service_id=service.id,
            handover="drop_off",
            label_format="pdf" if adapter == "paper" or number % 2 == 0 else "qr",
            price_minor=395 + 100 * number,
            currency="EUR",
            position=number,
        )
        session.add(option)
        session.flush()
        session.add(PolicyOption(policy_id=policy.id, option_id=option.id))
        made.append(option.id)
    session.flush()
    return made


def _survey(session: Session, policy: ReturnPolicy) -> UUID:
    survey = Survey(key=uuid4().hex[:20], name="About the fault")
    session.add(survey)
    session.flush()
    question = SurveyQuestion(
        survey_id=survey.id, key="what", kind="short_text", required=True, labels={"en": "What happened?"}
    )
    session.add(question)
    session.add(PolicySurvey(policy_id=policy.id, survey_id=survey.id))
    session.flush()
    return question.id
