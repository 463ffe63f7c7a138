"""The composition root: every page in one list, every HTTP route in another, and everything that wraps them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import reflex as rx
import structlog
from reflex.config import get_config
from starlette.routing import BaseRoute, Mount, Router
from starlette.types import ASGIApp

from returns_app import logs, routes
from returns_app.actions.open_link import who_is_customer
from returns_app.build import web_folder
from returns_app.db.session import close_database, open_database
from returns_app.edge.app import Edge
from returns_app.flows import photo_door
from returns_app.flows.account import door as account_door
from returns_app.flows.account.page import account_screen
from returns_app.flows.account.state import AccountPage
from returns_app.flows.audit.page import audit_screen
from returns_app.flows.audit.state import Audit
from returns_app.flows.cookies import Face
from returns_app.flows.customers import door as customers_door
from returns_app.flows.customers.address_state import CustomerHomes
from returns_app.flows.customers.edit_state import EditCustomer
from returns_app.flows.customers.erase_state import EraseCustomer
from returns_app.flows.customers.list_page import page as customers_page
from returns_app.flows.customers.list_state import Customers
from returns_app.flows.customers.merge_state import MergeCustomers
from returns_app.flows.customers.page import page as customer_page
from returns_app.flows.customers.state import CustomerDesk
from returns_app.flows.dashboard.page import dashboard_page
from returns_app.flows.dashboard.state import Dashboard
from returns_app.flows.desk import door as desk_door
from returns_app.flows.desk import export_door
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.composer_state import Composer
from returns_app.flows.desk.edit_address import EditAddress
from returns_app.flows.desk.edit_lines import EditLines
from returns_app.flows.desk.excusing import Excusing
from returns_app.flows.desk.export_state import Exports
from returns_app.flows.desk.following import Following
from returns_app.flows.desk.lifecycle_state import LifecycleDesk
from returns_app.flows.desk.list_bulk import Bulk
from returns_app.flows.desk.list_page import page as list_page
from returns_app.flows.desk.list_state import Returns
from returns_app.flows.desk.list_views import ListViews
from returns_app.flows.desk.queue_state import Holding
from returns_app.flows.desk.return_page import return_screen
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.exceptions.page import exceptions_page
from returns_app.flows.exceptions.state import Exceptions
from returns_app.flows.guard import Guard
from returns_app.flows.inbox import door as inbox_door
from returns_app.flows.inbox.page import page as inbox_page
from returns_app.flows.inbox.reader import OPEN_TO_ALL
from returns_app.flows.inbox.state import Inbox
from returns_app.flows.landing.docs_page import page as docs_page
from returns_app.flows.landing.page import page as landing_page
from returns_app.flows.link.page import link_page
from returns_app.flows.link.state import LinkDesk
from returns_app.flows.mails import door as mails_door
from returns_app.flows.mails.page import page as mails_page
from returns_app.flows.mails.state import MailSamples
from returns_app.flows.new_return.hand_over_state import HandOver
from returns_app.flows.new_return.page import new_return_page
from returns_app.flows.new_return.state import NewReturn
from returns_app.flows.own_tabs import OwnTabs
from returns_app.flows.portal import door as portal_door
from returns_app.flows.portal import first_sight
from returns_app.flows.portal.dead_page import page as dead_page
from returns_app.flows.portal.dead_state import DeadLink
from returns_app.flows.portal.page import in_language
from returns_app.flows.portal.page import page as portal_page
from returns_app.flows.portal.state import Portal
from returns_app.flows.queue.page import queue_page
from returns_app.flows.queue.state import QueuePage
from returns_app.flows.receiving.page import receiving_screen
from returns_app.flows.receiving.state import Receiving
from returns_app.flows.sign_in import door as sign_in_door
from returns_app.flows.sign_in import reset_door, second_door
from returns_app.flows.sign_in.page import page as sign_in_page
from returns_app.flows.sign_in.reset_page import forgotten_page, new_password_page
from returns_app.flows.sign_in.reset_state import NewPassword
from returns_app.flows.sign_in.second_page import code_page, setup_page
from returns_app.flows.sign_in.second_state import SecondStep
from returns_app.flows.sign_in.state import SignIn
from returns_app.flows.signed_in import SignedIn
from returns_app.flows.stage import door as stage_door
from returns_app.flows.stage import stories_door
from returns_app.flows.stage.address import OPENED_AT
from returns_app.flows.stage.nightly import keeping
from returns_app.flows.stage.page import stage_page
from returns_app.flows.tab_states import bounded
from returns_app.flows.who import person, resolve
from returns_app.i18n import LANGUAGES, words
from returns_app.live import gathering, relaying
from returns_app.safe_start import require_safe
from returns_app.settings import load
from returns_app.ui.theme import STYLESHEETS, head_parts
from returns_app.worker import in_background

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Page:
    """A page: where it is, what it is called, what builds it, and the handlers that fill it at every visit."""

    route: str
    title: str
    build: Callable[[], rx.Component]
    on_load: list[Any] = field(default_factory=list)


PAGES = (
    Page(routes.HOME, "Returns", landing_page),
    Page(routes.DOCS, "How it works", docs_page),
    Page(routes.DESK, "Dashboard", dashboard_page, [SignedIn.load, Dashboard.load]),
    Page(
        routes.RETURNS,
        "Returns",
        list_page,
        [
            SignedIn.load,
            Returns.load,
            Bulk.close,
            ListViews.close,
            Exports.load,
            Returns.follow,
            Exports.follow,
        ],
    ),
    Page(
        routes.RETURN,
        "Return",
        return_screen,
        [
            SignedIn.load,
            ReturnDesk.load,
            Authorization.load,
            Holding.load,
            Excusing.start,
            EditLines.close,
            EditAddress.close,
            LifecycleDesk.close,
            Composer.start,
            Following.start,
        ],
    ),
    Page(routes.CUSTOMERS, "Customers", customers_page, [SignedIn.load, Customers.load]),
    Page(
        routes.CUSTOMER,
        "Customer",
        customer_page,
        [
            SignedIn.load,
            CustomerDesk.load,
            EditCustomer.close,
            CustomerHomes.close,
            MergeCustomers.close,
            EraseCustomer.close,
        ],
    ),
    Page(
        routes.INBOX,
        "Inbox",
        inbox_page,
        [*([] if OPEN_TO_ALL else [SignedIn.load]), Inbox.load, Inbox.follow],
    ),
    Page(routes.MAILS, "Mail samples", mails_page, [SignedIn.load, MailSamples.load]),
    Page(routes.QUEUE, "Work queue", queue_page, [SignedIn.load, QueuePage.load, QueuePage.follow]),
    Page(routes.EXCEPTIONS, "Exceptions", exceptions_page, [SignedIn.load, Exceptions.load]),
    Page(routes.AUDIT, "Audit", audit_screen, [SignedIn.load, Audit.load]),
    Page(routes.RECEIVING, "Receiving", receiving_screen, [SignedIn.load, Receiving.load, Receiving.follow]),
    Page(routes.NEW_RETURN, "New return", new_return_page, [SignedIn.load, NewReturn.load, HandOver.close]),
    Page(routes.READY_LINK, "Link", link_page, [SignedIn.load, LinkDesk.load, LinkDesk.follow]),
    Page(routes.ACCOUNT, "Account", account_screen, [SignedIn.load, AccountPage.load]),
    Page(routes.SIGN_IN, "Sign in", sign_in_page, [SignIn.load]),
    Page(routes.SECOND_STEP, "Second factor", code_page, [SecondStep.load]),
    Page(routes.SECOND_SETUP, "Set up a second factor", setup_page, [SecondStep.load]),
    Page(routes.FORGOTTEN, "Forgotten password", forgotten_page, [NewPassword.load]),
    Page(routes.NEW_PASSWORD, "New password", new_password_page, [NewPassword.load]),
    *(
        Page(routes.portal(one), words(one)._("Your return"), in_language(portal_page, one), [Portal.load])
        for one in LANGUAGES
    ),
    *(
        Page(routes.dead_link(one), words(one)._("Your link"), in_language(dead_page, one), [DeadLink.load])
        for one in LANGUAGES
    ),
)

# The stage is a demonstration's alone: anywhere else there is neither the page nor a door of it.
STAGE = (Page(routes.DEMO, "Demonstration", stage_page),) if load().demo else ()
STAGE_DOORS: tuple[BaseRoute, ...] = (*stage_door.ROUTES, *stories_door.ROUTES) if load().demo else ()

# Plain HTTP: forms, files, links. They come before the pages of the same path.
HTTP: tuple[BaseRoute, ...] = (
    *sign_in_door.ROUTES,
    *second_door.ROUTES,
    *reset_door.ROUTES,
    *account_door.ROUTES,
    *desk_door.ROUTES,
    *export_door.ROUTES,
    *customers_door.ROUTES,
    *inbox_door.ROUTES,
    *mails_door.ROUTES,
    *portal_door.ROUTES,
    *first_sight.ROUTES,
    *photo_door.ROUTES,
    *STAGE_DOORS,
)


@asynccontextmanager
async def _database() -> AsyncIterator[None]:
    """Open the database, hear of other processes and work through what waits, once per process, after the fork.

    Refuses to start with settings that would let everybody in.
    """
    settings = load()
    require_safe(settings, origins=get_config().cors_allowed_origins)
    open_database(settings.database)
    try:
        with relaying(settings.redis_url), gathering(settings.redis_url), keeping():
            async with in_background():
                yield
    finally:
        close_database()


def _log_failure(exception: Exception) -> None:
    """Log what failed outside of our handlers; theirs is answered on screen by `flows/handler.py`."""
    logger.error("an event failed", exc_info=exception)


def _edge(reflex_app: ASGIApp) -> ASGIApp:
    """Put our own routes and the edge around Reflex's server."""
    pages = web_folder() / "build" / "client"
    ours = Router([*HTTP, Mount("", OwnTabs(reflex_app))])
    return Edge(ours, pages=pages, origin=load().origin, person=person, also=OPENED_AT)


logs.set_up()
app = rx.App(
    # The default toaster and wraps weigh 12 KB and need scripts that our Content-Security-Policy forbids.
    toaster=None,
    app_wraps={},
    stylesheets=STYLESHEETS,
    head_components=head_parts(),
    html_lang="en",
    backend_exception_handler=_log_failure,
    api_transformer=_edge,
)
# Reflex would remember as many tabs as anybody invents tokens for.
app._state_manager = bounded(app.state_manager)  # noqa: SLF001
resolve(Face.PORTAL, who_is_customer)
app.add_middleware(Guard())
app.register_lifespan_task(_database)
for each in (*PAGES, *STAGE):
    merchant = load().merchant_name
    app.add_page(
        each.build, route=each.route, title=f"{each.title} · {merchant}", on_load=each.on_load or None
    )
