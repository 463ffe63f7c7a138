"""The demonstration's data: a made-up merchant with a catalogue, customers, and returns in every state."""

from datetime import datetime

from sqlmodel import Session, select

from returns_app.db.accounts import User
from returns_app.db.policies import ReturnPolicy
from returns_app.db.search import remember_words
from returns_app.seed.carriers import add_carriers
from returns_app.seed.customers import add_customers
from returns_app.seed.policies import add_policies, end_policy
from returns_app.seed.products import add_products
from returns_app.seed.reasons import add_reasons
from returns_app.seed.surveys import add_surveys
from returns_app.seed.users import SIGN_INS, SignIn, add_users

__all__ = ["SIGN_INS", "SignIn", "seed_if_empty"]


def seed_if_empty(session: Session, *, now: datetime) -> bool:
    """Fill a database in which there is neither a user nor a return type; True when it did.

    The same `now` gives the same data, but for the secrets that the deeds themselves draw. Times are relative to `now`.
    """
    if session.exec(select(User.id)).first() or session.exec(select(ReturnPolicy.id)).first():
        return False
    add_users(session, now=now)
    add_reasons(session)
    add_carriers(session)
    add_surveys(session)
    add_policies(session, now=now)
    remember_words(session, "product", " ".join(sorted(add_products(session))))
    remember_words(session, "customer", " ".join(sorted(add_customers(session, now=now))))
    end_policy(session, now=now)
    return True
