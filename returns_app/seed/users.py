"""The people at the demonstration's desk, one of each role and one who looks after Germany alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from returns_app.actions.sign_in import hash_password
from returns_app.db.accounts import User
from returns_app.domain.actors import Actor, ActorKind, Role
from returns_app.seed.ids import uid

# The same for everybody: the sign-in page of the demonstration shows it.
PASSWORD = "noordlicht-demo"  # noqa: S105 - opens made-up data alone
JOINED = timedelta(days=400)


@dataclass(frozen=True)
class SignIn:
    """Somebody who can sign in. `countries` is their scope, empty for all."""

    name: str
    email: str
    role: Role
    password: str = PASSWORD
    countries: tuple[str, ...] = ()


SIGN_INS: tuple[SignIn, ...] = (
    SignIn("Jonas Brandt", "agent@noordlicht.example", Role.AGENT),
    SignIn("Femke de Wit", "supervisor@noordlicht.example", Role.SUPERVISOR),
    SignIn("Annika Berglund", "admin@noordlicht.example", Role.ADMIN),
    SignIn("Teun Verhagen", "operator@noordlicht.example", Role.OPERATOR),
    SignIn("Greta Lindemann", "germany@noordlicht.example", Role.AGENT, countries=("DE",)),
)


def add_users(session: Session, *, now: datetime) -> None:
    """Add everybody of `SIGN_INS`."""
    # One hash for all of them: a hash is slow on purpose, and their password is no secret.
    password_hash = hash_password(PASSWORD)
    for who in SIGN_INS:
        user = User(
            id=uid("user", who.email),
            email=who.email,
            name=who.name,
            role=who.role.value,
            password_hash=password_hash,
            countries=list(who.countries),
            created_at=now - JOINED,
            shared=True,
        )
        session.add(user)
    session.flush()


def staff(who: SignIn) -> Actor:
    """Turn this person into the one who acts."""
    return Actor(
        ActorKind.STAFF, uid("user", who.email), who.name, role=who.role, countries=frozenset(who.countries)
    )
