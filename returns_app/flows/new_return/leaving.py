"""Leaving a step of the wizard, as one transaction: what was typed is saved, then the step may be left to the customer."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.create_customer import create_customer
from returns_app.actions.empty_step import clear_order_number
from returns_app.actions.save_answers import AnswersWish, save_answers
from returns_app.actions.save_delivery import save_delivered_on
from returns_app.actions.save_draft import (
    DraftWish,
    choose_customer,
    leave_steps,
    save_order_number,
    start_draft,
)
from returns_app.db.customer_access import hold_customer
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey
from returns_app.domain.words import Sentence, say
from returns_app.flows.new_return.completing import complete, save_exceptions
from returns_app.flows.new_return.reading import day_of, new_customer, read_answers, text_of
from returns_app.flows.new_return.two_tabs import Seen, Stale, content, newer_than
from returns_app.flows.new_return.way import Go, Leaving
from returns_app.queries.draft_views import DraftView
from returns_app.queries.drafts import draft_view
from returns_app.queries.survey_forms import question_blocks, question_kinds

SKIPPABLE = (StepKey.ORDER_NUMBER, StepKey.PRODUCTS, StepKey.SURVEYS)


def leave_step(session: Session, actor: Actor, wish: Leaving, *, now: datetime) -> DraftView:
    """Save the step and show the draft as it then is. Raises `Invalid` at the fields; nothing is written then.

    Raises `Stale` when the step was saved from elsewhere meanwhile and something else was entered here.
    """
    wish = _beside_the_newer(session, actor, wish, now=now) if wish.seen.view.id else wish
    _SAVERS[wish.step](session, actor, wish, now=now)
    view = draft_view(session, actor, wish.draft_id, now=now)
    steps = _left_to_customer(wish, view)
    if not steps:
        return view
    leave_steps(session, actor, wish.draft_id, steps, now=now)
    return draft_view(session, actor, wish.draft_id, now=now)


def save_customer(
    session: Session, actor: Actor, seen: DraftView, customer_id: UUID, *, now: datetime
) -> DraftView:
    """Choose the customer of the draft. Raises `Stale` when somebody chose another one meanwhile."""
    draft_id = UUID(seen.id)
    # Before the draft is locked, as whoever merges two customers does.
    hold_customer(session, customer_id)
    newer = newer_than(session, actor, Seen(seen), StepKey.CUSTOMER, now=now)
    if newer is not None and newer.customer.id != str(customer_id):
        raise Stale(newer)
    choose_customer(session, actor, draft_id, customer_id, now=now)
    return draft_view(session, actor, draft_id, now=now)


def finish_draft(session: Session, actor: Actor, wish: Leaving, *, now: datetime) -> None:
    """Make the link, or the return. Raises `Stale` when the draft is not what was on screen any more."""
    newer = newer_than(session, actor, wish.seen, StepKey.COMPLETE, now=now)
    if newer is not None:
        raise Stale(newer)
    complete(session, actor, wish.draft_id, wish.fields, now=now)


def _beside_the_newer(session: Session, actor: Actor, wish: Leaving, *, now: datetime) -> Leaving:
    """The wish, if it may be saved over what is there; what was not touched here gives way to what is newer."""
    newer = newer_than(session, actor, wish.seen, wish.step, now=now)
    if newer is None:
        return wish
    entered = _entered(session, actor, wish)
    if entered is None:
        return wish
    if entered == _entered_when_untouched(wish):
        return _with_what_is_saved(wish, newer)
    if wish.step is not StepKey.SURVEYS and entered == content(newer, wish.step):
        return wish
    raise Stale(newer)


def _entered(session: Session, actor: Actor, wish: Leaving) -> Any:
    """What this step would save, comparable with its `content`; `None` where it saves nothing of its own."""
    if wish.step is StepKey.RETURN_TYPE:
        return wish.path.value, str(wish.policy_id or "")
    if wish.step is StepKey.ORDER_NUMBER:
        return " ".join(text_of(wish.fields, "order_number").split()), text_of(wish.fields, "delivered_on")
    if wish.step is StepKey.CUSTOMER and wish.customer_id is not None:
        return str(wish.customer_id)
    if wish.step is StepKey.SURVEYS:
        kinds = question_kinds(session, actor, wish.draft_id)
        typed = question_blocks(session, actor, wish.draft_id, read_answers(kinds, wish.fields))
        return [(one.name, one.value, one.choices) for block in typed for one in block.questions]
    return None


def _entered_when_untouched(wish: Leaving) -> Any:
    if wish.step is StepKey.SURVEYS:
        return [(one.name, one.value, one.choices) for block in wish.seen.blocks for one in block.questions]
    return content(wish.seen.view, wish.step)


def _with_what_is_saved(wish: Leaving, newer: DraftView) -> Leaving:
    if wish.step is StepKey.RETURN_TYPE:
        return replace(wish, path=CreationPath(newer.path), policy_id=UUID(newer.policy_id))
    if wish.step is StepKey.ORDER_NUMBER:
        saved = {"order_number": newer.order_number, "delivered_on": newer.delivered}
        return replace(wish, fields={**wish.fields, **saved})
    return replace(wish, untouched=True)


def _left_to_customer(wish: Leaving, view: DraftView) -> tuple[StepKey, ...]:
    looks = {step.key: step.look for step in view.steps}
    if wish.go is Go.LEAVE:
        return (wish.step,)
    if wish.go is Go.LEAVE_ALL:
        offered = SKIPPABLE if wish.path is CreationPath.LINK else (StepKey.SURVEYS,)
        return tuple(
            key for key in offered if looks[key] == "open" and (key is not StepKey.SURVEYS or view.questions)
        )
    # Lines are there, and something about them is open: that much is the customer's question.
    rest = wish.step is StepKey.PRODUCTS and view.lines and looks[StepKey.PRODUCTS] == "open"
    return (StepKey.PRODUCTS,) if rest and wish.path is CreationPath.LINK else ()


def _save_type(session: Session, actor: Actor, wish: Leaving, *, now: datetime) -> None:
    if wish.policy_id is None:
        raise Invalid.at("policy", say("Choose a return type."))
    is_new = not wish.seen.view.id
    start_draft(session, actor, DraftWish(wish.draft_id, wish.path, wish.policy_id), now=now)
    if is_new and wish.begun.customer_id:
        choose_customer(session, actor, wish.draft_id, UUID(wish.begun.customer_id), now=now)
    if is_new and wish.begun.order_number:
        save_order_number(session, actor, wish.draft_id, wish.begun.order_number, now=now)


def _save_customer(session: Session, actor: Actor, wish: Leaving, *, now: datetime) -> None:
    if wish.customer_id is not None and wish.go in {Go.NEXT, Go.LEAVE_ALL}:
        newcomer = new_customer(wish.customer_id, wish.fields)
        country = newcomer.address.country if newcomer.address.street else ""
        if not actor.may_see(country=country, policy_id=None, return_id=None):
            raise Invalid.at("address.country", say("Customers in this country are not yours to serve."))
        customer = create_customer(session, actor, newcomer, now=now)
        choose_customer(session, actor, wish.draft_id, customer.id, now=now)
    view = draft_view(session, actor, wish.draft_id, now=now)
    if wish.go in {Go.NEXT, Go.LEAVE_ALL} and not view.customer.id:
        raise Invalid.at("customer", say("Choose a customer, or create one."))


def _save_order(session: Session, actor: Actor, wish: Leaving, *, now: datetime) -> None:
    typed = text_of(wish.fields, "order_number")
    save_delivered_on(session, actor, wish.draft_id, day_of(wish.fields, "delivered_on"), now=now)
    if typed.strip():
        save_order_number(session, actor, wish.draft_id, typed, now=now)
        return
    clear_order_number(session, actor, wish.draft_id, now=now)
    _require(session, actor, wish, say("Fill in the order number, or leave it to the customer."), now=now)


def _save_products(session: Session, actor: Actor, wish: Leaving, *, now: datetime) -> None:
    view = draft_view(session, actor, wish.draft_id, now=now)
    if wish.path is CreationPath.COMPLETE and wish.go is Go.NEXT:
        _require_answered(view)
    if not view.lines:
        _require(session, actor, wish, say("Add a product, or leave this step to the customer."), now=now)


def _save_surveys(session: Session, actor: Actor, wish: Leaving, *, now: datetime) -> None:
    kinds = question_kinds(session, actor, wish.draft_id)
    was_left = StepKey.SURVEYS in draft_view(session, actor, wish.draft_id, now=now).left
    demand = wish.go is Go.NEXT and not was_left
    # Answers that are not named stay as they are.
    answers = {} if wish.untouched else read_answers(kinds, wish.fields)
    save_answers(session, actor, wish.draft_id, AnswersWish(answers, demand_required=demand), now=now)


def _save_complete(session: Session, actor: Actor, wish: Leaving, *, now: datetime) -> None:
    """The last step holds nothing of its own but why rules are set aside."""
    save_exceptions(session, actor, wish.draft_id, wish.fields, now=now, whole=False)


def _require(session: Session, actor: Actor, wish: Leaving, sentence: Sentence, *, now: datetime) -> None:
    """Going on from an empty step is going on only when it was left to the customer."""
    if wish.go is not Go.NEXT:
        return
    names = {StepKey.ORDER_NUMBER: "order_number", StepKey.PRODUCTS: "lines"}
    if wish.path is CreationPath.COMPLETE:
        sentence = (
            say("Fill in the order number.")
            if wish.step is StepKey.ORDER_NUMBER
            else say("Add at least one product.")
        )
    if wish.step not in draft_view(session, actor, wish.draft_id, now=now).left:
        raise Invalid.at(names[wish.step], sentence)


def _require_answered(view: DraftView) -> None:
    """Nobody is left to ask on the complete path: reasons and outcomes that the policy wants must be given."""
    rules, found = view.rules, []
    for line in view.lines:
        if rules.reason_level == "line" and not line.reason:
            found.append(Problem(f"{line.at}.reason", say("Say why it comes back.")))
        if rules.outcome_level == "line" and not line.outcome:
            found.append(Problem(f"{line.at}.outcome", say("Say what the customer would like.")))
    if rules.reason_level == "return" and not rules.reason:
        found.append(Problem("reason", say("Say why it comes back.")))
    if rules.outcome_level == "return" and not rules.outcome:
        found.append(Problem("outcome", say("Say what the customer would like.")))
    if view.lines and found:
        raise Invalid(*found)


_SAVERS = {
    StepKey.RETURN_TYPE: _save_type,
    StepKey.CUSTOMER: _save_customer,
    StepKey.ORDER_NUMBER: _save_order,
    StepKey.PRODUCTS: _save_products,
    StepKey.SURVEYS: _save_surveys,
    StepKey.COMPLETE: _save_complete,
}
