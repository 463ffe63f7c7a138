"""One's own account: how one signs in, and where one is signed in."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from returns_app.db.accounts import User, UserSession, must_be_strong
from returns_app.db.second_factors import factor_of, recovery_codes_left
from returns_app.db.tokens import token_hash
from returns_app.domain.actors import Actor, Stage
from returns_app.domain.errors import NotFound
from returns_app.domain.one_time_codes import Setup, spaced
from returns_app.labels import qr_png
from returns_app.queries import moments
from returns_app.settings import load

MOST_SESSIONS = 50
_QR_SCALE = 4
# The first that a browser's own name holds; all of them also name others that they are like.
_BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrom": "Chrome", "Safari/": "Safari"}
_SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "macOS",
    "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip
_HANDHELD = {"iPhone", "iPad", "Android"}


@dataclass(frozen=True)
class SessionRow:
    """One browser in which one is signed in; `here` is the one that asks, `handheld` a phone's or a tablet's."""

    id: str = ""
    browser: str = ""
    handheld: bool = False
    since: str = ""
    seen: str = ""
    here: bool = False


@dataclass(frozen=True)
class AccountView:
    """The account. `must` says that it may not be without a second factor; `shared` that nothing of it may change."""

    name: str = ""
    email: str = ""
    role: str = ""
    shared: bool = False
    must: bool = False
    factor_since: str = ""
    codes_left: int = 0
    sessions: list[SessionRow] = field(default_factory=list)


@dataclass(frozen=True)
class SetupView:
    """What to put into an app: as a picture, as a key in groups of four; and the codes to keep."""

    picture: str = ""
    key: str = ""
    codes: list[str] = field(default_factory=list)


def account_view(session: Session, actor: Actor, token: str, *, now: datetime) -> AccountView:
    """The actor's own account, seen from the browser that has this token."""
    user = session.get(User, actor.id)
    if user is None:
        raise NotFound
    factor = factor_of(session, user.id)
    return AccountView(
        name=user.name,
        email=user.email,
        role=user.role.capitalize(),
        shared=user.shared,
        must=must_be_strong(user),
        factor_since=moments.at(factor.confirmed_at) if factor and factor.confirmed_at else "",
        codes_left=recovery_codes_left(session, user.id),
        sessions=_sessions(session, user, token_hash(token), now=now),
    )


def setup_view(setup: Setup) -> SetupView:
    """A setup as it is shown."""
    picture = b64encode(qr_png(setup.address, _QR_SCALE)).decode()
    groups = (setup.key[start : start + 4] for start in range(0, len(setup.key), 4))
    return SetupView(
        picture=f"data:image/png;base64,{picture}",
        key=" ".join(groups),
        codes=shown_codes(setup.recovery_codes),
    )


def shown_codes(codes: tuple[str, ...]) -> list[str]:
    """Recovery codes as they are read best."""
    return [spaced(code) for code in codes]


def _sessions(session: Session, user: User, this: str, *, now: datetime) -> list[SessionRow]:
    """Those that live, this one first. Of a shared account the others are other people's."""
    idle = now - timedelta(hours=load().session_idle_hours)
    wanted = select(UserSession).where(
        col(UserSession.user_id) == user.id,
        col(UserSession.revoked_at).is_(None),
        col(UserSession.expires_at) > now,
        col(UserSession.last_seen_at) > idle,
        col(UserSession.stage).in_([Stage.OPEN.value, Stage.STRONG.value]),
    )
    if user.shared:
        wanted = wanted.where(col(UserSession.token_hash) == this)
    rows = session.exec(wanted.order_by(col(UserSession.last_seen_at).desc()).limit(MOST_SESSIONS)).all()
    return [_row(row, this) for row in sorted(rows, key=lambda row: row.token_hash != this)]


def _row(row: UserSession, this: str) -> SessionRow:
    return SessionRow(
        id=str(row.id),
        browser=browser_name(row.user_agent),
        handheld=_system(row.user_agent) in _HANDHELD,
        since=moments.at(row.created_at),
        seen=moments.at(row.last_seen_at),
        here=row.token_hash == this,
    )


def browser_name(user_agent: str) -> str:
    """`Firefox on Windows`: known words alone, whatever a browser calls itself."""
    browser = next((name for part, name in _BROWSERS.items() if part in user_agent), "A browser")
    system = _system(user_agent)
    return f"{browser} on {system}" if system else browser


def _system(user_agent: str) -> str:
    return next((name for part, name in _SYSTEMS.items() if part in user_agent), "")
