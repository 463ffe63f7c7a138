"""Findings on screen, shared by the authorization screen and the last step of a new return."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from returns_app.domain.excusing import EXCUSES
from returns_app.domain.lines import MAX_WORDS
from returns_app.queries.assignees import Assignee
from returns_app.queries.finding_views import FindingView
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_decide import finding
from returns_app.ui.desk_fields import field, field_error, option, select, text_area, text_input
from returns_app.ui.dialog import dialog, dialog_acts
from returns_app.ui.theme import MUTED

Said = rx.Var[str]


@dataclass(frozen=True)
class Answering:
    """What a finding's panel does: `error` says what is wrong at a field, the others are handlers of the page's state.

    Without `on_reason` and `on_words` the fields are left to the form around them. `key` changes when the fields must
    show what was read anew.
    """

    error: Callable[[Said], Any]
    on_hand_over: Any
    on_reason: Callable[[Said, Said], Any] | None = None
    on_words: Callable[[Said, Said], Any] | None = None
    on_withdraw: Callable[[Said], Any] | None = None
    key: Said | str = ""


def finding_panels(views: rx.Var[list[FindingView]], answering: Answering) -> rx.Component:
    """Show each rule that is broken: with a reason to allow it, as an exception made, or as a supervisor's to decide."""
    return rx.fragment(rx.foreach(views, lambda one: _panel(one, answering)))


def hand_over_dialog(
    people: rx.Var[list[Assignee]], *, open: Any, error: Callable[[str], Any], on_close: Any, on_submit: Any
) -> rx.Component:
    """Ask who shall decide instead, and for a note about what."""
    whom = select(
        "user",
        option("Choose a colleague", ""),
        rx.foreach(people, lambda one: option(f"{one.name}, {one.role}", one.id)),
        error=error("user"),
    )
    note = text_area("words", rows=3, max_length=2000, error=error("words"))
    form = rx.el.form(
        rx.el.p("The return becomes their work, and is free in the queue.", class_name=MUTED),
        field("Hand over to", whom, name="user", error=error("user")),
        field(
            "Note",
            note,
            name="words",
            error=error("words"),
            optional=True,
            help="Colleagues alone read it.",
        ),
        rx.el.div(
            dialog_acts(
                button("Keep it", tone="quiet", on_click=on_close),
                button("Hand over", tone="primary", type="submit"),
            ),
            class_name="-mx-4 -mb-4",
        ),
        on_submit=on_submit,
        class_name="grid gap-4",
    )
    return dialog(form, open=open, title="Who shall decide?", on_close=on_close, class_name="w-[480px]")


def _panel(one: rx.Var[FindingView], answering: Answering) -> rx.Component:
    at = rx.Var.create("finding.") + one.rule
    asked = (one.state != "supervisor") & one.mine
    return rx.el.div(
        finding(
            one.title,
            one.numbers,
            rx.cond(asked, _fields(one, at, answering), _said(one)),
            remark=one.remark,
            look=one.state,
            acts=_acts(one, answering),
            error=field_error(answering.error(at), name=f"{at}"),
        ),
        key=one.rule,
    )


def _fields(one: rx.Var[FindingView], at: Any, answering: Answering) -> rx.Component:
    reason, words = answering.error(at + ".reason"), answering.error(at + ".words")
    on_reason: dict[str, Any] = {}
    on_words: dict[str, Any] = {}
    if answering.on_reason is not None and answering.on_words is not None:
        on_reason = {"on_change": lambda code: answering.on_reason(one.rule, code)}  # type: ignore[misc]
        on_words = {"on_blur": lambda text: answering.on_words(one.rule, text)}  # type: ignore[misc]
    why = select(
        f"finding.{one.rule}.reason",
        option("Choose a reason", ""),
        *[option(str(sentence), code) for code, sentence in EXCUSES.items()],
        key=answering.key,
        value=one.reason,
        error=reason,
        **on_reason,
    )
    typed = text_input(
        f"finding.{one.rule}.words",
        key=answering.key,
        value=one.words,
        max_length=MAX_WORDS,
        error=words,
        **on_words,
    )
    return rx.fragment(
        field("Allow anyway because", why, name=f"finding.{one.rule}.reason", error=reason),
        field("In your words", typed, name=f"finding.{one.rule}.words", error=words),
    )


def _said(one: rx.Var[FindingView]) -> rx.Component:
    """A colleague's words about the exception they made."""
    return rx.cond(one.words != "", rx.el.p("“", one.words, "”", class_name="col-span-full break-words"))


def _acts(one: rx.Var[FindingView], answering: Answering) -> rx.Component:
    ask = button("Hand over…", size="sm", on_click=answering.on_hand_over)
    if answering.on_withdraw is None:
        return rx.cond(one.state == "supervisor", ask)
    back = button("Withdraw", tone="quiet", size="sm", on_click=answering.on_withdraw(one.rule))
    withdraw = rx.cond((one.state == "excused") & one.may_withdraw, back)
    return rx.cond(one.state == "supervisor", ask, withdraw)
