"""The customer's side: a link opens one return, and the steps that are left of it."""
