"""The report of exceptions: how often rules were set aside, by whom, at what cost."""
