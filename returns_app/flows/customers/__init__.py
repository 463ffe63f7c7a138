"""Customers at the desk: the list, the page of one, and what changes them."""
