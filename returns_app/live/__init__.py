"""Notices that a return changed, from whoever changed it to every open page that shows it, in any process."""

from returns_app.live.notices import publish, publish_look, watch
from returns_app.live.presence import gathering
from returns_app.live.relay import relaying

__all__ = ["gathering", "publish", "publish_look", "relaying", "watch"]
