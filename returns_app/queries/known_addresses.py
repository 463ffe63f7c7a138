"""The addresses that are known for a customer's return, side by side, with what tells them apart marked."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.customers import addresses_of
from returns_app.db.drafts import address_of
from returns_app.db.returns import Return, fetch
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address, lines
from returns_app.postal import address_problems, country_name, rules_for
from returns_app.queries.decision_views import AddressCard, AddressLine, AddressPart
from returns_app.queries.scope import in_scope
from returns_app.queries.standing import shown_number

MOST = 3


def known_addresses(session: Session, actor: Actor, row: Return) -> list[tuple[str, Address]]:
    """The return's own address first, then the customer's, then that of an earlier return; no address twice.

    An earlier return beyond the actor's scope is passed over.
    """
    own = address_of(row)
    sources = [("On this return", own)] if own else []
    if row.customer_id:
        recorded = addresses_of(session, row.customer_id)
        titles = [
            "Customer record",
            *(f"Customer record, address {place}" for place in range(2, len(recorded) + 1)),
        ]
        sources += zip(titles, recorded, strict=False)
        sources += _earlier(session, actor, row)
    found: list[tuple[str, Address]] = []
    for title, address in sources:
        same = next((at for at, (_, known) in enumerate(found) if _place(known) == _place(address)), None)
        if same is None:
            found.append((title, address))
        elif title.startswith("Customer record"):
            found[same] = ("Customer record", found[same][1]) if same == 0 else found[same]
    return found[:MOST]


def address_cards(known: Sequence[tuple[str, Address]], own: Address | None) -> list[AddressCard]:
    """A card for each, the return's own checked."""
    cards = []
    marked = marked_lines([address for _, address in known])
    for at, (title, address) in enumerate(known):
        check, doubtful = _check(address, own, alone=len(known) == 1)
        cards.append(AddressCard(str(at), title, marked[at], check, doubtful, checked=address == own))
    return cards


def marked_lines(known: Sequence[Address]) -> list[list[AddressLine]]:
    """Each address as its lines on paper, with the words marked that another one does not have."""
    texts = [lines(address, country_name(address.country)) for address in known]
    return [
        [_marked(line, [text for other, text in enumerate(texts) if other != at]) for line in texts[at]]
        for at in range(len(texts))
    ]


def count_differences(known: Sequence[tuple[str, Address]]) -> str:
    """In how many fields the addresses differ: `1 difference`; empty for none."""
    fields = [asdict(_place(address)) for _, address in known]
    count = sum(1 for name in asdict(Address()) if len({address[name] for address in fields}) > 1)
    return "" if not count else f"{count} difference{'' if count == 1 else 's'}"


def _place(address: Address) -> Address:
    """Where it is: another phone makes no other address."""
    return replace(address, phone="")


def address_problem(own: Address | None) -> str:
    """What keeps a label from being made for the return's address; empty when nothing does."""
    if own is None:
        return "There is no address yet."
    rules = rules_for(own.country)
    wrong = address_problems(own, rules) if rules else ()
    if rules is None:
        return "Nothing can be sent back from this country."
    return str(wrong[0].sentence) if wrong else ""


def _check(address: Address, own: Address | None, *, alone: bool) -> tuple[str, bool]:
    wrong = address_problem(address)
    if wrong:
        return wrong, True
    if alone:
        return "Complete for a label", False
    used = "Goes on the label" if address == own else "Complete for a label"
    return used, False


def _marked(line: str, others: list[tuple[str, ...]]) -> AddressLine:
    parts: list[AddressPart] = []
    for word in line.split(" "):
        differs = any(word not in " ".join(other).split(" ") for other in others)
        if parts and parts[-1].differs == differs:
            parts[-1] = AddressPart(f"{parts[-1].text} {word}", differs=differs)
        else:
            # The space stands with what is not marked, so that the mark is as wide as the word.
            parts.append(AddressPart(word, differs=differs))
    return AddressLine(parts)


def _earlier(session: Session, actor: Actor, row: Return) -> list[tuple[str, Address]]:
    query = (
        select(Return)
        .where(
            Return.customer_id == row.customer_id,
            Return.id != row.id,
            col(Return.checkout_at).is_not(None),
            in_scope(actor),
        )
        .order_by(col(Return.created_at).desc())
        .limit(1)
    )
    earlier = session.exec(query).first()
    address = address_of(earlier) if earlier else None
    return [(f"Return {shown_number(earlier)}", address)] if earlier and address else []


def known_address(session: Session, actor: Actor, return_id: UUID, key: str) -> Address | None:
    """The address of a card, by its key. Raises `NotFound` for a return beyond the actor's scope."""
    known = known_addresses(session, actor, fetch(session, actor, return_id))
    return known[int(key)][1] if key in {str(at) for at in range(len(known))} else None
