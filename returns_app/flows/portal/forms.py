"""Reading what a customer's form sends. Anything may come; only what fits its field goes on."""

from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any
from uuid import UUID

from returns_app.actions.choose_shipping import ShippingWish
from returns_app.domain.addresses import MAX_LENGTH, Address
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.lines import MAX_LINES, WantedLine
from returns_app.domain.pickups import Pickup
from returns_app.domain.policy import Outcome
from returns_app.domain.surveys import Kind, Question, Value
from returns_app.domain.words import Sentence, say
from returns_app.queries.portal_views import LineForm

Form = Mapping[str, Any]

MOST_DIGITS = 9
_NO_DAY = date(1, 1, 1)


def text(form: Form, name: str) -> str:
    """What was typed into a field, `""` for nothing or for what is no text."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def identifier(value: str, field: str, sentence: Sentence) -> UUID | None:
    """The id that was chosen, `None` for no choice. Raises `Invalid` at the field for what no page of ours offers."""
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError:
        raise Invalid.at(field, sentence) from None


def shipping(form: Form) -> ShippingWish:
    """The chosen way, with the day and window of its own card. Raises `Invalid` at `option` without a choice."""
    choose = say("Choose one of the ways to send it.")
    option = identifier(text(form, "option"), "option", choose)
    if option is None:
        raise Invalid.at("option", choose)
    return ShippingWish(option, Pickup(day(text(form, f"day.{option}")), text(form, f"window.{option}")))


def day(value: str) -> date:
    """A day; one that no rule accepts for anything that is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return _NO_DAY


def address(form: Form) -> Address:
    """The address as typed; `Address`'s own rules judge it."""
    return Address(**{name: text(form, name) for name in MAX_LENGTH})


def line(form: Form, line: LineForm, at: int) -> WantedLine:
    """One product. Raises `Invalid` at `lines.<at>.<field>` for choices that no page offers."""
    return WantedLine(
        product_id=identifier(line.product_id, f"lines.{at}.name", say("Choose a product from the list.")),
        name=line.name,
        quantity=whole_number(form.get(f"{line.id}.quantity", line.quantity)),
        reason_id=identifier(
            text(form, f"{line.id}.reason"), f"lines.{at}.reason", say("Choose one of the reasons.")
        ),
        outcome=outcome(text(form, f"{line.id}.outcome"), f"lines.{at}.outcome"),
    )


def rows(form: Form) -> list[LineForm]:
    """The products that a form carries by `<id>.name`, in its order, at most as many as a return may hold.

    What is no row of a page of ours is left out; a product, a reason or a wish is not known to exist.
    """
    ids = [name.removesuffix(".name") for name in form if name.endswith(".name")]
    return [_row(form, one) for one in ids if _is_id(one)][:MAX_LINES]


def outcome(value: str, field: str) -> Outcome | None:
    """What the customer would like, `None` for no choice."""
    if not value:
        return None
    if value not in set(Outcome):
        raise Invalid.at(field, say("Choose one of the answers."))
    return Outcome(value)


def whole_number(value: object) -> int:
    """A count; 0, which no rule accepts, for anything that is none."""
    digits = str(value).strip()
    return int(digits) if digits.removeprefix("-").isdecimal() and len(digits) <= MOST_DIGITS + 1 else 0


def answer(form: Form, name: str, question: Question) -> Value:
    """What was answered to one question, in the type of its kind where it can be read as such."""
    typed = text(form, name)
    match question.kind:
        case Kind.MULTIPLE:
            return [code for code in question.choices if text(form, f"{name}.{code}")]
        case Kind.YES_NO:
            return {"yes": True, "no": False}.get(typed, typed or None)
        case Kind.NUMBER:
            return number(typed)
        case _:
            return typed.strip() or None


def number(typed: str) -> Value:
    """A number with a point or a comma; the text as it is where it is none, so that the rule can say so."""
    tidy = typed.strip().replace(",", ".")
    if not tidy or len(tidy) > MOST_DIGITS * 3:
        return typed.strip() or None
    try:
        value = float(tidy)
    except ValueError:
        return typed
    if not isfinite(value):
        return typed
    return int(value) if value.is_integer() else value


def problems_at(refusal: Invalid, lines: list[LineForm]) -> list[Problem]:
    """The problems of saved lines, each at the field of its own line instead of its place in the list."""
    return [Problem(_field_of_line(problem.field, lines), problem.sentence) for problem in refusal.problems]


def about(field: str, lines: list[LineForm]) -> str:
    """The name of the product that a field belongs to, `""` for a field of the whole return."""
    return next((line.name for line in lines if field.startswith(line.id)), "")


def _row(form: Form, line_id: str) -> LineForm:
    return LineForm(
        line_id,
        text(form, f"{line_id}.product"),
        text(form, f"{line_id}.name"),
        quantity=whole_number(text(form, f"{line_id}.quantity") or 1),
        reason=text(form, f"{line_id}.reason"),
        outcome=text(form, f"{line_id}.outcome"),
    )


def _is_id(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def _field_of_line(field: str, lines: list[LineForm]) -> str:
    parts = field.split(".")
    if len(parts) != 3 or parts[0] != "lines" or not parts[1].isdecimal() or int(parts[1]) >= len(lines):
        return "add" if field == "lines" else field
    return f"{lines[int(parts[1])].id}.{parts[2]}"
