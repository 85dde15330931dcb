"""Every read of a table starts where its capability says who may see what."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reading import CAPABILITIES, capability_of, imports_of, sources, tree_of

CODE = [path for path in sources("cocreate") if capability_of(path) in CAPABILITIES]

# Statements that ask another capability's table, each with its reason.
ALLOWED = {
    ("cocreate/votes/queries.py", "cocreate.ideas.models.Idea"): (
        "a vote is the most frequent write: what its rules ask comes in one statement"
    ),
    ("cocreate/ideas/actions/propose.py", "cocreate.projects.models.Project"): (
        "the project's row is locked, not read: two presses must not both find nothing"
    ),
}
STATEMENTS = {"select", "insert", "update", "delete"}


def tables_asked(path: Path) -> Iterator[str]:
    """The models that stand first in a statement of this file, in full."""
    imported = imports_of(path)
    for call in ast.walk(tree_of(path)):
        if isinstance(call, ast.Call) and is_statement(call) and call.args:
            first = call.args[0]
            name = first.value if isinstance(first, ast.Attribute) else first
            if isinstance(name, ast.Name):
                yield imported.get(name.id, "")


def is_statement(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in STATEMENTS


@pytest.mark.parametrize("path", CODE, ids=str)
def test_a_table_is_asked_by_its_own_capability(path: Path) -> None:
    own = f"cocreate.{capability_of(path)}."
    foreign = {name for name in tables_asked(path) if ".models." in name}
    allowed = {name for file, name in ALLOWED if file == str(path)}
    assert {name for name in foreign - allowed if not name.startswith(own)} == set()


@pytest.mark.parametrize("path", CODE, ids=str)
def test_tables_are_asked_in_queries_and_actions(path: Path) -> None:
    if {"queries", "actions", "queries.py", "actions.py"} & {*path.parts}:
        return
    assert [name for name in tables_asked(path) if ".models." in name] == []
