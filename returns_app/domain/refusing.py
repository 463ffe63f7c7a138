"""Why an agent may reject a piece: reasons by code, in words that go into the customer's mail."""

from returns_app.domain.words import Sentence, say

REJECT_REASONS: dict[str, Sentence] = {
    "used": say("Worn or used beyond trying it on."),
    "damaged_by_use": say("Damaged by use."),
    "incomplete": say("Parts or tags are missing."),
    "too_late": say("Outside the return window."),
    "hygiene": say("Opened, and cannot be sold again for hygiene."),
    "not_ours": say("Not bought from us."),
    "no_fault": say("The fault that was described was not found."),
    "other": say("Not covered by the return conditions."),
}
