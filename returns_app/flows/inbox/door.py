"""The parts of a mail over plain HTTP: its HTML for a sandboxed frame, its text, its attachment."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from returns_app import routes
from returns_app.db.session import read
from returns_app.domain.actors import Actor
from returns_app.domain.errors import NotFound, Refusal
from returns_app.flows.enclosed import PRIVATE, enclosed
from returns_app.flows.inbox.reader import reader_of
from returns_app.mail.facts import BadFacts
from returns_app.queries.files import mail_of
from returns_app.worker.letters import envelope_of, message_of, preview_of


async def get_part(request: Request) -> Response:
    """One part of a mail within the asker's scope: `mail.html`, `mail.txt` or `attachment.pdf`."""
    actor = await reader_of(request)
    if actor is None:
        return RedirectResponse(routes.sign_in(routes.INBOX), 303)
    make = _PARTS.get(request.path_params["name"])
    if make is None:
        return _nothing()
    try:
        return await read(make, actor, UUID(request.path_params["mail_id"]))
    except (ValueError, Refusal, BadFacts):
        return _nothing()


def _html(session: Session, actor: Actor, mail_id: UUID) -> Response:
    mail_of(session, actor, mail_id)
    return enclosed(preview_of(session, mail_id))


def _text(session: Session, actor: Actor, mail_id: UUID) -> Response:
    return PlainTextResponse(message_of(mail_of(session, actor, mail_id)).text, headers=PRIVATE)


def _attachment(session: Session, actor: Actor, mail_id: UUID) -> Response:
    mail = mail_of(session, actor, mail_id)
    attached = envelope_of(session, mail, now=datetime.now(UTC)).attachments
    if not attached:
        raise NotFound
    headers = {**PRIVATE, "content-disposition": f'attachment; filename="{attached[0].name}"'}
    return Response(attached[0].content, media_type="application/pdf", headers=headers)


def _nothing() -> Response:
    return PlainTextResponse("There is no such mail here, or what it said was erased.", 404, PRIVATE)


_PARTS: dict[str, Callable[[Session, Actor, UUID], Response]] = {
    "mail.html": _html,
    "mail.txt": _text,
    "attachment.pdf": _attachment,
}
ROUTES = (Route(routes.mail_file("{mail_id}", "{name}"), get_part),)
