"""Words that outlive a tab are kept for customers alone, and by one part of the browser's code alone."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DESK = [page for page in (ROOT / "returns_app/flows").rglob("*.py") if "portal" not in page.parts]
SCRIPTS = [script for script in (ROOT / "assets/ui").iterdir() if script.suffix in {".js", ".jsx"}]


def test_there_are_pages_and_scripts_to_look_at() -> None:
    assert len(DESK) > 50
    assert len(SCRIPTS) > 10


@pytest.mark.parametrize("page", DESK, ids=lambda page: page.stem)
def test_no_page_of_the_desk_whose_machines_are_shared_keeps_words_beyond_the_tab(page: Path) -> None:
    text = page.read_text()
    assert "Portal.keep" not in text
    assert not re.search(r"kept_text\((?:[^()]|\([^()]*\))*\bkeep=", text)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_only_one_script_writes_a_customers_words_down(script: Path) -> None:
    writes = re.findall(r"localStorage\.setItem\(([^,]+),", script.read_text())
    assert all(name.strip('"') in {"theme", "rail"} for name in writes) or script.name == "kept.js"
