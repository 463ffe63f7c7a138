"""What is installed is pinned: each package at one version, and only files whose hash is known."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTS = ("requirements.txt", "requirements-dev.txt")
_WANTED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z0-9,-]+\])?==(\S+)", re.MULTILINE)
_PINNED = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[a-z0-9,-]+\])?==(\S+)(?: ; .*)? \\\n((?:    --hash=.*\n?)+)", re.MULTILINE
)
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def wanted(name: str) -> dict[str, str]:
    """What a list names, and everything that the list above it does."""
    text = (ROOT / name).read_text()
    others = re.findall(r"^-r (\S+)", text, re.MULTILINE)
    return dict(_WANTED.findall(text)) | {key: one for other in others for key, one in wanted(other).items()}


def lock_of(name: str) -> str:
    return (ROOT / name).with_suffix(".lock").read_text()


@pytest.mark.parametrize("name", LISTS)
def test_the_lock_holds_what_the_list_names_at_the_same_version(name: str) -> None:
    """After a change of a list, `.ci/lock` writes the lock anew."""
    pinned = {package: version for package, version, _ in _PINNED.findall(lock_of(name))}
    assert wanted(name)
    assert {one: pinned.get(one.lower()) for one in wanted(name)} == wanted(name)


@pytest.mark.parametrize("name", LISTS)
def test_every_package_of_the_lock_has_its_hashes_and_nothing_else_is_in_it(name: str) -> None:
    """No address of a registry either, and no option that would let another file in."""
    rest = "\n".join(line for line in lock_of(name).splitlines() if not line.startswith("#")) + "\n"
    for _, _, hashes in _PINNED.findall(rest):
        assert all(_HASH.fullmatch(line) for line in hashes.splitlines())
    assert _PINNED.sub("", rest).strip() == ""


def test_the_longer_lock_holds_the_shorter_one_file_for_file() -> None:
    """Tests run with what the app runs with."""
    shorter, longer = (
        {one: (version, hashes) for one, version, hashes in _PINNED.findall(lock_of(name))} for name in LISTS
    )
    assert shorter
    assert {one: longer.get(one) for one in shorter} == shorter


def test_only_known_files_are_installed() -> None:
    """Neither built on the spot, nor found by pip itself."""
    installs = [
        line
        for line in (ROOT / ".ci/environment").read_text().replace("\\\n", "").splitlines()
        if "pip install" in line and "-r " in line
    ]
    assert len(installs) == 1
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(installs[0].split())
