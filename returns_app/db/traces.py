"""What a database file may still hold after rows are gone, and how to be rid of it."""

from returns_app.db.session import database


def fold_log() -> None:
    """Move SQLite's log into its file and empty it, so that no old page is left beside the file.

    Does what it can: pages that somebody reads at this moment are moved the next time. PostgreSQL has its own ways.
    """
    engine = database().engine
    if engine.dialect.name != "sqlite":
        return
    # Bare, because the log cannot be emptied inside a transaction, and ours begin one.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
