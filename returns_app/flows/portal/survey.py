"""The questions step: an answer may bring up another question at once, and is kept at Next."""

# ruff: noqa: SLF001 - what is no event of a state begins with an underscore, also for its neighbors

from typing import Any
from uuid import UUID

import reflex as rx

from returns_app.actions.save_answers import AnswersWish, save_answers
from returns_app.db.session import read
from returns_app.domain.actors import Actor
from returns_app.domain.surveys import MAX_LONG, Kind, Value
from returns_app.flows.handler import customer
from returns_app.flows.notices import language_of
from returns_app.flows.portal import forms
from returns_app.flows.portal.state import Portal, form_of
from returns_app.flows.who import acting
from returns_app.queries.portal_questions import question_forms, question_kinds
from returns_app.queries.portal_views import QuestionForm


@form_of("surveys")
class Questions(rx.State):
    """`_typed` are answers by field that are not saved yet; they decide what is asked."""

    questions: list[QuestionForm] = []
    _typed: dict[str, Value] = {}

    @rx.event
    @customer
    async def choose(self, name: str, value: str) -> None:
        """Note a chosen answer, and show what it brings up."""
        await self._note({name: value}, name)

    @rx.event
    @customer
    async def tick(self, name: str, code: str) -> None:
        """Note that one of several answers was ticked or taken back."""
        known = next((one for one in self.questions if one.name == name), None)
        if known is not None:
            chosen = {*known.chosen} ^ {code}
            await self._note({f"{name}.{one}": "on" for one in chosen}, name)

    @rx.event
    @customer
    async def type_in(self, name: str, value: str) -> None:
        """Note what was typed when the field is left."""
        await self._note({name: value[: MAX_LONG + 1]}, name)

    @rx.event
    @customer
    async def save(self, data: dict[str, Any]) -> None:
        """Keep the answers and go on."""
        actor = await acting()
        kinds = await read(question_kinds, actor)
        shown = [one.name for one in self.questions if one.name in kinds]
        values = {name: forms.answer(data, name, kinds[name]) for name in shown}
        self._typed = {**self._typed, **values}
        portal = await self.get_state(Portal)
        wish = AnswersWish({_place(name): value for name, value in values.items()})
        if await portal._save("surveys", save_answers, wish):
            self._typed = {}

    async def _note(self, data: dict[str, Any], name: str) -> None:
        actor = await acting()
        question = (await read(question_kinds, actor)).get(name)
        if question is None:
            return
        self._typed = {**self._typed, name: forms.answer(data, name, question)}
        if question.kind in {Kind.YES_NO, Kind.SINGLE, Kind.MULTIPLE, Kind.NUMBER, Kind.SHORT_TEXT}:
            await self._fill(actor, language_of(self))

    async def _fill(self, actor: Actor, language: str) -> None:
        self.questions = await read(question_forms, actor, self._typed, language=language)


def _place(name: str) -> tuple[str, UUID]:
    _, subject, question = name.split(".")
    return subject, UUID(question)
