"""Tables as files: read back as they were written, and never as formulas."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from returns_app.worker.export_files import XlsxTable, safe, table

HEADING = ("Name", "Pieces", "Value", "At", "Nothing")
ROW = ("Zoë, “Łódź”\nand more", 3, Decimal("1234.50"), datetime(2026, 11, 23, 9, 5, tzinfo=UTC), None)
# What a spreadsheet would take for a formula or a command, and how each has to begin in a cell.
HOSTILE = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1+1",
    "＝1",
    '=HYPERLINK("http://x.test")',
]


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


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(tmp_path: Path, kind: str, text: str):
    with table(tmp_path / f"a.{kind}", kind, ("Name",)) as sheet:
        sheet.row((text,))
    if kind == "csv":
        with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
            cell = list(csv.reader(file))[1][0]
    else:
        cell = str(next(_pages(tmp_path / "a.xlsx")).to_python()[1][0])
    assert cell[0] == "'"
    assert safe("Plain – name") == "Plain – name"


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
