"""The return types as the picker shows them: all of them, the barred ones with every reason."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.policies import PolicyOption, PolicySurvey, ReturnPolicy, SurveyQuestion, as_rules
from returns_app.db.shipping import Carrier, CarrierService, OfferedOption, OptionRow
from returns_app.domain.actors import Actor
from returns_app.domain.eligibility import (
    RULES,
    Rule,
    has_no_connector,
    is_active,
    is_for_the_advanced_portal,
)
from returns_app.domain.money import Money
from returns_app.domain.policy import CreationPath, DefaultMode, Level, Payer, Policy
from returns_app.domain.wizard import Draft
from returns_app.domain.words import Sentence
from returns_app.i18n import country_name, money, together
from returns_app.queries.duties import Duty, DutyFacts, duties, plural

# An age limit beyond which a return type is meant for things of any age.
ANY_AGE_DAYS = 3650
_FEW = 4
_KINDS: dict[Rule, str] = {
    is_active: "inactive",
    has_no_connector: "connector",
    is_for_the_advanced_portal: "portal",
}


@dataclass(frozen=True)
class Pair:
    """A name and a value of the summary."""

    name: str
    value: str


@dataclass(frozen=True)
class Bar:
    """One reason why a return type cannot be used. `kind` chooses the icon."""

    kind: str
    words: str


@dataclass(frozen=True)
class PolicyUse:
    """What a return type is for one way of creating: usable when there are no `bars`."""

    bars: list[Bar] = field(default_factory=list)
    facts: list[Pair] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)


@dataclass(frozen=True)
class PolicyCard:
    """One return type."""

    id: str
    name: str
    rules: str
    hidden: bool
    link: PolicyUse
    complete: PolicyUse


@dataclass(frozen=True)
class _Gathered:
    options: dict[UUID, list[OptionRow]]
    questions: dict[UUID, list[bool]]


def policy_cards(session: Session, actor: Actor) -> list[PolicyCard]:
    """Every return type in the actor's scope, in their order. The number of statements does not grow with them."""
    actor.require_desk()
    query = select(ReturnPolicy).order_by(col(ReturnPolicy.position), col(ReturnPolicy.name))
    rows = [row for row in session.exec(query) if actor.may_see(country="", policy_id=row.id, return_id=None)]
    gathered = _Gathered(_options(session), _questions(session))
    return [_card(row, gathered) for row in rows]


def window_words(days: int) -> str:
    """How long after delivery something may come back: `30 days`, `2 years`, `No time limit`."""
    if days >= ANY_AGE_DAYS:
        return "No time limit"
    years, rest = divmod(days, 365)
    return plural(years, "year", "years") if years and not rest else plural(days, "day", "days")


def bars(policy: Policy, path: CreationPath) -> list[Bar]:
    """Every reason why this policy may not be used for this path, in words."""
    answers = ((rule, rule(policy)) for rule in RULES[path])
    return [Bar(_KINDS.get(rule, ""), _said(sentence)) for rule, sentence in answers if sentence]


def _said(sentence: Sentence) -> str:
    """The sentence with the names in it as names are written: connectors are kept by their code."""
    names = {gap: value.title() if isinstance(value, str) else value for gap, value in sentence.facts.items()}
    return sentence.text.format(**names)


def _card(row: ReturnPolicy, gathered: _Gathered) -> PolicyCard:
    policy = as_rules(row)
    options = gathered.options.get(row.id, [])
    asked = [] if policy.withdrawal else gathered.questions.get(row.id, [])
    return PolicyCard(
        id=str(row.id),
        name=row.name,
        rules=_rules(policy, options, asked),
        hidden=not row.visible,
        link=_use(policy, CreationPath.LINK, options, asked),
        complete=_use(policy, CreationPath.COMPLETE, options, asked),
    )


def _use(policy: Policy, path: CreationPath, options: list[OptionRow], asked: list[bool]) -> PolicyUse:
    draft = Draft(
        path=path, policy=policy, questions=len(asked), open_questions=sum(asked), options=len(options)
    )
    facts = DutyFacts(options=tuple(carrier.name for _, _, carrier in options), required=sum(asked))
    return PolicyUse(bars(policy, path), _facts(policy, path, options, asked), duties(draft, facts))


def _rules(policy: Policy, options: list[OptionRow], asked: list[bool]) -> str:
    wishes = "Refund, exchange or repair. " if policy.outcome_level is not Level.NONE else ""
    questions = f"{plural(len(asked), 'question', 'questions')}. " if asked else ""
    law = "Statutory withdrawal, no reason asked. " if policy.withdrawal else ""
    return f"{law}{window_words(policy.window_days)}, {_where(policy)}. {wishes}{questions}{_payer(policy, options)}"


def _where(policy: Policy) -> str:
    if not policy.countries:
        return "all countries"
    if len(policy.countries) > _FEW:
        return plural(len(policy.countries), "country", "countries")
    return together("en", (country_name("en", code) for code in sorted(policy.countries)))


def _payer(policy: Policy, options: list[OptionRow]) -> str:
    if policy.label_payer is Payer.MERCHANT:
        return "We pay for the label."
    prices = _prices(options)
    return f"The customer pays {prices} for the label." if prices else "The customer pays for the label."


def _prices(options: Iterable[OptionRow]) -> str:
    """The cheapest price there is; what costs nothing (handing it in at a shop) is passed over."""
    known = sorted({(option.price_minor, option.currency) for option, _, _ in options if option.price_minor})
    if not known:
        return ""
    cheapest = money("en", Money(*known[0]))
    return cheapest if len(known) == 1 else f"from {cheapest}"


def _facts(policy: Policy, path: CreationPath, options: list[OptionRow], asked: list[bool]) -> list[Pair]:
    window = window_words(policy.window_days)
    prices = _prices(options)
    carriers = list(dict.fromkeys(carrier.name for _, _, carrier in options))
    paid = f"Customer pays {prices}" if policy.label_payer is Payer.CUSTOMER else "We pay"
    required = f", {sum(asked)} required" if asked else ""
    life = [Pair("Link lives", plural(policy.link_days, "day", "days"))] if path is CreationPath.LINK else []
    return [
        Pair("Window", window if policy.window_days >= ANY_AGE_DAYS else f"{window} after delivery"),
        Pair("Decision", decision_words(policy, path)),
        *life,
        Pair("Shipping", ", ".join(carriers) or "None yet"),
        Pair("Label", paid),
        Pair("Surveys", f"{plural(len(asked), 'question', 'questions')}{required}" if asked else "None"),
    ]


def decision_words(policy: Policy, path: CreationPath) -> str:
    """Who authorizes a return of this policy that is created this way."""
    if path is CreationPath.LINK:
        return "Authorized by the link"
    return "You authorize it" if policy.default_mode is DefaultMode.MANUAL else "Authorized at once"


def _options(session: Session) -> dict[UUID, list[OptionRow]]:
    query = (
        select(PolicyOption.policy_id, OfferedOption, CarrierService, Carrier)
        .join(OfferedOption, col(PolicyOption.option_id) == OfferedOption.id)
        .join(CarrierService, col(OfferedOption.service_id) == CarrierService.id)
        .join(Carrier, col(CarrierService.carrier_id) == Carrier.id)
        .where(col(OfferedOption.active), col(Carrier.active))
        .order_by(col(OfferedOption.position))
    )
    found: dict[UUID, list[OptionRow]] = defaultdict(list)
    for policy_id, option, service, carrier in session.exec(query):
        found[policy_id].append((option, service, carrier))
    return found


def _questions(session: Session) -> dict[UUID, list[bool]]:
    """Whether each question is required, by policy. One that depends on another is not counted: it may stay hidden."""
    query = select(PolicySurvey.policy_id, SurveyQuestion.required, SurveyQuestion.shown_if).join(
        SurveyQuestion, col(SurveyQuestion.survey_id) == PolicySurvey.survey_id
    )
    found: dict[UUID, list[bool]] = defaultdict(list)
    for policy_id, required, shown_if in session.exec(query):
        if not shown_if:
            found[policy_id].append(required)
    return found
