"""The demonstration's returns, told in the order of time by calling the deeds themselves."""

import heapq
from datetime import datetime, timedelta

from sqlmodel import Session

from returns_app.domain.lifecycle import Status
from returns_app.seed import customer_side as customer
from returns_app.seed import desk_side as desk
from returns_app.seed import warehouse_side as warehouse
from returns_app.seed.customer_side import MINUTES, SECONDS, Steps
from returns_app.seed.plots import LINK, Ending, begun_at, plots
from returns_app.seed.shipping import send_mails
from returns_app.seed.teller import Teller

HOURS = timedelta(hours=1)
DAYS = timedelta(days=1)
MORNING, EVENING = 6, 20
# How far each of these has come after the label was made.
_AFTER_LABEL = (Ending.RECEIVED, Ending.CHECKED, Ending.OVERDUE, Ending.SETTLED, Ending.REFUNDED)


def add_returns(session: Session, *, now: datetime) -> None:
    """Tell every return up to now. Steps of different returns take turns, as they would have."""
    waiting: list[tuple[datetime, int, Teller, Steps]] = []
    for number, plot in enumerate(plots()):
        teller = Teller(session, plot, begun_at(plot, now=now))
        steps = _by_link(teller) if plot.path is LINK else _by_agent(teller)
        heapq.heappush(waiting, (teller.now, number, teller, steps))
    while waiting:
        moment, number, teller, steps = heapq.heappop(waiting)
        teller.now = moment
        pause = next(steps, None)
        if pause is not None and (then := _by_day(moment, pause)) <= now:
            heapq.heappush(waiting, (then, number, teller, steps))


def _by_day(moment: datetime, pause: timedelta) -> datetime:
    """The moment after a pause. After a long one people are awake: what would fall into the night waits for morning."""
    then = moment + pause
    if pause < HOURS or MORNING <= then.hour < EVENING:
        return then
    morning = then.replace(hour=MORNING, minute=then.second)
    return morning if then.hour < MORNING else morning + DAYS


def _by_link(teller: Teller) -> Steps:
    ending, rng = teller.plot.ending, teller.plot.rng
    yield from desk.prepare(teller, halfway=ending is Ending.DRAFT)
    if ending is Ending.DRAFT:
        return
    yield from desk.make_link(teller, bounce=ending is Ending.BOUNCED)
    if ending in {Ending.SENT, Ending.BOUNCED, Ending.EXPIRED, Ending.INVITED}:
        return
    yield MINUTES * rng.randint(4, 300)
    if ending is Ending.REVOKED:
        desk.revoke(teller)
        return
    if ending is Ending.CANCELED:
        yield from desk.cancel(teller)
        return
    yield from _open_and_finish(teller)


def _open_and_finish(teller: Teller) -> Steps:
    ending, rng = teller.plot.ending, teller.plot.rng
    if ending is Ending.REPLACED:
        yield from desk.replace(teller)
        return
    customer.open_it(teller)
    yield MINUTES
    if ending is Ending.RENEWED:
        yield DAYS * 15
        customer.ask_again(teller)
        yield MINUTES
        send_mails(teller)
        return
    if ending in {Ending.OPENED, Ending.EXPIRED_OPENED, Ending.ENDED}:
        yield from customer.fill_in(teller, at_most=rng.randint(0, 1))
        return
    yield from customer.declare(teller)
    if ending is Ending.DECLARED:
        return
    yield from customer.fill_in(teller, pickup=ending is Ending.PICKUP)
    yield from customer.confirm(teller, refused=ending is Ending.FAILED)
    yield from _travel(teller)


def _by_agent(teller: Teller) -> Steps:
    ending = teller.plot.ending
    yield from desk.prepare(teller, halfway=ending is Ending.DRAFT)
    if ending is Ending.DRAFT:
        return
    desk.complete(teller)
    if ending is Ending.RECORDED:
        yield SECONDS * 2
        send_mails(teller)
        return
    yield from desk.await_decision(teller)
    if ending is Ending.UNDECIDED:
        yield MINUTES * 10
        send_mails(teller)
        return
    if ending is Ending.REJECTED:
        yield from desk.refuse(teller)
        return
    if ending is Ending.CANCELED:
        yield from desk.cancel(teller)
        return
    if teller.row.status == Status.AUTHORIZATION_REQUESTED:
        desk.decide(teller, keep=ending is Ending.KEPT)
        yield MINUTES
    if ending in {Ending.KEPT, Ending.AUTHORIZED}:
        return
    yield from _ship(teller)


def _ship(teller: Teller) -> Steps:
    ending, rng = teller.plot.ending, teller.plot.rng
    wanted = desk.submit(teller)
    if wanted is not None:
        yield from customer.label(teller, wanted, refused=ending is Ending.FAILED)
    else:
        yield MINUTES
        send_mails(teller)
        yield HOURS * rng.randint(1, 20)
        customer.open_it(teller)
        if ending is Ending.CHOOSING:
            return
        yield from customer.fill_in(teller)
        yield from customer.confirm(teller)
    yield from _travel(teller)


def _travel(teller: Teller) -> Steps:
    """From the label to the settlement, as far as the plot goes."""
    ending, rng = teller.plot.ending, teller.plot.rng
    if ending in {Ending.FAILED, Ending.PICKUP}:
        return
    if teller.row.status == Status.PICKUP_REQUESTED:
        yield HOURS * rng.randint(1, 9)
        yield from warehouse.book_pickup(teller)
    if ending not in _AFTER_LABEL:
        return
    yield HOURS * rng.randint(40, 90)
    yield from warehouse.receive(teller, half_counted=ending is Ending.RECEIVED)
    if ending is Ending.RECEIVED:
        return
    yield HOURS * rng.randint(2, 26)
    warehouse.check(teller)
    if ending in {Ending.CHECKED, Ending.OVERDUE}:
        return
    yield HOURS * rng.randint(3, 50)
    yield from warehouse.settle(teller)
