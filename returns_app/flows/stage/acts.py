"""What a hand does in the frames of the stage, as data: the player in the browser carries it out on the real app."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Frame: TypeAlias = Literal["desk", "phone", "inbox"]

DESK: Final[Frame] = "desk"
PHONE: Final[Frame] = "phone"
INBOX: Final[Frame] = "inbox"


@dataclass(frozen=True)
class Act:
    """One act in one frame. `at` is a CSS selector, `text` what the element must say.

    Words in braces stand for what the story's own data are called: `{name}`, `{order}`, and whatever `keep` kept.
    """

    do: str
    frame: Frame
    at: str = ""
    text: str = ""
    path: str = ""
    keys: str = ""


def go(frame: Frame, path: str) -> Act:
    """Lead the frame to a page of ours and wait until it is there."""
    return Act("go", frame, path=path)


def press(frame: Frame, keys: str) -> Act:
    """Press a key or a chord, such as `Shift+S`, where the focus is."""
    return Act("press", frame, keys=keys)


def types(frame: Frame, words: str, *, at: str) -> Act:
    """Type into a field, a key at a time; what stood in it is replaced."""
    return Act("type", frame, at=at, text=words)


def tap(frame: Frame, at: str, text: str = "") -> Act:
    """Wait for something that can be pressed, and press it by finger or mouse."""
    return Act("tap", frame, at=at, text=text)


def choose(frame: Frame, at: str, text: str) -> Act:
    """Choose the option of a list that says this."""
    return Act("choose", frame, at=at, text=text)


def sees(frame: Frame, at: str, text: str = "") -> Act:
    """Wait until this shows."""
    return Act("see", frame, at=at, text=text)


def points(frame: Frame, at: str, text: str = "") -> Act:
    """The same, and draw the audience's eyes to it."""
    return Act("point", frame, at=at, text=text)


def focused(frame: Frame, at: str) -> Act:
    """Wait until the page has put the focus there."""
    return Act("focus", frame, at=at)


def keep(frame: Frame, at: str, text: str, *, name: str) -> Act:
    """Remember what the element says, under a name, for later acts."""
    return Act("keep", frame, at=at, text=text, keys=name)


def cut(frame: Frame, *, after: str) -> Act:
    """Cut the frame's line as soon as the next event whose name holds `after` has left: its answer is lost."""
    return Act("cut", frame, text=after)


def mend(frame: Frame) -> Act:
    """Let the line be as before."""
    return Act("mend", frame)
