"""What a merchant sets: one frozen object, read once from the environment and `.env`, checked when it is read."""

from functools import cache

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every name is read from the environment with `RETURNS_` before it, or from `.env`."""

    model_config = SettingsConfigDict(env_prefix="RETURNS_", env_file=".env", frozen=True, extra="ignore")

    base_url: str = "http://localhost:8000"

    @property
    def origin(self) -> str:
        """Scheme, host and port of `base_url`, as a browser writes it in `Origin`."""
        return self.base_url.rstrip("/")


@cache
def load() -> Settings:
    """The settings of this process; the same object every time."""
    return Settings()
