"""What a seeded return is told with: its plot, its row, and the clock of the one who tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.save_answers import AnswersWish, save_answers
from returns_app.actions.save_lines import LinesWish, LineWish, save_lines
from returns_app.db.drafts import LoadedDraft, QuestionGroup, load_draft
from returns_app.db.photos import Photo
from returns_app.db.policies import ReturnPolicy, as_rules
from returns_app.db.products import Product
from returns_app.db.returns import Return
from returns_app.db.search_entries import remember_return
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.lines import WantedLine
from returns_app.domain.numbers import new_number
from returns_app.domain.policy import Level, Outcome
from returns_app.domain.surveys import Kind, Value
from returns_app.seed.cases import BETTER, SHOP, TOLD, Case
from returns_app.seed.ids import uid
from returns_app.seed.pictures import motif_of, photo_of
from returns_app.seed.plots import Plot
from returns_app.seed.users import staff

SEVERAL = ("NLO-DRY", "NLO-MUG", "NLO-SCK", "NLO-PIL")


@dataclass
class Teller:
    """One return being told. `now` is the moment it has come to."""

    session: Session
    plot: Plot
    now: datetime

    @property
    def id(self) -> UUID:
        """The id of the return."""
        return uid("return", self.plot.key)

    @property
    def row(self) -> Return:
        """The return as it is."""
        return self.session.get_one(Return, self.id)

    @property
    def agent(self) -> Actor:
        """Whose return it is at the desk."""
        return staff(self.plot.agent)

    @property
    def customer(self) -> Actor:
        """The customer, as their link lets them in."""
        customer_id = uid("customer", self.plot.customer.email)
        return Actor(ActorKind.CUSTOMER, customer_id, self.plot.customer.name, return_id=self.id)

    def loaded(self) -> LoadedDraft:
        """The return as the wizard sees it."""
        return load_draft(self.session, self.row)

    def draw_number(self) -> None:
        """Give the return the number that it gets in every seeding, before a deed would draw a secret one."""
        row = self.row
        if row.number is None:
            row.number = new_number(self.plot.rng.choice)
            self.session.add(row)
            remember_return(self.session, row)

    def save_lines(self, actor: Actor, *, with_reasons: bool = True) -> None:
        """Fill in the products of the plot, with their reasons unless those are left to the customer."""
        policy = as_rules(self.session.get_one(ReturnPolicy, uid("policy", self.plot.policy)))
        reason_level = policy.reason_level if with_reasons else Level.NONE
        outcome_level = policy.outcome_level if with_reasons else Level.NONE
        first = self.plot.cases[0]
        wish = LinesWish(
            lines=tuple(
                self._line(case, by_line=(reason_level is Level.LINE, outcome_level is Level.LINE))
                for case in self.plot.cases
            ),
            reason_id=uid("reason", first.reason) if reason_level is Level.RETURN else None,
            outcome=Outcome(first.outcome) if outcome_level is Level.RETURN else None,
        )
        save_lines(self.session, actor, self.id, wish, now=self.now)

    def save_answers(self, actor: Actor, groups: tuple[QuestionGroup, ...]) -> None:
        """Answer every question of these groups, with photos where some are asked for."""
        values = {
            (group.subject, question.id): self._answer(group, question.key)
            for group in groups
            for question in group.questions
            if question.kind is not Kind.PHOTO
        }
        for group in groups:
            self._add_photos(actor, group)
        save_answers(self.session, actor, self.id, AnswersWish(values), now=self.now)

    def _add_photos(self, actor: Actor, group: QuestionGroup) -> None:
        """One of the damage, and one of the whole backpack; of what is asked for and not demanded, none."""
        case = self._case_of(group)
        motifs = [motif_of(case.spots), *(["whole"] if case.sku.startswith("NLO-BPK") else [])]
        for question in group.questions:
            if question.kind is not Kind.PHOTO or not question.required:
                continue
            self.session.add_all(
                Photo(
                    id=uid("photo", f"{self.plot.key}/{group.subject}/{question.key}/{motif}"),
                    return_id=self.id,
                    question_id=question.id,
                    subject=group.subject,
                    **vars(photo_of(motif)),
                    by_customer=actor.kind is ActorKind.CUSTOMER,
                    added_at=self.now + timedelta(seconds=number),
                )
                for number, motif in enumerate(motifs)
            )
        self.session.flush()

    def _line(self, case: Case, *, by_line: tuple[bool, bool]) -> LineWish:
        product = self.session.get_one(Product, uid("product", case.sku))
        pieces = self.plot.rng.choice((2, 3)) if case.sku.startswith(SEVERAL) else 1
        wanted = WantedLine(
            product_id=product.id,
            name=product.name,
            quantity=pieces,
            reason_id=uid("reason", case.reason) if by_line[0] else None,
            outcome=Outcome(case.outcome) if by_line[1] else None,
        )
        return LineWish(uid("line", f"{self.plot.key}/{case.sku}"), wanted)

    def _answer(self, group: QuestionGroup, key: str) -> Value:
        """An answer that fits; one to a question that is not asked is passed over."""
        rng, language = self.plot.rng, self.row.language
        case = self._case_of(group)
        broken = case.reason if case.reason in TOLD else "fabric_torn"
        answers: dict[str, Value] = {
            "opened": rng.random() < 0.4,
            "days": rng.randint(1, 9),
            "better": BETTER[language] if rng.random() < 0.4 else None,
            "noticed": (self.now - timedelta(days=rng.randint(4, 30))).date().isoformat(),
            # Asked with the claim already, and passed over here.
            "since": None,
            "bought": rng.choice(("web", "web", "store", "other")),
            "shop": SHOP[language],
            "washed": rng.random() < 0.3,
            "where": list(case.spots or ("other",)),
            "zipper_teeth": rng.choice(("opens", "stuck", "teeth")),
            "story": TOLD[broken][language],
            "wish": ["zip"] if case.reason == "zipper" else ["patch", "proof"],
            "clean": True,
            "limit": rng.choice((25, 40, 60)),
            "needed": None,
        }
        return answers[key]

    def _case_of(self, group: QuestionGroup) -> Case:
        ids = {str(uid("line", f"{self.plot.key}/{case.sku}")): case for case in self.plot.cases}
        return ids.get(group.subject, self.plot.cases[0])
