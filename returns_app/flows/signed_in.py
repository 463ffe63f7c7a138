"""Who is signed in, for the desk's header. What one may do is decided by the guard, not by what is shown here."""

import reflex as rx
from reflex.event import EventSpec

from returns_app.flows.handler import staff
from returns_app.flows.presence import turned
from returns_app.flows.sidebar_state import Sidebar
from returns_app.flows.who import acting


class SignedIn(rx.State):
    """The member of staff on screen. Put `SignedIn.load` first in `on_load` of every page of the desk."""

    name: str = ""
    role: str = ""

    @rx.var(initial_value="")
    def initials(self) -> str:
        """Up to two letters for the round badge."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @rx.event
    @staff
    async def load(self) -> EventSpec:
        """Show who is signed in, and fill the sidebar; whoever is not goes to the sign-in page instead."""
        actor = await acting()
        self.name = actor.name
        self.role = str(actor.role)
        turned(self.router.session.client_token)
        return Sidebar.load  # type: ignore[return-value]
