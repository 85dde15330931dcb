"""What the documents name is there: files, commands, targets, macros, decisions."""

import re
from pathlib import Path

import pytest
from click import Context

from cocreate.cli import cocreate

DOCS = (*Path().glob("*.md"), *Path("docs").rglob("*.md"), *Path("bench").glob("*.md"))
TARGETS = set(re.findall(r"(?m)^([a-z-]+):.*## ", Path("Makefile").read_text()))
COMMANDS = {*cocreate.list_commands(Context(cocreate))}
CODE = re.compile(r"```sh\n(.*?)```|`([^`\n]+)`", re.DOTALL)
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


@pytest.mark.parametrize("doc", DOCS, ids=str)
def test_every_link_leads_somewhere(doc: Path) -> None:
    links = LINK.findall(doc.read_text())
    assert [link for link in links if not (doc.parent / link).exists()] == []


@pytest.mark.parametrize("doc", DOCS, ids=str)
def test_every_command_is_there(doc: Path) -> None:
    said = "\n".join("".join(found) for found in CODE.findall(doc.read_text()))
    assert {*re.findall(r"(?m)^make ([a-z-]+)", said)} <= TARGETS
    commands = {*re.findall(r"(?m)^cocreate ([a-z-]+)", said)}
    assert commands <= COMMANDS
    scripts = re.findall(r"python ([\w/]+\.py)", said)
    assert [path for path in scripts if not Path(path).exists()] == []


def test_every_command_is_told() -> None:
    told = Path("docs/operating.md").read_text()
    rows = " ".join(re.findall(r"(?m)^\| (`.*?) \|", told))
    named = {*re.findall(r"`([a-z-]+)", rows)}
    assert COMMANDS - named == set()


def test_decisions_are_numbered_without_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in Path("docs/decisions").iterdir())
    assert numbers == [*range(1, len(numbers) + 1)]


def test_the_look_tells_every_macro_as_it_stands() -> None:
    told = Path("docs/look.md").read_text()
    rows = {*re.findall(r"(?m)^\| `(\w+\(.*?\))`(?: \(`call`\))? \| (.*) \|$", told)}
    there = {told_of(path) for path in Path("templates/components").glob("*.html")}
    assert rows == there


def told_of(component: Path) -> tuple[str, str]:
    """How a macro is called, and what stands above it."""
    text = " ".join(component.read_text().split())
    signature = re.search(r"{%-? macro (\w+\(.*?\)) -?%}", text)
    comment = re.match(r"{# (.*?) #}", text)
    assert signature, component
    assert comment, component
    return signature[1], comment[1]
