"""What would become of two customers who are one: shown before it is done, by the rules by which it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, func, select

from returns_app.db.customer_access import fetch_customer
from returns_app.db.customer_facts import address_rows, contact_of, stamp_of
from returns_app.db.customers import Customer, CustomerAddress, CustomerNote
from returns_app.db.returns import Return
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address, lines
from returns_app.domain.errors import NotFound
from returns_app.domain.merging import Contact, merged_contact, new_places
from returns_app.i18n import SOURCE_LANGUAGE, language_name
from returns_app.postal import country_name
from returns_app.queries import moments
from returns_app.queries.contact_words import phone_words


@dataclass(frozen=True)
class MergeLine:
    """One detail of both, and what it is afterwards. `differs` where a choice was made between two values."""

    name: str
    left: str
    right: str
    after: str
    differs: bool


@dataclass(frozen=True)
class MergeSide:
    """One of the two."""

    id: str = ""
    name: str = ""
    number: str = ""
    returns: str = ""


@dataclass(frozen=True)
class MergePreview:
    """Both side by side. `stays` is the id of the one that stays; `seen` is handed to the deed."""

    left: MergeSide = MergeSide()
    right: MergeSide = MergeSide()
    stays: str = ""
    lines: list[MergeLine] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    sums: str = ""
    seen: str = ""


def merge_preview(
    session: Session, actor: Actor, left_id: UUID, right_id: UUID, stays_id: UUID
) -> MergePreview:
    """Both customers, and what is left of each when the other goes. Raises `NotFound` beyond the actor's scope."""
    actor.require_desk()
    left, right = (fetch_customer(session, actor, one) for one in (left_id, right_id))
    if stays_id not in {left.id, right.id} or any(one.merged_into or one.erased_at for one in (left, right)):
        raise NotFound
    stays, goes = (left, right) if stays_id == left.id else (right, left)
    kept, others = address_rows(session, stays.id), address_rows(session, goes.id)
    new = new_places(_addresses(kept), _addresses(others))
    counts = {one.id: _count(session, one.id) for one in (left, right)}
    return MergePreview(
        left=_side(left, counts[left.id]),
        right=_side(right, counts[right.id]),
        stays=str(stays.id),
        lines=_lines(left, right, merged_contact(contact_of(stays), contact_of(goes)), stays, goes),
        addresses=[_on_one_line(row) for row in (*kept, *(others[at] for at in new))],
        dropped=[_on_one_line(row) for at, row in enumerate(others) if at not in new],
        sums=_sums(stays, goes, counts[goes.id]),
        seen=stamp_of(session, stays, goes),
    )


def _count(session: Session, customer_id: UUID) -> tuple[int, int]:
    """How many returns and notes one has, whoever may see them: all of them move."""
    returns = select(func.count()).select_from(Return).where(col(Return.customer_id) == customer_id)
    notes = select(func.count()).select_from(CustomerNote).where(col(CustomerNote.customer_id) == customer_id)
    return session.exec(returns).one(), session.exec(notes).one()


def _side(row: Customer, counts: tuple[int, int]) -> MergeSide:
    return MergeSide(str(row.id), row.name, row.number, _plural(counts[0], "return"))


def _lines(
    left: Customer, right: Customer, after: Contact, stays: Customer, goes: Customer
) -> list[MergeLine]:
    one, other = contact_of(left), contact_of(right)
    since = min(stays.created_at, goes.created_at)
    return [
        _line("Number", left.number, right.number, stays.number),
        _line("Name", one.name, other.name, after.name),
        _line("E-mail", *(_breakable(each.email) for each in (one, other, after))),
        _line("Phone", *(phone_words(each.phone) for each in (one, other, after))),
        _line("Language", *(language_name(SOURCE_LANGUAGE, each.language) for each in (one, other, after))),
        _line("Customer since", *(moments.on(at) for at in (left.created_at, right.created_at, since))),
    ]


def _breakable(email: str) -> str:
    """An address that may go on in the next line after its @, and not in the middle of a word."""
    return email.replace("@", "@\u200b")


def _line(name: str, left: str, right: str, after: str) -> MergeLine:
    return MergeLine(name, left, right, after, differs=left != right)


def _addresses(rows: Sequence[CustomerAddress]) -> list[Address]:
    return [Address(**row.address) for row in rows]


def _on_one_line(row: CustomerAddress) -> str:
    address = Address(**row.address)
    return ", ".join(lines(address, country_name(address.country)))


def _sums(stays: Customer, goes: Customer, counts: tuple[int, int]) -> str:
    leads = f"{goes.number} leads to {stays.number} from then on."
    parts = [_plural(count, word) for count, word in zip(counts, ("return", "note"), strict=True) if count]
    if not parts:
        return f"{goes.number} has no returns and no notes. {leads}"
    verb = "moves" if sum(counts) == 1 else "move"
    return f"{' and '.join(parts)} of {goes.number} {verb} to {stays.number}. {leads}"


def _plural(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count or 'no'} {word}s"
