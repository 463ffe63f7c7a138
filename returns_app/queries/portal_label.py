"""The documents of a finished return, for its own customer."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from returns_app.db.returns import Return, fetch
from returns_app.db.shipments import Label, labels_of
from returns_app.domain.actors import Actor
from returns_app.domain.errors import NotFound
from returns_app.labels import qr_png

CODE_SCALE = 12


@dataclass(frozen=True)
class Document:
    """A file to download. `name` is the return number with an ending."""

    name: str
    content: bytes
    media_type: str


def label_document(session: Session, actor: Actor, paper: str) -> Document:
    """The label on `a6` or `a4`. Raises `NotFound` when there is none for this actor."""
    row, label = _label(session, actor)
    content = label.a4 if paper == "a4" else label.a6
    return Document(f"{row.number}.pdf", content, "application/pdf")


def code_document(session: Session, actor: Actor) -> Document:
    """The code a counter scans, as a picture. Raises `NotFound` when there is none for this actor."""
    row, label = _label(session, actor)
    if not label.qr_text:
        raise NotFound
    return Document(f"{row.number}.png", qr_png(label.qr_text, CODE_SCALE), "image/png")


def _label(session: Session, actor: Actor) -> tuple[Return, Label]:
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    labels = labels_of(session, row.id)
    if not labels:
        raise NotFound
    return row, labels[0][1]
