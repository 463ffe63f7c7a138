"""The list's address: what it asks for, periods by their names included, and how it is written down to be kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from returns_app import routes
from returns_app.mail.brand import day_of
from returns_app.queries.find_query import Find, read_find, write_find

# A period that a kept view can name: so many whole days, today included. A day itself would soon be long ago.
PERIODS: Final = {"today": 1, "7d": 7, "30d": 30}


def find_of(params: Mapping[str, str], *, now: datetime) -> Find:
    """What the address asks for at this moment. Never raises."""
    days = PERIODS.get(params.get("from", ""))
    if days is None:
        return read_find(params)
    first = day_of(now) - timedelta(days=days - 1)
    return read_find({**params, "from": first.isoformat(), "to": ""})


def kept_query(params: Mapping[str, str]) -> str:
    """The part of the address after `?` that is worth keeping: always written alike, without a place in the list."""
    period = params.get("from", "")
    find = replace(read_find(params), before="", after="")
    if period not in PERIODS:
        return write_find(find)
    query = write_find(replace(find, changed_until=None))
    return f"{query}&from={period}" if query else f"from={period}"


def place_in(params: Mapping[str, str], *, before: str = "", after: str = "") -> str:
    """The same list from another place on; its beginning when none is given."""
    here = {name: value for name, value in {"before": before, "after": after}.items() if value}
    query = "&".join(part for part in (kept_query(params), urlencode(here)) if part)
    return f"{routes.RETURNS}?{query}" if query else routes.RETURNS
