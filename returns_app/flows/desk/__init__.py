"""The desk: the list of returns, the page of one, and the authorization screen."""
