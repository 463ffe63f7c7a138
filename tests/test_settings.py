"""Settings: what they refuse, in words that a person can act on."""

from pathlib import Path

import pytest

from returns_app.settings import Settings, SettingsError, load

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("SECRET", "DEMO", "BASE_URL", "DATABASE_URL", "DATA_DIR"):
        monkeypatch.delenv(f"RETURNS_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_a_secret_production_does_not_start() -> None:
    with pytest.raises(SettingsError, match="RETURNS_SECRET must be set to at least 32"):
        Settings().key()


def test_a_short_secret_is_none_not_even_in_a_demo() -> None:
    with pytest.raises(SettingsError):
        Settings(secret="short").key()
    with pytest.raises(SettingsError):
        Settings(secret="short", demo=True).key()


def test_a_demo_keeps_the_secret_it_made(tmp_path: Path) -> None:
    first = Settings(demo=True, data_dir=tmp_path / "data").key()
    assert len(first) >= 32
    assert Settings(demo=True, data_dir=tmp_path / "data").key() == first
    assert (tmp_path / "data" / "secret").stat().st_mode & 0o077 == 0
    assert Settings(demo=True, data_dir=tmp_path / "other").key() != first


def test_a_demo_is_never_the_default() -> None:
    assert Settings().demo is False


@pytest.mark.parametrize("address", ("returns.example.com", "ftp://x", "https://x.example/shop", "https://"))
def test_a_base_url_is_an_origin(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETURNS_BASE_URL", address)
    with pytest.raises(SettingsError, match=r"RETURNS_BASE_URL: .*must be like https://"):
        load.__wrapped__()


def test_a_slash_at_the_end_of_the_base_url_does_no_harm() -> None:
    assert Settings(base_url="https://returns.example/").origin == "https://returns.example"


@pytest.mark.parametrize(
    ("written", "in_browsers"),
    (
        ("https://Returns.Example", "https://returns.example"),
        ("HTTPS://returns.example:443/", "https://returns.example"),
        ("http://localhost:80", "http://localhost"),
        ("http://localhost:443", "http://localhost:443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://[2001:db8::80]", "http://[2001:db8::80]"),
    ),
)
def test_the_origin_is_written_as_browsers_write_it(written: str, in_browsers: str) -> None:
    """Else no page could open its websocket, which is opened to this one origin."""
    assert Settings(base_url=written).origin == in_browsers


def test_a_secret_is_not_printed() -> None:
    known = Settings(
        secret="swordfish" * 4,
        smtp_password="swordfish",
        database_url="postgresql+psycopg://app:swordfish@db/returns",
        redis_url="redis://:swordfish@cache",
    )
    assert "swordfish" not in f"{known!r} {known}"


def test_a_wrong_setting_is_named_and_its_value_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETURNS_BASE_URL", "swordfish")
    monkeypatch.setenv("RETURNS_SMTP_PORT", "swordfish")
    with pytest.raises(SettingsError, match="RETURNS_SMTP_PORT") as refused:
        load.__wrapped__()
    assert "swordfish" not in str(refused.value)


@pytest.mark.parametrize("name", ("RETURNS_SECRETS_DIR", "CREDENTIALS_DIRECTORY"))
def test_secrets_come_from_files_before_all_else(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A line of `.env` that was left empty takes no secret away."""
    (tmp_path / "returns_secret").write_text("from-a-file\n")
    (tmp_path / "RETURNS_SMTP_PASSWORD").write_text("swordfish")
    (tmp_path / ".env").write_text("RETURNS_SECRET=\n")
    monkeypatch.setenv("RETURNS_SMTP_PASSWORD", "")
    monkeypatch.setenv(name, str(tmp_path))
    known = load.__wrapped__()
    assert known.secret.get_secret_value() == "from-a-file"
    assert known.smtp_password.get_secret_value() == "swordfish"


def test_a_folder_of_secrets_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RETURNS_SECRETS_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(SettingsError, match=r"RETURNS_SECRETS_DIR: there is no folder .*nowhere"):
        load.__wrapped__()


def test_the_example_names_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line.startswith("RETURNS_"))
    assert set(given) == {f"RETURNS_{name.upper()}" for name in Settings.model_fields}
    for name, value in given.items():
        default = Settings.model_fields[name.removeprefix("RETURNS_").lower()].default
        shown = default.get_secret_value() if hasattr(default, "get_secret_value") else str(default)
        assert value == (shown.lower() if isinstance(default, bool) else shown), name


def test_every_setting_of_the_example_has_its_line_of_explanation() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    assert all(
        lines[index - 1].startswith("#") for index, line in enumerate(lines) if line.startswith("RETURNS_")
    )
