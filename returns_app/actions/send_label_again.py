"""The customer lost the mail with the label: it is sent once more."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.issue_link import ensure_link
from returns_app.actions.post_mail import LabelCopy, mail_label
from returns_app.db.returns import Return, fetch_for_change, touch
from returns_app.db.shipments import labels_of
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict
from returns_app.domain.lifecycle import Status
from returns_app.domain.words import say

_BEFORE_ARRIVAL = frozenset({Status.SUBMITTED, Status.PICKUP_REQUESTED})
MAX_KEY = 64


def send_label_again(session: Session, actor: Actor, return_id: UUID, *, key: str, now: datetime) -> Return:
    """Mail the label, and the further ones if there are any. `key` is one click: the same key mails once.

    Raises `Conflict` once the goods are here.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.status not in _BEFORE_ARRIVAL:
        raise Conflict(say("There is no label to send for this return now."))
    link = ensure_link(session, actor, row, now=now)
    for _, label in labels_of(session, row.id):
        which = LabelCopy(label_id=label.id, key=key[:MAX_KEY])
        mail_label(session, actor, row, link, now=now, which=which)
    touch(session, row, now=now)
    return row
