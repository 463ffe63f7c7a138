"""The composition root: every page in one list, and everything that wraps them."""

import reflex as rx


def home() -> rx.Component:
    """Stand in for the desk until it has a page of its own."""
    return rx.el.main(rx.el.h1("Returns", class_name="text-(--ink)"), class_name="p-8")


app = rx.App(
    # The default toaster and wraps weigh 12 KB and need scripts that our Content-Security-Policy forbids.
    toaster=None,
    app_wraps={},
    stylesheets=["/theme.css"],
    html_lang="en",
)
app.add_page(home, route="/")
