"""How the log looks: a line for each event, and tracebacks that show code alone.

structlog's own default prints the variables of every frame: passwords, tokens, and what customers wrote.
"""

import structlog


def set_up() -> None:
    """Configure the log of this process. The server and the command line do it first."""
    before = structlog.get_config()["processors"][:-1]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*before, plain])
