"""The desk's side of a seeded return: prepared, decided, handed over to shipping or called off."""

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_out import CheckedOut
from returns_app.actions.decide_return import authorize, reject, submit_for_shipping
from returns_app.actions.issue_link import issue_link, replace_link, revoke_link, send_link
from returns_app.actions.open_return import open_return
from returns_app.actions.post_lifecycle import REVIEW_WAITS
from returns_app.actions.save_draft import (
    DraftWish,
    choose_customer,
    leave_steps,
    save_order_number,
    start_draft,
)
from returns_app.db.links import latest_link
from returns_app.db.returns import lines_of
from returns_app.domain.lines import LineDecision
from returns_app.domain.policy import CreationPath, DefaultMode
from returns_app.domain.wizard import StepKey
from returns_app.seed.cases import CALLED_OFF, CUT, GREETING, REFUSED
from returns_app.seed.customer_side import MINUTES, SECONDS, Steps
from returns_app.seed.ids import uid
from returns_app.seed.policies import SURVEYED
from returns_app.seed.rules_side import deliver, excuse, excuse_some
from returns_app.seed.shipping import send_mails
from returns_app.seed.teller import Teller

_SKIPPABLE = {"order_number": StepKey.ORDER_NUMBER, "products": StepKey.PRODUCTS, "surveys": StepKey.SURVEYS}


def prepare(teller: Teller, *, halfway: bool = False) -> Steps:
    """The agent goes through the stepper; `halfway` they are called away after the customer."""
    plot, session = teller.plot, teller.session
    start_draft(
        session, teller.agent, DraftWish(teller.id, plot.path, uid("policy", plot.policy)), now=teller.now
    )
    yield SECONDS * 6
    choose_customer(session, teller.agent, teller.id, uid("customer", plot.customer.email), now=teller.now)
    yield SECONDS * 9
    if "order_number" in plot.done:
        save_order_number(session, teller.agent, teller.id, plot.order_number, now=teller.now)
        yield SECONDS * 8
    if halfway:
        return
    if "products" in plot.done:
        teller.save_lines(teller.agent, with_reasons="surveys" in plot.done)
        deliver(teller)
        yield SECONDS * 20
    if "surveys" in plot.done and plot.policy in SURVEYED:
        teller.save_answers(teller.agent, teller.loaded().groups)
        yield SECONDS * 25
    if plot.path is CreationPath.LINK:
        # Products without their reasons are left too: the customer says why.
        done = plot.done if "surveys" in plot.done else plot.done - {"products"}
        left = [step for name, step in _SKIPPABLE.items() if name not in done]
        leave_steps(session, teller.agent, teller.id, left, now=teller.now)


def make_link(teller: Teller, *, bounce: bool = False) -> Steps:
    """The link is made and mailed, in half of the cases with a personal line."""
    excuse(teller)
    issue_link(teller.session, teller.agent, teller.id, now=teller.now)
    yield SECONDS * 5
    message = GREETING[teller.row.language] if teller.plot.rng.random() < 0.5 else ""
    send_link(teller.session, teller.agent, teller.id, key="first", message=message, now=teller.now)
    yield SECONDS * 2
    send_mails(teller, bounce=bounce)


def replace(teller: Teller) -> Steps:
    """The customer lost the mail: a new link takes the place of the old one."""
    old = latest_link(teller.session, teller.id)
    if old is not None:
        replace_link(teller.session, teller.agent, teller.id, old=old.id, now=teller.now)
    send_link(teller.session, teller.agent, teller.id, key="again", now=teller.now)
    yield SECONDS * 2
    send_mails(teller)


def revoke(teller: Teller) -> None:
    """The link is ended without another."""
    revoke_link(teller.session, teller.agent, teller.id, now=teller.now)


def complete(teller: Teller) -> None:
    """The return opens in its policy's mode; only an authorized one gets its number now."""
    policy = teller.loaded().policy
    if policy is not None and policy.default_mode is DefaultMode.AUTOMATIC:
        teller.draw_number()
        excuse(teller)
    else:
        excuse_some(teller)
    open_return(teller.session, teller.agent, teller.id, now=teller.now)


def decide(teller: Teller, *, keep: bool = False) -> None:
    """Authorize, with some pieces rejected where there are several; `keep` leaves everything with the customer."""
    excuse(teller)
    decisions = _decisions(teller, keep=keep)
    teller.draw_number()
    authorize(teller.session, teller.agent, teller.id, decisions, version=teller.row.version, now=teller.now)
    send_mails(teller)


def refuse(teller: Teller) -> Steps:
    """Reject the whole return, with the reason in the customer's language."""
    reason = REFUSED[teller.row.language]
    reject(teller.session, teller.agent, teller.id, reason, version=teller.row.version, now=teller.now)
    yield SECONDS * 2
    send_mails(teller)


def submit(teller: Teller) -> CheckedOut | None:
    """Hand over to shipping; `None` where the customer has to choose."""
    return submit_for_shipping(teller.session, teller.agent, teller.id, now=teller.now)


def await_decision(teller: Teller) -> Steps:
    """Until somebody looks at it; after a while the customer is told that it is looked at."""
    minutes = teller.plot.rng.randint(2, 40)
    patience = int(REVIEW_WAITS / MINUTES)
    if minutes > patience:
        yield MINUTES * patience
        send_mails(teller)
        minutes -= patience
    yield MINUTES * minutes


def cancel(teller: Teller) -> Steps:
    """Call it off, in half of the cases with a reason."""
    reason = CALLED_OFF[teller.row.language] if teller.plot.rng.random() < 0.5 else ""
    cancel_return(teller.session, teller.agent, teller.id, now=teller.now, reason=reason)
    yield SECONDS * 2
    send_mails(teller)


def _decisions(teller: Teller, *, keep: bool) -> tuple[LineDecision, ...]:
    cut = CUT[teller.row.language]
    made = []
    for line in lines_of(teller.session, teller.id):
        rejected = 1 if line.quantity > 1 and not keep else 0
        kept = line.quantity if keep else 0
        made.append(
            LineDecision(line.id, line.quantity - rejected - kept, rejected, kept, cut if rejected else "")
        )
    return tuple(made)
