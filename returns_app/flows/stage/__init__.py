"""The stage: the desk, the customer's phone, the inbox and the timeline on one page, in a demonstration alone."""
