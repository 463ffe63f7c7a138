"""Codes that an app makes from a secret and the time (RFC 6238, as every authenticator reads it), and recovery codes.

Twenty lines of the standard library: a package would add a dependency and save none of what is ours to decide, which
code is still taken and that none is taken twice.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

# What RFC 4226 asks for: as long as the hash.
SECRET_BYTES: Final = 20
STEP_SECONDS: Final = 30
DIGITS: Final = 6
# Clocks differ, and people type slowly: the code before and the one after count, too.
_NEAR: Final = (-1, 0, 1)

RECOVERY_CODES: Final = 10
_RECOVERY_LETTERS: Final = 10


@dataclass(frozen=True)
class Setup:
    """What an app needs, as text and as what a picture says, and the codes for the day it is lost."""

    key: str
    address: str
    recovery_codes: tuple[str, ...]


def code_at(secret: bytes, step: int) -> str:
    """The code of a time step: six digits."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: bytes, code: str, *, now: datetime) -> int | None:
    """The time step, near now, that this code belongs to; `None` for a code that is wrong or too old."""
    this = int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in (this + near for near in _NEAR):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode("utf-8", "replace")):
            found = step
    return found


def plain(typed: str) -> str:
    """A code as it was meant, without the blanks and hyphens that people type with it."""
    return "".join(typed.split()).replace("-", "").lower()


def setup_key(secret: bytes) -> str:
    """The secret to type into an app that cannot take a picture."""
    return base64.b32encode(secret).decode()


def setup_address(secret: bytes, *, account: str, issuer: str) -> str:
    """What the picture says to the app."""
    label = quote(f"{issuer}:{account}", safe="")
    return f"otpauth://totp/{label}?{urlencode({'secret': setup_key(secret), 'issuer': issuer}, quote_via=quote)}"


def recovery_codes(seed: bytes) -> tuple[str, ...]:
    """Ten codes of 50 bits each, the same for the same seed of at least 32 random bytes, as `plain` gives them."""
    digests = (hmac.new(seed, bytes([number]), hashlib.sha256).digest() for number in range(RECOVERY_CODES))
    return tuple(base64.b32encode(digest).decode().lower()[:_RECOVERY_LETTERS] for digest in digests)


def spaced(code: str) -> str:
    """A recovery code as it is read best: `abcde-fghij`."""
    middle = len(code) // 2
    return f"{code[:middle]}-{code[middle:]}"
