"""A Reflex plugin: every page is made lighter than Reflex would have it (`light_build.py` does more for customers).

Elements are made by React alone, without the styling library that Reflex brings (7 KB): all our looks are classes. A
page that gives an element a style of its own would lose it without a word, so the build refuses such a page.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from reflex.utils.exec import is_prod_mode
from reflex_base.plugins import Plugin

_CONFIG: Final = "vite.config.js"
_ALIASES: Final = "    alias: [\n"
_PLAIN: Final = """      {
        find: "@emotion/react",
        replacement: fileURLToPath(new URL("./public/ui/plain_jsx.js", import.meta.url)),
      },
"""


class LightPages(Plugin):
    """Rewrites one place of what Reflex makes, in the production build only; fails the build if it misses it."""

    def pre_compile(self, **context: Any) -> None:  # noqa: ANN401 - Reflex's own keyword bag
        """Ask for the change."""
        if is_prod_mode():
            context["add_modify_task"](_CONFIG, _changing(_CONFIG, _ALIASES, _ALIASES + _PLAIN))


def _changing(name: str, before: str, after: str) -> Callable[[str], str]:
    return partial(_changed, name=name, before=before, after=after)


def _changed(text: str, *, name: str, before: str, after: str) -> str:
    if after in text:
        return text
    if text.count(before) != 1:
        message = f"Reflex's {name} no longer has the place that light_pages.py rewrites."
        raise RuntimeError(message)
    return text.replace(before, after)
