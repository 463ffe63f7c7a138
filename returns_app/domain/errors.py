"""What can be refused, in four kinds. Doors turn the kind into a status and the sentence into words on screen."""

from dataclasses import dataclass

from returns_app.domain.words import Sentence, say


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field of what was sent. `field` is the name of the field, `""` for the whole."""

    field: str
    sentence: Sentence


class Refusal(Exception):
    """Root of every refusal. `sentence` may be shown to the person who asked."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class NotFound(Refusal):
    """It does not exist, or not for the one who asks; the two are not told apart."""

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or say("This does not exist, or it is not open to you."))


class Forbidden(Refusal):
    """The one who asks is known, and may not."""

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or say("You may not do this."))


class Conflict(Refusal):
    """It was possible a moment ago; somebody or something was faster, or it has gone too far for it."""


class Invalid(Refusal):
    """What was sent breaks a rule. `problems` names each field; there is always at least one."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(problems[0].sentence)

    @classmethod
    def at(cls, field: str, sentence: Sentence) -> "Invalid":
        """One problem at one field."""
        return cls(Problem(field, sentence))
