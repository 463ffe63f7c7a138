"""What the desk reads of a rule, of what broke it, and of why it was set aside."""

from datetime import date

from returns_app.domain.excusing import EXCUSES
from returns_app.domain.findings import Asked, Finding, Rule, last_day
from returns_app.domain.policy import Policy
from returns_app.i18n import SOURCE_LANGUAGE, short_date, together
from returns_app.postal import country_name

RULE_NAMES: dict[str, str] = {
    Rule.OUTSIDE_WINDOW: "Outside the return window",
    Rule.OVER_QUANTITY: "Too many pieces",
    Rule.SEVERAL_PIECES: "Several pieces of a product",
    Rule.SEVERAL_PRODUCTS: "Several products",
    Rule.FOREIGN_COUNTRY: "From another country",
}
_UNITS = {
    Rule.OUTSIDE_WINDOW: "days",
    Rule.OVER_QUANTITY: "pieces",
    Rule.SEVERAL_PIECES: "pieces",
    Rule.SEVERAL_PRODUCTS: "products",
}
_MOST_COUNTRIES = 4


def rule_name(rule: str) -> str:
    """What the rule is called; its code where nobody has a name for it."""
    return RULE_NAMES.get(rule, rule.replace("_", " ").capitalize())


def measured(rule: str, observed: str, limit: str) -> str:
    """What broke a rule against its limit, briefly: `33 of 30 days`, `Norway`."""
    unit = _UNITS.get(Rule(rule)) if rule in set(Rule) else None
    if unit is not None:
        return f"{observed} of {limit} {unit}"
    return country_name(observed)


def excuse_words(reason: str) -> str:
    """Why a rule was set aside, by the code of the reason."""
    return str(EXCUSES.get(reason, reason.replace("_", " ")))


def finding_title(finding: Finding) -> str:
    """What was found, as the head of its panel."""
    if finding.rule is Rule.FOREIGN_COUNTRY:
        return f"Not meant for {country_name(finding.observed)}"
    return str(finding.sentence).rstrip(".")


def finding_numbers(finding: Finding, asked: Asked, policy: Policy, *, today: date) -> str:
    """The numbers behind a finding: what was compared, and with what."""
    if finding.rule is Rule.OUTSIDE_WINDOW and asked.delivered_on is not None:
        limit = f"The limit is {policy.window_days} days: {day_words(last_day(asked.delivered_on, policy))}."
        when = "today, " if asked.asked_on == today else ""
        delivered, begun = day_words(asked.delivered_on), day_words(asked.asked_on)
        return f"Delivered {delivered}. {limit} Asked for {when}{begun}."
    if finding.rule is Rule.FOREIGN_COUNTRY:
        return f"This return type is for {_countries(policy)}."
    unit = _UNITS[finding.rule]
    return f"{finding.observed} {unit} asked for. The limit is {finding.limit}."


def day_words(day: date) -> str:
    """A day, short: `20 Nov 2026`."""
    return short_date(SOURCE_LANGUAGE, day)


def _countries(policy: Policy) -> str:
    names = sorted(country_name(code) for code in policy.countries)
    if len(names) > _MOST_COUNTRIES:
        return f"{', '.join(names[:_MOST_COUNTRIES])} and {len(names) - _MOST_COUNTRIES} more"
    return together(SOURCE_LANGUAGE, names)
