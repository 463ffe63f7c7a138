"""The audit: who did what to whom, for admins."""
