"""What was found as rows of the palette: customers, returns, orders, and what can be begun for the best of them."""

from returns_app import routes
from returns_app.domain.actors import DESK_ROLES, Actor
from returns_app.domain.policy import CreationPath
from returns_app.queries.palette import Found, FoundCustomer, FoundReturn
from returns_app.ui.combobox import marked
from returns_app.ui.palette import PaletteGroup, PaletteRow


def groups_of(found: Found, actor: Actor) -> list[PaletteGroup]:
    """The groups that hold something, in the order of the palette. Operators neither open customers nor make returns."""
    is_desk = actor.role in DESK_ROLES
    people = [_customer(one, found) for one in found.customers] if is_desk else []
    returns = [_return(one, is_desk=is_desk) for one in found.returns if not one.is_order]
    orders = [_order(one, is_desk=is_desk) for one in found.returns if one.is_order]
    groups = (
        PaletteGroup(_people_title(found), people),
        PaletteGroup("Orders", orders),
        PaletteGroup("Returns", returns),
        PaletteGroup("Do", _deeds(found) if is_desk else [], counts=False),
    )
    return [group for group in groups if group.rows]


def _people_title(found: Found) -> str:
    return f"Customer, closest to “{found.words}”" if found.closest else "Customers"


def _customer(one: FoundCustomer, found: Found) -> PaletteRow:
    return PaletteRow(
        key=f"customer-{one.id}",
        kind="customer",
        parts=marked(one.name, found.closest or found.words),
        detail=", ".join(part for part in (one.email, one.place) if part),
        href=one.href,
        new=one.new_return,
        agent=routes.new_return(customer=one.id, path=CreationPath.COMPLETE.value) if one.new_return else "",
    )


def _return(one: FoundReturn, *, is_desk: bool) -> PaletteRow:
    return PaletteRow(
        key=f"return-{one.id}",
        kind="return",
        code=one.number,
        detail=", ".join(part for part in (one.customer, one.product) if part),
        status=one.status,
        href=one.href,
        new=routes.new_return(from_=one.id) if is_desk else "",
    )


def _order(one: FoundReturn, *, is_desk: bool) -> PaletteRow:
    return PaletteRow(
        key=f"order-{one.id}",
        kind="order",
        code=one.order_number,
        detail=", ".join(part for part in (one.customer, one.number) if part),
        status=one.status,
        href=one.href,
        new=routes.new_return(order=one.order_number) if is_desk else "",
    )


def _deeds(found: Found) -> list[PaletteRow]:
    """What can be begun: for the first customer, for the order that was typed; and the list of all that fits."""
    rows = []
    if found.customers:
        first = found.customers[0]
        for path, kind, words in (
            (CreationPath.LINK, "link", "New link for"),
            (CreationPath.COMPLETE, "agent", "New return by agent for"),
        ):
            href = routes.new_return(customer=first.id, path=path.value)
            rows.append(_deed(f"{kind}-{first.id}", kind, f"{words} {first.name}", href))
    if found.order:
        rows.append(_deed("order", "agent", f"New return for order {found.order}", found.new_return))
    if found.returns:
        rows.append(_deed("all", "list", f"All returns that hold “{found.words}”", found.all_href))
    return rows


def _deed(key: str, kind: str, words: str, href: str) -> PaletteRow:
    return PaletteRow(key=key, kind=kind, parts=marked(words, ""), href=href)
