"""The screen of the surveys: every kind of question; those that an answer brings up come and go in the browser."""

import reflex as rx

from returns_app import routes
from returns_app.flows.portal.frame import step_screen
from returns_app.flows.portal.state import Portal
from returns_app.flows.portal.survey import Questions
from returns_app.i18n import Translator
from returns_app.queries.portal_views import QuestionForm
from returns_app.ui import portal_fields as f
from returns_app.ui.portal_photos import photos, question_box, questions
from returns_app.ui.theme import Text

_HALVES = (
    "grid grid-cols-2 gap-3 [&_label]:rounded-(--radius-2) [&_label]:border [&_label]:border-(--line-strong)!"
    " [&>label:has(:checked)]:border-(--accent)! [&>label:has(:checked)]:shadow-[inset_0_0_0_1px_var(--accent)]"
)
_LIST = "overflow-hidden rounded-(--radius-2) border border-(--line-strong)"


def surveys(t: Translator) -> rx.Component:
    """Ask what the policy wants to know."""
    return step_screen(
        t,
        t._("A few questions"),
        questions(rx.foreach(Questions.questions, lambda question: _question(t, question))),
        lead=t._("Your answers decide how we handle your return."),
        on_submit=Questions.save,
    )


def _question(t: Translator, question: rx.Var[QuestionForm]) -> rx.Component:
    asked = rx.match(
        question.kind,
        ("multiple", _many(t, question)),
        ("yes_no", _few(t, question, _HALVES)),
        ("single", _few(t, question, _LIST)),
        ("photo", _photos(t, question)),
        _typed(t, question),
    )
    return rx.fragment(
        rx.cond(
            question.heading,
            rx.el.h2(question.heading, class_name="-mb-4 text-(length:--text-lg) leading-6 font-[650]"),
        ),
        question_box(
            asked,
            name=question.name,
            cause=question.cause,
            values=question.wanted,
            unless=question.unless,
            hidden=question.hidden,
            class_name=rx.cond(question.follows, "-mt-4 border-l-3 border-(--accent) pl-4", ""),
        ),
    )


def _chosen(
    t: Translator, question: rx.Var[QuestionForm], *answers: rx.Component, hint: Text
) -> rx.Component:
    """A question that is not answered by typing."""
    optional = rx.cond(question.required, "", t._("(optional)"))
    return f.fieldset(
        rx.fragment(
            question.label,
            rx.cond(optional, rx.el.span(" ", optional, class_name="font-normal text-(--ink-3)")),
        ),
        *answers,
        hint=hint,
        error=Portal.problems[question.name],
        name=question.name,
    )


def _few(t: Translator, question: rx.Var[QuestionForm], look: str) -> rx.Component:
    answers = rx.foreach(
        question.choices,
        lambda choice: f.choice(
            question.name, choice.value, choice.label, checked=question.chosen.contains(choice.value)
        ),
    )
    return _chosen(t, question, rx.el.div(answers, class_name=look), hint=question.hint)


def _many(t: Translator, question: rx.Var[QuestionForm]) -> rx.Component:
    answers = rx.foreach(
        question.choices,
        lambda choice: f.choice(
            question.name + "." + choice.value,
            "on",
            choice.label,
            many=True,
            checked=question.chosen.contains(choice.value),
        ),
    )
    hint = rx.cond(question.hint, question.hint, t._("Choose all that apply"))
    return _chosen(t, question, rx.el.div(answers, class_name=_LIST), hint=hint)


def _photos(t: Translator, question: rx.Var[QuestionForm]) -> rx.Component:
    tiles = photos(
        field=question.name,
        base=routes.photo(""),
        query=question.query,
        place=Portal.keep,
        photos=question.photos,
        most=question.most,
        words=Questions.words,
    )
    return _chosen(t, question, tiles, hint=question.hint)


def _typed(t: Translator, question: rx.Var[QuestionForm]) -> rx.Component:
    name = question.name
    given = {"value": question.value, "error": Portal.problems[name]}
    control = rx.match(
        question.kind,
        ("long_text", f.text_area(name, **given)),
        ("date", f.text_input(name, type="date", **given)),
        ("number", rx.el.div(f.text_input(name, input_mode="decimal", **given), class_name="max-w-[120px]")),
        f.text_input(name, **given),
    )
    return f.field(
        question.label,
        control,
        name=name,
        optional=rx.cond(question.required, "", t._("(optional)")),
        hint=question.hint,
        error=Portal.problems[name],
    )
