"""Which words a return or a customer is found by: pure, so that a whole database can be checked against it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import phonenumbers

from returns_app.db.customers import Customer
from returns_app.db.returns import Return, ReturnLine
from returns_app.db.search import fold

MAX_WORD: Final = 80
# Before the words of an e-mail address, so that they do not stand among the names: `sanne` has to stay one word.
AT: Final = "@"
_PART: Final = re.compile(r"[^\W_]+")
_SHORTEST_PHONE: Final = 8
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True)
class FoundBy:
    """The words of one thing. `names` are those among them that typing errors are mended to."""

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def found_by_return(row: Return, customer: Customer | None, lines: Iterable[ReturnLine]) -> FoundBy:
    """Number, reference, order number, names and SKUs of products, and what its customer is found by."""
    person = found_by_customer(customer) if customer else FoundBy()
    numbers = found_by_numbers(row.reference, row.number, row.order_number)
    return together(person, numbers, *(found_by_line(line.name, line.sku) for line in lines))


def found_by_numbers(reference: int, number: str | None, order_number: str) -> FoundBy:
    """The numbers that a return goes by."""
    return FoundBy(frozenset((str(reference), *compounds(number or ""), *compounds(order_number))))


def found_by_line(name: str, sku: str) -> FoundBy:
    """What a product is called."""
    called = compounds(name)
    return FoundBy(frozenset((*called, *compounds(sku))), _names(called))


def together(*several: FoundBy) -> FoundBy:
    """All of it."""
    return FoundBy(
        frozenset().union(*(one.words for one in several)), frozenset().union(*(one.names for one in several))
    )


def found_by_customer(customer: Customer) -> FoundBy:
    """Names, e-mail addresses, phones and numbers, theirs and of those merged into them, as `search` holds them."""
    return found_by_search(customer.search)


def found_by_search(search: str) -> FoundBy:
    """The same of the text alone."""
    words: set[str] = set()
    names: set[str] = set()
    for token in search.split():
        if AT in token:
            words.update(email_words(token))
            continue
        called = compounds(token)
        words.update(called)
        names.update(called)
        if token.isdecimal() and len(token) >= _SHORTEST_PHONE:
            words.add(_national(token))
    return FoundBy(frozenset(words), _names(names))


def compounds(text: str) -> list[str]:
    """The words of a text. What is joined by signs, such as `NLO-TNT-0312`, is found from each of its parts on."""
    found = []
    for token in fold(text).split():
        parts = _PART.findall(token)
        found += ["".join(parts[at:])[:MAX_WORD] for at in range(len(parts))]
    return found


def bare(token: str) -> str:
    """A token without its signs, as one word."""
    return "".join(_PART.findall(fold(token)))[:MAX_WORD]


def parts_of(token: str) -> list[str]:
    """A token's parts between its signs."""
    return [part[:MAX_WORD] for part in _PART.findall(fold(token))]


def email_words(email: str) -> list[str]:
    """The words of an address: whole, and from each part before the @ on."""
    local, _, domain = fold(email).partition("@")
    tail = "".join(_PART.findall(domain))
    parts = _PART.findall(local)
    return [AT + ("".join(parts[at:]) + tail)[: MAX_WORD - 1] for at in range(len(parts))]


def _names(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= _SHORTEST_NAME and word.isalpha())


def _national(digits: str) -> str:
    """A phone number as it is dialed at home, without the zero before it."""
    try:
        return str(phonenumbers.parse(f"+{digits}", None).national_number)
    except phonenumbers.NumberParseException:
        return digits
