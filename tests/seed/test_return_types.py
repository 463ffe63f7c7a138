"""The return types: every answer of the rules is shown by one of them, in every language."""

from sqlmodel import Session, select

from returns_app.db.policies import (
    Reason,
    ReturnPolicy,
    Survey,
    SurveyQuestion,
    as_rules,
    questions_of,
    reasons_of,
)
from returns_app.db.products import Product
from returns_app.db.shipping import as_option, options_of
from returns_app.domain.eligibility import (
    RULES,
    eligibility,
    has_no_connector,
    is_active,
    is_for_the_advanced_portal,
)
from returns_app.domain.policy import CreationPath, DefaultMode, Level
from returns_app.domain.shipping import Weight, best, fitting
from returns_app.domain.surveys import Kind
from returns_app.i18n import LANGUAGES as KNOWN
from returns_app.seed.words import LANGUAGES


def policies(session: Session) -> list[ReturnPolicy]:
    return list(session.exec(select(ReturnPolicy)))


def test_every_eligibility_outcome_is_shown(session: Session) -> None:
    rules = [as_rules(row) for row in policies(session)]
    refusals = {
        frozenset(rule for rule in RULES[CreationPath.LINK] if rule(policy) is not None) for policy in rules
    }
    assert refusals >= {
        frozenset(),
        frozenset({is_active}),
        frozenset({has_no_connector}),
        frozenset({is_for_the_advanced_portal}),
        frozenset({has_no_connector, is_for_the_advanced_portal}),
    }


def test_some_types_are_for_both_ways_some_for_one_and_some_for_none(session: Session) -> None:
    ways = {tuple(eligibility(as_rules(row), path).ok for path in CreationPath) for row in policies(session)}
    assert ways == {(True, True), (False, True), (False, False)}


def test_a_return_can_be_prepared_down_to_one_screen(session: Session) -> None:
    size = session.exec(select(ReturnPolicy).where(ReturnPolicy.key == "size")).one()
    assert questions_of(session, size.id) == []
    assert all(eligibility(as_rules(size), path).ok for path in CreationPath)
    offered = tuple(as_option(option) for option, _, _ in options_of(session, size.id))
    assert {len(fitting(offered, country)) for country in size.countries} == {1}


def test_customers_everywhere_find_a_way_to_send_a_standard_return(session: Session) -> None:
    standard = session.exec(select(ReturnPolicy).where(ReturnPolicy.key == "standard")).one()
    offered = tuple(as_option(option) for option, _, _ in options_of(session, standard.id))
    for country in ("NL", "DE", "BE", "FR", "GB", "AT", "SE", "US"):
        assert fitting(offered, country), country
    assert len(fitting(offered, "NL")) >= 4


def test_the_settings_differ_as_much_as_they_can(session: Session) -> None:
    rows = [as_rules(row) for row in policies(session)]
    assert {policy.reason_level for policy in rows} == set(Level)
    assert {policy.outcome_level for policy in rows} == set(Level)
    assert {policy.default_mode for policy in rows} == set(DefaultMode)
    for flag in ("active", "visible", "several_products", "several_pieces", "free_typed"):
        assert {getattr(policy, flag) for policy in rows} == {True, False}, flag


def test_a_type_that_asks_for_reasons_offers_some(session: Session) -> None:
    for row in policies(session):
        assert row.reason_level == Level.NONE or reasons_of(session, row.id), row.name


def test_everything_a_customer_reads_is_there_in_every_language(session: Session) -> None:
    texts = [row.labels for row in policies(session)] + [row.descriptions for row in policies(session)]
    texts += [reason.labels for reason in session.exec(select(Reason))]
    for question in session.exec(select(SurveyQuestion)):
        texts += [question.labels, *(choice["labels"] for choice in question.choices)]
        texts += [question.hints] if question.hints else []
    for text in texts:
        assert set(text) == set(LANGUAGES) >= set(KNOWN), text
        assert all(text.values())


def test_the_surveys_ask_every_kind_of_question_and_only_known_ones_decide_what_is_shown(
    session: Session,
) -> None:
    questions = list(session.exec(select(SurveyQuestion)))
    assert {Kind(question.kind) for question in questions} == set(Kind)
    assert {survey.subject for survey in session.exec(select(Survey))} == {"return", "line"}
    codes = {reason.code for reason in session.exec(select(Reason))}
    keys = {(question.survey_id, question.key) for question in questions}
    conditions = [(question.survey_id, question.shown_if) for question in questions if question.shown_if]
    assert any("reasons" in one for _, one in conditions)
    for survey_id, one in conditions:
        assert set(one.get("reasons", ())) <= codes
        assert "question" not in one or (survey_id, one["question"]) in keys


def test_customers_have_ways_to_compare(session: Session) -> None:
    """The cheapest and the greenest are others, and a heavy parcel has fewer ways than a light one."""
    standard = session.exec(select(ReturnPolicy).where(ReturnPolicy.key == "standard")).one()
    offered = [as_option(option) for option, _, _ in options_of(session, standard.id)]
    light, heavy = Weight(600, exact=True), Weight(12_000, exact=True)
    assert 1 < len(fitting(offered, "NL", weight=heavy)) < len(fitting(offered, "NL", weight=light))
    for country in ("NL", "BE"):
        marked = best(fitting(offered, country, weight=light))
        assert marked.cheapest
        assert marked.greenest
    assert all(weight and weight < 15_000 for weight in session.exec(select(Product.weight_g)))
