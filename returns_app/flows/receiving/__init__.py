"""The receiving page: scan, see, count, done."""
