"""What docs/security.md promises is shown by tests; what is dangerous is nowhere."""

import ast
import base64
import builtins
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reading import tree_of

GIVEN = Path("../shared/data/asvs5_subset.jsonl")
SOURCES = [path for path in Path("cocreate").rglob("*.py") if "demo" not in path.parts]
ROW = re.compile(r"(?m)^\| (V[\d.]+) \| (.+?) \| ?(.*?) ?\|$")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
DANGEROUS = {
    *("eval", "exec", "os.system", "os.popen", "marshal.loads", "yaml.load"),
    *("pickle.load", "pickle.loads", "render_template_string"),
}
SECRET = re.compile(
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|\bAKIA[A-Z0-9]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abpr]-[A-Za-z0-9-]{10,}"
    r"|\bsk_live_[A-Za-z0-9]{16,}|\b[a-z]+://[^/\s:@\"'`{}]+:[^/\s@\"'`{}]{4,}@[\w.]+"
)
SPOKEN = re.compile(r"//(?:user|name|who):(?:password|secret)@")
"""How the documents show where a password stands."""
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
        for node in ast.walk(tree_of(path)):
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
    """Whether no words of others are in it, but as letters (`re.escape`)."""
    if isinstance(pattern, ast.Call) and ast.unparse(pattern.func) == "re.escape":
        return True
    if isinstance(pattern, ast.Name):
        return pattern.id.isupper() or pattern.id in dir(builtins)
    below = [one for one in ast.iter_child_nodes(pattern) if isinstance(one, ast.expr)]
    return all(is_ours(one) for one in below)


def test_what_must_not_be_guessed_is_drawn_from_the_system() -> None:
    brought = re.compile(r"(?m)^(?:import|from) random\b|\buuid[14]\b")
    assert [str(path) for path in SOURCES if brought.search(path.read_text())] == []


def test_tables_are_written_in_one_place() -> None:
    found = {
        path for path, name, _ in calls() if name in {"csv.writer", "csv.DictWriter"}
    }
    assert found == {Path("cocreate/kernel/spreadsheets.py")}


def test_no_secret_lies_in_the_files() -> None:
    """A key, a password in an address, a token of a service we know the look of."""
    found = [
        f"{path}: {secret.group()[:30]}"
        for path in files()
        for secret in SECRET.finditer(path.read_text(errors="replace"))
        if not SPOKEN.search(secret.group())
    ]
    assert found == []


def files() -> Iterator[Path]:
    for place in ("cocreate", "migrations", "templates", "static", "bench", "docs"):
        yield from (path for path in Path(place).rglob("*") if path.is_file())
    yield from (path for path in Path().glob("*") if path.is_file())
    yield from Path(".ci").iterdir()


def test_a_secret_is_seen() -> None:
    key = "-----BEGIN " + "PRIVATE KEY-----"
    assert SECRET.search(key)
    assert SECRET.search("smtp://me:hunter22@" + "mail.example.net")
    assert SECRET.search("AKIA" + "Q" * 16)


def test_what_is_not_ours_is_what_it_was() -> None:
    """A vendored script is the one whose version and digest are written down."""
    vendor = Path("static/vendor")
    rows = re.findall(
        r"(?m)^\| `(.+?)` \| npm `(.+?)` ([\d.]+), .*\| `(.+?)` \|$",
        (vendor / "README.md").read_text(),
    )
    asked = json.loads((vendor / "package.json").read_text())["dependencies"]
    assert {name: version for _, name, version, _ in rows} == asked
    for file, _, _, digest in rows:
        made = hashlib.sha384((vendor / file).read_bytes()).digest()
        assert base64.b64encode(made).decode() == digest
    scripts = {str(path.relative_to(vendor)) for path in vendor.rglob("*.js")}
    assert scripts == {file for file, *_ in rows}
