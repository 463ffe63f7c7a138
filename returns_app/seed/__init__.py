"""The demonstration's data: a made-up merchant with a catalogue, customers, and returns in every state."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import event
from sqlmodel import Session, select

from returns_app.db.accounts import User
from returns_app.db.customers import Customer
from returns_app.db.policies import Reason, ReturnPolicy, Survey, SurveyQuestion
from returns_app.db.products import Product
from returns_app.db.search import remember_words
from returns_app.db.shipping import CarrierService, OfferedOption
from returns_app.seed.carriers import add_carriers
from returns_app.seed.customers import add_customers
from returns_app.seed.policies import add_policies, end_policy
from returns_app.seed.products import add_products
from returns_app.seed.reasons import add_reasons
from returns_app.seed.returns import add_returns
from returns_app.seed.surveys import add_surveys
from returns_app.seed.users import SIGN_INS, SignIn, add_users

__all__ = ["SIGN_INS", "SignIn", "seed_if_empty"]


def seed_if_empty(session: Session, *, now: datetime) -> bool:
    """Fill a database in which nothing was set up yet, neither user, reason nor return type; True when it did.

    The same `now` gives the same data, but for the secrets that the deeds themselves draw. Times are relative to `now`.
    """
    if any(session.exec(select(table).limit(1)).first() for table in (User, Reason, ReturnPolicy)):
        return False
    add_users(session, now=now)
    add_reasons(session)
    add_carriers(session)
    add_surveys(session)
    add_policies(session, now=now)
    remember_words(session, "product", " ".join(sorted(add_products(session))))
    add_customers(session, now=now)
    with _kept_in_memory(session):
        add_returns(session, now=now)
    end_policy(session, now=now - timedelta(days=1))
    return True


@contextmanager
def _kept_in_memory(session: Session) -> Iterator[None]:
    """See to it that rows are read once: a session lets go of those that nobody holds."""
    kept: list[object] = list(session.exec(select(Product)))
    for table in (ReturnPolicy, Customer, CarrierService, OfferedOption, Survey, SurveyQuestion, Reason):
        kept += session.exec(select(table))

    def keep(_session: object, row: object) -> None:
        kept.append(row)

    moments = ("pending_to_persistent", "loaded_as_persistent")
    for moment in moments:
        event.listen(session, moment, keep)
    yield
    for moment in moments:
        event.remove(session, moment, keep)
