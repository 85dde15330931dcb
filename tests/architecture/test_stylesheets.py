import re
from pathlib import Path

import pytest

from tests.reading import sources

SHEETS = sources("static/css", "css")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(", re.IGNORECASE
)
SELECTOR = re.compile(r"([^{}]*)\{")


def rules_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("path", [p for p in SHEETS if p.name != "tokens.css"], ids=str)
def test_a_colour_is_said_in_tokens_alone(path: Path) -> None:
    assert COLOUR.findall(re.sub(r"url\([^)]*\)", "", rules_of(path))) == []


@pytest.mark.parametrize("path", SHEETS, ids=str)
def test_nothing_is_important_above_all_else(path: Path) -> None:
    assert "!important" not in rules_of(path)


@pytest.mark.parametrize("path", SHEETS, ids=str)
def test_no_rule_speaks_of_one_element_by_id(path: Path) -> None:
    selectors = "\n".join(SELECTOR.findall(rules_of(path)))
    assert (
        re.findall(
            r"#[a-z_-][\w-]*", re.sub(r"\[[^\]]*\]", "", selectors), re.IGNORECASE
        )
        == []
    )
