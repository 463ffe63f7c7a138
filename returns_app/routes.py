"""Where things are: a constant for each page, a function for each link that carries something."""

from typing import Final
from urllib.parse import quote, urlsplit
from uuid import UUID

# Still pages, for everybody.
HOME: Final = "/"
DOCS: Final = "/docs"

DESK: Final = "/desk"
NEW_RETURN: Final = "/desk/new"
RETURNS: Final = "/desk/returns"
RETURN: Final = "/desk/return"
READY_LINK: Final = "/desk/link"
QUEUE: Final = "/desk/queue"
RECEIVING: Final = "/desk/receiving"
CUSTOMERS: Final = "/desk/customers"
CUSTOMER: Final = "/desk/customer"
EXCEPTIONS: Final = "/desk/exceptions"
AUDIT: Final = "/desk/audit"
INBOX: Final = "/inbox"
MAILS: Final = "/desk/mails"
DEMO: Final = "/demo"
# What the demonstration's page asks for; none of these is there outside of a demonstration.
DEMO_BEGIN: Final = "/demo/begin"
DEMO_RESET: Final = "/demo/reset"
DEMO_TIMELINE: Final = "/demo/timeline"
DEMO_CODE: Final = "/demo/code.svg"
DEMO_ADDRESS: Final = "/demo/address"
DEMO_SIGN_IN: Final = "/demo/sign-in"

# Read as a page, posted to as a form.
SIGN_IN: Final = "/sign-in"
SIGN_OUT: Final = "/sign-out"
# The second factor: its code, or setting it up; then passwords forgotten and new ones.
SECOND_STEP: Final = "/sign-in/code"
SECOND_SETUP: Final = "/sign-in/setup"
FORGOTTEN: Final = "/sign-in/forgotten"
NEW_PASSWORD: Final = "/sign-in/new-password"  # noqa: S105 - an address
# How one signs in, and where one is signed in; its forms post to paths below.
ACCOUNT: Final = "/desk/account"
ACCOUNT_PASSWORD: Final = f"{ACCOUNT}/password"
ACCOUNT_FACTOR: Final = f"{ACCOUNT}/second-factor"
ACCOUNT_FACTOR_OFF: Final = f"{ACCOUNT}/second-factor/off"
ACCOUNT_SIGN_OUT: Final = f"{ACCOUNT}/sign-out"

# A link for a new password; the token follows.
RESET: Final = "/p/"

# A customer's link; the token follows.
LINK: Final = "/l/"
# The documents of a finished return, for the customer whose cookie it is.
LABEL: Final = "/return/label.pdf"
CODE: Final = "/return/code.png"
PICKUP: Final = "/return/pickup.ics"
# The acknowledgement of a withdrawal, for the same.
WITHDRAWAL: Final = "/return/withdrawal.pdf"
# The place of the conversation on the customer's page.
MESSAGES: Final = "messages"


def sign_in(next_path: str = "", *, error: str = "") -> str:
    """The sign-in page: where to go afterwards, and what went wrong."""
    given = {"next": next_path, "error": error}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items() if value)
    return f"{SIGN_IN}?{query}" if query else SIGN_IN


def demo_story(key: str) -> str:
    """Where the stage posts to for the data of one take of a story."""
    return f"/demo/story/{key}"


def link_path(token: str) -> str:
    """Where a customer's link leads."""
    return f"{LINK}{token}"


def reset_path(token: str) -> str:
    """Where a link for a new password leads."""
    return f"{RESET}{token}"


def second_step(next_path: str = "", *, error: str = "", path: str = SECOND_STEP) -> str:
    """The page for the code of the second factor (or, with `path`, for setting it up), and what went wrong."""
    given = {"next": next_path, "error": error}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items() if value)
    return f"{path}?{query}" if query else path


def account(**given: str) -> str:
    """The page of one's own account: what was done (`done`) or went wrong (`error`), `setup=1` to set a factor up."""
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items() if value)
    return f"{ACCOUNT}?{query}" if query else ACCOUNT


def return_page(return_id: UUID | str) -> str:
    """The page of one return at the desk."""
    return f"{RETURN}?id={return_id}"


def queue_item(return_id: UUID | str) -> str:
    """The page of one return, opened from the work queue."""
    return f"{RETURN}?id={return_id}&queue=1"


def draft_page(return_id: UUID | str) -> str:
    """The steps of a return that is still being made."""
    return f"{NEW_RETURN}?id={return_id}"


def next_to_authorize() -> str:
    """The work queue, which at once hands over the next return to authorize."""
    return f"{QUEUE}?next=1"


def messages() -> str:
    """The list of returns whose customer waits for an answer."""
    return f"{RETURNS}?unanswered=1"


def new_return(*, customer: UUID | str = "", order: str = "", from_: UUID | str = "", path: str = "") -> str:
    """A new return that begins with what is known: a customer, an order number, or an earlier return's id (`from_`).

    `path` is "link" or "complete". Nothing is written until the first step is left.
    """
    given = {"customer": str(customer), "order": order, "from": str(from_), "path": path}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items() if value)
    return f"{NEW_RETURN}?{query}" if query else NEW_RETURN


def customer_page(customer_id: UUID | str) -> str:
    """The page of one customer at the desk."""
    return f"{CUSTOMER}?id={customer_id}"


def customer_file(customer_id: UUID | str) -> str:
    """Everything that is kept about a customer, as a file for supervisors."""
    return f"/desk/files/customer/{customer_id}/data.json"


def returns_of(number: str) -> str:
    """The list of the returns of the customer who has this number."""
    return f"{RETURNS}?view=all&q={quote(number, safe='')}"


def ready_link_page(return_id: UUID | str) -> str:
    """The page of a return's link: what it holds, and what happened with it."""
    return f"{READY_LINK}?id={return_id}"


def label_file(label_id: UUID | str, name: str) -> str:
    """A label as a file, for staff: `a6.pdf`, `a4.pdf` or `code.png`."""
    return f"/desk/files/label/{label_id}/{name}"


def photo(photo_id: UUID | str) -> str:
    """Where a customer's browser sends a photo, asks how far it has come, and takes it away."""
    return f"/return/photo/{photo_id}"


def photo_file(photo_id: UUID | str, name: str) -> str:
    """A photo of the customer's own return: `photo.jpg` or `small.jpg`."""
    return f"{photo(photo_id)}/{name}"


def desk_photo(return_id: UUID | str, photo_id: UUID | str) -> str:
    """The same for staff."""
    return f"/desk/files/photo/{return_id}/{photo_id}"


def desk_photo_file(return_id: UUID | str, photo_id: UUID | str, name: str) -> str:
    """A photo of a return, for staff: `photo.jpg` or `small.jpg`."""
    return f"{desk_photo(return_id, photo_id)}/{name}"


def export_file(export_id: UUID | str) -> str:
    """A finished export, for the one who asked for it."""
    return f"/desk/files/export/{export_id}"


def mail_file(mail_id: UUID | str, name: str) -> str:
    """A mail of the outbox as a file: `mail.html`, `mail.txt` or `attachment.pdf`."""
    return f"{INBOX}/{mail_id}/{name}"


def label_of(parcel: int, *, paper: str = "a6") -> str:
    """The customer's label of one parcel of their return, counted from 1."""
    return f"{LABEL}?parcel={parcel}&paper={paper}"


def code_of(parcel: int) -> str:
    """The code of the same, to save as a picture."""
    return f"{CODE}?parcel={parcel}&save=1"


def mail_sample(key: str, language: str, name: str) -> str:
    """A sample of a kind of mail as a file: `light.html`, `dark.html`, `bare.html` or `mail.txt`."""
    return f"{MAILS}/{key}/{language}/{name}"


def portal(language: str) -> str:
    """The customer's return in a language: one prerendered page, filled from the portal cookie."""
    return f"/{language}/return"


def first_sight(language: str) -> str:
    """What that page shows first, as its scripts ask for it beside the page itself."""
    return f"{portal(language)}/first"


def dead_link(language: str, why: str = "") -> str:
    """The page for a customer without a living link. It reveals nothing. `why` is the state of the link."""
    return f"/{language}/link?why={why}" if why else f"/{language}/link"


def safe_next(wish: str, otherwise: str = DESK) -> str:
    """A path of ours to go on to: `wish` when it is one, else `otherwise`. Never another site."""
    parts = urlsplit(wish)
    # To a browser `///host` is another site, too, whatever `urlsplit` makes of it.
    ours = wish.startswith("/") and not wish.startswith("//") and not (parts.scheme or parts.netloc)
    plain = "\\" not in wish and all(32 < ord(character) < 127 for character in wish)
    return wish if ours and plain and not wish.startswith(SIGN_IN) else otherwise
