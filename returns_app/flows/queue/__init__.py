"""The work queue: what waits for a decision, and the way to the next."""
