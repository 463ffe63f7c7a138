"""What follows the checkout of a seeded return: the pickup, the parcel, what was in it, and what the customer gets."""

from sqlmodel import Session

from returns_app.actions.book_pickup import book_pickup as book
from returns_app.actions.book_pickup import order_pickup
from returns_app.actions.check_return import CheckWish, announced, finish_check, save_check
from returns_app.actions.receive_return import receive_return
from returns_app.actions.settle_return import settle_return
from returns_app.carriers import carrier_for
from returns_app.db.returns import ReturnLine, lines_of
from returns_app.db.settling import settling
from returns_app.domain.pickups import WINDOWS, Pickup, pickup_days
from returns_app.domain.receiving import Count, Undeclared
from returns_app.domain.settling import Settled, Settling
from returns_app.mail.brand import day_of
from returns_app.seed.cases import NOT_OURS, TORN
from returns_app.seed.customer_side import MINUTES, SECONDS, Steps
from returns_app.seed.plots import LINK, TEUN, Ending
from returns_app.seed.shipping import send_mails
from returns_app.seed.teller import Teller
from returns_app.seed.users import staff

# Of so many parcels one is not as announced, in one of the ways of `_oddly`; of those to settle now, all.
USUAL = 3
CALLED_AWAY = 0.4


def book_pickup(teller: Teller) -> Steps:
    """The customer says when they are at home, and the carrier is asked."""
    rng = teller.plot.rng
    wish = Pickup(rng.choice(pickup_days(day_of(teller.now))[1:6]), rng.choice(WINDOWS))
    asked = order_pickup(teller.session, teller.customer, teller.id, wish, now=teller.now)
    reference = carrier_for(asked[0]).book_pickup(asked[1]) if asked else ""
    booked = Pickup(wish.day, wish.window, reference)
    book(teller.session, teller.customer, teller.id, booked, now=teller.now)
    yield SECONDS * 2
    send_mails(teller)


def receive(teller: Teller, *, half_counted: bool = False) -> Steps:
    """The parcel is scanned at the warehouse; sometimes somebody begins to count and is called away."""
    receive_return(teller.session, staff(TEUN), teller.id, now=teller.now)
    yield MINUTES * 3
    send_mails(teller)
    if half_counted and teller.plot.rng.random() < CALLED_AWAY:
        first = announced(lines_of(teller.session, teller.id))[:1]
        wish = CheckWish(tuple(_as_announced(line) for line in first))
        save_check(teller.session, staff(TEUN), teller.id, wish, version=teller.row.version, now=teller.now)


def check(teller: Teller) -> None:
    """The parcel is opened: mostly as announced, sometimes not."""
    lines = announced(lines_of(teller.session, teller.id))
    counts = [_as_announced(line) for line in lines]
    extra: tuple[Undeclared, ...] = ()
    number = int(teller.plot.key.rpartition("/")[2]) + (0 if teller.plot.path is LINK else 2)
    if teller.plot.ending is Ending.CHECKED or number % USUAL == 0:
        counts[0], extra = _oddly(teller, lines[0], number)
    wish = CheckWish(tuple(counts), extra)
    finish_check(teller.session, staff(TEUN), teller.id, wish, version=teller.row.version, now=teller.now)


def settle(teller: Teller) -> Steps:
    """The customer gets what they wished, or the money where that cannot be."""
    wish = _settled(teller.session, teller)
    settle_return(teller.session, teller.agent, teller.id, wish, version=teller.row.version, now=teller.now)
    yield SECONDS * 3
    send_mails(teller)


def _as_announced(line: ReturnLine) -> Count:
    return Count(line.id, line.approved or 0)


def _oddly(teller: Teller, line: ReturnLine, number: int) -> tuple[Count, tuple[Undeclared, ...]]:
    """One of four surprises in turn: a piece is damaged, missing, one too many, or something else is in the box."""
    rng, expected = teller.plot.rng, line.approved or 0
    match number % 4:
        case 1:
            return Count(line.id, expected - 1), ()
        case 2:
            return Count(line.id, expected + 1), ()
        case 0:
            return Count(line.id, expected, 1, rng.choice(TORN)), ()
        case _:
            name, words = rng.choice(NOT_OURS)
            return Count(line.id, expected), (Undeclared(name, rng.randint(1, 2), words),)


def _settled(session: Session, teller: Teller) -> Settled:
    may = settling(session, teller.agent, teller.row)
    wished = {line.outcome or teller.row.outcome for line in lines_of(session, teller.id)}
    reference = f"{teller.plot.rng.randint(100000, 999999)}"
    sound = may.worth.sound
    if wished in ({"exchange"}, {"repair"}):
        return Settled(str(wished.pop()), reference=f"NO-{reference}")
    if sound is None or not sound.minor:
        return Settled(Settling.NOTHING)
    return Settled(Settling.REFUND, sound, f"PAY-{reference}")
