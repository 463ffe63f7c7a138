"""The page of a return's link."""
