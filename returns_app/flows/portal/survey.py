"""The questions step: an answer may bring up another question at once, in the browser, and is kept at Next."""

# ruff: noqa: SLF001 - what is no event of a state begins with an underscore, also for its neighbors

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

import reflex as rx

from returns_app.actions.save_answers import AnswersWish, save_answers
from returns_app.db.session import read
from returns_app.db.tokens import kept_name
from returns_app.domain.actors import Actor
from returns_app.domain.surveys import Kind, Value
from returns_app.flows.handler import customer
from returns_app.flows.portal import forms
from returns_app.flows.portal.state import Portal, form_of
from returns_app.flows.who import acting
from returns_app.queries.portal_questions import photo_words, question_forms, question_kinds
from returns_app.queries.portal_views import QuestionForm


@form_of("surveys")
class Questions(rx.State):
    """Every question that is asked or may be: the browser shows those that the answers before them want.

    `words` are those of the photo questions. `_typed` are answers by field that were refused and are not saved.
    """

    questions: list[QuestionForm] = []
    words: dict[str, str] = {}
    _typed: dict[str, Value] = {}

    @rx.event
    @customer
    async def save(self, data: dict[str, Any]) -> None:
        """Keep the answers and go on. Photos are kept already, as they came."""
        actor = await acting()
        kinds = await read(question_kinds, actor)
        asked = [one.name for one in self.questions if one.name in kinds and one.kind != Kind.PHOTO]
        values = {name: forms.answer(data, name, kinds[name]) for name in asked}
        self._typed = {**self._typed, **values}
        portal = await self.get_state(Portal)
        wish = AnswersWish({_place(name): value for name, value in values.items()})
        if await portal._save("surveys", save_answers, wish):
            self._typed = {}
        else:
            named = _names(self.questions)
            place = {name: at for at, name in enumerate(named)}
            portal.fixes = [
                replace(fix, words=f"{named.get(fix.field, '')} {fix.words}".strip())
                for fix in sorted(portal.fixes, key=lambda fix: place.get(fix.field, -1))
            ]

    async def _fill(self, actor: Actor, language: str) -> None:
        place = kept_name(actor.return_id or UUID(int=0))
        self.questions = await read(question_forms, actor, self._typed, language=language, place=place)
        self.words = photo_words(language) if any(one.most for one in self.questions) else {}


def _names(questions: Iterable[QuestionForm]) -> dict[str, str]:
    """What each question is called where several lack an answer in the same words; with its product, if there are several."""
    about, names = "", {}
    for one in questions:
        about = one.heading or about
        label = one.label if one.label.endswith("?") else f"{one.label}:"
        names[one.name] = f"{about}: {label}" if about else label
    return names


def _place(name: str) -> tuple[str, UUID]:
    _, subject, question = name.split(".")
    return subject, UUID(question)
