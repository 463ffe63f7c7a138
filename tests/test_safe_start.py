"""What a server does not start with, because it would let everybody in, and what stays easy."""

from typing import Any

import pytest

from returns_app.safe_start import require_safe
from returns_app.settings import Settings, SettingsError, is_in_house

SECRET = "Qm3vT8xW1nYc5RzK0hLd7JsP2bGfA9eUo4iXy6Vt"
GOOD: dict[str, Any] = {"secret": SECRET, "base_url": "https://returns.shop.example", "proxy_hops": 1}


def settings(**changes: Any) -> Settings:
    return Settings(**{**GOOD, **changes})


def test_a_shop_behind_tls_with_a_random_secret_starts() -> None:
    require_safe(settings(), origins=["https://returns.shop.example"])


@pytest.mark.parametrize(
    "host", ("localhost:8000", "127.0.0.1:8700", "[::1]:8000", "192.168.1.5:8000", "laptop.local")
)
def test_ones_own_machine_and_network_stay_easy(host: str, tmp_path: Any) -> None:
    """Also for a demonstration that is shown on a phone in the same room."""
    require_safe(settings(base_url=f"http://{host}"))
    require_safe(Settings(demo=True, base_url=f"http://{host}", data_dir=tmp_path))


@pytest.mark.parametrize(
    ("changes", "why"),
    (
        ({"secret": ""}, "RETURNS_SECRET must be set"),
        ({"secret": "x" * 31}, "RETURNS_SECRET must be set"),
        ({"secret": "abcab" * 8}, "RETURNS_SECRET repeats"),
        ({"secret": "please-changeme-before-you-go-live-1234567"}, "words of an example"),
        ({"secret": "a secret for tests alone, long enough to be one"}, "words of an example"),
        ({"demo": True}, "RETURNS_DEMO=1 at returns.shop.example"),
        ({"base_url": "http://returns.shop.example"}, "http at returns.shop.example"),
        ({"base_url": "http://8.8.4.4:8000"}, "http at 8.8.4.4"),
        ({"demo": True, "demo_public": True, "base_url": "http://demo.shop.example"}, "http at demo.shop.example"),
        ({"base_url": "https://*.shop.example"}, "the one address"),
        ({"base_url": "http://0.0.0.0:8000"}, "the one address"),
    ),
)  # fmt: skip
def test_what_would_let_everybody_in_does_not_start(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(SettingsError, match=why):
        require_safe(settings(**changes))


def test_a_demonstration_for_strangers_is_asked_for_by_name() -> None:
    require_safe(settings(demo=True, demo_public=True))


@pytest.mark.parametrize("origins", (["*"], ["https://returns.shop.example", "https://evil.example"], []))
def test_a_websocket_for_other_origins_does_not_start(origins: list[str]) -> None:
    """Reflex would take them from the environment, whatever our own settings say."""
    with pytest.raises(SettingsError, match="REFLEX_CORS_ALLOWED_ORIGINS"):
        require_safe(settings(), origins=origins)


def test_every_reason_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        require_safe(settings(base_url="http://returns.shop.example", secret="abcab" * 8), origins=["*"])
    assert str(refused.value).count("\n- ") == 3


def test_a_refusal_tells_no_secret() -> None:
    with pytest.raises(SettingsError) as refused:
        require_safe(settings(secret="hush-password-hush-password-hush-1"))
    assert "hush" not in str(refused.value)


def test_a_public_address_is_never_taken_for_ones_own() -> None:
    outside = ("8.8.4.4", "2a00:1450::1", "shop.example", "localhost.shop.example", "10.shop.example")
    assert [host for host in outside if is_in_house(host)] == []
