"""Secrets that are handed out once and kept as hashes."""

import base64
import hashlib
import hmac
from uuid import UUID

from returns_app.settings import load


def link_token(link_id: UUID) -> str:
    """The token of a link, 43 characters of base64url (256 bits).

    It is derived from the server's key, so that a mail or the agent's screen can show it again while the database
    holds only its hash. Links that are out keep working when the key changes; they just cannot be shown again.
    """
    digest = hmac.new(load().key(), b"return link " + link_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def reset_token(reset_id: UUID) -> str:
    """The token of a link for a new password, as long, and derived as that of a customer's link is."""
    digest = hmac.new(load().key(), b"password reset " + reset_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def kept_name(return_id: UUID) -> str:
    """The name under which a customer's browser keeps what is typed into this return, 43 characters of base64url.

    It opens nothing. Nobody can tell it from the return's id or number, and a fresh link of the return has the same.
    """
    digest = hmac.new(load().key(), b"kept words " + return_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """What is kept of a token: its SHA-256, in hex. Whoever compares by an index lookup of it leaks no prefix."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
