"""The page of a return's link: how far it is, the link itself, what was agreed, the e-mail, the QR code."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk_frame import desk_frame
from returns_app.flows.link.mail_part import mail_panel
from returns_app.flows.link.state import LinkDesk
from returns_app.queries.draft_views import FactView, LineView
from returns_app.ui.desk_buttons import button, link_button
from returns_app.ui.desk_fields import field, text_input
from returns_app.ui.desk_link import (
    big_date,
    contract,
    contract_fact,
    contract_list,
    contract_part,
    link_line,
    qr_panel,
)
from returns_app.ui.desk_panels import note, panel, panel_end, panel_head, work_grid
from returns_app.ui.desk_shell import crumb, crumb_here, crumbs, page, page_head
from returns_app.ui.desk_states import blank, bone, framed
from returns_app.ui.desk_stepper import duty, duty_list
from returns_app.ui.desk_story import track, track_event
from returns_app.ui.dialog import dialog, dialog_acts
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, MUTED, SMALL, h2, link, small, stack, stack_tight

_VIEW = LinkDesk.view
_OPENS = LinkDesk.url != ""
_ENDED = (_VIEW.state == "expired") | (_VIEW.state == "revoked")


def link_page() -> rx.Component:
    """Build the page."""
    trail = crumbs(
        crumb("Returns", href=routes.RETURNS), crumb_here(rx.cond(_VIEW.reference, _VIEW.reference, "Link"))
    )
    return desk_frame(
        rx.cond(LinkDesk.loaded, rx.cond(LinkDesk.missing, _missing(), _ready()), _skeleton()),
        here=routes.RETURNS,
        bar=trail,
    )


def _ready() -> rx.Component:
    return page(
        page_head(_VIEW.title, _VIEW.lead, actions=(_acts(),)),
        track(rx.foreach(_VIEW.track, lambda one: track_event(one.name, one.detail, look=one.look))),
        rx.cond(_VIEW.number != "", _number()),
        work_grid(
            stack(_link(), _agreed()),
            stack(rx.cond(_VIEW.state == "finished", rx.fragment(), mail_panel()), rx.cond(_OPENS, _qr())),
            side_width="360",
        ),
        *_dialogs(),
        hotkey("y", press="copy-link"),
    )


def _acts() -> rx.Component:
    see = link_button("See the return", href=f"{routes.RETURN}?id={_VIEW.return_id}", id="see-return")
    replace = button(icon("refresh-cw"), "Replace link", on_click=LinkDesk.ask("replace"), id="replace-link")
    revoke = button("Revoke", tone="danger", on_click=LinkDesk.ask("revoke"), id="revoke-link")
    alive = rx.fragment(replace, rx.cond(_VIEW.state == "live", revoke))
    return rx.fragment(see, rx.cond((_VIEW.state == "live") | (_VIEW.state == "ended"), alive))


def _number() -> rx.Component:
    return note(
        rx.el.span("Return number ", rx.el.span(_VIEW.number, class_name="font-mono font-medium")),
        ". ",
        link("Open the return", href=f"{routes.RETURN}?id={_VIEW.return_id}"),
        symbol="package-check",
        tone="accent",
    )


def _link() -> rx.Component:
    warning = rx.cond(
        _VIEW.state == "finished",
        "Whoever has this link can see the finished return, without signing in.",
        "Whoever has this link can finish the return, without signing in. Treat it like a key.",
    )
    alive = rx.fragment(link_line(LinkDesk.url), small(warning))
    return rx.el.section(
        h2("Link"), rx.cond(_OPENS, alive, _dead()), class_name="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3"
    )


def _dead() -> rx.Component:
    make = button(
        icon("link-2"),
        "Make a new link",
        tone="primary",
        size="lg",
        on_click=LinkDesk.replace(_VIEW.link_id),
        id="new-link",
    )
    words = rx.cond(
        _VIEW.state == "expired",
        "Whoever opens it reads that it has expired, and can ask for a fresh one by e-mail.",
        "Whoever opens it reads that it was withdrawn. It shows nothing of the return.",
    )
    return rx.fragment(small(words), rx.cond(_ENDED, rx.el.div(make)))


def _agreed() -> rx.Component:
    return panel(
        panel_head("What was agreed", panel_end(rx.el.span("The customer sees the same", class_name=FAINT))),
        contract(_fixed(), _left(), _life()),
    )


def _fixed() -> rx.Component:
    draft = _VIEW.draft
    return contract_part(
        "lock",
        "Fixed by you",
        contract_list(
            contract_fact("Return type", rx.el.span(draft.policy_name)),
            contract_fact("Customer", rx.el.span(draft.customer.name, rx.el.br(), draft.customer.email)),
            rx.cond(draft.order_number, contract_fact("Order", rx.el.span(draft.order_number, class_name="font-mono"))),
            rx.cond(draft.lines.length() > 0, contract_fact("Products", rx.foreach(draft.lines, _line))),
            rx.foreach(draft.done, _survey),
        ),
    )  # fmt: skip


def _line(line: rx.Var[LineView]) -> rx.Component:
    return rx.el.div(
        rx.el.p(line.quantity.to_string(), " × ", line.name),
        rx.cond(line.words, rx.el.p(line.words, class_name=MUTED)),
        key=line.id,
    )


def _survey(one: rx.Var[FactView]) -> rx.Component:
    return rx.cond(one.name == "Surveys", contract_fact(one.name, rx.el.span(one.value)))


def _left() -> rx.Component:
    duties = rx.foreach(_VIEW.duties, lambda one: duty(one.mark, one.title, detail=one.detail, look=one.look))
    return contract_part(
        "smartphone", "Left to the customer", duty_list(duties, label="Left to the customer")
    )


def _life() -> rx.Component:
    over = small("The link now shows the finished return, and stays.")
    still = rx.fragment(
        small(
            "After that the page explains itself and offers a fresh link to the address on file. You get an alert."
        ),
        rx.el.div(button("Change date", size="sm", on_click=LinkDesk.ask("expiry"), id="change-date")),
    )
    return contract_part(
        "clock",
        "Lives until",
        big_date(_VIEW.lives_until, _VIEW.lives_detail),
        rx.cond(_VIEW.state == "finished", over, rx.cond(_VIEW.state == "revoked", rx.fragment(), still)),
    )


def _qr() -> rx.Component:
    png = button(icon("download"), "PNG", size="sm", on_click=LinkDesk.picture, id="qr-png")
    return panel(qr_panel(LinkDesk.qr, png))


def _dialogs() -> tuple[rx.Component, ...]:
    cancel = button("Cancel", tone="quiet", on_click=LinkDesk.ask(""))
    return (
        dialog(
            rx.el.p("The old link opens nothing any more; whoever uses it can ask for a fresh one.", class_name=MUTED),
            open=LinkDesk.asking == "replace",
            title="Replace the link?",
            acts=(cancel, button("Replace it", tone="primary", on_click=LinkDesk.replace(_VIEW.link_id), id="do-replace")),
            on_close=LinkDesk.ask(""),
        ),
        dialog(
            rx.el.p("The customer can no longer finish the return. You can make a new link at any time.", class_name=MUTED),
            open=LinkDesk.asking == "revoke",
            title="Revoke the link?",
            acts=(cancel, button("Revoke it", tone="danger", on_click=LinkDesk.revoke(_VIEW.link_id), id="do-revoke")),
            on_close=LinkDesk.ask(""),
            alert=True,
        ),
        dialog(
            _date_form(),
            open=LinkDesk.asking == "expiry",
            title="Until when shall the link live?",
            on_close=LinkDesk.ask(""),
        ),
    )  # fmt: skip


def _date_form() -> rx.Component:
    error = LinkDesk.problems["expires_at"]
    until = text_input("expires_at", value=_VIEW.ends_on, type="date", error=error)
    return rx.el.form(
        stack_tight(
            field("Last day", until, name="expires_at", error=error), small("It ends at 23:59 in Amsterdam.")
        ),
        rx.el.div(
            dialog_acts(
                button("Cancel", tone="quiet", on_click=LinkDesk.ask("")),
                button("Change date", tone="primary", type="submit", id="do-change-date"),
            ),
            class_name="-mx-4 mt-4 -mb-4",
        ),
        on_submit=LinkDesk.change_date,
        no_validate=True,
    )


def _missing() -> rx.Component:
    back = link_button("All returns", href=routes.RETURNS, tone="primary")
    words = "This return does not exist, or it is not open to you."
    return page(framed(blank("file-question", "There is no such link", words, back)))


def _skeleton() -> rx.Component:
    main = stack(bone("h-10 w-full"), bone("h-64 w-full"))
    side = stack(bone("h-72 w-full"))
    head = rx.el.div(bone("h-7 w-72"), aria_hidden="true")
    return rx.el.div(
        page(head, bone("h-16 w-full"), work_grid(main, side, side_width="360")),
        aria_busy="true",
        class_name=SMALL,
    )
