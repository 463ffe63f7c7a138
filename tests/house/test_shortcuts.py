"""Every shortcut is in the sheet, and the sheet promises none that nothing binds."""

import ast
from collections.abc import Iterator
from pathlib import Path

from returns_app.ui.desk_shortcuts import NATIVE, SHORTCUTS, Shortcut, printed

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "returns_app").rglob("*.py"))
IN_THE_BROWSER = ROOT / "assets" / "ui"
DIGITS = frozenset("123456789")


def listed() -> Iterator[Shortcut]:
    for shortcuts in SHORTCUTS.values():
        yield from shortcuts


def bound() -> dict[str, str]:
    """The combos that pages bind, each with a file that does."""
    found: dict[str, str] = {}
    for path in SOURCES:
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                for combo in _combos(call, path):
                    found[combo] = path.name
    return found


def _combos(call: ast.Call, path: Path) -> Iterator[str]:
    if isinstance(call.func, ast.Name) and call.func.id == "digit_keys":
        yield from DIGITS
    if not (isinstance(call.func, ast.Name) and call.func.id == "hotkey"):
        return
    first = call.args[0] if call.args else None
    assert isinstance(first, ast.Constant), f"{path.name}:{call.lineno} binds a combo that no reader can see"
    yield str(first.value)


def test_every_shortcut_that_a_page_binds_is_in_the_sheet() -> None:
    in_sheet = {combo for each in listed() for combo in each.combos}
    assert {combo: path for combo, path in bound().items() if combo not in in_sheet} == {}


def test_the_sheet_lists_nothing_that_no_page_binds() -> None:
    there = bound()
    idle = [
        (each.words, combo) for each in listed() if not each.by for combo in each.combos if combo not in there
    ]
    assert idle == []


def test_what_is_bound_in_a_script_of_ours_is_named_in_it() -> None:
    """Such a script knows a key by its own name: `j`, `ArrowDown`, `Tab`."""
    for each in listed():
        if not each.by or each.by == NATIVE:
            continue
        source = (IN_THE_BROWSER / each.by).read_text().lower()
        for combo in each.combos:
            key = combo.rsplit("+", 1)[-1]
            assert f'"{key}"' in source or f"{key}:" in source or "altkey" in source, (each.words, combo)


def test_no_place_lists_a_combo_twice() -> None:
    for place, shortcuts in SHORTCUTS.items():
        combos = [combo for each in shortcuts for combo in each.combos]
        assert len(combos) == len(set(combos)), place


def test_keys_are_printed_as_a_keyboard_has_them() -> None:
    assert printed("shift+s") == ["Shift", "S"]
    assert printed("g r") == ["G", "R"]
    assert printed("mod+k") == ["Ctrl", "K"]
