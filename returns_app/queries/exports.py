"""Somebody's exports: how far they are, and where their files lie."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app import routes
from returns_app.db.exports import Export
from returns_app.domain.actors import Actor
from returns_app.domain.errors import NotFound
from returns_app.settings import load

MOST_SHOWN = 3
_NAMES = {"csv": "CSV", "xlsx": "Excel"}


@dataclass(frozen=True)
class ExportCard:
    """One export as the page shows it. `look` is `waiting`, `running`, `done` or `failed`; `percent` goes to 100."""

    id: str = ""
    name: str = ""
    look: str = ""
    words: str = ""
    percent: int = 0
    href: str = ""


def export_cards(session: Session, actor: Actor, *, now: datetime) -> list[ExportCard]:
    """The newest exports of the actor that were not canceled, newest first. One statement."""
    if actor.id is None:
        return []
    living = (
        col(Export.owner_id) == actor.id,
        col(Export.status) != "canceled",
        col(Export.expires_at) > now,
    )
    query = select(Export).where(*living).order_by(col(Export.created_at).desc()).limit(MOST_SHOWN)
    return [_card(row) for row in session.exec(query)]


def ready_file(session: Session, actor: Actor, export_id: UUID, *, now: datetime) -> tuple[Path, str]:
    """Where the actor's own finished export lies, and what to call it.

    Raises `NotFound` for another's, for one that is not ready, and once the actor's rights are others than it was
    written with.
    """
    row = session.get(Export, export_id)
    if row is None or actor.id is None or row.owner_id != actor.id:
        raise NotFound
    path = file_of(row.id, row.format, actor)
    if row.status != "done" or row.expires_at <= now or not path.is_file():
        raise NotFound
    return path, f"returns-{row.created_at:%Y-%m-%d-%H%M}.{row.format}"


def export_folder() -> Path:
    """Where exports lie; nothing serves this folder."""
    return load().data_dir / "exports"


def file_of(export_id: UUID, kind: str, owner: Actor) -> Path:
    """The file of an export. Its name holds the rights it was written with: with others there is no such file."""
    scope = "|".join(
        [str(owner.role), *sorted(owner.countries), "", *sorted(str(policy) for policy in owner.policies)]
    )
    return export_folder() / f"{export_id}.{sha256(scope.encode()).hexdigest()[:16]}.{kind}"


def _card(row: Export) -> ExportCard:
    name = _NAMES[row.format]
    look = {"wanted": "waiting"}.get(row.status, row.status)
    return ExportCard(
        id=str(row.id),
        name=name,
        look=look,
        words=_words(row),
        percent=_percent(row),
        href=routes.export_file(row.id) if look == "done" else "",
    )


def _words(row: Export) -> str:
    match row.status:
        case "running" if row.total_rows is not None:
            return f"{row.done_rows:,} of {max(row.total_rows, row.done_rows):,} rows"
        case "running":
            return "Counting the rows"
        case "done":
            return f"{row.done_rows:,} {'row' if row.done_rows == 1 else 'rows'}"
        case "failed":
            return "It could not be written. Export again."
        case _:
            return "Waiting for its turn"


def _percent(row: Export) -> int:
    if row.status == "done":
        return 100
    return min(row.done_rows * 100 // row.total_rows, 99) if row.total_rows else 0
