"""The first page of the day: how much waits, what to do next, what happens right now."""
