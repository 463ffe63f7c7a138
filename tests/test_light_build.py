"""A customer's page is one document that paints by itself, and its scripts are two."""

import json
from pathlib import Path
from typing import Any

import pytest

from returns_app.light_build import Unexpected, lay_out, lay_out_still

MADE = (
    '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><title>Your return</title>'
    '<link as="style" href="/assets/__reflex_global_styles-1x.css" rel="preload"/>'
    '<link rel="modulepreload" href="/assets/old.js"/><script>theme()</script><script src="/early.js"></script>'
    '<link href="/assets/__reflex_global_styles-1x.css" rel="stylesheet"/></head>'
    '<body><p class="a">Wait</p><script>start()</script><p hidden></p></body></html>'
)


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A build folder after both builds have run, with one page."""
    client, light = tmp_path / "build/client", tmp_path / "build/light/assets"
    for folder in (client / "en/return", client / "assets", light):
        folder.mkdir(parents=True)
    for copy in (client / "en/return/index.html", client / "en/return.html"):
        copy.write_text(MADE)
    (client / "light").mkdir()
    (client / "early.js").write_text("// Why.\n  early()\n")
    (client / "light/begin.js").write_text("begin()\n")
    (client / "light/start.js").write_text("begun()\n")
    css = "@font-face{src:url(x)}.a{color:red}.b{color:red}.later{color:red}.gone{color:red}"
    (client / "assets/__reflex_global_styles-1x.css").write_text(css)
    (light / "en-return-1x.js").write_text('jsx("p",{className:"b"})')
    (light / "customer-1x.js").write_text("react()")
    (light / "viewer-1x.js").write_text('jsx("p",{className:"later"})')
    page = {"file": "assets/en-return-1x.js", "name": "en-return", "isEntry": True}
    built: dict[str, Any] = {
        "one": {**page, "imports": ["two"], "dynamicImports": ["three"]},
        "two": {"file": "assets/customer-1x.js", "name": "customer", "dynamicImports": ["three"]},
        "three": {"file": "assets/viewer-1x.js", "name": "viewer", "imports": ["two"]},
    }
    (tmp_path / "build/light/manifest.json").write_text(json.dumps(built))
    return tmp_path


def laid_out(web: Path) -> str:
    lay_out(web, ["en/return"])
    return (web / "build/client/en/return/index.html").read_text()


def test_both_copies_of_a_page_are_the_light_one(web: Path) -> None:
    assert laid_out(web) == (web / "build/client/en/return.html").read_text()


def test_a_page_names_two_scripts_and_nothing_else_that_it_would_wait_for(web: Path) -> None:
    html = laid_out(web)
    assert '<body data-scripts="/assets/en-return-1x.js /assets/customer-1x.js">' in html
    assert " src=" not in html
    assert "<link" not in html
    assert "old.js" not in html
    assert "viewer" not in html
    assert "stylesheet" not in html
    assert "/early.js" not in html
    assert (web / "build/client/assets/viewer-1x.js").exists()


def test_a_page_keeps_its_title_and_what_shows_before_its_scripts_run(web: Path) -> None:
    html = laid_out(web)
    assert "<title>Your return</title>" in html
    assert '<div id="page"><p class="a">Wait</p></div><script>begun()\n</script></body>' in html
    assert "start()" not in html
    assert html.startswith('<!DOCTYPE html><html lang="en">')


def test_a_page_has_the_styles_of_what_it_shows_now_and_of_what_it_may_ask_for(web: Path) -> None:
    html = laid_out(web)
    assert "<style>.a{color:red}.b{color:red}.later{color:red}</style>" in html
    assert "<script>early()\nbegin()\n</script>" in html


def test_a_reflex_that_makes_pages_in_another_way_stops_the_build(web: Path) -> None:
    (web / "build/client/en/return/index.html").write_text("<html><main></main></html>")
    with pytest.raises(Unexpected, match="light_build"):
        lay_out(web, ["en/return"])


def test_a_still_page_is_one_document_with_the_theme_and_no_other_script(web: Path) -> None:
    client = web / "build/client"
    shown = MADE.replace('class="a"', 'class="a [.dark_&amp;]:b"')
    for name in ("index.html", "docs.html"):
        (client / name).write_text(shown)
    (client / "docs").mkdir()
    (client / "docs/index.html").write_text(shown)
    css = ".a{color:red}.dark .\\[\\.dark_\\&\\]\\:b{color:red}.gone{color:red}"
    (client / "assets/__reflex_global_styles-1x.css").write_text(css)
    (client / "early.js").write_text('// Why.\n  put("dark")\n')
    lay_out_still(web, ["", "docs"])
    html = (client / "index.html").read_text()
    assert html == (client / "docs.html").read_text() == (client / "docs/index.html").read_text()
    assert html.count("<script") == 1
    assert '<script>put("dark")\n</script><style>.a{color:red}.dark .' in html
    assert ".gone" not in html
    assert '<body><p class="a [.dark_&amp;]:b">Wait</p></body></html>' in html
