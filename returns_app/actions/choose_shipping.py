"""How the customer sends it, and when it may be picked up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.save_draft import choose_option
from returns_app.db.returns import Return
from returns_app.db.shipping import option_row
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.pickups import Pickup, pickup_problems
from returns_app.domain.shipping import Handover
from returns_app.domain.words import say
from returns_app.mail.brand import day_of

_CHOOSE = {"day": say("Choose a day."), "window": say("Choose one of the windows.")}


@dataclass(frozen=True)
class ShippingWish:
    """An option, and for one that is picked up the day and the window; what else has none, whatever is sent."""

    option_id: UUID
    pickup: Pickup


def choose_shipping(
    session: Session, actor: Actor, return_id: UUID, wish: ShippingWish, *, now: datetime
) -> Return:
    """Choose how to ship, as `choose_option`; a wish for a pickup is kept until there is a label to book it with.

    Raises `Invalid` at `option`, and at `day.<option id>` or `window.<option id>`.
    """
    row = choose_option(session, actor, return_id, wish.option_id, now=now)
    if option_row(session, wish.option_id)[0].handover != Handover.PICKUP:
        return row
    wrong = pickup_problems(wish.pickup, today=day_of(now))
    if wrong:
        # The days and windows stand right there: which of them there are needs no words.
        raise Invalid(*(Problem(f"{one.field}.{wish.option_id}", _CHOOSE[one.field]) for one in wrong))
    row.pickup_on, row.pickup_window = wish.pickup.day, wish.pickup.window
    session.add(row)
    session.flush()
    return row
