"""Each contract of who may import whom is seen to fail when it is broken."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CONTRACTS = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]

# Of each contract, by how its name begins: an import that breaks it.
BREACHES = [
    ("The mission flows one way", "ideas/queries.py", "import cocreate.votes.models"),
    ("The mission flows one way", "ideas/views.py", "import cocreate.votes.actions"),
    ("The mission flows one way", "kernel/clock.py", "import cocreate.people.models"),
    ("The mission flows one way", "stray.py", "import cocreate.kernel.clock"),
    ("Inside a capability", "projects/queries.py", "import cocreate.projects.actions"),
    ("Inside a capability", "projects/models.py", "import cocreate.projects.policy"),
    ("Only views, the API and the kernel", "ideas/actions.py", "import flask"),
    ("Parsers of packages live", "beta/queries/builds.py", "import pefile"),
    (
        "Only views, the API and the kernel",
        "votes/policy.py",
        "import werkzeug.exceptions",
    ),
    (
        "Pages, forms, subscribers, jobs",
        "votes/views.py",
        "import cocreate.votes.models",
    ),
    ("Pages, forms, subscribers, jobs", "ideas/forms.py", "import sqlalchemy"),
    (
        "Pages, forms, subscribers, jobs",
        "api/__init__.py",
        "import cocreate.ideas.models",
    ),
    ("Whoosh lives in search", "ideas/queries.py", "import whoosh.fields"),
    (
        "numpy lives where groups of opinion are told apart, and where spam is learned",
        "ideas/queries.py",
        "import numpy",
    ),
    ("bleach lives in kernel.text", "ideas/actions.py", "import bleach"),
    ("flask_login lives in people", "kernel/access.py", "import flask_login"),
    ("huey lives in kernel.schedule", "notices/__init__.py", "import huey"),
    ("obstore lives in kernel.storage", "beta/actions.py", "import obstore"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "file", "breach"), BREACHES, ids=str)
def test_a_broken_contract_is_seen(
    tmp_path: Path, contract: str, file: str, breach: str
) -> None:
    shutil.copytree(
        "cocreate", tmp_path / "cocreate", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy("pyproject.toml", tmp_path)
    with (tmp_path / "cocreate" / file).open("a") as opened:
        opened.write(f"\n{breach}\n")
    checked = lint(tmp_path)
    assert checked.returncode == 1
    broken = [line for line in checked.stdout.splitlines() if " BROKEN" in line]
    assert [line for line in broken if line.startswith(contract)], checked.stdout


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
