"""The customer's side of a seeded return: from the opened link to the confirmed checkout."""

from collections.abc import Iterator
from datetime import timedelta

from returns_app.actions.check_out import CheckedOut, check_out
from returns_app.actions.declare_withdrawal import declare_withdrawal
from returns_app.actions.open_link import ask_fresh_link, note_opened
from returns_app.actions.save_draft import choose_option, save_address, save_order_number
from returns_app.db.drafts import LoadedDraft
from returns_app.db.links import latest_link
from returns_app.db.tokens import link_token
from returns_app.domain.shipping import Handover, ShippingOption
from returns_app.domain.wizard import StepKey, is_withdrawal, remaining
from returns_app.seed.ids import uid
from returns_app.seed.shipping import make_label, send_mails
from returns_app.seed.teller import Teller

Steps = Iterator[timedelta]
SECONDS = timedelta(seconds=1)
MINUTES = timedelta(minutes=1)


def token(teller: Teller) -> str:
    """The token of the newest link."""
    link = latest_link(teller.session, teller.id)
    return link_token(link.id) if link else ""


def open_it(teller: Teller) -> None:
    """The page of the link is shown."""
    note_opened(teller.session, teller.customer, token(teller), now=teller.now)


def ask_again(teller: Teller) -> None:
    """The link had expired, and a fresh one is asked for."""
    ask_fresh_link(teller.session, token(teller), now=teller.now)


def fill_in(teller: Teller, *, at_most: int = 9, pickup: bool = False) -> Steps:
    """Go through what is left, up to the confirmation or for `at_most` steps."""
    for _ in range(at_most):
        loaded = teller.loaded()
        step = remaining(loaded.draft)[0].key
        if step is StepKey.CONFIRM:
            return
        _fill(teller, step, loaded, pickup=pickup)
        yield SECONDS * teller.plot.rng.randint(15, 150)


def declare(teller: Teller) -> Steps:
    """Withdraw from the purchase: what is withdrawn, that it is, and the acknowledgement leaves. Nothing otherwise."""
    if not is_withdrawal(teller.loaded().draft):
        return
    while (step := remaining(teller.loaded().draft)[0].key) is not StepKey.WITHDRAW:
        _fill(teller, step, teller.loaded(), pickup=False)
        yield SECONDS * teller.plot.rng.randint(15, 90)
    teller.draw_number()
    declare_withdrawal(teller.session, teller.customer, teller.id, now=teller.now)
    yield SECONDS * 3
    send_mails(teller)


def confirm(teller: Teller, *, refused: bool = False) -> Steps:
    """Confirm, wait for the label, get it by mail."""
    teller.draw_number()
    done = check_out(
        teller.session, teller.customer, teller.id, key=uid("checkout", teller.plot.key).hex, now=teller.now
    )
    yield from label(teller, done, refused=refused)


def label(teller: Teller, done: CheckedOut, *, refused: bool = False) -> Steps:
    """The carrier answers after some seconds, and the mail leaves after some more."""
    yield SECONDS * 4
    make_label(teller, done, refused=refused)
    yield SECONDS * 2
    send_mails(teller)


def _fill(teller: Teller, step: StepKey, loaded: LoadedDraft, *, pickup: bool) -> None:
    match step:
        case StepKey.ORDER_NUMBER:
            save_order_number(
                teller.session, teller.customer, teller.id, teller.plot.order_number, now=teller.now
            )
        case StepKey.PRODUCTS:
            if is_withdrawal(loaded.draft) and not teller.row.order_number:
                order = teller.plot.order_number
                save_order_number(teller.session, teller.customer, teller.id, order, now=teller.now)
            teller.save_lines(teller.customer)
        case StepKey.SURVEYS:
            teller.save_answers(teller.customer, loaded.groups)
        case StepKey.ADDRESS:
            address = teller.plot.customer.addresses[0]
            save_address(teller.session, teller.customer, teller.id, address, now=teller.now)
        case _:
            _choose_shipping(teller, loaded.options, pickup=pickup)


def _choose_shipping(teller: Teller, options: tuple[ShippingOption, ...], *, pickup: bool) -> None:
    wanted = [option for option in options if (option.handover is Handover.PICKUP) is pickup]
    chosen = teller.plot.rng.choice((wanted or list(options))[:3])
    choose_option(teller.session, teller.customer, teller.id, chosen.id, now=teller.now)
