"""How the log looks: a line for each event, tracebacks that show code alone, and no secret in either.

structlog's own default prints the variables of every frame: passwords, tokens, and what customers wrote. Reflex writes
a whole event down when its name is unknown, as of a page from before an update: with its cookies and its form.
"""

import logging
import re
from collections.abc import MutableMapping
from traceback import format_exception
from typing import Any, Final, TextIO

import structlog
from structlog.typing import ExcInfo

LONGEST_MESSAGE: Final = 2_000
LONGEST_TRACEBACK: Final = 20_000
HIDDEN: Final = "[hidden]"

# Our tokens have 43 characters. A pattern that looked for their capitals itself would read a long text again from each
# of its letters, and anybody can send one.
_LONG: Final = re.compile(r"[\w-]{40,}", re.ASCII)
_EVENT: Final = re.compile(r"Event\(name=('[^']*'|\"[^\"]*\").*", re.DOTALL)
# The last is what PostgreSQL adds to a broken rule: the values that broke it.
_TOLD: Final = re.compile(
    r"(event data: |but received |with value |^DETAIL: ).*", re.DOTALL | re.IGNORECASE | re.MULTILINE
)
# Who a database or a broker is spoken to as, in its address.
_PASSWORD: Final = re.compile(r"(?<=://)([^\s/@:]*):[^\s/@]*@")
# What moves the cursor, colors, or turns the reading direction around.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_new_record: Final = logging.getLogRecordFactory()


def set_up() -> None:
    """Configure the log of this process, ours and every library's. The server and the command line do it first."""
    logging.setLogRecordFactory(_record)
    before = [one for one in structlog.get_config()["processors"][:-1] if one is not _without_secrets]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=_write_traceback)
    structlog.configure(processors=[*before, _without_secrets, plain])


def safe(text: str, *, longest: int = LONGEST_MESSAGE) -> str:
    """A text that strangers may have had a part in, fit for a log: no tokens, no control characters, not endless.

    Every line but the first is indented, so that none can pass for an entry of its own.
    """
    text = _TOLD.sub(rf"\1{HIDDEN}", _EVENT.sub(rf"Event(name=\1, {HIDDEN})", text))
    text = _PASSWORD.sub(rf"\1:{HIDDEN}@", text)
    text = _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], _LONG.sub(_unless_a_name, text))
    kept = text if len(text) <= longest else f"{text[: longest // 2]} ... {text[-longest // 2 :]}"
    return kept.replace("\n", "\n  ")


def _unless_a_name(found: re.Match[str]) -> str:
    """Names in code are as long as tokens, but have no capitals between their underscores."""
    return found[0] if found[0] == found[0].lower() else HIDDEN


def _record(*args: Any, **more: Any) -> logging.LogRecord:  # noqa: ANN401 - handed on as they come
    record = _new_record(*args, **more)
    text = safe(record.getMessage())
    if record.exc_info and record.exc_info[0]:
        # The handlers of some libraries would print it in their own way.
        text, record.exc_info = f"{text}\n  {_traceback_of(record.exc_info)}", None
    record.msg, record.args = text, ()
    return record


def _traceback_of(failure: Any) -> str:  # noqa: ANN401 - the triple of `sys.exc_info`
    return safe("".join(format_exception(*failure)).rstrip(), longest=LONGEST_TRACEBACK)


def _write_traceback(out: TextIO, failure: ExcInfo) -> None:
    out.write(f"\n  {_traceback_of(failure)}")


def _without_secrets(_logger: Any, _method: str, said: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401
    for name, value in said.items():
        if isinstance(value, str):
            said[name] = safe(value)
    return said
