"""Entries for a calendar: the right hour in every season, the same file for the same event, lines that all can read."""

from dataclasses import replace
from datetime import UTC, date, datetime

from returns_app.labels import CalendarEntry, calendar_file

ENTRY = CalendarEntry(
    uid="one@returns.test",
    day=date(2026, 11, 25),
    window="12:00-16:00",
    zone="Europe/Amsterdam",
    made_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    title="Kievit picks up your return",
    place="Biltstraat 118, 3572 BK Utrecht",
    words="Stick it on; then wait.\nSomeone else may too.",
    maker="Noordlicht",
)


def values(entry: CalendarEntry) -> dict[str, str]:
    """The first value of each property, unfolded."""
    found: dict[str, str] = {}
    for line in calendar_file(entry).decode().replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        found.setdefault(name, value)
    return found


def test_an_hour_in_amsterdam_is_told_in_utc_in_winter_and_in_summer() -> None:
    winter, summer = values(ENTRY), values(replace(ENTRY, day=date(2026, 7, 1)))
    assert (winter["DTSTART"], winter["DTEND"]) == ("20261125T110000Z", "20261125T150000Z")
    assert (summer["DTSTART"], summer["DTEND"]) == ("20260701T100000Z", "20260701T140000Z")


def test_the_same_event_is_the_same_file_with_the_same_name() -> None:
    assert calendar_file(ENTRY) == calendar_file(replace(ENTRY))
    assert values(ENTRY)["UID"] == "one@returns.test"
    assert values(ENTRY)["DTSTAMP"] == "20261123T090000Z"


def test_signs_that_part_values_are_escaped_and_no_line_is_added() -> None:
    assert values(ENTRY)["LOCATION"] == "Biltstraat 118\\, 3572 BK Utrecht"
    assert values(ENTRY)["DESCRIPTION"] == "Stick it on\\; then wait.\\nSomeone else may too."
    assert (
        values(replace(ENTRY, title="x\nATTENDEE:mailto:a@b.test"))["SUMMARY"]
        == "x\\nATTENDEE:mailto:a@b.test"
    )


def test_long_lines_are_folded_at_75_bytes_and_never_within_a_letter() -> None:
    long = replace(ENTRY, title="Größe " * 40)
    lines = calendar_file(long).split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() or True for line in lines)
    assert values(long)["SUMMARY"] == "Größe " * 40


def test_whatever_was_typed_adds_no_line_and_turns_nothing_around() -> None:
    """A lone return ends a line for some calendars."""
    evil = "x\r\nATTENDEE:a\rATTENDEE:b\u2028ATTENDEE:c\x85d\0\x1b[1m\u202e\ud800\u2067y"
    file = calendar_file(replace(ENTRY, title=evil, place=evil, words=evil, maker=evil)).decode()
    assert values(replace(ENTRY, title=evil))["SUMMARY"] == (
        "x\\nATTENDEE:a\\nATTENDEE:b\\nATTENDEE:c\\nd[1my"
    )
    assert file.count("\r") == file.count("\r\n") == file.count("\n") == len(file.splitlines())
