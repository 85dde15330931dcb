import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocreate.kernel.spreadsheets import csv_line

FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "\uff1d1",
)


@pytest.mark.parametrize("words", FORMULAS)
def test_no_spreadsheet_takes_words_for_a_formula(words: str) -> None:
    assert csv_line([words, -1, 2.5]).lstrip('"').startswith(f"'{words[0]}")
    assert csv_line([-1, 2.5, "a=1"]) == "-1,2.5,a=1\r\n"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2))
def test_a_line_is_read_as_it_was_written(words: list[str]) -> None:
    (read,) = csv.reader(StringIO(csv_line(words), newline=""))
    assert [cell.removeprefix("'") for cell in read] == [
        cell.removeprefix("'") for cell in words
    ]
