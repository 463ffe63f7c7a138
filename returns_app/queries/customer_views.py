"""What the page of a customer shows, part by part: frozen values in words, no rows."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class AddressView:
    """One address. `ready` is off where a label could not be made for it; `why` then says what is missing."""

    id: str
    lines: list[str]
    phone: str
    preferred: bool
    ready: bool
    why: str


@dataclass(frozen=True)
class NoteView:
    """One note. `mine` says that the one who looks wrote it."""

    id: str
    words: str
    author: str
    initials: str
    when: str
    full: str


@dataclass(frozen=True)
class OwnReturn:
    """One return of the customer. `status` may be derived."""

    id: str
    href: str
    number: str
    has_number: bool
    products: str
    more: str
    return_type: str
    status: str
    begun: str
    begun_full: str
    value: str


@dataclass(frozen=True)
class Glance:
    """What they bring back, in figures; drafts and canceled returns do not count. Empty where there is nothing."""

    returns: str = ""
    open: str = ""
    pieces: str = ""
    value: str = ""
    exceptions: str = ""


@dataclass(frozen=True)
class Twin:
    """Somebody who may be the same person, and what the two share."""

    id: str
    href: str
    name: str
    number: str
    email: str
    why: str


@dataclass(frozen=True)
class CustomerPage:
    """One customer. `acts` are what the one who looks may do: edit, note, new_return, merge, erase, export.

    `moved_to` is the page of whoever they were merged into; nothing else is filled in then.
    """

    id: str = ""
    name: str = ""
    number: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    since: str = ""
    formerly: str = ""
    erased: str = ""
    moved_to: str = ""
    new_return: str = ""
    all_returns: str = ""
    file: str = ""
    acts: list[str] = field(default_factory=list)
    addresses: list[AddressView] = field(default_factory=list)
    notes: list[NoteView] = field(default_factory=list)
    returns: list[OwnReturn] = field(default_factory=list)
    returns_words: str = ""
    glance: Glance = Glance()
    twins: list[Twin] = field(default_factory=list)
