"""Parts of the screens after the confirmation: what the customer may still do, and their further labels."""

from collections.abc import Callable

import reflex as rx

from returns_app.flows.portal.frame import GAP, around
from returns_app.flows.portal.help_state import Helping
from returns_app.flows.portal.state import Portal
from returns_app.i18n import Translator
from returns_app.queries.portal_views import SpareLabel
from returns_app.ui import portal_after as a
from returns_app.ui import portal_fields as f
from returns_app.ui import portal_frame as pf
from returns_app.ui import portal_outcome as o
from returns_app.ui.icons import icon
from returns_app.ui.portal_steps import action_button
from returns_app.ui.theme import Child

AFTER = Portal.view.after
OUTCOME = Portal.view.outcome
REPLY = "reply"


def what_else(t: Translator) -> rx.Component:
    """What may still be done, as its policy answers; nothing where there is nothing."""
    any_of_it = (AFTER.adds != "") | AFTER.boxes | AFTER.cancels
    parts = o.rows(_forgotten(t), _further(t), _cancel(t), class_name="mt-0 empty:hidden")
    return rx.cond(any_of_it, pf.section(t._("Something changed?"), parts))


def send_on(t: Translator) -> rx.Component:
    """Where the label was mailed, and a form that mails it again, or to somebody else."""
    title = around(t._("E-mailed to {address}", address=GAP), Portal.view.email)
    field = f.text_input(
        "email",
        error=Helping.problem,
        type="email",
        auto_complete="email",
        input_mode="email",
        enter_key_hint="send",
        auto_capitalize="none",
        spell_check=False,
        max_length=254,
    )
    hint = around(t._("Leave it empty to send it to {address} once more.", address=GAP), Portal.view.email)
    sent = rx.el.p(
        icon("check", class_name="mt-[3px] text-(--done-ink)"),
        Helping.sent,
        class_name="flex gap-1.5 wrap-anywhere",
    )
    form = rx.el.form(
        f.field(t._("Another e-mail address"), field, name="email", error=Helping.problem, hint=hint),
        rx.el.input(type="hidden", name="key", value=Helping.key),
        _button(t._("Send my label"), t._("Sending"), t, turn=Helping.turn),
        rx.el.div(rx.cond(Helping.sent, sent), role="status"),
        on_submit=Helping.send,
        no_validate=True,
        class_name="grid gap-3",
    )
    return a.opening_row("mail-check", title, t._("Send it again, or to someone else"), form)


def further_labels(t: Translator) -> rx.Component:
    """The labels that were asked for after the first: made, being made, or not to be had."""
    return rx.foreach(OUTCOME.spares, lambda spare: _spare(t, spare))


def _spare(t: Translator, spare: rx.Var[SpareLabel]) -> rx.Component:
    making = a.waiting_label(spare.title, t._("It is being made. This takes a few seconds."), failed=False)
    failed = a.waiting_label(
        spare.title, t._("The carrier did not make it. We have been told, and write to you."), failed=True
    )
    code = o.ticket(
        spare.code,
        o.ticket_link("download", t._("Save image"), href=spare.png, download=True),
        o.ticket_link("printer", t._("Label as PDF"), href=spare.pdf, download=True),
        caption=spare.title,
        label=spare.title,
    )
    show = a.bright_code(
        t._("Show it full screen"),
        spare.code,
        number=Portal.view.number,
        caption=spare.title,
        label=spare.title,
        close=t._("Close"),
        quiet=True,
    )
    ready = rx.cond(
        spare.code,
        rx.fragment(code, show),
        rx.el.div(
            o.label_sheet(spare.title, t._("PDF for a label printer, A6"), href=spare.pdf),
            a.file_link("printer", t._("On plain paper"), href=spare.a4),
            class_name="mt-4 grid gap-1",
        ),
    )
    return rx.fragment(rx.match(spare.state, ("ready", ready), ("failed", failed), making), key=spare.title)


def _forgotten(t: Translator) -> rx.Component:
    title = t._("I forgot a product")
    here = o.row_link("package-plus", title, t._("Add it to this return"), on_click=Portal.go("forgotten"))
    ask = a.opening_row(
        "package-plus",
        title,
        t._("We add it for you"),
        a.plain(t._("Tell us which product it is. We add it, or tell you what to do.")),
        _write(t, t._("I forgot a product. Can you add it to my return? It is:")),
    )
    no = a.opening_row(
        "package-plus",
        title,
        t._("It needs a return of its own"),
        a.plain(
            t._(
                "Nothing can be added to this return any more. Ask us for another one, and keep the product apart."
            )
        ),
        _write(t, t._("I would like to send back one more product. It is:")),
    )
    return rx.match(AFTER.adds, ("customer", here), ("desk", ask), ("nobody", no), rx.fragment())


def _further(t: Translator) -> rx.Component:
    title = t._("I need one more label")
    words = t._("Each box needs a label of its own. Spread your products over the boxes as you like.")
    make = _button(
        t._("Make one more label"),
        t._("Asking the carrier"),
        t,
        turn=Portal.turn,
        on_click=Helping.more(AFTER.spare),
    )
    here = a.opening_row(
        "copy-plus",
        title,
        t._("For one more box"),
        a.plain(words),
        rx.cond(AFTER.spare_price, a.plain(AFTER.spare_price)),
        make,
    )
    ask = a.opening_row(
        "copy-plus",
        title,
        t._("We make it for you"),
        a.plain(t._("Tell us how many boxes you have. The labels come to your e-mail, and here.")),
        _write(t, t._("I need one more label. Number of boxes in all:")),
    )
    return rx.cond(AFTER.boxes, rx.cond(AFTER.spare > 0, here, ask))


def _cancel(t: Translator) -> rx.Component:
    act = _button(t._("Cancel my return"), t._("Canceling"), t, turn=Portal.turn, on_click=Helping.cancel)
    asked = a.asking(
        t._("Cancel this return?"),
        t._("You keep your products, and your label stops working. This cannot be taken back."),
        opener=a.row_words("ban", t._("Cancel this return"), t._("I keep everything")),
        keep=t._("Keep my return"),
        act=act,
        turn=Portal.turn,
    )
    return rx.cond(AFTER.cancels, rx.el.li(asked))


def _write(t: Translator, begin: str) -> rx.Component:
    return a.write_button(icon("message-square", size=20), t._("Write to us"), begin=begin, field=REPLY)


def _button(
    words: Child,
    busy: str,
    t: Translator,
    *,
    turn: rx.Var[int],
    on_click: Callable[..., object] | None = None,
) -> rx.Component:
    props = {} if on_click is None else {"on_click": on_click, "type": "button"}
    return action_button(
        words,
        turn=turn,
        visit=Portal.visit,
        busy_words=busy,
        lost_words=t._("Waiting for connection"),
        quiet=True,
        **props,
    )
