"""A Reflex plugin: on the stage each frame is a tab of its own to the server. Used in a demonstration alone.

Reflex keeps the token of a tab in the session storage, which the frames of one tab share with it: the desk and the
customer's phone would be one client with one state. Here a frame keeps its token under its own name. `frameElement`
is empty in a page that stands alone, and in a frame on another site's page.
"""

from typing import Any, Final

from reflex.utils.exec import is_prod_mode
from reflex_base.plugins import Plugin

_SCRIPT: Final = "utils/state.js"
_ONE: Final = 'const TOKEN_KEY = "token";\n'
_EACH: Final = """const FRAME = typeof window !== "undefined" && window.frameElement?.id;
const TOKEN_KEY = FRAME ? `token of ${FRAME}` : "token";
"""


class FrameTokens(Plugin):
    """Rewrites one line of Reflex's client, in the production build only; fails the build if it has changed."""

    def pre_compile(self, **context: Any) -> None:  # noqa: ANN401 - Reflex's own keyword bag
        """Ask for the rewrite."""
        if is_prod_mode():
            context["add_modify_task"](_SCRIPT, named_by_frame)


def named_by_frame(script: str) -> str:
    """The script with a name for the token in each frame. Raises `RuntimeError` where it is not as expected."""
    if _EACH in script:
        return script
    if script.count(_ONE) != 1:
        message = f"Reflex's {_SCRIPT} no longer has the line that frame_tokens.py rewrites."
        raise RuntimeError(message)
    return script.replace(_ONE, _EACH)
