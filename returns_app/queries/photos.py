"""Photos as bytes, and how far one has come, fetched together with the right to them."""

from uuid import UUID

from sqlmodel import Session, col, func, select

from returns_app.db.photos import Photo, Upload
from returns_app.db.returns import fetch
from returns_app.domain.actors import Actor
from returns_app.domain.errors import NotFound


def photo_file(session: Session, actor: Actor, return_id: UUID, photo_id: UUID, *, small: bool) -> bytes:
    """The photo as JPEG, or its preview. Raises `NotFound` beyond the actor's scope, and where there is none."""
    row = fetch(session, actor, return_id)
    wanted = col(Photo.preview) if small else col(Photo.content)
    content = session.exec(select(wanted).where(Photo.id == photo_id, Photo.return_id == row.id)).first()
    if content is None:
        raise NotFound
    return content


def upload_state(session: Session, actor: Actor, return_id: UUID, photo_id: UUID) -> tuple[int, bool]:
    """From which byte an upload goes on, and whether it is a photo already. One that is unknown begins at 0."""
    row = fetch(session, actor, return_id)
    kept = select(Photo.id).where(Photo.id == photo_id, Photo.return_id == row.id)
    if session.exec(kept).first() is not None:
        return 0, True
    length = select(func.length(Upload.content)).where(Upload.id == photo_id, Upload.return_id == row.id)
    return session.exec(length).first() or 0, False
