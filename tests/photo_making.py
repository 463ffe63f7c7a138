"""Questions for photos, and files that are photos or pretend to be."""

from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID, uuid4

from PIL import Image
from sqlmodel import Session, select

from returns_app.db.policies import PolicySurvey, Survey, SurveyQuestion
from returns_app.db.session import write_now
from tests.factories import Shop

ORIENTATION, CAMERA = 0x0112, 0x0110


def ask(of: Shop, kind: str = "photo", *, subject: str = "return", words: str = "", **question: Any) -> UUID:
    """Let the shop's policy ask one more question, in a survey of its own; its id."""

    def add(session: Session) -> UUID:
        survey = Survey(key=uuid4().hex[:20], name="More", subject=subject)
        session.add(survey)
        session.flush()
        there = len(session.exec(select(PolicySurvey).where(PolicySurvey.policy_id == of.policy)).all())
        session.add(PolicySurvey(policy_id=of.policy, survey_id=survey.id, position=1 + there))
        row = SurveyQuestion(
            survey_id=survey.id,
            key="one",
            kind=kind,
            labels={"en": words or "Photos of the damage"},
            **question,
        )
        session.add(row)
        session.flush()
        return row.id

    return write_now(add)


def ask_after(question: UUID, kind: str, *, key: str, words: str, **more: Any) -> UUID:
    """Ask one more in the survey of a question; its id."""

    def add(session: Session) -> UUID:
        first = session.get_one(SurveyQuestion, question)
        row = SurveyQuestion(
            survey_id=first.survey_id, key=key, kind=kind, labels={"en": words}, position=1, **more
        )
        session.add(row)
        session.flush()
        return row.id

    return write_now(add)


def photo(size: tuple[int, int] = (800, 600), kind: str = "JPEG", *, seed: int = 1, **how: Any) -> bytes:
    """A photo in which no two places are alike, so that it does not pack well."""
    wide, high = size[0] // 4, size[1] // 4
    small = Image.frombytes("RGB", (wide, high), Random(seed).randbytes(wide * high * 3))  # noqa: S311 - a picture
    written = BytesIO()
    small.resize(size).save(written, kind, **how)
    return written.getvalue()


def held_upright(content: bytes) -> bytes:
    """The same photo as from a camera that was held upright: it says so, and says where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[CAMERA] = 6, "Quackenbush Pocket 3"
    exif.get_ifd(0x8825)[1] = "N"
    written = BytesIO()
    Image.open(BytesIO(content)).save(written, "JPEG", exif=exif, quality=95)
    return written.getvalue()
