"""A prebuilt server with returns that await their customers, for measuring how their pages load."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Session, col, update

from returns_app import routes
from returns_app.build import build_if_stale
from returns_app.db.links import Link
from returns_app.db.returns import Return
from returns_app.db.session import close_database, open_database, write_now
from returns_app.serving import Server, free_port
from returns_app.settings import load
from tests import factories
from tests.databases import SqliteCopies


@contextmanager
def portal_running() -> Iterator[Callable[[str], str]]:
    """Serve what is built; yields a function that prepares a return in a language and gives its link in full."""
    build_if_stale()
    os.environ.setdefault("RETURNS_SECRET", "a secret for measuring alone, long enough to be one")
    load.cache_clear()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "copies").mkdir()
        with SqliteCopies(Path(folder) / "copies").copy(Path(folder)) as database_url:
            open_database(database_url)
            port = free_port()
            url = f"http://localhost:{port}"
            env = {"RETURNS_BASE_URL": url, "RETURNS_DATA_DIR": folder, "RETURNS_DATABASE_URL": database_url}
            server = Server(host="127.0.0.1", port=port, env=env)
            try:
                server.wait_until_it_answers()
                yield lambda language: url + _prepared(language)
            finally:
                server.stop()
                close_database()


def _prepared(language: str) -> str:
    """The address of the link to a return in which everything is open."""
    return_id, token = factories.linked(factories.shop(options=2, survey=True), skipped=True)

    def adjust(session: Session) -> None:
        row = session.get_one(Return, return_id)
        row.language, row.address, row.country = language, None, ""
        later = datetime.now(UTC) + timedelta(days=14)
        change = update(Link).where(col(Link.return_id) == return_id).values(expires_at=later)
        session.connection().execute(change)

    write_now(adjust)
    return routes.link_path(token)
