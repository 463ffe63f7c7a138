"""Mails to people of the desk about how they sign in. Plain English, as the desk is."""

from returns_app.i18n import date, time
from returns_app.mail.brand import Brand
from returns_app.mail.letter import Button, Letter, Notice, Paragraph, Writer
from returns_app.mail.staff_facts import AccountFacts, Change, InvitationFacts, ResetFacts

_WHAT: dict[Change, str] = {
    "password": "The password was changed, and the account was signed out everywhere.",
    "first_password": "Its first password was chosen. It can be signed in to from now on.",
    "factor_on": "A second factor was set up. Signing in now takes the password and a code.",
    "factor_off": "The second factor was taken away. Signing in now takes the password alone.",
    "recovery_code": "A recovery code was used to sign in, in the place of the second factor.",
    "recovery_codes": "New recovery codes were made. Those before no longer work.",
}


def reset_letter(facts: ResetFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """One button to the page where a new password is chosen."""
    del writer
    return Letter(
        subject="A new password for the service desk",
        preheader=f"The link works once, for {facts.minutes} minutes.",
        title="Choose a new password",
        parts=(
            Paragraph(_greeting(facts.name)),
            Paragraph(
                f"Somebody asked for a new password for your account at the service desk of {brand.name}."
            ),
            Button("Choose a new password", url),
            Notice(
                f"The link works once, for {facts.minutes} minutes. Whoever has it can set your password."
            ),
            Paragraph("Was it not you? Then leave this mail alone: without the link nothing changes."),
        ),
        why=_why(brand),
    )


def invitation_letter(facts: InvitationFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """One button to the page where the first password is chosen."""
    del writer
    return Letter(
        subject=f"Your account at the service desk of {brand.name}",
        preheader=f"Choose a password. The link works once, for {facts.hours} hours.",
        title="Welcome to the service desk",
        parts=(
            Paragraph(_greeting(facts.name)),
            Paragraph(
                f"You have been given an account at the service desk of {brand.name}, where returns are looked after."
                f" Choose a password, then sign in as {facts.email}."
            ),
            Button("Choose a password", url),
            Notice(
                f"The link works once, for {facts.hours} hours; after that, the page it opens sends you another."
                " Whoever has it can set your password: keep this mail to yourself."
            ),
        ),
        why=_why(brand),
    )


def account_letter(facts: AccountFacts, writer: Writer, brand: Brand, url: str) -> Letter:
    """What changed and when, and one button for whoever did not do it."""
    when = f"{date(writer.language, facts.at, writer.timezone)}, {time(writer.language, facts.at, writer.timezone)}"
    return Letter(
        subject="A change to your account at the service desk",
        preheader=_WHAT[facts.what],
        title="Your account was changed",
        parts=(
            Paragraph(_greeting(facts.name)),
            Paragraph(f"{_WHAT[facts.what]} That was on {when}."),
            Notice("Was it you? Then there is nothing to do. If not, set a new password and tell an admin."),
            Button("Set a new password", url),
        ),
        why=_why(brand),
    )


def _greeting(name: str) -> str:
    return f"Hello {name}," if name else "Hello,"


def _why(brand: Brand) -> str:
    return f"You get this because you have an account at the service desk of {brand.name}."
