"""The receiving page: one field for scans, what came of the last one, the open parcel, and what waits."""

import reflex as rx

from returns_app import routes
from returns_app.domain.actors import Role
from returns_app.flows.desk_frame import desk_frame
from returns_app.flows.receiving.parcel_parts import open_parcel
from returns_app.flows.receiving.state import Receiving
from returns_app.flows.signed_in import SignedIn
from returns_app.queries.receiving import ArrivalRow
from returns_app.ui.desk_buttons import button, icon_button, link_button
from returns_app.ui.desk_panels import note, panel, panel_aside, panel_head, work_grid
from returns_app.ui.desk_shell import crumb_here, crumbs, page, page_title
from returns_app.ui.desk_states import blank, framed, skeleton_panel
from returns_app.ui.icons import icon
from returns_app.ui.scanning import scan_field
from returns_app.ui.theme import MONO, MUTED, SMALL, STRONG, TRUNCATE, push, stack


def receiving_screen() -> rx.Component:
    """The page for operators; an agent is told whose work it is."""
    return desk_frame(
        rx.cond(SignedIn.role == Role.AGENT.value, _not_yours(), _work()),
        here=routes.RECEIVING,
        bar=crumbs(crumb_here("Receiving")),
        new_return=False,
    )


def _not_yours() -> rx.Component:
    words = "Operators receive and check parcels. What they found stands on the page of each return."
    heading = rx.el.h1("Receiving", class_name="sr-only")
    return page(
        heading,
        framed(
            blank(
                "lock",
                "Parcels are the warehouse’s",
                words,
                link_button("All returns", href=routes.RETURNS),
            )
        ),
    )


def _work() -> rx.Component:
    lead = "Scan a label, or type a return number or tracking number. The parcel opens for checking at once."
    return page(
        page_title("Receiving", lead),
        rx.el.div(
            icon(
                "scan-barcode",
                size=24,
                class_name="pointer-events-none absolute top-5 left-4 text-(--ink-3)",
            ),
            scan_field(
                label="Scan or type a return number, label or tracking code",
                placeholder="Scan or type a return number, label or tracking code",
                on_scan=Receiving.scan,
            ),
            class_name="relative",
        ),
        _result(),
        work_grid(
            rx.cond(Receiving.parcel.id != "", open_parcel(), _nothing_open()),
            rx.cond(
                Receiving.loaded, stack(_to_check(), _checked()), stack(skeleton_panel(4), skeleton_panel(3))
            ),
            side_width="360",
        ),
    )


def _result() -> rx.Component:
    """Say what the last scan came to, large, by color, sign and words. Always there, so that it is read out."""
    signs = rx.match(
        Receiving.result.look,
        ("done", icon("circle-check", size=30, class_name="text-(--done-ink)")),
        ("again", icon("triangle-alert", size=30, class_name="text-(--todo-ink)")),
        icon("circle-x", size=30, class_name="text-(--urgent-ink)"),
    )
    shown = rx.el.div(
        signs,
        rx.el.div(
            rx.el.strong(
                Receiving.result.title,
                class_name="text-(length:--text-xl) leading-8 font-semibold wrap-anywhere",
            ),
            rx.el.p(Receiving.result.words, class_name="text-(length:--text-md) leading-6 wrap-anywhere"),
            class_name="grid min-w-0",
        ),
        key=Receiving.result.serial.to_string(),
        id="scan-result",
        data_look=Receiving.result.look,
        class_name="flex items-start gap-4 rounded-(--radius-2) border p-4 motion-safe:animate-[arrive_var(--calm)_var(--ease)]"
        " data-[look=done]:border-(--done-ink) data-[look=done]:bg-(--done-soft)"
        " data-[look=again]:border-(--todo-ink) data-[look=again]:bg-(--todo-soft)"
        " data-[look=stop]:border-(--urgent-ink) data-[look=stop]:bg-(--urgent-soft)",
    )
    return rx.el.div(
        rx.cond(Receiving.result.title != "", shown),
        role="status",
        aria_live="assertive",
        class_name="empty:hidden",
    )


def _nothing_open() -> rx.Component:
    return framed(
        blank(
            "package-open",
            "No parcel is open",
            "Scan one, or open one that waits. The field above takes scans wherever you click.",
        )
    )


def _to_check() -> rx.Component:
    return panel(
        panel_head("To check", panel_aside(Receiving.view.to_check.length())),
        rx.cond(
            Receiving.view.to_check.length() > 0,
            rx.el.ul(rx.foreach(Receiving.view.to_check, _waiting), class_name="grid"),
            rx.el.p("Nothing waits. What is received appears here.", class_name=f"p-4 {MUTED}"),
        ),
        rx.cond(
            Receiving.view.more,
            rx.el.div(
                note("More wait behind these. They come up as these are checked."), class_name="p-4 pt-0"
            ),
        ),
    )


def _checked() -> rx.Component:
    return panel(
        panel_head("Checked today", panel_aside(Receiving.view.checked.length())),
        rx.cond(
            Receiving.view.checked.length() > 0,
            rx.el.ul(rx.foreach(Receiving.view.checked, _done), class_name="grid"),
            rx.el.p("Nothing yet.", class_name=f"p-4 {MUTED}"),
        ),
    )


def _waiting(row: rx.Var[ArrivalRow]) -> rx.Component:
    return rx.el.li(
        _named(row),
        push(),
        icon_button(
            icon("undo-2"),
            label=rx.Var.create("Undo the receipt of ") + row.number,
            size="sm",
            on_click=Receiving.undo(row.id),
        ),
        button(
            "Check",
            size="sm",
            on_click=Receiving.open_parcel(row.id),
            aria_label=rx.Var.create("Check ") + row.number,
        ),
        key=row.id,
        aria_current=rx.cond(Receiving.parcel.id == row.id, "true", "false"),
        class_name="flex min-h-14 items-center gap-1 px-4 py-2 not-first:border-t not-first:border-(--line)"
        " aria-[current=true]:bg-(--accent-soft)",
    )


def _done(row: rx.Var[ArrivalRow]) -> rx.Component:
    return rx.el.li(
        _named(row),
        push(),
        link_button("Open", href=routes.return_page("") + row.id, size="sm", tone="quiet"),
        key=row.id,
        class_name="flex min-h-14 items-center gap-1 px-4 py-2 not-first:border-t not-first:border-(--line)",
    )


def _named(row: rx.Var[ArrivalRow]) -> rx.Component:
    return rx.el.div(
        rx.el.span(row.number, class_name=f"{MONO} {STRONG}"),
        rx.el.span(row.customer, class_name=TRUNCATE),
        rx.el.span(
            row.when,
            rx.cond(row.by != "", rx.el.span(" by ", row.by)),
            rx.cond(row.counted != "", rx.el.span(", ", row.counted)),
            class_name=f"{SMALL} {MUTED}",
        ),
        class_name="grid min-w-0",
    )
