"""Notices that a return changed, from whoever changed it to every open page that shows it, in any process."""

from returns_app.live.notices import publish, watch
from returns_app.live.relay import relaying

__all__ = ["publish", "relaying", "watch"]
