"""Rows that open at a press anywhere on them, and J and K between them; wholly in the browser."""

import reflex as rx


class RowKeys(rx.Component):
    """Listens while it is on the page."""

    library = "$/public/ui/rows.jsx"
    tag = "RowKeys"


def row_keys() -> rx.Component:
    """Put this once beside a table whose rows begin with a `row_link`."""
    return RowKeys.create()
