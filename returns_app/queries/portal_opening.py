"""The words a customer is received with: who prepared it, and what is left."""

from datetime import datetime
from zoneinfo import ZoneInfo

from returns_app.db.drafts import LoadedDraft
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey, remaining
from returns_app.i18n import Translator, date
from returns_app.queries.portal_views import Left, OptionCard
from returns_app.queries.portal_withdrawal import declared_words
from returns_app.queries.portal_words import ZONE, first_name
from returns_app.settings import load


def opening_words(
    t: Translator, loaded: LoadedDraft, *, name: str, agent: str, now: datetime
) -> tuple[str, str]:
    """Title and lead of the first screen: the start, or the one screen of a prepared return."""
    open_steps = [step for step in remaining(loaded.draft) if step.key is not StepKey.CONFIRM]
    called = first_name(name)
    if loaded.row.withdrawn_at is not None:
        return _withdrawn(t, loaded)
    if open_steps:
        return _steps_left(t, called, len(open_steps)), _prepared(t, loaded, agent, now)
    title = t._("All set, {name}. Is this right?", name=called) if called else t._("All set. Is this right?")
    lead = (
        t._("{agent} filled in everything. Confirm and your label is here in seconds.", agent=agent)
        if agent
        else t._("Everything is filled in. Confirm and your label is here in seconds.")
    )
    return title, lead


def left_steps(t: Translator, loaded: LoadedDraft, cards: list[OptionCard]) -> list[Left]:
    """The open steps in words, for the first screen."""
    return [
        Left(step.key.value, *_step_words(t, step.key, loaded, cards))
        for step in remaining(loaded.draft)
        if step.key is not StepKey.CONFIRM
    ]


def _withdrawn(t: Translator, loaded: LoadedDraft) -> tuple[str, str]:
    """What was declared comes first; sending is the smaller matter."""
    return t._("Your withdrawal is declared"), t._(
        "It counts from {moment}, whatever becomes of the parcel. What is left is how you send it back.",
        moment=declared_words(t, loaded.row),
    )


def _steps_left(t: Translator, name: str, count: int) -> str:
    if not name:
        return t.n("{count} step to send this back", "{count} steps to send this back", count)
    said = {
        1: t._("{name}, one step to send this back", name=name),
        2: t._("{name}, two steps to send this back", name=name),
        3: t._("{name}, three steps to send this back", name=name),
        4: t._("{name}, four steps to send this back", name=name),
        5: t._("{name}, five steps to send this back", name=name),
    }
    return said[count]


def _prepared(t: Translator, loaded: LoadedDraft, agent: str, now: datetime) -> str:
    merchant = load().merchant_name
    if loaded.row.path == CreationPath.COMPLETE:
        return t._("{merchant} has approved your return. Now choose how to send it.", merchant=merchant)
    if not agent:
        return t._("It takes about a minute, and you need no account.")
    zone = ZoneInfo(ZONE)
    made = loaded.row.created_at.astimezone(zone).date()
    if made == now.astimezone(zone).date():
        return t._(
            "{agent} from {merchant} prepared your return today. It takes about a minute, and you need no account.",
            agent=agent,
            merchant=merchant,
        )
    return t._(
        "{agent} from {merchant} prepared your return on {day}. It takes about a minute, and you need no account.",
        agent=agent,
        merchant=merchant,
        day=date(t.language, made),
    )


def _step_words(t: Translator, key: StepKey, loaded: LoadedDraft, cards: list[OptionCard]) -> tuple[str, str]:
    match key:
        case StepKey.ORDER_NUMBER:
            return t._("Your order number"), t._("It is in your confirmation e-mail")
        case StepKey.PRODUCTS:
            return t._("What you send back"), _about_products(t, loaded)
        case StepKey.SURVEYS:
            asked = loaded.draft.questions - loaded.draft.settled_questions
            return t._("A few questions"), t.n("{count} question", "{count} questions", asked)
        case StepKey.ADDRESS:
            has_one = loaded.row.address is not None
            return t._("Your address"), t._("We have one on file, and a detail is missing") if has_one else ""
        case _:
            return t._("Choose how to send it"), _prices(t, cards)


def _about_products(t: Translator, loaded: LoadedDraft) -> str:
    return t._("We know what, not yet why") if loaded.lines else t._("Pick them from our shop, or type them")


def _prices(t: Translator, cards: list[OptionCard]) -> str:
    if not cards:
        return ""
    if all(card.is_free for card in cards):
        return t._("It costs you nothing")
    return t._("From {lowest} to {highest}", lowest=cards[0].price.lower(), highest=cards[-1].price)
