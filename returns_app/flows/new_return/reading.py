"""Reading what a browser sends at a step: anything may come, and only what is understood goes on."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from returns_app.actions.create_customer import NewCustomer
from returns_app.actions.grant_exception import ExceptionWish
from returns_app.domain.addresses import MAX_LENGTH, Address
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.findings import Rule
from returns_app.domain.surveys import Kind, Question, Value
from returns_app.domain.words import Sentence, say

Fields = Mapping[str, Any]

ADDRESS_FIELDS = tuple(MAX_LENGTH)
CONTACT_FIELDS = ("name", "email", "phone", "language")


def text_of(fields: Fields, name: str) -> str:
    """What was typed into a field, as it was typed; `""` where there is no such field or it holds no text.

    Raises `Invalid` at the field for characters that no database keeps.
    """
    value = fields.get(name)
    text = value if isinstance(value, str) else ""
    if "\x00" in text:
        raise Invalid.at(name, say("This holds a character that cannot be printed."))
    return text


def id_of(text: str, *, field: str, sentence: Sentence) -> UUID:
    """The id that a browser named. Raises `Invalid` at `field` with `sentence` when it is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid.at(field, sentence) from error


def some_id(text: str) -> UUID | None:
    """The id in an address, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def new_customer(customer_id: UUID, fields: Fields) -> NewCustomer:
    """The customer as the form has them. Without a street the address is taken as none."""
    contact = {name: text_of(fields, name) for name in CONTACT_FIELDS}
    address = Address(
        **{name: text_of(fields, f"address.{name}") for name in ADDRESS_FIELDS if name != "phone"}
    )
    typed = any(getattr(address, name).strip() for name in ADDRESS_FIELDS if name not in {"country", "phone"})
    if typed and not address.street.strip():
        raise Invalid(Problem("address.street", say("Fill in the street.")))
    return NewCustomer(
        id=customer_id,
        name=contact["name"],
        email=contact["email"],
        phone=contact["phone"],
        language=contact["language"] or "en",
        address=address,
    )


def read_answers(kinds: Mapping[str, tuple[str, Question]], fields: Fields) -> dict[tuple[str, UUID], Value]:
    """The answers by subject and question. A question without a field is unanswered; unknown fields are ignored."""
    return {
        (subject, question.id): _value(question.kind, fields.get(name))
        for name, (subject, question) in kinds.items()
    }


def day_of(fields: Fields, name: str) -> date | None:
    """The day in a date field, `None` for an empty one. Raises `Invalid` at the field for what is no day."""
    text = text_of(fields, name).strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Invalid.at(name, say("Choose a day.")) from error


def excuses(fields: Fields) -> list[ExceptionWish]:
    """The rules that were given a reason to set them aside, with the words typed there."""
    return [
        ExceptionWish(rule, reason, text_of(fields, f"finding.{rule}.words").strip())
        for rule in Rule
        if (reason := text_of(fields, f"finding.{rule}.reason"))
    ]


def _value(kind: Kind, given: object) -> Value:
    if kind is Kind.MULTIPLE:
        parts = given if isinstance(given, list) else [given]
        return [part for part in parts if isinstance(part, str) and part]
    if not isinstance(given, str):
        return None
    if not given.strip():
        return None
    if kind is Kind.YES_NO:
        return {"yes": True, "no": False}.get(given, given)
    return _number(given) if kind is Kind.NUMBER else given


def _number(text: str) -> Value:
    """A number however its comma is written; the text itself where it is none, so that the rule refuses it."""
    plain = text.strip().replace(",", ".")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        return float(plain)
    except ValueError:
        return text
