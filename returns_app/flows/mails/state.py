"""Which sample is on screen, in which language, and how it is read."""

from datetime import UTC, datetime

import reflex as rx

from returns_app.domain.actors import Role
from returns_app.domain.errors import NotFound
from returns_app.domain.excusing import supervises
from returns_app.flows.handler import roles, staff
from returns_app.flows.who import acting
from returns_app.i18n import SOURCE_LANGUAGE
from returns_app.queries.mail_samples import SampleMail, SamplesView, sample_mail, samples_view

LIGHT = "light"


class MailSamples(rx.State):
    """The samples. `barred` says that they are not for the one who looks; `open` is empty until they are loaded."""

    view: SamplesView = SamplesView()
    open: SampleMail = SampleMail()
    language: str = ""
    look: str = ""
    is_narrow: bool = False
    loaded: bool = False
    barred: bool = False

    @rx.event
    @staff
    async def load(self) -> None:
        """Show the list, and the first mail or the one that was open."""
        self.barred, self.loaded = not supervises(await acting()), True
        if self.barred:
            self.view, self.open = SamplesView(), SampleMail()
            return
        self.view = samples_view()
        self._show(self.open.key or self.view.mails[0].key)

    @rx.event
    @roles(Role.SUPERVISOR, Role.ADMIN)
    async def choose(self, key: str) -> None:
        """Open another kind of mail."""
        self._show(key)

    @rx.event
    @roles(Role.SUPERVISOR, Role.ADMIN)
    async def speak(self, language: str) -> None:
        """Read it in another language."""
        self._show(self.open.key, language=language)

    @rx.event
    @roles(Role.SUPERVISOR, Role.ADMIN)
    async def read_as(self, look: str) -> None:
        """Read it with another kind of mail program."""
        self._show(self.open.key, look=look)

    @rx.event
    @roles(Role.SUPERVISOR, Role.ADMIN)
    async def fold_to(self, width: str) -> None:
        """Read it on a phone's width, or on the whole."""
        if width not in {"narrow", "wide"}:
            raise NotFound
        self.is_narrow = width == "narrow"

    def _show(self, key: str, *, language: str = "", look: str = "") -> None:
        language, look = language or self.language or SOURCE_LANGUAGE, look or self.look or LIGHT
        self.open = sample_mail(key, language, look, now=datetime.now(UTC))
        self.language, self.look = language, look
