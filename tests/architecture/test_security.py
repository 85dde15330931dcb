"""What docs/security.md promises is shown by tests; what is dangerous is nowhere."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

GIVEN = Path("../shared/data/asvs5_subset.jsonl")
SOURCES = [path for path in Path("cocreate").rglob("*.py") if "demo" not in path.parts]
ROW = re.compile(r"(?m)^\| (V[\d.]+) \| (.+?) \| ?(.*?) ?\|$")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
DANGEROUS = {
    *("eval", "exec", "os.system", "os.popen", "marshal.loads", "yaml.load"),
    *("pickle.load", "pickle.loads", "render_template_string"),
}
OWN_TEMPLATES = "cocreate/kernel/templates.py: marshal.loads"
"""Its own compiled templates, which Jinja runs; in a folder that nothing is sent to."""
MATCHES = {"compile", "search", "match", "fullmatch", "sub", "findall", "finditer"}


def rows() -> dict[str, tuple[str, str]]:
    found = ROW.findall(Path("docs/security.md").read_text())
    assert len(found) == len({number for number, _, _ in found})
    return {number: (met, shown) for number, met, shown in found}


def test_every_requirement_is_answered() -> None:
    assert len(rows()) == 83
    for number, (met, shown) in rows().items():
        admitted = met.startswith("**Not met yet**") or shown == "not applicable"
        assert TEST.search(shown) or admitted, number


def test_the_requirements_are_those_that_were_given() -> None:
    if not GIVEN.exists():
        pytest.skip(f"{GIVEN} is not beside this clone")
    given = {json.loads(line)["id"] for line in GIVEN.read_text().splitlines()}
    assert {*rows()} == given


def test_every_test_that_is_named_is_there() -> None:
    named = TEST.findall(Path("docs/security.md").read_text())
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not Path(file).exists() or f"\ndef {test}(" not in Path(file).read_text()
    ]
    assert missing == []


def calls() -> Iterator[tuple[Path, str, ast.Call]]:
    """Every call in the product, by the name it goes by."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield path, ast.unparse(node.func), node


def test_nothing_runs_what_was_written() -> None:
    def is_dangerous(name: str, call: ast.Call) -> bool:
        shell = any(
            word.arg == "shell" and ast.unparse(word.value) != "False"
            for word in call.keywords
        )
        return name in DANGEROUS or name.endswith(".from_string") or shell

    found = [
        f"{path}: {name}" for path, name, call in calls() if is_dangerous(name, call)
    ]
    assert found == [OWN_TEMPLATES]


def test_no_pattern_is_made_of_what_was_typed() -> None:
    """A pattern is written out, or put together from names of the module's own."""
    found = [
        f"{path}:{call.lineno}"
        for path, name, call in calls()
        if name in {f"re.{verb}" for verb in MATCHES} and not is_ours(call.args[0])
    ]
    assert found == []


def is_ours(pattern: ast.expr) -> bool:
    names = [node.id for node in ast.walk(pattern) if isinstance(node, ast.Name)]
    return all(name.isupper() for name in names if name not in dir(__builtins__))


def test_what_must_not_be_guessed_is_drawn_from_the_system() -> None:
    brought = re.compile(r"(?m)^(?:import|from) random\b|\buuid[14]\b")
    assert [str(path) for path in SOURCES if brought.search(path.read_text())] == []


def test_tables_are_written_in_one_place() -> None:
    found = {
        path for path, name, _ in calls() if name in {"csv.writer", "csv.DictWriter"}
    }
    assert found == {Path("cocreate/kernel/spreadsheets.py")}
