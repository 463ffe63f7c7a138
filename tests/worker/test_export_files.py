"""Tables as files: read back as they were written, and never as formulas."""

import csv
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from returns_app.worker.export_files import LONGEST_CELL, XlsxTable, safe, table

HEADING = ("Name", "Pieces", "Value", "At", "Nothing")
ROW = ("Zoë, “Łódź”\nand more", 3, Decimal("1234.50"), datetime(2026, 11, 23, 9, 5, tzinfo=UTC), None)
# What a spreadsheet would take for a formula or a command.
HOSTILE = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1+1",
    "\u00a0=1+1",
    "＝1",
    '=HYPERLINK("http://x.test")',
]
# What CSV would hold of one where a program parts it at semicolons, too, or at ends of lines within quotes.
PARTED = ["Tent;=1+1", 'Tent; "=1+1', "Tent\n@SUM(A1)", "Tent\t+1", "Tent;; -2+3"]
# Names as people have them; no spreadsheet makes anything of these.
PLAIN = ["'t Hooft", "Anna-Maria", "1-2", "a=b", "x@y.test", "Zelt; rot", "50 %", "–"]


def test_csv_reads_back_as_it_was_written(tmp_path: Path):
    with table(tmp_path / "a.csv", "csv", HEADING) as sheet:
        sheet.row(ROW)
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [list(HEADING), [ROW[0], "3", "1234.50", "2026-11-23 09:05", ""]]


def test_xlsx_reads_back_with_numbers_and_moments(tmp_path: Path):
    with table(tmp_path / "a.xlsx", "xlsx", HEADING) as sheet:
        sheet.row(ROW)
    (rows,) = [page.to_python() for page in _pages(tmp_path / "a.xlsx")]
    assert rows[0][:4] == list(HEADING[:4])
    assert rows[1][:4] == [ROW[0], 3.0, 1234.5, datetime(2026, 11, 23, 9, 5)]  # noqa: DTZ001


def test_no_cell_of_csv_is_a_formula_wherever_a_program_parts_it(tmp_path: Path):
    with table(tmp_path / "a.csv", "csv", ("Name", "More")) as sheet:
        for text in [*HOSTILE, *PARTED]:
            sheet.row(("Anna", text))
    whole = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    read = [line for sign in ",;\t" for line in csv.reader(whole.splitlines(), delimiter=sign)]
    read += list(csv.reader(whole.splitlines(keepends=True)))
    found = [cell for row in read for cell in row]
    # Some programs take quotes off, some blanks; none takes off an apostrophe.
    assert [cell for cell in found if cell.strip("\"' \u00a0\t") and FORMULA.match(cell)] == []
    assert len(found) > 100


FORMULA = re.compile('[\\s"]*[=+@＝-]')


def test_no_cell_of_a_sheet_is_a_formula_and_every_name_is_as_it_was(tmp_path: Path):
    """A name that begins with a minus keeps it, and gets nothing before it: the cell says that it is text."""
    texts = [*HOSTILE, *PARTED, *PLAIN]
    with table(tmp_path / "a.xlsx", "xlsx", ("Name",)) as sheet:
        for text in texts:
            sheet.row((text,))
    with ZipFile(tmp_path / "a.xlsx") as book:
        page, looks = book.read("xl/worksheets/sheet1.xml"), book.read("xl/styles.xml")
    assert b"<f>" not in page
    assert page.count(b't="inlineStr"') == len(texts) + 1
    # Going into the cell and leaving it again makes no formula of it either.
    assert b'quotePrefix="1"' in looks
    read = [str(row[0]) for row in next(_pages(tmp_path / "a.xlsx")).to_python()[1:]]
    assert [one.replace("\r\n", "\n").replace("\r", "\n") for one in read] == [
        one.replace("\r", "\n") for one in texts
    ]


def test_names_of_which_nothing_is_calculated_are_left_alone():
    assert [safe(name) for name in PLAIN] == PLAIN
    assert [safe(name) for name in ("-Anna", "+31 6 1234")] == ["'-Anna", "'+31 6 1234"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_whatever_was_kept_in_a_name_the_file_can_be_opened(tmp_path: Path, kind: str):
    """What no entry lets in any more may have come in before, or by another way."""
    unfit = "".join(map(chr, [*range(32), 0x7F, 0x85, 0x2028, 0x202E, 0xD800, 0xFFFE, 0xFFFF, 0x1F469]))
    with table(tmp_path / f"a.{kind}", kind, ("Name", "More")) as sheet:
        sheet.row((f"a{unfit}b", "_x0041_"))
        sheet.row(("x" * 100_000, "y"))
    if kind == "csv":
        with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    else:
        rows = next(_pages(tmp_path / "a.xlsx")).to_python()
    assert "".join(str(rows[1][0]).split()) == "a\ufffd\U0001f469b"
    assert rows[1][1] == "_x0041_"
    assert [len(str(rows[2][0])), rows[2][1]] == [100_000 if kind == "csv" else LONGEST_CELL, "y"]


def test_a_sheet_that_is_full_is_followed_by_another(tmp_path: Path):
    sheet = XlsxTable(tmp_path / "a.xlsx", ("Number",), longest=3)
    for number in range(5):
        sheet.row((number,))
    sheet.close()
    pages = list(_pages(tmp_path / "a.xlsx"))
    assert [page.name for page in pages] == ["Returns", "Returns 2", "Returns 3"]
    assert [page.to_python() for page in pages] == [
        [["Number"], [0.0], [1.0]],
        [["Number"], [2.0], [3.0]],
        [["Number"], [4.0]],
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_that_failed_is_gone_and_only_ours_to_read(tmp_path: Path, kind: str):
    path = tmp_path / f"a.{kind}"
    modes = []

    def fail() -> None:
        with table(path, kind, HEADING):
            modes.append(path.stat().st_mode & 0o077)
            raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        fail()
    assert modes == [0]
    assert not path.exists()


def _pages(path: Path):
    book = CalamineWorkbook.from_path(path)
    return (book.get_sheet_by_index(at) for at in range(len(book.sheet_names)))
