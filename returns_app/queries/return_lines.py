"""The lines of a return as its page shows them: what was asked, what was authorized, what came."""

from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.policies import Reason, said_in
from returns_app.db.products import Product
from returns_app.db.receiving import UndeclaredItem
from returns_app.db.returns import Return, ReturnLine
from returns_app.domain.money import Money
from returns_app.i18n import SOURCE_LANGUAGE, money
from returns_app.queries.duties import plural
from returns_app.queries.outcome_words import outcome_word
from returns_app.queries.return_views import LineView, Remark

_NOT_KNOWN = "–"


def line_views(
    session: Session, row: Return, lines: tuple[ReturnLine, ...], undeclared: list[UndeclaredItem]
) -> list[LineView]:
    """The lines in their order, and after them what was in the parcel without being announced."""
    reasons, shown = reason_labels(session, lines), pictures(session, lines)
    return [
        *(
            LineView(
                id=str(line.id),
                name=line.name,
                detail=reasons.get(line.reason_id, "") if line.reason_id else "",
                sku=line.sku,
                picture=shown.get(line.product_id, "") if line.product_id else "",
                asked=str(line.quantity),
                authorized=_known(line.approved),
                received=_known(line.received),
                outcome=outcome_word(line.outcome or row.outcome),
                price=_price(line),
                remarks=[*_decided(line), *_checked(line)],
            )
            for line in lines
        ),
        *(_undeclared(item) for item in undeclared),
    ]


def lines_words(lines: tuple[ReturnLine, ...]) -> str:
    """How much a return holds: `2 lines, 5 pieces`."""
    pieces = sum(line.quantity for line in lines)
    return f"{plural(len(lines), 'line', 'lines')}, {plural(pieces, 'piece', 'pieces')}"


def value_words(lines: tuple[ReturnLine, ...]) -> str:
    """What was asked for is worth, as far as prices are known, each currency by itself."""
    by_currency: dict[str, int] = {}
    for line in lines:
        if line.price_minor is not None:
            by_currency[line.currency] = by_currency.get(line.currency, 0) + line.price_minor * line.quantity
    return " + ".join(
        money(SOURCE_LANGUAGE, Money(minor, currency)) for currency, minor in by_currency.items()
    )


def reason_labels(session: Session, lines: tuple[ReturnLine, ...]) -> dict[UUID, str]:
    """The reasons of the lines in the desk's language."""
    ids = {line.reason_id for line in lines if line.reason_id}
    found = session.exec(select(Reason).where(col(Reason.id).in_(ids)))
    return {reason.id: said_in(reason.labels, SOURCE_LANGUAGE) for reason in found}


def pictures(session: Session, lines: tuple[ReturnLine, ...]) -> dict[UUID, str]:
    """The pictures of the products of the lines."""
    ids = {line.product_id for line in lines if line.product_id}
    return dict(session.exec(select(Product.id, Product.picture).where(col(Product.id).in_(ids))).all())


def _known(count: int | None) -> str:
    return _NOT_KNOWN if count is None else str(count)


def _price(line: ReturnLine) -> str:
    return (
        money(SOURCE_LANGUAGE, Money(line.price_minor, line.currency)) if line.price_minor is not None else ""
    )


def _decided(line: ReturnLine) -> list[Remark]:
    """Why not all of it may come back."""
    found = []
    if line.rejected:
        why = " ".join(part for part in (line.reject_reason, line.reject_words) if part)
        found.append(
            Remark(f"{line.rejected} of {line.quantity} rejected" + (f": {why}" if why else ""), "todo")
        )
    if line.kept:
        found.append(Remark(f"{line.kept} of {line.quantity} not sent back, the customer keeps it", "todo"))
    return found


def _checked(line: ReturnLine) -> list[Remark]:
    """What the check of the parcel found; pieces nobody decided about were all expected."""
    if line.received is None:
        return []
    expected = line.quantity if line.approved is None else line.approved
    counts = (
        (expected - line.received, "missing", "urgent"),
        (line.received - expected, "more than authorized", "todo"),
        (line.damaged or 0, "damaged", "urgent"),
    )
    found = [Remark(f"{count} {what}", tone) for count, what, tone in counts if count > 0]
    return [*found, Remark(line.check_words, "plain")] if line.check_words else found


def _undeclared(item: UndeclaredItem) -> LineView:
    remarks = [Remark("Was in the parcel, not announced", "todo")]
    return LineView(
        id=str(item.id),
        name=item.name,
        asked=_NOT_KNOWN,
        authorized=_NOT_KNOWN,
        received=str(item.quantity),
        remarks=[*remarks, Remark(item.words, "plain")] if item.words else remarks,
        declared=False,
    )
