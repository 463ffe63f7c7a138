"""Whoever changes how an account is signed in to says its password once more: a browser may have been left open."""

from datetime import UTC, datetime
from uuid import UUID

from returns_app.actions import sign_in
from returns_app.actions.new_password import account_by_id
from returns_app.db.session import in_thread, read, write
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Forbidden, Invalid
from returns_app.domain.words import say


async def confirmed_by(actor: Actor, password: str, *, address: str) -> sign_in.Account:
    """The actor's account, once the password fits. Counted as an attempt to sign in.

    Raises `Invalid` at `old` for a wrong password, `Conflict` after too many, `Forbidden` for a shared account.
    """
    account = await read(account_by_id, actor.id or UUID(int=0))
    if account.shared:
        raise Forbidden(say("This account is shared: its password stays as it is."))
    await in_thread(sign_in.count_attempt, account.email, address)
    if not await in_thread(sign_in.password_fits, account, password):
        await write(sign_in.note_refused, account, now=datetime.now(UTC))
        raise Invalid.at("old", say("This is not your password."))
    await in_thread(sign_in.forget_attempts, account.email, address)
    return account
