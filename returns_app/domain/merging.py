"""Two customers who are one: what the one that stays is called, and which addresses are new to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from returns_app.domain.addresses import Address


@dataclass(frozen=True)
class Contact:
    """How a customer is called and reached."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""


def merged_contact(stays: Contact, goes: Contact) -> Contact:
    """What the one that stays is called afterwards: as before, what they lack filled in from the other."""
    return Contact(
        name=stays.name or goes.name,
        email=stays.email or goes.email,
        phone=stays.phone or goes.phone,
        language=stays.language or goes.language,
    )


def is_same_place(one: Address, other: Address) -> bool:
    """Whether two addresses name one front door, however they are written and whoever lives there."""
    return _place(one) == _place(other)


def new_places(kept: Sequence[Address], others: Sequence[Address]) -> tuple[int, ...]:
    """Which of the others (by their place in the sequence) name a front door that is not among those kept."""
    known = {_place(one) for one in kept}
    found = []
    for at, one in enumerate(others):
        if _place(one) not in known:
            found.append(at)
            known.add(_place(one))
    return tuple(found)


def _place(address: Address) -> tuple[str, ...]:
    parts = (
        address.country,
        address.postal_code,
        address.street,
        address.house_number,
        address.addition,
        address.city,
        address.region,
    )
    return tuple("".join(letter for letter in part.casefold() if letter.isalnum()) for part in parts)
