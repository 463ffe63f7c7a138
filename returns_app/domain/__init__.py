"""The rules: pure functions of values. Standard library only; no rows, no clock, no settings."""
