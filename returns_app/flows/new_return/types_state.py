"""The first step: which way of creating, and which return type."""

import reflex as rx

from returns_app.domain.policy import CreationPath
from returns_app.flows.handler import desk
from returns_app.queries.policies import PolicyCard, PolicyUse


class TypeStep(rx.State):
    """The picker. `usable` can be chosen for the path, `barred` cannot; both as the filter leaves them."""

    path: str = ""
    policy_id: str = ""
    count: int = 0
    usable: list[PolicyCard] = []
    barred: list[PolicyCard] = []
    chosen: str = ""
    use: PolicyUse = PolicyUse()
    words: str = ""
    _cards: list[PolicyCard] = []

    @rx.event
    @desk
    async def choose(self, policy_id: str) -> None:
        """Choose a return type; one that is barred or unknown is not taken."""
        if any(card.id == policy_id for card in self.usable):
            self.policy_id = policy_id
            self._show()

    @rx.event
    @desk
    async def choose_number(self, number: int) -> None:
        """Choose by its place in the list, from 1."""
        if 1 <= number <= len(self.usable):
            self.policy_id = self.usable[number - 1].id
            self._show()

    @rx.event
    @desk
    async def take_path(self, path: CreationPath) -> None:
        """Change who finishes the return; the type stays chosen where it may be used that way, too."""
        self.path = path.value
        self._show()

    @rx.event
    @desk
    async def create_yourself(self, policy_id: str) -> None:
        """Take a type that is barred for a link, and create the return without one."""
        self.path, self.words = CreationPath.COMPLETE.value, ""
        self.policy_id = policy_id
        self._show()

    @rx.event(supersedes=True)
    @desk
    async def narrow(self, words: str) -> None:
        """Show only the return types whose name or rules hold these words."""
        self.words = words[:80]
        self._show()

    def _catch_up(self, words: object) -> None:
        """Apply the filter as it stands in the field: going on may be faster than the filter's own event."""
        if isinstance(words, str) and words[:80] != self.words:
            self.words = words[:80]
            self._show()

    def _fill(self, cards: list[PolicyCard], *, path: str, policy_id: str) -> None:
        """Show these cards; called by the wizard when the step is entered."""
        self._cards, self.words = cards, ""
        self.path, self.policy_id = path or CreationPath.LINK.value, policy_id
        self._show()

    def _show(self) -> None:
        fitting = {card.id for card in self._cards if not self._use(card).bars}
        found = _found(self._cards, self.words.strip().lower())
        self.count = len(self._cards)
        self.usable = [card for card in found if card.id in fitting]
        if not any(card.id == self.policy_id for card in self.usable):
            # What is chosen is always on screen; the filter chooses, too.
            self.policy_id = self.usable[0].id if self.usable else ""
        self.barred = [card for card in found if card.id not in fitting]
        chosen = next((card for card in self._cards if card.id == self.policy_id), None)
        self.chosen = chosen.name if chosen else ""
        self.use = self._use(chosen) if chosen else PolicyUse()

    def _use(self, card: PolicyCard) -> PolicyUse:
        return card.link if self.path == CreationPath.LINK else card.complete


def _found(cards: list[PolicyCard], words: str) -> list[PolicyCard]:
    """The types that are called so; only where none is, those whose rules speak of it."""
    named = [card for card in cards if words in card.name.lower()]
    return named or [card for card in cards if words in card.rules.lower()]
