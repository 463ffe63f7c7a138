"""The newest link of a return as its page shows it: what the customer still does, and what happened to the link."""

from returns_app.domain.wizard import customer_steps, remaining
from returns_app.queries import moments
from returns_app.queries.link_track import KnownLink, finished_steps, link_state, link_track
from returns_app.queries.link_views import TrackEvent
from returns_app.queries.return_views import ContractView, StepView


def contract_view(known: KnownLink) -> ContractView:
    """The contract; without steps once the link has nothing left to finish."""
    state = link_state(known)
    return ContractView(
        shown=True,
        state=state,
        words=_words(known, state),
        ends=_ends(known, state),
        steps=_steps(known) if state in {"live", "expired", "ended"} else [],
        track=_track(known, state),
    )


def _track(known: KnownLink, state: str) -> list[TrackEvent]:
    """The six events, or only those of the link itself where it was never for finishing anything."""
    events = link_track(known)
    return events[:3] if state == "finished" and known.row.checkout_at is None else events


def _words(known: KnownLink, state: str) -> str:
    if state == "finished":
        return "Nothing is left for the customer to do"
    if state == "revoked":
        return "It opens nothing any more"
    if state == "ended":
        return "Its return type was switched off"
    opened = known.link.opened_at
    return f"Opened {moments.near(opened, now=known.now)}" if opened else "Not opened yet"


def _ends(known: KnownLink, state: str) -> str:
    if state in {"finished", "revoked"}:
        return ""
    ends = moments.at(known.link.expires_at)
    if state == "expired":
        return f"The link ended {ends}. What was filled in is kept; a new link goes on there."
    return f"The link lives until {ends}, {moments.remaining(known.link.expires_at, now=known.now)}."


def _steps(known: KnownLink) -> list[StepView]:
    draft, done = known.loaded.draft, finished_steps(known)
    open_steps = {step.key for step in remaining(draft)}
    return [
        StepView(str(step.title), "Left to the customer", "certain")
        if step.key in open_steps
        else StepView(str(step.title), _by_whom(known, done, step.key.value), "done")
        for step in customer_steps(draft)
    ]


def _by_whom(known: KnownLink, done: dict, key: str) -> str:  # type: ignore[type-arg]
    return f"Done {moments.near(done[key], now=known.now)}" if key in done else "Fixed by the desk"
