"""The last step of the wizard: exceptions that were given a reason, then the link or the open return."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.grant_exception import grant_exception
from returns_app.actions.issue_link import issue_link
from returns_app.actions.open_return import open_return
from returns_app.domain.actors import Actor
from returns_app.domain.excusing import excuse_problems
from returns_app.domain.policy import CreationPath
from returns_app.flows.new_return.reading import Fields, excuses
from returns_app.queries.drafts import draft_view


def complete(session: Session, actor: Actor, draft_id: UUID, fields: Fields, *, now: datetime) -> None:
    """Make the link, or open the return, with the exceptions chosen beside it: all of it or nothing."""
    path = save_exceptions(session, actor, draft_id, fields, now=now)
    act = issue_link if path == CreationPath.LINK else open_return
    act(session, actor, draft_id, now=now)


def save_exceptions(
    session: Session, actor: Actor, draft_id: UUID, fields: Fields, *, now: datetime, whole: bool = True
) -> str:
    """Keep the exceptions that were given a reason; the path of the draft. Unless `whole`, one may be half said."""
    view = draft_view(session, actor, draft_id, now=now)
    kept = {
        one.rule: (one.reason, one.words) for one in view.findings if one.mine and one.state != "supervisor"
    }
    for excuse in excuses(fields):
        half_said = not whole and excuse_problems(excuse.rule, excuse.reason, excuse.words)
        if (
            kept.get(excuse.rule, (excuse.reason, excuse.words)) != (excuse.reason, excuse.words)
            and not half_said
        ):
            grant_exception(session, actor, draft_id, excuse, version=None, now=now)
    return view.path
