"""What a database holds, to compare before and after."""

from sqlmodel import Session, SQLModel, select

from returns_app.db.session import read_now

# When somebody was last seen at the desk is noted whatever they do.
_RESTLESS = {"user_sessions"}

Rows = dict[str, frozenset[str]]


def all_rows() -> Rows:
    """Every row of every table of the open database, as text."""

    def read(session: Session) -> Rows:
        tables = [one for one in SQLModel.metadata.sorted_tables if one.name not in _RESTLESS]
        return {
            one.name: frozenset(repr(tuple(row)) for row in session.connection().execute(select(one)))
            for one in tables
        }

    return read_now(read)


def differences(before: Rows, after: Rows) -> dict[str, list[str]]:
    """The rows that came or went, by table."""
    found = {name: sorted(before[name] ^ after[name]) for name in before}
    return {name: rows for name, rows in found.items() if rows}
