"""The fifth step on screen: the surveys, every kind of question, asked as the answers before them want it."""

import reflex as rx

from returns_app import routes
from returns_app.domain.surveys import TOO_LARGE
from returns_app.flows.new_return.state import NewReturn
from returns_app.queries.survey_forms import AnswerChoice, QuestionBlock, QuestionField
from returns_app.ui.desk_fields import CHECKBOX, RADIO, field_error, option, select, text_area, text_input
from returns_app.ui.desk_shell import page_title
from returns_app.ui.desk_states import blank, framed
from returns_app.ui.portal_photos import photos
from returns_app.ui.theme import FAINT, MUTED, SMALL, h2, stack

_ERRORS = NewReturn.problems
_IS_LINK = NewReturn.path == "link"
# What the tiles of photos say; `#` stands for the number of one.
_PHOTO_WORDS = {
    "camera": "Take a photo",
    "choose": "Choose photos",
    "photo": "Photo #",
    "remove": "Remove photo #",
    "sent": "Photo # is sent.",
    "waits": "Waiting for connection",
    "held": "The photos are still being sent. The step is left when they are there.",
    "failed": "It could not be sent. Choose it again.",
    "video": "This is a video. Choose a photo.",
    "most": "Keep it to # photos.",
    "large": str(TOO_LARGE),
    "dismiss": "Dismiss",
}
# More than so many answers are a list to open, not a row of buttons.
_MANY = 5


def surveys_step() -> rx.Component:
    """Ask the surveys of the return type."""
    title = rx.cond(_IS_LINK, "What do you know already?", "Additional information")
    lead = rx.cond(
        _IS_LINK,
        "What you leave open, the customer is asked. Required ones stay required.",
        "You can leave this out as a whole; then nobody is asked.",
    )
    return stack(
        page_title(title, lead),
        rx.cond(NewReturn.blocks.length() > 0, stack(rx.foreach(NewReturn.blocks, _block)), _nothing()),
    )


def _nothing() -> rx.Component:
    return framed(
        blank(
            "message-circle-question",
            "Nothing is asked",
            "This return type has no questions for these products. Go on.",
        )
    )


def _block(block: rx.Var[QuestionBlock]) -> rx.Component:
    return rx.el.section(
        h2(block.title),
        rx.foreach(block.questions, _question),
        key=block.key,
        class_name="grid content-start gap-4",
    )


def _question(one: rx.Var[QuestionField]) -> rx.Component:
    grouped = (
        (one.kind == "photo")
        | (one.kind == "yes_no")
        | (one.kind == "multiple")
        | ((one.kind == "single") & (one.choices.length() <= _MANY))
    )
    return rx.el.div(
        rx.cond(grouped, _group(one), _single(one)),
        key=one.name,
    )  # fmt: skip


def _single(one: rx.Var[QuestionField]) -> rx.Component:
    error = _ERRORS[one.name]
    shared = {"aria_required": one.required, "error": error}
    control = rx.match(
        one.kind,
        ("long_text", text_area(one.name, value=one.value, max_length=20000, **shared)),
        ("number", text_input(one.name, value=one.value, input_mode="decimal", class_name="max-w-[200px]", **shared)),
        ("date", text_input(one.name, value=one.value, type="date", class_name="max-w-[200px]", **shared)),
        ("single", select(one.name, option("Choose one", ""), rx.foreach(one.choices, _option), value=_chosen(one), **shared)),
        text_input(one.name, value=one.value, **shared),
    )  # fmt: skip
    return rx.el.div(
        rx.el.label(_label(one), html_for=one.name),
        control,
        field_error(error, name=one.name),
        rx.cond(one.hint, rx.el.p(one.hint, class_name=f"{SMALL} {FAINT}")),
        class_name="grid content-start gap-1.5",
    )


def _group(one: rx.Var[QuestionField]) -> rx.Component:
    error = _ERRORS[one.name]
    return rx.el.fieldset(
        rx.el.legend(_label(one), class_name="mb-1.5"),
        rx.el.div(
            rx.match(
                one.kind,
                ("multiple", rx.foreach(one.choices, lambda choice: _answer(choice, "checkbox", CHECKBOX))),
                ("photo", _photos(one)),
                rx.foreach(one.choices, lambda choice: _answer(choice, "radio", RADIO)),
            ),
            class_name="flex flex-wrap gap-x-5 gap-y-2",
        ),
        field_error(error, name=one.name),
        rx.cond(one.hint, rx.el.p(one.hint, class_name=f"{SMALL} {FAINT}")),
        aria_describedby=f"{one.name}-error",
        class_name="grid content-start gap-1.5",
    )


def _photos(one: rx.Var[QuestionField]) -> rx.Component:
    """Photos that the customer sent to the agent, or that nobody adds here and the customer is asked for."""
    return rx.el.div(
        photos(
            field=one.name,
            base=routes.desk_photo("", "")[:-1] + NewReturn.view.id + "/",
            query=one.query,
            # Nothing of a customer is kept in the browser of a desk.
            place="",
            photos=one.photos,
            most=one.most,
            words=_PHOTO_WORDS,
        ),
        class_name="w-full max-w-[420px]",
    )


def _answer(choice: rx.Var[AnswerChoice], kind: str, look: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type=kind,
            name=choice.name,
            value=choice.value,
            default_checked=choice.chosen,
            aria_invalid=rx.cond(_ERRORS[choice.name], "true", "false"),
            class_name=look,
        ),
        choice.label,
        class_name="flex min-h-8 items-center gap-2",
    )


def _label(one: rx.Var[QuestionField]) -> rx.Component:
    return rx.el.span(
        rx.el.span(one.label, class_name="font-medium"),
        rx.cond(
            one.required,
            rx.el.span(" required", class_name=f"{SMALL} {MUTED}"),
            rx.el.span(" optional", class_name=f"{SMALL} {FAINT}"),
        ),
    )


def _chosen(one: rx.Var[QuestionField]) -> rx.Var[str]:
    return one.value  # type: ignore[return-value]


def _option(choice: rx.Var[AnswerChoice]) -> rx.Component:
    return option(choice.label, choice.value)
