"""What a server or a worker does not start with: settings that would open the doors to everybody.

Everybody knows a demonstration's passwords, and a machine of one's own is nobody's business; the rest is checked.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import structlog

from returns_app.settings import Settings, SettingsError, is_in_house

logger = structlog.get_logger(__name__)

FEWEST_CHARACTERS = 10
# Words of examples and of people in a hurry. A random secret holds one of them by chance once in ten million.
_KNOWN = (
    "changeme",
    "change-me",
    "change_me",
    "change me",
    "secret",
    "password",
    "example",
    "default",
    "12345678",
)


def require_safe(settings: Settings, *, origins: Sequence[str] | None = None) -> None:
    """Raise `SettingsError` with every reason not to start. `origins` are those that the websocket would take."""
    settings.key()
    reasons = [*_about_address(settings), *_about_secret(settings), *_about_origins(settings, origins)]
    if reasons:
        raise SettingsError("This is not safe to start.\n" + "\n".join(f"- {reason}" for reason in reasons))
    if settings.is_https and not settings.proxy_hops:
        logger.warning(
            "RETURNS_BASE_URL is https, but RETURNS_PROXY_HOPS is 0: behind a proxy every visitor counts as one"
        )


def _about_address(settings: Settings) -> Iterator[str]:
    host = urlsplit(settings.base_url).hostname or ""
    if "*" in host or host in {"0.0.0.0", "::"}:  # noqa: S104 - refused, not bound
        yield "RETURNS_BASE_URL must be the one address that people use: it is whose forms and events are taken."
    elif is_in_house(host):
        return
    elif settings.demo and not settings.demo_public:
        yield (
            f"RETURNS_DEMO=1 at {host} lets in everybody who knows the passwords of the demonstration. If strangers"
            " may use it, say RETURNS_DEMO_PUBLIC=1; for your own returns leave RETURNS_DEMO out."
        )
    elif not settings.is_https:
        yield (
            f"RETURNS_BASE_URL is http at {host}: passwords and links would travel in the clear. Put a proxy that"
            " ends TLS before this server, and name the https address."
        )


def _about_secret(settings: Settings) -> Iterator[str]:
    text = settings.secret.get_secret_value()
    if settings.demo or not text:
        return
    if len(set(text)) < FEWEST_CHARACTERS:
        yield "RETURNS_SECRET repeats a few characters. Make a random one."
    host = urlsplit(settings.base_url).hostname or ""
    if not is_in_house(host) and any(word in text.lower() for word in _KNOWN):
        yield "RETURNS_SECRET holds words of an example, so others may know it. Make a random one."


def _about_origins(settings: Settings, origins: Sequence[str] | None) -> Iterator[str]:
    if origins is not None and set(origins) != {settings.origin}:
        # Reflex reads this from the environment too, past our settings.
        yield f"The websocket may take {settings.origin} alone: leave REFLEX_CORS_ALLOWED_ORIGINS unset."
