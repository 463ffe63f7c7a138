"""Whether a tab is still open, for tasks that outlive the event that began them."""

from reflex_base.registry import RegistrationContext


async def is_open(tab: str) -> bool:
    """Whether the tab with this token has a living connection. Where nothing is connected at all, it has none."""
    namespace = RegistrationContext.get().app.event_namespace
    if namespace is None:
        return False
    connected: bool = await namespace._token_manager.is_token_connected(tab)  # noqa: SLF001 - Reflex has no other way
    return connected
