"""The customer's way through the screens: which there are, which may be shown, what comes next."""

from returns_app.domain.words import Sentence, say
from returns_app.i18n import Translator, tell, words
from returns_app.queries.portal_views import PortalView

START, WITHDRAW, CONFIRM, STATUS, FORGOTTEN = "start", "withdraw", "confirm", "status", "forgotten"

_NEXT: dict[str, Sentence] = {
    "order_number": say("Next: your order number"),
    "products": say("Next: your products"),
    WITHDRAW: say("Next: confirm it"),
    "surveys": say("Next: a few questions"),
    "address": say("Next: your address"),
    "shipping": say("Next: how to send it"),
    CONFIRM: say("Next: last check"),
}
_BEGIN: dict[str, Sentence] = {
    "order_number": say("Fill in my order number"),
    "products": say("Choose my products"),
    "surveys": say("Answer the questions"),
    "address": say("Check my address"),
    "shipping": say("Choose how to send it"),
}


def screen_for(view: PortalView, wanted: str = "") -> str:
    """The screen to show. `wanted` comes from the address bar and is shown only where the return allows it."""
    if view.stage != "checkout":
        may = {STATUS: view.stage == "done", FORGOTTEN: view.after.adds == "customer"}
        return wanted if may.get(wanted) else view.stage
    if wanted in _open_screens(view):
        return wanted
    if view.is_fresh and view.left_keys and not view.withdrawal.declares:
        return START
    return following(view)


def following(view: PortalView, after: str = "") -> str:
    """The first screen that is still open; `after` is the step that is being finished and does not count.

    What was declared is said before anything is asked about the parcel.
    """
    if view.stage != "checkout":
        return view.stage
    if after == WITHDRAW and view.withdrawal.declared and view.left_keys:
        return START
    still_open = [key for key in view.left_keys if key != after]
    return still_open[0] if still_open else CONFIRM


def before(view: PortalView, step: str) -> str:
    """The screen that Back leads to, empty where there is none."""
    if step == FORGOTTEN:
        return view.stage
    if step == CONFIRM:
        return view.journey[-1] if view.journey else ""
    if step not in view.journey:
        return CONFIRM if step in view.changeable and not view.left_keys else ""
    at = view.journey.index(step)
    return view.journey[at - 1] if at else "" if view.withdrawal.declares else START


def segments(view: PortalView, step: str) -> list[str]:
    """The progress line: `done`, `here` or `later` for each step of the journey."""
    if step == CONFIRM:
        return ["done"] * len(view.journey)
    if step not in view.journey:
        return []
    at = view.journey.index(step)
    return ["done"] * at + ["here"] + ["later"] * (len(view.journey) - at - 1)


def step_words(language: str, view: PortalView, step: str) -> str:
    """Where the customer is, in words beside the line."""
    t: Translator = words(language)
    if step == CONFIRM:
        return t._("Last check")
    if step not in view.journey:
        return ""
    return t._("Step {number} of {count}", number=view.journey.index(step) + 1, count=len(view.journey))


def next_words(language: str, view: PortalView, step: str) -> str:
    """What the one button of a screen says."""
    if view.stage != "checkout":
        return tell(language, say("Add it to my return")) if step == FORGOTTEN else ""
    following_step = following(view, after=step)
    if step == START and following_step in _BEGIN:
        return tell(language, _BEGIN[following_step])
    return tell(language, _NEXT[following_step])


def _open_screens(view: PortalView) -> set[str]:
    reachable = {key for key in view.changeable if key in view.journey or not view.left_keys}
    first_open = following(view)
    if first_open != CONFIRM and first_open in view.journey:
        at = view.journey.index(first_open)
        reachable &= {*view.journey[: at + 1]}
    else:
        reachable.add(CONFIRM)
    return reachable | ({START} if view.journey and not view.withdrawal.declares else set())
