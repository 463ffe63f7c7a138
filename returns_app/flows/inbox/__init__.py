"""The inbox: every mail that leaves, to look at."""
