"""What a merchant sets: one frozen object, read once, and checked then.

It comes from files of a folder for secrets, the environment, and `.env`, the first that names a setting.
"""

import os
import secrets
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from returns_app.domain.addresses import Address

SHORTEST_SECRET = 32
WAREHOUSE_PARTS = 6
_IN_HOUSE = (".local", ".localhost", ".internal", ".home.arpa")
_SECRET_WANTED = (
    f"RETURNS_SECRET must be set to at least {SHORTEST_SECRET} random characters, for example the output of: "
    "python -c 'import secrets; print(secrets.token_urlsafe(48))'. For a demonstration set RETURNS_DEMO=1."
)


class SettingsError(Exception):
    """A setting is missing or wrong. The message says which, and what to do, to whoever starts the server."""


class Settings(BaseSettings):
    """Every name is written with `RETURNS_` before it. What may hold a password is not in its `repr`."""

    model_config = SettingsConfigDict(
        env_prefix="RETURNS_", env_file=".env", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    demo: bool = False
    # A demonstration that strangers may use: it is put back every night, and by nobody in between.
    demo_public: bool = False
    # The hour (UTC) at which all of a demonstration's data are made anew; with -1 only a public one's are, at 3.
    demo_reset_hour: int = Field(default=-1, ge=-1, le=23)
    base_url: str = "http://localhost:8000"
    data_dir: Path = Path("data")
    database_url: str = Field(default="", repr=False)
    redis_url: str = Field(default="", repr=False)
    secret: SecretStr = SecretStr("")
    proxy_hops: int = 0

    session_idle_hours: int = 8
    session_days: int = 7
    # Whether admins must sign in with a second factor: without one, nothing opens to them but setting it up.
    admin_second_factor: bool = False
    link_days: int = 14
    # Whether customers are reminded once of what they left lying, without an agent; never in a demonstration.
    reminders: bool = True

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_starttls: bool = True
    mail_from: str = "returns@noordlicht.example"

    merchant_name: str = "Noordlicht Outdoor"
    merchant_legal_name: str = "Noordlicht Outdoor B.V."
    merchant_email: str = "service@noordlicht.example"
    merchant_phone: str = "+31 40 555 0100"
    # Lines are divided by `|`, in the order of an envelope.
    merchant_address: str = "Noordlicht Outdoor B.V.|Retouren|Havenweg 12|5691 AA Son|Netherlands"
    # Where returned goods go: name|street|house number|postal code|town|country code.
    warehouse_address: str = "Noordlicht Retouren, Dock 4|Havenweg|12|5691 AA|Son|NL"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic gives it
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Believe a file before the environment: a line left empty in `.env` takes no secret away."""
        return init_settings, file_secret_settings, env_settings, dotenv_settings

    @field_validator("base_url")
    @classmethod
    def _is_an_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path not in {"", "/"}:
            message = "must be like https://returns.example.com: scheme and host, no path"
            raise ValueError(message)
        # As browsers write it in `Origin`, with which it is compared.
        usual = ":80" if parts.scheme == "http" else ":443"
        return f"{parts.scheme}://{parts.netloc.lower().removesuffix(usual)}"

    @property
    def origin(self) -> str:
        """Scheme, host and port of `base_url`, as a browser writes it in `Origin`."""
        return self.base_url

    @property
    def is_https(self) -> bool:
        """Whether people reach us over TLS, so that cookies and headers may demand it."""
        return self.base_url.startswith("https://")

    @property
    def is_for_strangers(self) -> bool:
        """Whether real returns are kept at an address that anybody can reach."""
        return not self.demo and not is_in_house(urlsplit(self.base_url).hostname or "")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL: the one that was set, or a SQLite file in `data_dir`."""
        return self.database_url or f"sqlite:///{self.data_dir / 'returns.db'}"

    @field_validator("warehouse_address")
    @classmethod
    def _has_six_parts(cls, value: str) -> str:
        if len(value.split("|")) != WAREHOUSE_PARTS:
            message = "must be name|street|house number|postal code|town|country code"
            raise ValueError(message)
        return value

    @property
    def warehouse(self) -> Address:
        """Where labels send the goods."""
        name, street, number, code, city, country = (
            part.strip() for part in self.warehouse_address.split("|")
        )
        return Address(
            country=country, name=name, street=street, house_number=number, postal_code=code, city=city
        )

    @property
    def merchant_lines(self) -> tuple[str, ...]:
        """The merchant's postal address, a line at a time."""
        return tuple(line.strip() for line in self.merchant_address.split("|") if line.strip())

    def key(self) -> bytes:
        """The key that link tokens are derived from; the same after a restart.

        A demo without one makes its own in `data_dir`. Raises `SettingsError` where there is none.
        """
        text = self.secret.get_secret_value()
        if not text and self.demo:
            text = _kept_secret(self.data_dir / "secret")
        if len(text) < SHORTEST_SECRET:
            raise SettingsError(_SECRET_WANTED)
        return text.encode()


def is_in_house(host: str) -> bool:
    """Whether a host is this machine or of a private network, as far as its name or address tells."""
    try:
        address = ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_IN_HOUSE)
    return address.is_private or address.is_link_local


@cache
def load() -> Settings:
    """The settings of this process; the same object every time. Raises `SettingsError` for a wrong one."""
    try:
        return Settings(_secrets_dir=_folder_of_secrets())
    except ValidationError as error:
        lines = [f"RETURNS_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        message = "The settings cannot be used.\n" + "\n".join(lines)
        raise SettingsError(message) from None


def _folder_of_secrets() -> Path | None:
    """Where files named like settings are: as a container or systemd (`LoadCredential=`) lays them out."""
    named = os.environ.get("RETURNS_SECRETS_DIR") or os.environ.get("CREDENTIALS_DIRECTORY")
    if named and not Path(named).is_dir():
        message = f"RETURNS_SECRETS_DIR: there is no folder {named}."
        raise SettingsError(message)
    return Path(named) if named else None


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Two processes may start at once: the one that creates the file decides.
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
