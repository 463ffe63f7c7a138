"""What the page of a return's link shows: values for a browser. The link itself is not among them; the door adds it."""

from dataclasses import dataclass, field

from returns_app.queries.draft_views import DraftView
from returns_app.queries.duties import Duty


@dataclass(frozen=True)
class TrackEvent:
    """One thing that happens with a link. `look` is "done", "now", "todo" or "failed"."""

    name: str
    detail: str
    look: str


@dataclass(frozen=True)
class LinkView:
    """A return's newest link. `state` is "live", "expired", "revoked", "ended" or "finished"; empty for none.

    `mail` says how the last mail fares, in one of the tones "done", "waiting" or "urgent"; empty when none was sent.
    """

    return_id: str = ""
    link_id: str = ""
    status: str = ""
    state: str = ""
    reference: str = ""
    number: str = ""
    title: str = ""
    lead: str = ""
    language: str = ""
    email: str = ""
    subject: str = ""
    mail: str = ""
    mail_tone: str = ""
    lives_until: str = ""
    lives_detail: str = ""
    ends_on: str = ""
    draft: DraftView = field(default_factory=DraftView)
    track: list[TrackEvent] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
