"""Each contract of who may import whom is seen to fail when it is broken."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CONTRACTS = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]

# Of each contract, by how its name begins: who breaks it, and by importing what.
BREACHES = [
    ("The mission flows one way", "ideas.queries", "cocreate.votes.models"),
    ("The mission flows one way", "ideas.views", "cocreate.votes.actions"),
    ("The mission flows one way", "kernel.clock", "cocreate.people.models"),
    ("Inside a capability", "projects.queries", "cocreate.projects.actions"),
    ("Inside a capability", "projects.models", "cocreate.projects.policy"),
    ("Only views, the API and the kernel", "ideas.actions", "flask"),
    ("Only views, the API and the kernel", "votes.policy", "werkzeug.exceptions"),
    ("Parsers of packages live", "beta.queries.builds", "pefile"),
    ("Pages, forms, subscribers, jobs", "votes.views", "cocreate.votes.models"),
    ("Pages, forms, subscribers, jobs", "ideas.forms", "sqlalchemy"),
    ("Pages, forms, subscribers, jobs", "api", "cocreate.ideas.models"),
    ("Whoosh lives in search", "ideas.queries", "whoosh.fields"),
    (
        "numpy lives where groups of opinion are told apart, and where spam is learned",
        "ideas.queries",
        "numpy",
    ),
    ("bleach lives in kernel.text", "ideas.actions", "bleach"),
    ("flask_login lives in people", "kernel.access", "flask_login"),
    ("huey lives in kernel.schedule", "notices", "huey"),
    ("obstore lives in kernel.storage", "beta.actions", "obstore"),
]
STRAY = ("The mission flows one way", "stray", "cocreate.kernel.clock")
"""A module that no layer knows, though it imports what all may."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each contract where all of them are broken at once."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copytree(
        "cocreate", folder / "cocreate", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy("pyproject.toml", folder)
    for _, module, imported in (*BREACHES, STRAY):
        with file_of(folder, module).open("a") as opened:
            opened.write(f"\nimport {imported}\n")
    checked = lint(folder)
    assert checked.returncode == 1, checked.stderr
    pieces = re.split(r"^(.+)\n-+\n", checked.stdout, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def file_of(folder: Path, module: str) -> Path:
    place = folder / "cocreate" / module.replace(".", "/")
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


@pytest.mark.parametrize(("contract", "module", "imported"), BREACHES, ids=str)
def test_a_broken_contract_is_seen(
    told: dict[str, str], contract: str, module: str, imported: str
) -> None:
    """By its own contract: of a library its name is said, not the part imported."""
    said = (
        imported
        if imported.startswith("cocreate.")
        else imported.split(".", maxsplit=1)[0]
    )
    seen = rf"^-\s+cocreate\.{re.escape(module)} -> {re.escape(said)} \("
    assert re.search(seen, of_contract(told, contract), re.MULTILINE), told


def test_a_module_in_no_layer_is_seen(told: dict[str, str]) -> None:
    contract, module, _ = STRAY
    assert f"\n- cocreate.{module}\n" in of_contract(told, contract)


def of_contract(told: dict[str, str], begins: str) -> str:
    (said,) = (what for name, what in told.items() if name.startswith(begins))
    return said


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"COLUMNS": "200", "PYTHONPATH": str(folder)},
    )


def test_every_contract_has_a_breach_that_shows_it_works() -> None:
    shown = {contract for contract, _, _ in BREACHES}
    assert [
        c["name"] for c in CONTRACTS if not c["name"].startswith(tuple(shown))
    ] == []
