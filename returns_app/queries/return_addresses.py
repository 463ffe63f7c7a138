"""Whether the goods come from where they were sent to: the return, the customer's record and the label side by side."""

from returns_app.db.shipments import Shipment
from returns_app.domain.addresses import Address
from returns_app.queries.decision_views import AddressCard
from returns_app.queries.known_addresses import address_problem, count_differences, marked_lines
from returns_app.queries.return_views import TruthView

_SHIP_FROM, _SHIP_TO, _SENDER = "Ship-from, on this return", "Ship-to, on file", "Sender on the label"


def truth_view(own: Address | None, recorded: list[Address], shipment: Shipment | None) -> TruthView:
    """The sources that are known, with what tells them apart marked. Several addresses on file: the nearest counts."""
    on_label = Address(**shipment.sender) if shipment else None
    on_file = _nearest(recorded, own or on_label)
    found = [(_SHIP_FROM, own), (_SHIP_TO, on_file), (_SENDER, on_label)]
    known = [(title, address) for title, address in found if address is not None]
    if not known:
        return TruthView()
    same = len({address for _, address in known}) == 1
    return TruthView(
        shown=True,
        same=same,
        words=_words([title for title, _ in known]) if same else "",
        differences=count_differences(known),
        cards=_cards(known[:1] if same else known, own),
    )


def _nearest(recorded: list[Address], wanted: Address | None) -> Address | None:
    return wanted if wanted in recorded else next(iter(recorded), None)


def _words(titles: list[str]) -> str:
    match titles:
        case [_, _, _]:
            return "Ship-from, the address on file and the label’s sender are the same."
        case [first, second] if first == _SHIP_FROM:
            other = "the address on file" if second == _SHIP_TO else "the label’s sender"
            return f"Ship-from and {other} are the same."
        case [_, _]:
            return "The address on file and the label’s sender are the same."
        case [only]:
            alone = {_SHIP_TO: "Only the address on file is known so far."}
            return alone.get(only, "No other address is known to compare it with.")
    return ""


def _cards(known: list[tuple[str, Address]], own: Address | None) -> list[AddressCard]:
    marked = marked_lines([address for _, address in known])
    return [
        AddressCard(str(at), title, lines, *_check(title, address, own))
        for at, ((title, address), lines) in enumerate(zip(known, marked, strict=True))
    ]


def _check(title: str, address: Address, own: Address | None) -> tuple[str, bool]:
    """What is known about an address, and whether that is no good news."""
    if title == _SHIP_FROM:
        wrong = address_problem(address)
        return (wrong, True) if wrong else ("Complete for a label", False)
    if own is None:
        return "", False
    return ("Same as ship-from", False) if address == own else ("Differs from ship-from", True)
