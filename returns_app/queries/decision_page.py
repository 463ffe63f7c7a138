"""The authorization screen: lines to decide on, addresses, carriers, and what follows when it is submitted."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.db.drafts import LoadedDraft, address_of, load_draft
from returns_app.db.preselected import preselected_of
from returns_app.db.returns import Return, ReturnLine, fetch
from returns_app.db.shipping import OptionRow, as_option, options_of
from returns_app.db.weights import weight_of
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import LineDecision, any_returnable, totals
from returns_app.domain.money import Money
from returns_app.domain.refusing import REJECT_REASONS
from returns_app.domain.shipping import Misfit, ShippingOption, Weight, best, fitting, misfit
from returns_app.domain.wizard import StepKey, remaining, ships_at_once
from returns_app.i18n import SOURCE_LANGUAGE, language_name, money, tell, together
from returns_app.queries.decision_views import CarrierWords, DecideLine, DecisionView, FollowView, Sums
from returns_app.queries.finding_views import finding_views
from returns_app.queries.known_addresses import (
    address_cards,
    address_problem,
    count_differences,
    known_addresses,
)
from returns_app.queries.options import CarrierChoice, brief, choice_of, weight_words
from returns_app.queries.return_lines import pictures, reason_labels
from returns_app.queries.rule_words import day_words

_ELSEWHERE = "Not from"
Decisions = tuple[LineDecision, ...]


def decision_page(
    session: Session, actor: Actor, return_id: UUID, decisions: Decisions = (), *, now: datetime
) -> DecisionView:
    """The screen, with `decisions` in the place of what is kept about their lines, so that a preview tells the truth.

    Raises `NotFound` beyond the actor's scope. The number of statements does not depend on what the return holds.
    """
    row = fetch(session, actor, return_id)
    loaded = load_draft(session, row)
    wished = _decisions(loaded, decisions)
    own = address_of(row)
    known = known_addresses(session, actor, row)
    offered = options_of(session, row.policy_id) if row.policy_id else []
    chosen = preselected_of(session, row.id)
    weight = weight_of(session, loaded.lines, {one.line_id: one.approved for one in wished.values()})
    carriers = _carriers(row, offered, chosen, weight=weight)
    returnable = any_returnable(tuple(wished.values()))
    return DecisionView(
        version=row.version,
        findings=finding_views(session, actor, loaded, _rejected(wished), now=now),
        delivered=row.delivered_on.isoformat() if row.delivered_on else "",
        delivered_words=day_words(row.delivered_on) if row.delivered_on else "",
        lines=_lines(session, loaded, wished, row.language),
        addresses=address_cards(known, own),
        differences=count_differences(known),
        address_problem=address_problem(own),
        carriers=carriers,
        carrier_words=_carrier_words(carriers, loaded, [one for one in offered if one[0].id in chosen]),
        following=_following(row, loaded, wished, offered),
        sums=_sums(loaded, wished),
        shippable=returnable,
    )


def _decisions(loaded: LoadedDraft, wished: Decisions) -> dict[UUID, LineDecision]:
    """What is decided about each line: as wished, else as kept, else everything is approved."""
    by_line = {decision.line_id: decision for decision in wished}
    return {line.id: _fitting(line, by_line.get(line.id)) for line in loaded.lines}


def _rejected(wished: dict[UUID, LineDecision]) -> dict[UUID, int]:
    return {line_id: decision.rejected for line_id, decision in wished.items()}


def _fitting(line: ReturnLine, wished: LineDecision | None) -> LineDecision:
    if wished and wished.approved + wished.rejected + wished.kept == line.quantity:
        return wished
    if line.approved is None:
        return LineDecision(line.id, line.quantity, 0, 0)
    return LineDecision(
        line.id, line.approved, line.rejected or 0, line.kept or 0, line.reject_reason, line.reject_words
    )


def _lines(
    session: Session, loaded: LoadedDraft, wished: dict[UUID, LineDecision], language: str
) -> list[DecideLine]:
    reasons, shown = reason_labels(session, loaded.lines), pictures(session, loaded.lines)
    codes = {tell(language, sentence): code for code, sentence in REJECT_REASONS.items()}
    return [
        DecideLine(
            id=str(line.id),
            name=line.name,
            detail=_detail(line, reasons.get(line.reason_id, "") if line.reason_id else ""),
            picture=shown.get(line.product_id, "") if line.product_id else "",
            asked=line.quantity,
            approve=wished[line.id].approved,
            reject=wished[line.id].rejected,
            keep=wished[line.id].kept,
            reason=codes.get(wished[line.id].reason, ""),
            words=wished[line.id].words,
        )
        for line in loaded.lines
    ]


def _detail(line: ReturnLine, reason: str) -> str:
    pieces = f"{line.quantity} piece{'' if line.quantity == 1 else 's'}"
    if line.price_minor is not None:
        price = money(SOURCE_LANGUAGE, Money(line.price_minor, line.currency))
        pieces += f", {price}" + ("" if line.quantity == 1 else " each")
    return f"{pieces}. {reason}." if reason else f"{pieces}."


def _carriers(
    row: Return, offered: list[OptionRow], chosen: frozenset[UUID], *, weight: Weight
) -> list[CarrierChoice]:
    """What can be sent from there, what the parcel is too heavy for; where nothing can, everything, with the reason."""
    options = [as_option(one) for one, _, _ in offered]
    marked = best(fitting(options, row.country, weight=weight))
    barred = {option.id: _barred(option, row, weight) for option in options}
    fits = "" in barred.values()
    return [
        choice_of(one, checked=one[0].id in chosen, barred=barred[one[0].id], marked=marked)
        for one in offered
        if not fits or not barred[one[0].id].startswith(_ELSEWHERE) or one[0].id in chosen
    ]


def _barred(option: ShippingOption, row: Return, weight: Weight) -> str:
    match misfit(option, row.country, weight=weight):
        case None:
            return ""
        case Misfit.WEIGHT:
            return f"Too heavy: {weight_words(weight.grams)}, takes {weight_words(option.max_weight_g or 0)}"
        case _:
            return f"{_ELSEWHERE} {row.country}" if row.country else "Needs an address first"


def _carrier_words(
    carriers: list[CarrierChoice], loaded: LoadedDraft, chosen: list[OptionRow]
) -> CarrierWords:
    open_to_all = sum(1 for carrier in carriers if not carrier.barred)
    count = len(chosen)
    address_open = StepKey.ADDRESS in {step.key for step in remaining(loaded.draft)}
    names = list(dict.fromkeys(carrier.name for _, _, carrier in chosen))
    only = "There is only one: the label is made with it."
    none = only if open_to_all == 1 else f"The customer chooses from these {open_to_all}."
    at_once = "The label is made at once and mailed."
    one = "The customer completes the address, then gets the label." if address_open else at_once
    return CarrierWords(
        count=f"{count} of {open_to_all} selected",
        now={0: "none", 1: "one"}.get(count, "several"),
        none=none,
        one=one,
        several_title=f"Several: {', '.join(names)}" if count > 1 else "Several",
    )


def _following(
    row: Return, loaded: LoadedDraft, wished: dict[UUID, LineDecision], offered: list[OptionRow]
) -> list[FollowView]:
    """What submitting leads to; asked of the same rules that authorize and submit follow."""
    language = language_name(SOURCE_LANGUAGE, row.language)
    decisions = tuple(wished.values())
    refused = sum(decision.rejected for decision in decisions)
    pieces = f"with the reason for {refused} rejected piece{'' if refused == 1 else 's'}" if refused else ""
    if not any_returnable(decisions):
        told = ", ".join(part for part in ("Nothing has to be sent back", pieces) if part)
        return [
            FollowView("settle", "Goes to settlement", "Nothing comes back, so nothing is shipped"),
            FollowView("mail", f"E-mail in {language}", told),
        ]
    options = {option.id for option in loaded.options}
    names = [brief(one) for one in offered if one[0].id in options]
    if ships_at_once(loaded.draft):
        attached = "The label attached, and a link to the return’s page"
        number = "Label" if row.status == Status.APPROVED else "Number and label"
        return [
            FollowView("label", number, f"Made at once, {names[0]}" if names else "Made at once"),
            FollowView(
                "mail", f"E-mail in {language}", ", ".join(part for part in (attached, pieces) if part)
            ),
        ]
    open_steps = {step.key for step in remaining(loaded.draft)}
    doing = "Completes the address" if StepKey.ADDRESS in open_steps else ""
    choosing = _choice(names) if StepKey.SHIPPING in open_steps else ""
    return [
        FollowView(
            "mail", f"E-mail in {language}", ", ".join(part for part in ("Authorized", pieces) if part)
        ),
        FollowView("choose", "Customer’s turn", ". ".join(part for part in (doing, choosing) if part)),
        FollowView("label", "Label", "Made when the customer confirms, and mailed"),
    ]


def _choice(names: list[str]) -> str:
    if not names:
        return "No carrier fits the address yet"
    return (
        f"Chooses from {together(SOURCE_LANGUAGE, names)}"
        if len(names) < 4
        else f"Chooses from {len(names)} ways to send it"
    )


def _sums(loaded: LoadedDraft, wished: dict[UUID, LineDecision]) -> Sums:
    priced = tuple(
        (wished[line.id], Money(line.price_minor, line.currency) if line.price_minor is not None else None)
        for line in loaded.lines
    )
    if len({price.currency for _, price in priced if price}) > 1:
        priced = tuple((decision, None) for decision, _ in priced)
    sums = totals(priced)
    return Sums(
        sums.approved, sums.rejected, sums.kept, money(SOURCE_LANGUAGE, sums.value) if sums.value else ""
    )
