"""The form around a step of the desk's wizard: whichever way the step is left, what was typed goes along."""

from typing import Any

import reflex as rx

from returns_app.ui.theme import Child


class StepForm(rx.Component):
    """Gathers the fields of a step; submitting, `data-go` and the stepper's links all leave it."""

    library = "$/public/ui/step_form.jsx"
    tag = "StepForm"

    step: rx.Var[str]
    scene: rx.Var[str]
    complaint: rx.Var[int]
    watch: rx.Var[bool]

    on_leave: rx.EventHandler[rx.event.passthrough_event_spec(str, str, dict)]  # type: ignore[type-arg,valid-type]
    on_edit: rx.EventHandler[rx.event.passthrough_event_spec(dict)]  # type: ignore[type-arg,valid-type]


def step_form(*children: Child, **props: Any) -> rx.Component:
    """Hold the stepper, the step and the action bar.

    `on_leave(step, go, fields)` hears from which step and where to: "next", a step's key, or what a `data_go` says.
    `scene` names what is on screen; when it changes focus moves to `data_autofocus` or the heading. `complaint` is a
    number that grows with each refusal; focus then moves to the first field that is wrong. While `watch` is true,
    `on_edit(fields)` hears of edits a moment after the last one.
    """
    return StepForm.create(*children, class_name="flex min-w-0 flex-1 flex-col", **props)
