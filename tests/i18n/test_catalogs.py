from pathlib import Path

import pytest

from returns_app.i18n import LANGUAGES
from returns_app.i18n.extraction import computed_messages, extract, problems, update

SOURCE = """
say("Hello {name}.", name=1)
_("Only here")
n("{count} product", "{count} products", 2)
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "rules.py").write_text(SOURCE)
    return folder


def in_catalog(tmp_path: Path, *entries: str) -> Path:
    folder = tmp_path / "catalogs"
    folder.mkdir(exist_ok=True)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    (folder / "nl.po").write_text("\n\n".join((header, *entries)) + "\n")
    return folder


HELLO = 'msgid "Hello {name}."\nmsgstr "Hallo {name}."'
ONLY = 'msgid "Only here"\nmsgstr "Alleen hier"'
COUNTED = (
    'msgid "{count} product"\nmsgid_plural "{count} products"\n'
    'msgstr[0] "{count} product"\nmsgstr[1] "{count} producten"'
)


def test_every_catalog_says_every_message_of_the_source():
    assert list(problems(extract())) == []


def test_every_message_is_a_literal():
    assert list(computed_messages()) == []


def test_english_comes_first_and_dutch_german_and_french_are_there():
    assert LANGUAGES[0] == "en"
    assert {"nl", "de", "fr"} <= {*LANGUAGES}


def test_a_complete_catalog_has_no_problem(source, tmp_path):
    assert list(problems(extract(source), in_catalog(tmp_path, HELLO, ONLY, COUNTED))) == []


@pytest.mark.parametrize(
    ("entries", "problem"),
    (
        ((HELLO, COUNTED), "nl.po: missing: Only here"),
        ((HELLO, ONLY, COUNTED, 'msgid "Gone"\nmsgstr "Weg"'), "nl.po: unused: Gone"),
        ((HELLO, ONLY, COUNTED, '#~ msgid "Gone"\n#~ msgstr "Weg"'), "nl.po: obsolete: Gone"),
        ((HELLO, COUNTED, 'msgid "Only here"\nmsgstr ""'), "nl.po: untranslated: Only here"),
        ((HELLO, COUNTED, f"#, fuzzy\n{ONLY}"), "nl.po: untranslated: Only here"),
        ((HELLO, ONLY, COUNTED.replace('"{count} producten"', '""')), "nl.po: untranslated: {count} product"),
        ((ONLY, COUNTED, HELLO.replace("Hallo {name}", "Hallo")), "nl.po: other gaps: Hello {name}."),
        ((ONLY, COUNTED, HELLO.replace("Hallo {name}", "Hallo {naam}")), "nl.po: other gaps: Hello {name}."),
        (
            (HELLO, ONLY, COUNTED.replace("{count} producten", "producten")),
            "nl.po: other gaps: {count} product",
        ),
    ),
)
def test_a_fault_of_a_catalog_is_found(source, tmp_path, entries, problem):
    assert list(problems(extract(source), in_catalog(tmp_path, *entries))) == [problem]


def test_an_update_adds_what_is_new_keeps_what_is_said_and_drops_what_is_gone(source, tmp_path):
    path = in_catalog(tmp_path, HELLO, 'msgid "Gone"\nmsgstr "Weg"') / "nl.po"
    update(path, extract(source))
    written = path.read_text()
    assert "Hallo {name}." in written
    assert 'msgid "Only here"\nmsgstr ""' in written
    assert "Gone" not in written
    assert "#: source/rules.py" in written


def test_an_update_without_news_changes_no_byte(source, tmp_path):
    path = in_catalog(tmp_path, HELLO, ONLY, COUNTED) / "nl.po"
    update(path, extract(source))
    before = path.read_bytes()
    update(path, extract(source))
    assert path.read_bytes() == before


def test_a_language_begins_as_a_file_with_its_own_plurals(source, tmp_path):
    path = tmp_path / "pl.po"
    update(path, extract(source))
    assert "nplurals=4" in path.read_text() or "nplurals=3" in path.read_text()
    assert 'msgid "Only here"\nmsgstr ""' in path.read_text()


def test_a_message_that_is_computed_is_found(tmp_path):
    (tmp_path / "rules.py").write_text('text = "x"\nsay(text)\n_("fine")\nself.n("one", text, 2)\nsay()\n')
    assert [place.rpartition(":")[2] for place in computed_messages(tmp_path)] == ["2", "4", "5"]
