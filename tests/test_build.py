"""The front end is built when something it is made of has changed, and only then."""

from pathlib import Path

import pytest

from returns_app import build, same_origin


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of a few files in place of ours."""
    for name in (
        "returns_app/flows/page.py",
        "returns_app/seed/people.py",
        "assets/theme.css",
        "reflex.lock/bun.lock",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ("returns_app/flows/page.py", "assets/theme.css", "reflex.lock/bun.lock"))
def test_a_changed_page_style_or_lock_makes_a_build_stale(tree: Path, name: str) -> None:
    before = build.fingerprint()
    (tree / name).write_text("two")
    assert build.fingerprint() != before


def test_a_new_file_makes_a_build_stale(tree: Path) -> None:
    before = build.fingerprint()
    (tree / "assets" / "logo.svg").write_text("<svg/>")
    assert build.fingerprint() != before


def test_changed_seed_data_leave_a_build_as_it_is(tree: Path) -> None:
    before = build.fingerprint()
    (tree / "returns_app/seed/people.py").write_text("two")
    assert build.fingerprint() == before


def test_a_build_whose_files_are_gone_is_stale_whatever_its_stamp_says(tree: Path) -> None:
    web = build.web_folder()
    (web / "build" / "client" / "assets").mkdir(parents=True)
    (web / "returns_app.stamp").write_text(build.fingerprint())
    assert build.is_current()
    (web / "build" / "client" / "assets").rmdir()
    assert not build.is_current()
    assert tree in web.parents


@pytest.mark.parametrize("sign", build._RADIX_SIGNS)
def test_a_build_with_radix_themes_in_it_is_refused(tree: Path, sign: str) -> None:
    assert tree.exists()
    with pytest.raises(build.BuildError, match="Radix Themes"):
        build._refuse_radix(f"Compiling ... {sign} ...")


def test_a_build_whose_lock_holds_radix_themes_is_refused(tree: Path) -> None:
    (tree / "reflex.lock" / "package.json").write_text('{"dependencies": {"@radix-ui/themes": "3"}}')
    with pytest.raises(build.BuildError, match="Radix Themes"):
        build._refuse_radix("Compiling ... done")


def test_the_lock_names_no_registry() -> None:
    for path in (build.ROOT / "reflex.lock").iterdir():
        assert "://" not in path.read_text(), path.name


def test_a_reflex_whose_client_has_changed_stops_the_build() -> None:
    with pytest.raises(RuntimeError, match="same_origin"):
        same_origin._ask_the_page("export const getBackendURL = () => elsewhere;")


def test_the_address_is_rewritten_once_however_often_the_build_runs() -> None:
    script = "const f = () => {\n  return endpoint;\n};"
    once = same_origin._ask_the_page(script)
    assert "window.location.port" in once
    assert same_origin._ask_the_page(once) == once


def test_a_build_with_a_style_on_an_element_is_refused(tree: Path) -> None:
    page = build.web_folder() / "app_components" / "flows" / "page.jsx"
    page.parent.mkdir(parents=True)
    page.write_text('jsx("p",{className:"a"})')
    build._refuse_inline_styles()
    page.write_text('jsx("p",{className:"a",css:({ ["tabIndex"] : -1 })})')
    with pytest.raises(build.BuildError, match="has a style of its own"):
        build._refuse_inline_styles()
    assert tree in page.parents
