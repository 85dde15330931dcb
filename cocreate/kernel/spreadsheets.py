"""Lines of CSV (RFC 4180) in which no spreadsheet takes words for a formula."""

import csv
from collections.abc import Iterable
from io import StringIO

BEGINS_A_FORMULA = frozenset("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")  # full width, too


def csv_line(cells: Iterable[object]) -> str:
    """One row as a file of values holds it; numbers stay numbers."""
    line = StringIO()
    csv.writer(line).writerow([harmless(cell) for cell in cells])
    return line.getvalue()


def harmless(cell: object) -> object:
    """A spreadsheet would take words that begin like this for a formula of its own."""
    if isinstance(cell, str) and cell[:1] in BEGINS_A_FORMULA:
        return f"'{cell}"
    return cell
