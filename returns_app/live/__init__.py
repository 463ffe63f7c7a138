"""Notices that a return changed, from whoever changed it to every open page that shows it."""

from returns_app.live.notices import publish, watch

__all__ = ["publish", "watch"]
