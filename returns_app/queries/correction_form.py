"""Forms with which the desk corrects a return: its address, its lines, and how it is sent."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session

from returns_app.db.drafts import address_of, load_draft
from returns_app.db.policies import reasons_of, said_in
from returns_app.db.returns import ReturnLine, fetch, lines_of
from returns_app.db.shipping import as_option, options_of
from returns_app.db.weights import weight_of
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address, CountryRules
from returns_app.domain.lines import MAX_QUANTITY
from returns_app.domain.money import Money
from returns_app.domain.policy import Level
from returns_app.domain.shipping import best, fitting
from returns_app.i18n import SOURCE_LANGUAGE, money
from returns_app.postal import countries, rules_for
from returns_app.queries.options import CarrierChoice, choice_of
from returns_app.queries.outcome_words import OUTCOMES
from returns_app.queries.return_lines import pictures
from returns_app.settings import load

_LABELS = {
    "name": "Name",
    "street": "Street",
    "house_number": "House number",
    "addition": "Addition",
    "postal_code": "Postal code",
    "city": "Town or city",
    "region": "State or province",
    "phone": "Phone",
}


@dataclass(frozen=True)
class Pick:
    """One of a few: what is sent, and what is read."""

    value: str
    label: str


@dataclass(frozen=True)
class FormField:
    """One field of an address. `half` shares its row; `choices` make it a select."""

    name: str
    label: str
    value: str
    optional: bool
    half: bool = False
    choices: list[Pick] = field(default_factory=list)


@dataclass(frozen=True)
class AddressForm:
    """The fields that a country asks for, filled with the address on file."""

    country: str = ""
    countries: list[Pick] = field(default_factory=list)
    fields: list[FormField] = field(default_factory=list)


@dataclass(frozen=True)
class EditLine:
    """A line while it is edited. `product_id` is empty for a product that was typed in."""

    id: str
    product_id: str
    name: str
    sku: str
    picture: str
    price: str
    quantity: int
    reason_id: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class LinesForm:
    """The lines to edit, and what the return type lets be said about them.

    `reason_id` and `outcome` are those of the return as a whole, for types that ask once.
    """

    lines: list[EditLine] = field(default_factory=list)
    reasons: list[Pick] = field(default_factory=list)
    outcomes: list[Pick] = field(default_factory=list)
    most: int = 1
    several: bool = True
    free_typed: bool = False
    reason_id: str = ""
    outcome: str = ""


def address_form(session: Session, actor: Actor, return_id: UUID, country: str = "") -> AddressForm:
    """The address of a return to edit. `country` is the one just chosen, empty for the one on file."""
    own = address_of(fetch(session, actor, return_id)) or Address()
    wanted = (country, own.country, load().warehouse.country)
    code = next(one for one in wanted if rules_for(one) is not None)
    rules = rules_for(code)
    return AddressForm(
        country=code,
        countries=[Pick(value, label) for value, label in countries(SOURCE_LANGUAGE)],
        fields=fields_of(rules, own) if rules else [],
    )


def lines_form(session: Session, actor: Actor, return_id: UUID) -> LinesForm:
    """The lines of a return to edit. Raises `NotFound` beyond the actor's scope."""
    row = fetch(session, actor, return_id)
    loaded = load_draft(session, row)
    if loaded.policy is None:
        return LinesForm()
    policy, shown = loaded.policy, pictures(session, loaded.lines)
    by_line = policy.reason_level is Level.LINE
    reasons = reasons_of(session, policy.id) if by_line else []
    return LinesForm(
        lines=[
            EditLine(
                id=str(line.id),
                product_id=str(line.product_id or ""),
                name=line.name,
                sku=line.sku,
                picture=shown.get(line.product_id, "") if line.product_id else "",
                price=_price(line),
                quantity=line.quantity,
                reason_id=str(line.reason_id or ""),
                outcome=line.outcome or "",
            )
            for line in loaded.lines
        ],
        reasons=[Pick(str(one.id), said_in(one.labels, SOURCE_LANGUAGE)) for one in reasons],
        outcomes=[Pick(key.value, label) for key, label in OUTCOMES.items()]
        if policy.outcome_level is Level.LINE
        else [],
        # How much the type takes binds customers and advises agents: see the findings.
        most=MAX_QUANTITY,
        several=True,
        free_typed=policy.free_typed,
        reason_id=str(row.reason_id or ""),
        outcome=row.outcome or "",
    )


def carrier_form(session: Session, actor: Actor, return_id: UUID, country: str = "") -> list[CarrierChoice]:
    """The ways to send a return from a country, its own if none is given; the one tried last is checked."""
    row = fetch(session, actor, return_id)
    offered = options_of(session, row.policy_id) if row.policy_id else []
    weight = weight_of(session, lines_of(session, row.id))
    fit = fitting([as_option(one) for one, _, _ in offered], country or row.country, weight=weight)
    ids, marked = {option.id for option in fit}, best(fit)
    return [
        choice_of(one, checked=row.option_id == one[0].id, marked=marked)
        for one in offered
        if one[0].id in ids
    ]


def _price(line: ReturnLine) -> str:
    if line.price_minor is None:
        return ""
    return money(SOURCE_LANGUAGE, Money(line.price_minor, line.currency))


def fields_of(rules: CountryRules, address: Address) -> list[FormField]:
    """The fields that a country asks for, filled with an address."""
    return [
        FormField(
            name=name,
            label=_LABELS[name],
            value=getattr(address, name),
            optional=name not in rules.required,
            half=name in {"house_number", "addition", "postal_code", "city", "region", "phone"},
            choices=[Pick(code, label) for code, label in rules.regions] if name == "region" else [],
        )
        for name in rules.fields
    ]
