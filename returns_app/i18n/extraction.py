"""Keeping the catalogs in step with the source: extract, update, and find what is wrong with them.

Messages are the literal first arguments of `say(...)` and `_(...)`, and the first two of `n(...)`.
"""

import ast
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from returns_app.i18n.catalogs import FOLDER

SOURCE = Path(__file__).parents[1]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "say": None, "n": (1, 2)}
_HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {plurals}\\n"\n\n'
)


def extract(source: Path = SOURCE) -> Catalog:
    """Every message of the source, without translations, with the files that say it."""
    found = Catalog()
    walk = extract_from_dir(source, method_map=[("**.py", "python")], keywords=KEYWORDS)
    for name, _, text, comments, context in walk:
        found.add(text, locations=[(f"{source.name}/{name}", 0)], auto_comments=comments, context=context)
    return found


def update(path: Path, source: Catalog) -> None:
    """Rewrite a catalog with exactly the messages of the source, keeping the translations it has."""
    existing = _read(path) if path.exists() else Catalog(locale=path.stem)
    existing.update(source, no_fuzzy_matching=True)
    path.write_bytes(_written(existing, path.stem))


def problems(source: Catalog, folder: Path = FOLDER) -> Iterator[str]:
    """What is wrong with the catalogs, a line each: missing, unused, untranslated messages, and gaps that differ."""
    for path in sorted(folder.glob("*.po")):
        for problem in _problems_of(_read(path), source):
            yield f"{path.name}: {problem}"


def computed_messages(source: Path = SOURCE) -> Iterator[str]:
    """The calls (`file:line`) whose message is not a literal, so that no catalog can know it."""
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and not _is_literal(node):
                yield f"{path.relative_to(source.parent)}:{node.lineno}"


def _problems_of(catalog: Catalog, source: Catalog) -> Iterator[str]:
    wanted, present = _by_id(source), _by_id(catalog)
    yield from (f"missing: {key}" for key in wanted if key not in present)
    yield from (f"unused: {key}" for key in present if key not in wanted)
    yield from (f"obsolete: {key}" for key in catalog.obsolete)
    for key, message in present.items():
        if message.fuzzy or not all(_translations(message)):
            yield f"untranslated: {key}"
        elif any(_gaps(text) not in _gaps_of(message) for text in _translations(message)):
            yield f"other gaps: {key}"


def _by_id(catalog: Catalog) -> Mapping[str, Message]:
    return {_ids(message)[0]: message for message in catalog if message.id}


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _translations(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _gaps_of(message: Message) -> frozenset[frozenset[str]]:
    # "One product" and "{count} products": a translation follows the one or the other.
    return frozenset(_gaps(text) for text in _ids(message))


def _gaps(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _is_literal(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    needed = {"_": 1, "say": 1, "n": 2}.get(cast("str", name), 0)
    texts = call.args[:needed]
    return len(texts) == needed and all(isinstance(text, ast.Constant) for text in texts)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def _written(catalog: Catalog, language: str) -> bytes:
    # A header of our own, without dates, so that an update that changes nothing changes no byte.
    file = BytesIO()
    write_po(
        file,
        catalog,
        width=100,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return _HEADER.format(language=language, plurals=catalog.plural_forms).encode() + file.getvalue()
