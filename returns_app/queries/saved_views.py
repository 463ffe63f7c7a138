"""The views of the list that somebody kept, and those that are shared with everybody."""

from dataclasses import dataclass

from sqlmodel import Session

from returns_app import routes
from returns_app.db.saved_views import views_of
from returns_app.domain.actors import Actor


@dataclass(frozen=True)
class SavedViewRow:
    """One saved view. `query` is the part of `href` after `?`; `mine` may be renamed and deleted."""

    id: str = ""
    name: str = ""
    href: str = ""
    query: str = ""
    mine: bool = False
    shared: bool = False


def saved_views(session: Session, actor: Actor) -> list[SavedViewRow]:
    """The actor's own views and the shared ones, by name; one statement. A view shows only what its reader may see."""
    if actor.id is None:
        return []
    return [
        SavedViewRow(
            id=str(row.id),
            name=row.name,
            href=f"{routes.RETURNS}?{row.query}" if row.query else routes.RETURNS,
            query=row.query,
            mine=row.owner_id == actor.id,
            shared=row.shared,
        )
        for row in views_of(session, actor.id)
    ]
