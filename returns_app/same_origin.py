"""A Reflex plugin: the built pages talk to the server they came from, whatever its host, port or scheme.

Reflex bakes the server's address into the build, so another port would need another build, and a page opened over
a network address could find nobody. We serve pages and events from one origin, so the page knows the address itself.
"""

from typing import Any, Final

from reflex.utils.exec import is_prod_mode
from reflex_base.plugins import Plugin

_SCRIPT: Final = "utils/state.js"
_WHERE: Final = "  return endpoint;\n};"
_FROM_THE_PAGE: Final = """  if (typeof window !== "undefined") {
    const secure = window.location.protocol === "https:";
    endpoint.protocol = endpoint.protocol.startsWith("ws") ? (secure ? "wss:" : "ws:") : window.location.protocol;
    endpoint.hostname = window.location.hostname;
    endpoint.port = window.location.port;
  }
"""


class SameOrigin(Plugin):
    """Rewrites one function of Reflex's client, in the production build only; fails the build if it has changed."""

    def pre_compile(self, **context: Any) -> None:  # noqa: ANN401 - Reflex's own keyword bag
        """Ask for the rewrite, unless pages and events have two ports, as in Reflex's development mode."""
        if is_prod_mode():
            context["add_modify_task"](_SCRIPT, _ask_the_page)


def _ask_the_page(script: str) -> str:
    if _FROM_THE_PAGE in script:
        return script
    if script.count(_WHERE) != 1:
        message = f"Reflex's {_SCRIPT} no longer has the function that same_origin.py rewrites."
        raise RuntimeError(message)
    return script.replace(_WHERE, _FROM_THE_PAGE + _WHERE)
