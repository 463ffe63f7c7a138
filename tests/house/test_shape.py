"""Rules about the source itself: sizes, imports, the build's configuration."""

import ast
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
import reflex as rx
from reflex.config import get_config

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "returns_app").rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_PAGE_FUNCTION = 60


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=SOURCES, ids=name_of)
def source(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_a_file_is_at_most_300_lines(source: Path) -> None:
    assert len(source.read_text().splitlines()) <= LONGEST_FILE


def test_a_function_is_at_most_40_lines_and_one_that_draws_60(source: Path) -> None:
    long = [
        f"{function.name}: {length} lines"
        for function in _functions(source)
        if (length := _length(function)) > (LONGEST_PAGE_FUNCTION if _draws(function) else LONGEST_FUNCTION)
    ]
    assert long == []


def test_nothing_is_imported_inside_a_function(source: Path) -> None:
    deferred = [
        f"{function.name}, line {node.lineno}"
        for function in _functions(source)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert deferred == []


def test_every_option_of_the_config_is_one_that_reflex_knows() -> None:
    """Reflex takes unknown options silently."""
    config = get_config()
    known = {part.name for part in dataclasses.fields(rx.Config)}
    assert {name for name in vars(config) if not name.startswith("_")} - known == set()


def test_the_config_is_what_we_rely_on() -> None:
    config = get_config()
    assert config.telemetry_enabled is False
    assert config.state_manager_mode == "memory"
    assert config.show_built_with_reflex is False
    assert list(config.cors_allowed_origins) == ["http://localhost:8000"]
    assert config.frontend_compression_formats == ["brotli", "gzip"]
    assert Path(config.bun_path).name == "bun"


def test_no_page_needs_radix_themes() -> None:
    """One such component would put 170 KB on every page."""
    locked = [path for path in (ROOT / "reflex.lock").iterdir() if "@radix-ui/themes" in path.read_text()]
    assert locked == []


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring, which may take the room it needs."""
    said = function.body[0] if ast.get_docstring(function) else None
    docstring = (said.end_lineno or 0) - said.lineno + 1 if said else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def _draws(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return function.returns is not None and "Component" in ast.unparse(function.returns)
