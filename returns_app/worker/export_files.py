"""Tables as files, written row by row: CSV and XLSX, in which no cell is ever taken for a formula.

In XLSX a cell says itself that it is text, so every name stands there as it is. CSV cannot say that: what a
spreadsheet would calculate gets an apostrophe before it, the names that begin with + or - too.
"""

import csv
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from returns_app.domain.texts import as_received

Value: TypeAlias = str | int | Decimal | datetime | None

# Excel opens no sheet that is longer, its heading included.
LONGEST_SHEET = 1_048_576
LONGEST_CELL = 32_767
# A spreadsheet takes what begins like this for a formula, and a formula can send a file's content elsewhere.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# Where commas part decimals, spreadsheets part CSV at semicolons, and see no quotes within a line.
_LATER_FORMULA = re.compile(r"([;\t\r\n][\s\"']*)(?=[=+\-@＝＋－＠])")
# Neither kind of file can hold them.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_MOMENT = "yyyy-mm-dd hh:mm"


class Table(Protocol):
    """A file that takes rows."""

    def row(self, values: Sequence[Value]) -> None:
        """Write one row below those before it."""

    def close(self) -> None:
        """Bring everything to the disk."""


def safe(text: str) -> str:
    """The text as a cell of CSV that no spreadsheet takes for a formula, wherever it parts the line."""
    shown = _LATER_FORMULA.sub(r"\1'", _fit(text))
    return f"'{shown}" if _FORMULA.match(shown) else shown


@contextmanager
def table(path: Path, kind: str, heading: Sequence[str]) -> Iterator[Table]:
    """A new file at `path` with a heading; whole when the block has ended, gone when it failed."""
    made: Table = CsvTable(path, heading) if kind == "csv" else XlsxTable(path, heading)
    try:
        yield made
    except BaseException:
        made.close()
        path.unlink(missing_ok=True)
        raise
    made.close()


class CsvTable:
    """CSV as spreadsheets read it without asking: UTF-8 with a mark, commas, quotes where they are needed."""

    def __init__(self, path: Path, heading: Sequence[str]) -> None:
        self._file = os.fdopen(_private(path), "w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, quoting=csv.QUOTE_NONNUMERIC)
        self._writer.writerow(heading)

    def row(self, values: Sequence[Value]) -> None:
        """Write one row; moments as `2026-11-23 14:05`."""
        self._writer.writerow([_plain(value) for value in values])

    def close(self) -> None:
        """Bring everything to the disk."""
        self._file.close()


class XlsxTable:
    """XLSX that holds one row in memory at a time. After the longest sheet a further one begins."""

    def __init__(self, path: Path, heading: Sequence[str], *, longest: int = LONGEST_SHEET) -> None:
        os.close(_private(path))
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(str(path), options)
        self._bold = self._book.add_format({"bold": True})
        self._moment = self._book.add_format({"num_format": _MOMENT})
        # Text stays text even when somebody goes into the cell and leaves it again.
        self._text = self._book.add_format({"quote_prefix": True})
        self._heading, self._longest = heading, longest
        self._sheet, self._at = self._begun(), 1

    def row(self, values: Sequence[Value]) -> None:
        """Write one row: numbers as numbers, moments as moments, all else as text."""
        if self._at >= self._longest:
            self._sheet, self._at = self._begun(), 1
        for column, value in enumerate(values):
            self._cell(column, value)
        self._at += 1

    def close(self) -> None:
        """Bring everything to the disk; this is where the file is packed."""
        self._book.close()

    def _begun(self) -> Worksheet:
        number = len(self._book.worksheets()) + 1
        sheet = self._book.add_worksheet("Returns" if number == 1 else f"Returns {number}")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(self._heading) - 1, 18)
        for column, word in enumerate(self._heading):
            sheet.write_string(0, column, word, self._bold)
        return sheet

    def _cell(self, column: int, value: Value) -> None:
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            self._sheet.write_datetime(self._at, column, value.replace(tzinfo=None), self._moment)
        elif isinstance(value, int | Decimal):
            self._sheet.write_number(self._at, column, value)
        else:
            text = _fit(value)[:LONGEST_CELL]
            self._sheet.write_string(self._at, column, text, self._text if _FORMULA.match(text) else None)


def _plain(value: Value) -> str | int | Decimal:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return safe(value) if isinstance(value, str) else value


def _fit(text: str) -> str:
    return _UNFIT.sub("", as_received(text))


def _private(path: Path) -> int:
    """A new file that only this server's own user may read."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
