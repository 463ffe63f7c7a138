"""Signing in and out: the page, and the two routes its forms post to."""
