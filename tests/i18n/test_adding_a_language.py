"""A language is added by adding a file: a made-up Polish, in a copy of the program, with nothing else changed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]

# What the program says of itself: its pages, words of the portal and of a mail.
_ASK = """
import json
from returns_app import i18n, routes
from returns_app.i18n import words
from returns_app.returns_app import PAGES
from returns_app.mail.messages import render
from tests.mail.making import BRAND, URL, label

t = words("pl")
print(json.dumps({
    "languages": i18n.LANGUAGES,
    "pages": [one.route for one in PAGES if one.route.startswith("/pl/")],
    "titles": [one.title for one in PAGES if one.route.startswith("/pl/")],
    "offered": str(next(one for one in PAGES if one.route == routes.portal("en")).build()),
    "browser": i18n.known_language(*i18n.browser_wishes("xx,pl-PL;q=0.9,en;q=0.8")),
    "counted": [t.n("{count} product", "{count} products", count) for count in (1, 2, 5)],
    "mail": render("label", label(), brand=BRAND, language="pl", url=URL).subject,
}))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program, in a folder of its own."""
    shutil.copytree(
        ROOT / "returns_app", tmp_path / "returns_app", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "rxconfig.py", tmp_path)
    for name in ("assets", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(folder: Path, *words: str) -> str:
    done = subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert "Error" not in done.stderr, done.stderr
    return done.stdout


def translate(path: Path) -> None:
    """Say everything in other words: each form of each message begins with its number."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.stem)
    for message in catalog:
        if isinstance(message.id, tuple):
            message.string = tuple(f"{form}:{message.id[1]}" for form in range(catalog.num_plurals))
        elif message.id:
            message.string = f"pl:{message.id}"
    with path.open("wb") as file:
        write_po(file, catalog)


def test_a_file_is_all_that_a_language_needs(copy: Path) -> None:
    said = run(copy, "-m", "returns_app.i18n", "pl")
    assert "pl.po: untranslated: Your return" in said
    translate(copy / "returns_app" / "i18n" / "catalogs" / "pl.po")
    assert "pl.po" not in run(copy, "-m", "returns_app.i18n", "--check")
    told = json.loads(run(copy, "-c", _ASK).splitlines()[-1])
    assert told["languages"] == ["en", "de", "fr", "nl", "pl"]
    assert told["pages"] == ["/pl/return", "/pl/link"]
    assert told["titles"] == ["pl:Your return", "pl:Your link"]
    assert "Polski" in told["offered"]
    assert told["browser"] == "pl"
    assert told["counted"] == ["0:1 products", "1:2 products", "2:5 products"]
    assert told["mail"].startswith("pl:")
