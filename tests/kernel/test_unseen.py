"""What nobody sees is taken out of lines, and what scripts write with stays."""

import pytest

from cocreate.kernel.text import tidy, tidy_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ruth\u200b Ad\xadler\u2060\ufe0f", "Ruth Adler"),
        ("\u202eeldA\u202c \u2066B\u2069\u200f", "eldA B"),
        ("\u3164\u115f\u2800\u200d", ""),
        ("a\u200db\U000e0067\U000e0062", "ab"),
        ("Z" + "\u0301" * 40, "Z" + "\u0301" * 4),
    ],
)
def test_what_nobody_sees_is_not_kept(typed: str, kept: str) -> None:
    assert tidy_line(typed) == kept


@pytest.mark.parametrize(
    "written",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # a verb of Persian
        "\u0915\u094d\u200d\u0937",  # two letters of Devanagari, joined by half
        "\u845b\U000e0100\u57ce",  # a city of Japan, written as its people do
        "\U0001f469\U0001f3fd\u200d\U0001f680 \u2764\ufe0f 1\ufe0f\u20e3",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "Nguye\u0302\u0303n",
    ],
)
def test_what_a_script_writes_with_stays(written: str) -> None:
    assert tidy_line(written) == written


def test_several_lines_are_read_in_their_own_order() -> None:
    assert tidy("a \u202etxt.exe\u202c\n\u200fb") == "a txt.exe\u202c\n\u200fb"
