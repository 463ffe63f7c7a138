"""A photo as an answer: it comes in pieces, is written anew when it is whole, and may be taken away again."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, delete, func, select

from returns_app.actions.save_draft import editable
from returns_app.db.drafts import QuestionGroup, load_draft
from returns_app.db.photos import Photo, Upload
from returns_app.db.returns import Return, touch
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import Conflict, Invalid, NotFound
from returns_app.domain.surveys import MOST_BYTES, TOO_LARGE, Kind, Place, Question
from returns_app.domain.wizard import StepKey
from returns_app.domain.words import Sentence, say
from returns_app.pictures import Picture, Wrong, kind_of

MOST_BYTES_OF_A_PIECE: Final = 192 * 1024
# Every piece writes what came so far anew: smaller ones than this would make much work of little.
_LEAST_BYTES_OF_A_PIECE: Final = 32 * 1024
_MOST_PIECES: Final = 48
# Somebody may leave more photos half sent than anybody takes; the oldest of them give way.
_MOST_UPLOADS: Final = 16

_PROBLEMS: dict[str, Sentence] = {
    Wrong.HEIC: say("This photo is HEIC, which we cannot read. Send it as JPG, or set your camera to JPG."),
    Wrong.VIDEO: say("This is a video. Choose a photo."),
    Wrong.KIND: say("This is no photo that we can read. Choose one that is JPG, PNG or WebP."),
    Wrong.MOVES: say("This picture moves. Choose a photo."),
    Wrong.PIXELS: say("This photo has too many pixels. Choose a smaller one."),
    Wrong.BROKEN: say("This photo cannot be read. Choose another, or take it again."),
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """Some bytes of a photo of `size` bytes, from `start` on. `id` is drawn by the browser, once for each photo."""

    id: UUID
    place: Place
    size: int
    start: int
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Received:
    """How far an upload has come: go on from `at`. `whole` is the file when all is there; `done`, it is a photo."""

    at: int
    done: bool = False
    whole: bytes = field(default=b"", repr=False)


def receive_piece(
    session: Session, actor: Actor, return_id: UUID, piece: Piece, *, now: datetime
) -> Received:
    """Keep a piece that comes next. One that came before, or comes too early, changes nothing: go on from `at`.

    Raises `Invalid` at `photo` for what can never become one of the photos asked for, `NotFound` for a question that is
    not asked of this actor.
    """
    row = editable(session, actor, return_id, StepKey.SURVEYS)
    if _is_kept(session, row, piece.id):
        return Received(piece.size, done=True)
    question = _question(session, actor, row, piece.place)
    upload = session.get(Upload, piece.id) or _begin(session, row, piece, question, now=now)
    place = Place(upload.subject, upload.question_id)
    if (upload.return_id, place, upload.size) != (row.id, piece.place, piece.size):
        raise Conflict(say("This photo was begun elsewhere. Choose it again."))
    if piece.content and piece.start == len(upload.content):
        _append(upload, piece, now=now)
        session.add(upload)
        session.flush()
    at = len(upload.content)
    return Received(at, whole=upload.content if at == upload.size else b"")


def keep_photo(
    session: Session, actor: Actor, return_id: UUID, upload_id: UUID, picture: Picture, *, now: datetime
) -> None:
    """Make a photo of a whole upload. Twice makes one. Raises `Invalid` at `photo` when there are enough already."""
    row = editable(session, actor, return_id, StepKey.SURVEYS)
    if _is_kept(session, row, upload_id):
        return
    upload = _upload_of(session, row, upload_id)
    place = Place(upload.subject, upload.question_id)
    _require_room(session, row, place, _question(session, actor, row, place))
    photo = Photo(
        id=upload.id,
        return_id=row.id,
        question_id=upload.question_id,
        subject=upload.subject,
        content=picture.content,
        preview=picture.preview,
        width=picture.width,
        height=picture.height,
        by_customer=actor.kind is ActorKind.CUSTOMER,
        added_at=now,
    )
    session.delete(upload)
    session.add(photo)
    if photo.by_customer and not {*row.left_steps, *row.finished_steps} & {StepKey.SURVEYS}:
        # Nothing else may be open in this step; it stays the customer's until they press Next.
        row.left_steps = [*row.left_steps, StepKey.SURVEYS.value]
    touch(session, row, now=now)


def refuse_upload(
    session: Session, actor: Actor, return_id: UUID, upload_id: UUID, why: Wrong, *, now: datetime
) -> Sentence:
    """Drop an upload that became no photo, and say why in words."""
    remove_photo(session, actor, return_id, upload_id, now=now)
    return _PROBLEMS[why]


def remove_photo(session: Session, actor: Actor, return_id: UUID, photo_id: UUID, *, now: datetime) -> None:
    """Take a photo away, or stop sending it. A customer takes away their own alone. What is gone stays gone."""
    row = editable(session, actor, return_id, StepKey.SURVEYS)
    mine = (Photo.by_customer,) if actor.kind is ActorKind.CUSTOMER else ()
    query = delete(Photo).where(col(Photo.id) == photo_id, col(Photo.return_id) == row.id, *mine)
    gone = session.connection().execute(query).rowcount
    half = delete(Upload).where(col(Upload.id) == photo_id, col(Upload.return_id) == row.id)
    session.connection().execute(half)
    if gone:
        touch(session, row, now=now)


def _is_kept(session: Session, row: Return, photo_id: UUID) -> bool:
    owner = session.exec(select(Photo.return_id).where(Photo.id == photo_id)).first()
    if owner is not None and owner != row.id:
        raise NotFound
    return owner is not None


def _upload_of(session: Session, row: Return, upload_id: UUID) -> Upload:
    upload = session.get(Upload, upload_id)
    if upload is None or upload.return_id != row.id:
        raise NotFound
    return upload


def _question(session: Session, actor: Actor, row: Return, place: Place) -> Question:
    """The photo question at this place. It may just have been brought up by an answer that is not saved yet."""
    is_customer = actor.kind is ActorKind.CUSTOMER
    for group in load_draft(session, row).groups:
        for question in group.questions:
            if place == Place(group.subject, question.id) and question.kind is Kind.PHOTO:
                return _if_asked(group, question, is_customer=is_customer)
    raise NotFound


def _if_asked(group: QuestionGroup, question: Question, *, is_customer: bool) -> Question:
    if is_customer and question.key in group.settled:
        raise NotFound
    return question


def _begin(session: Session, row: Return, piece: Piece, question: Question, *, now: datetime) -> Upload:
    if not 0 < piece.size <= MOST_BYTES:
        raise Invalid.at("photo", TOO_LARGE)
    _require_room(session, row, piece.place, question)
    newest = select(Upload.id).where(Upload.return_id == row.id).order_by(col(Upload.changed_at).desc())
    kept = list(session.exec(newest.limit(_MOST_UPLOADS - 1)))
    crowded = delete(Upload).where(col(Upload.return_id) == row.id, col(Upload.id).not_in(kept))
    session.connection().execute(crowded)
    upload = Upload(
        id=piece.id,
        return_id=row.id,
        question_id=piece.place.question,
        subject=piece.place.subject,
        size=piece.size,
        changed_at=now,
    )
    session.add(upload)
    return upload


def _require_room(session: Session, row: Return, place: Place, question: Question) -> None:
    mine = (Photo.return_id == row.id, Photo.question_id == place.question, Photo.subject == place.subject)
    there = session.exec(select(func.count()).select_from(Photo).where(*mine)).one()
    if there >= question.most_photos:
        raise Invalid.at("photo", say("Keep it to {most} photos.", most=question.most_photos))


def _append(upload: Upload, piece: Piece, *, now: datetime) -> None:
    end = piece.start + len(piece.content)
    least = max(_LEAST_BYTES_OF_A_PIECE, upload.size // _MOST_PIECES)
    if end > upload.size or (end < upload.size and len(piece.content) < least):
        raise Invalid.at("photo", _PROBLEMS[Wrong.BROKEN])
    if piece.start == 0:
        _require_photo(piece.content)
    upload.content, upload.changed_at = upload.content + piece.content, now


def _require_photo(start: bytes) -> None:
    """What is plainly no photo is refused at its first bytes, before the rest is sent in vain."""
    kind = kind_of(start[:16])
    if kind in {"jpeg", "png", "webp"}:
        return
    raise Invalid.at("photo", _PROBLEMS.get(kind, _PROBLEMS[Wrong.KIND]))
