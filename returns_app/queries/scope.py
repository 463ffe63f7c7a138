"""Which returns somebody may see: the condition that every query about returns holds."""

from returns_app.db.scope import in_scope

__all__ = ["in_scope"]
