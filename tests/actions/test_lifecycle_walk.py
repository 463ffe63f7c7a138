"""A walk through the real deeds by anybody, legal or not: the table is the only truth about what may happen."""

from datetime import timedelta
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from returns_app.actions.book_pickup import book_pickup
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_return import finish_check
from returns_app.actions.decide_return import authorize, reject
from returns_app.actions.receive_return import receive_return, undo_receipt
from returns_app.actions.settle_return import settle_return
from returns_app.db.receiving import Settlement
from returns_app.db.session import close_database, open_database, read_now, write_now
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Refusal
from returns_app.domain.lifecycle import FINAL, TRANSITIONS, Event, Status, legal_events
from returns_app.domain.lines import LineDecision
from returns_app.domain.pickups import Pickup, pickup_days
from returns_app.domain.settling import Settled
from tests.databases import SqliteCopies
from tests.factories import NOW, agent, get, linked, requested, shop
from tests.lifecycle_making import counting, lines, received, shipped

DAY = pickup_days(NOW.date())[0]
ROLES = tuple(Role)
BEGINNINGS = ("requested", "awaiting", "shipped", "to_pick_up", "received")
# Deeds that answer a repetition calmly instead of refusing it: the status they may find done already.
REPEATED = {
    "book_pickup": {Status.SUBMITTED},
    "receive": {Status.RECEIVED, Status.SETTLEMENT_REQUESTED, Status.COMPLETED},
    "undo": {Status.SUBMITTED, Status.PICKUP_REQUESTED},
    "check": {Status.SETTLEMENT_REQUESTED},
    "settle": {Status.COMPLETED},
    "cancel": {Status.CANCELED},
}
EVENTS = {
    "authorize": {Event.AUTHORIZED},
    "keep": {Event.AUTHORIZED_NONE_RETURNABLE},
    "reject": {Event.REJECTED},
    "book_pickup": {Event.PICKUP_BOOKED},
    "receive": {Event.RECEIVED},
    "undo": {Event.RECEIPT_UNDONE, Event.RECEIPT_UNDONE_FOR_PICKUP},
    "check": {Event.CHECKED},
    "settle": {Event.SETTLED},
    "cancel": {Event.CANCELED},
}


class Walk(RuleBasedStateMachine):
    """One return, and people of every role who try everything in any order."""

    folder: ClassVar[Path]
    copies: ClassVar[SqliteCopies]
    made: ClassVar[int] = 0

    @initialize(beginning=st.sampled_from(BEGINNINGS))
    def begin(self, beginning: str) -> None:
        Walk.made += 1
        place = self.folder / str(Walk.made)
        place.mkdir()
        self.copy = self.copies.copy(place)
        open_database(self.copy.__enter__())
        self.of = shop()
        self.people = {role: agent(role.value, role) for role in ROLES}
        self.now = NOW
        self.id: UUID = {
            "requested": lambda: requested(self.of).id,
            "awaiting": lambda: linked(self.of)[0],
            "shipped": lambda: shipped(self.of),
            "to_pick_up": lambda: shipped(self.of, handover="pickup"),
            "received": lambda: received(self.of, self.people[Role.OPERATOR]),
        }[beginning]()

    def teardown(self) -> None:
        if hasattr(self, "copy"):
            close_database()
            self.copy.__exit__(None, None, None)

    @rule(deed=st.sampled_from(sorted(EVENTS)), role=st.sampled_from(ROLES))
    def anybody_does_anything(self, deed: str, role: Role) -> None:
        self.now += timedelta(seconds=30)
        actor, before = self.people[role], get(self.id)
        legal = EVENTS[deed] & set(legal_events(Status(before.status), actor))
        try:
            self._do(deed, actor, before.version)
        except Refusal:
            assert not legal, f"{deed} by {role} from {before.status} is in the table"
            assert get(self.id).version == before.version
            return
        after = get(self.id)
        if after.status == before.status:
            assert before.status in REPEATED.get(deed, set())
            assert after.version == before.version, "a repetition changes nothing"
            return
        assert legal, f"{deed} by {role} from {before.status} is not in the table"
        ends = {TRANSITIONS[Status(before.status), event].to for event in legal}
        assert after.status in ends

    @invariant()
    def what_is_final_stays_and_what_is_settled_is_written_down(self) -> None:
        if not hasattr(self, "id"):
            return
        row = get(self.id)
        there = read_now(lambda session: session.get(Settlement, self.id))
        assert (there is not None) == (row.status == Status.COMPLETED)
        if row.status in FINAL:
            assert not any(legal_events(Status(row.status), actor) for actor in self.people.values()), (
                "nobody may move what is final"
            )

    def _do(self, deed: str, actor: Actor, version: int) -> None:
        wished = {"version": version, "now": self.now}
        every = tuple(LineDecision(line.id, line.quantity, 0, 0) for line in lines(self.id))
        keep = tuple(LineDecision(line.id, 0, 0, line.quantity) for line in lines(self.id))
        deeds = {
            "authorize": lambda: write_now(authorize, actor, self.id, every, **wished),
            "keep": lambda: write_now(authorize, actor, self.id, keep, **wished),
            "reject": lambda: write_now(reject, actor, self.id, "Worn", **wished),
            "book_pickup": lambda: write_now(
                book_pickup, actor, self.id, Pickup(DAY, "08:00-12:00", "tel"), now=self.now
            ),
            "receive": lambda: write_now(receive_return, actor, self.id, now=self.now),
            "undo": lambda: write_now(undo_receipt, actor, self.id, now=self.now),
            "check": lambda: write_now(finish_check, actor, self.id, self._count(), **wished),
            "settle": lambda: write_now(settle_return, actor, self.id, Settled("nothing"), **wished),
            "cancel": lambda: write_now(cancel_return, actor, self.id, now=self.now),
        }
        deeds[deed]()

    def _count(self):  # type: ignore[no-untyped-def]
        return counting(self.id, 1)


def test_any_walk_keeps_to_the_table(
    sqlite_copies: SqliteCopies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Walk, "folder", tmp_path, raising=False)
    monkeypatch.setattr(Walk, "copies", sqlite_copies, raising=False)
    case = Walk.TestCase()
    case.settings = settings(
        max_examples=25, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
    )
    case.runTest()
