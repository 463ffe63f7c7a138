"""Moments and ages as the desk writes them: short, in the merchant's time zone, 24 hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from returns_app.i18n import SOURCE_LANGUAGE, date, short_date, time
from returns_app.mail.brand import Brand, day_of

ZONE = ZoneInfo(Brand.timezone)


def short_age(since: datetime, *, now: datetime) -> str:
    """How long ago, in one unit: `now`, `6 m`, `2 h`, `3 d`."""
    minutes = max(int((now - since).total_seconds() // 60), 0)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes} m"
    return f"{minutes // 60} h" if minutes < 24 * 60 else f"{minutes // (24 * 60)} d"


def two_units(since: datetime, *, now: datetime) -> str:
    """How long ago, to the next smaller unit: `now`, `6 m`, `2 h 14 m`, `1 d 3 h`."""
    minutes = max(int((now - since).total_seconds() // 60), 0)
    if minutes < 60:
        return short_age(since, now=now)
    big, small, units = (minutes // 60, minutes % 60, "hm")
    if minutes >= 24 * 60:
        big, small, units = (minutes // (24 * 60), minutes // 60 % 24, "dh")
    return f"{big} {units[0]} {small} {units[1]}" if small else f"{big} {units[0]}"


def day(moment: datetime, *, now: datetime) -> str:
    """The day as a heading: `Today`, `Yesterday`, `Saturday 21 November`, with the year when it is another one."""
    here, today = day_of(moment), day_of(now)
    if here == today:
        return "Today"
    if here == today - timedelta(days=1):
        return "Yesterday"
    return date(SOURCE_LANGUAGE, here, year=here.year != today.year)


def heading(now: datetime) -> str:
    """The day of today in full: `Monday 23 November`."""
    return date(SOURCE_LANGUAGE, day_of(now), year=False)


def feed_time(moment: datetime, *, now: datetime) -> str:
    """The time of day of what was today, else the day without its year: `10:46`, `7 Nov`."""
    today = day_of(moment) == day_of(now)
    # The source language writes the year last.
    return clock(moment) if today else on(moment).rsplit(" ", 1)[0]


def clock(moment: datetime) -> str:
    """The time of day: `14:05`."""
    return time(SOURCE_LANGUAGE, moment, ZONE)


def on(moment: datetime) -> str:
    """The day, short: `20 Nov 2026`."""
    return short_date(SOURCE_LANGUAGE, moment, ZONE)


def at(moment: datetime) -> str:
    """Day and time: `20 Nov 2026, 14:05`."""
    return f"{on(moment)}, {clock(moment)}"


def near(moment: datetime, *, now: datetime) -> str:
    """A moment as briefly as it is clear: `today 10:46`, `yesterday 9:10`, `7 Nov 2026`."""
    heading = day(moment, now=now)
    return f"{heading.lower()} {clock(moment)}" if heading in {"Today", "Yesterday"} else on(moment)


def remaining(until: datetime, *, now: datetime) -> str:
    """How much of it is left: `11 days left`, `5 hours left`, `over`."""
    hours = int((until - now).total_seconds() // 3600)
    if until <= now:
        return "over"
    if hours < 1:
        return "less than an hour left"
    if hours < 48:
        return "1 hour left" if hours == 1 else f"{hours} hours left"
    # A link of fourteen days has fourteen days left a minute after it was made.
    return f"{round(hours / 24)} days left"
