"""Writing exports piece by piece: no transaction lasts longer than a piece, and every piece asks for the right anew."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import structlog
from sqlmodel import Session, col, select

from returns_app.db.accounts import User, actor_of
from returns_app.db.exports import KEPT, Export, claim_export, keep_export
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Actor
from returns_app.queries.export_rows import HEADING, ExportRow, Piece, export_piece, export_total
from returns_app.queries.exports import export_folder, file_of
from returns_app.worker.clock import Clock, utc_now
from returns_app.worker.export_files import Table, table

# How often the progress is told, and the lease renewed with it.
TOLD_EVERY = 1.0
# After each piece the others may have the processor for so long as a share of what the piece took.
BREATH = 0.5
# What a worker that was killed left behind has grown no more for so long.
LEFTOVER = timedelta(hours=1)
logger = structlog.get_logger(__name__)


class _GivenUp(Exception):
    """Somebody canceled it or took it over; or it is to be `left` as `failed` or `wanted`."""

    def __init__(self, left: str = "") -> None:
        super().__init__()
        self.left = left


def write_waiting_exports(clock: Clock = utc_now, *, stopped: Callable[[], bool] = lambda: False) -> int:
    """Delete what nobody may fetch any more, then write every export that waits. Returns how many were tried.

    Once `stopped`, the one at work is given back; the next worker begins it anew.
    """
    clear_exports(clock)
    tried = 0
    while not stopped() and (taken := write_now(_take, now=clock())) is not None:
        tried += 1
        _Writing(*taken, clock, stopped).run()
    return tried


def clear_exports(clock: Clock = utc_now) -> int:
    """Delete expired exports with their files, and files that belong to none. Returns how many files went."""
    now, folder, gone = clock(), export_folder(), 0
    # The files first: each of them had its row before, and what is written meanwhile is not looked at.
    paths = list(folder.iterdir()) if folder.is_dir() else []
    kept = write_now(_forget_expired, now=now)
    for path in paths:
        if path.name.partition(".")[0] not in kept and (not _is_fresh(path, now) or _is_whole(path)):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


class _Writing:
    """One export on its way into its file. `lease` is what tells this writer from one that took over."""

    def __init__(self, export: Export, owner: Actor, clock: Clock, stopped: Callable[[], bool]) -> None:
        self._stopped = stopped
        self._id, self._query, self._kind = export.id, export.query, export.format
        self._owner, self._clock = owner, clock
        self._lease = export.lease_until or clock()
        self._told = 0.0

    def run(self) -> None:
        """Write it, and say how it ended."""
        part = export_folder() / f"{self._id}.{uuid4().hex}.part"
        try:
            self._write(part)
        except _GivenUp as end:
            if end.left:
                self._keep(status=end.left)
        except Exception:
            logger.exception("an export failed", export=str(self._id))
            self._keep(status="failed")
        finally:
            part.unlink(missing_ok=True)

    def _write(self, part: Path) -> None:
        part.parent.mkdir(parents=True, exist_ok=True)
        total = read_now(export_total, self._owner, self._query, now=self._clock())
        self._must_keep(total_rows=total)
        done = 0
        with table(part, self._kind, HEADING) as sheet:
            for rows in self._pieces():
                began = time.monotonic()
                _put(sheet, rows)
                done += len(rows)
                self._tell(done)
                # The same process may be answering people, and Python does one thing at a time.
                time.sleep((time.monotonic() - began) * BREATH)
        now = self._clock()
        part.replace(file_of(self._id, self._kind, self._owner))
        self._must_keep(
            status="done", done_rows=done, total_rows=done, finished_at=now, expires_at=now + KEPT
        )

    def _pieces(self) -> Iterator[list[ExportRow]]:
        after = ""
        while True:
            if self._stopped():
                raise _GivenUp("wanted")
            piece = read_now(self._piece, after=after)
            yield piece.rows
            if not piece.after:
                return
            after = piece.after

    def _piece(self, session: Session, *, after: str) -> Piece:
        owner = _owner_now(session, self._id)
        if owner != self._owner:
            # A file holds what one scope allows; with another one it has to be asked for again.
            raise _GivenUp("failed")
        return export_piece(session, owner, self._query, after=after, now=self._clock())

    def _tell(self, done: int) -> None:
        if time.monotonic() - self._told < TOLD_EVERY:
            return
        self._must_keep(done_rows=done)
        self._told = time.monotonic()

    def _must_keep(self, **values: object) -> None:
        if not self._keep(**values):
            raise _GivenUp

    def _keep(self, **values: object) -> bool:
        lease = write_now(keep_export, self._id, self._lease, values, now=self._clock())
        self._lease = lease or self._lease
        return lease is not None


def _put(sheet: Table, rows: list[ExportRow]) -> None:
    for row in rows:
        sheet.row(row)


def _take(session: Session, *, now: datetime) -> tuple[Export, Actor] | None:
    while (export := claim_export(session, now=now)) is not None:
        owner = _owner_now(session, export.id)
        if owner is not None:
            return export, owner
        export.status, export.lease_until = "failed", None
        session.add(export)
        session.flush()
    return None


def _owner_now(session: Session, export_id: UUID) -> Actor | None:
    """Whoever asked for it, with the rights they have at this moment; `None` when they have none left."""
    found = session.exec(
        select(User).join(Export, col(Export.owner_id) == User.id).where(Export.id == export_id)
    ).first()
    return actor_of(found) if found is not None and found.active else None


def _forget_expired(session: Session, *, now: datetime) -> set[str]:
    for row in session.exec(select(Export).where(col(Export.expires_at) <= now)):
        session.delete(row)
    session.flush()
    return {str(export_id) for export_id in session.exec(select(Export.id))}


def _is_whole(path: Path) -> bool:
    return path.suffix != ".part"


def _is_fresh(path: Path, now: datetime) -> bool:
    return path.exists() and path.stat().st_mtime > (now - LEFTOVER).timestamp()
