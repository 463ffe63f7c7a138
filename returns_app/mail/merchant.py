"""The one place that says whose mails these are: what was set for this merchant."""

from urllib.parse import urlsplit

from returns_app.mail.brand import Brand
from returns_app.settings import load


def merchant() -> Brand:
    """The merchant, as every mail shows it."""
    settings = load()
    return Brand(
        name=settings.merchant_name,
        address_lines=settings.merchant_lines,
        email=settings.merchant_email,
        phone=settings.merchant_phone,
        details=urlsplit(settings.base_url).netloc,
    )
