"""What stands on the stage of a demonstration: a return that waits for its customer, and what happens on it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app import routes
from returns_app.db.accounts import User
from returns_app.db.links import Link
from returns_app.db.outbox import mails_of
from returns_app.db.returns import Return, fetch
from returns_app.db.timeline import entries_of
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Actor, Role
from returns_app.domain.lifecycle import Status
from returns_app.queries import moments
from returns_app.queries.mail_subjects import subject_of
from returns_app.queries.return_story import whole_story
from returns_app.queries.standing import shown_number


@dataclass(frozen=True)
class Scene:
    """Where the frames go; `about` is the return that the timeline tells of. Empty leaves a frame alone."""

    desk: str = routes.DESK
    phone: str = ""
    inbox: str = routes.INBOX
    about: str = ""


@dataclass(frozen=True)
class StageEntry:
    """One thing that happened."""

    key: str
    time: str
    what: str
    aside: str


@dataclass(frozen=True)
class StageStory:
    """What happened on a return, newest first."""

    title: str
    told: list[StageEntry]


def opening_scene(session: Session, *, now: datetime) -> Scene:
    """A return that waits for its customer, in English where there is one, from both sides."""
    waiting = (
        select(Link, Return)
        .join(Return, col(Return.id) == col(Link.return_id))
        .where(
            Return.status == Status.AWAITING_CUSTOMER,
            col(Link.superseded_at).is_(None),
            col(Link.revoked_at).is_(None),
            Link.expires_at > now,
        )
        .order_by(col(Return.language) != "en", col(Link.created_at).desc(), col(Link.id))
    )
    found = session.exec(waiting).first()
    return scene_of(found[1].id, found[0].id) if found else Scene()


def scene_of(return_id: UUID, link_id: UUID) -> Scene:
    """A return and its link, from both sides."""
    return Scene(
        desk=routes.ready_link_page(return_id),
        phone=routes.link_path(link_token(link_id)),
        about=str(return_id),
    )


def presenter(session: Session, role: Role) -> UUID | None:
    """The first of this role who looks after every country."""
    people = select(User).where(User.role == role.value, col(User.active)).order_by(col(User.email))
    return next((user.id for user in session.exec(people) if not user.countries), None)


def stage_story(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> StageStory:
    """What happened on a return of the actor's scope, newest first. Raises `NotFound`."""
    row = fetch(session, actor, return_id)
    mails = mails_of(session, row.id)
    subjects = {str(mail.id): subject_of(mail) for mail in mails}
    story = whole_story(session, row, entries_of(session, row.id), mails, subjects)
    told = [
        StageEntry(str(one.entry.id), moments.feed_time(one.entry.at, now=now), one.said.what, one.said.aside)
        for one in story
    ]
    return StageStory(title=shown_number(row), told=told)
