"""Words that our code does not use, each with its reason."""

import ast
import re
from pathlib import Path

import pytest

from tests.reading import sources, tree_of

CODE = sources("cocreate")
UNSAID = re.compile(
    r"(?:^|_)(manager|helper|util|utils|process|handle|handler)s?(?:_|$)"
)
ROLES = {"product_manager"}  # the customer's own word for a role
LIBRARIES = {  # names that a library calls us by
    "process_bind_param",
    "process_result_value",
    "_set_signal_handlers",
}


def names_of(path: Path) -> set[str]:
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    named = {node.name for node in ast.walk(tree_of(path)) if isinstance(node, defined)}
    return {path.stem, *named}


def in_snakes(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@pytest.mark.parametrize("path", CODE, ids=str)
def test_a_name_says_the_mission(path: Path) -> None:
    bare = {name: in_snakes(name) for name in names_of(path) - LIBRARIES}
    for role in ROLES:
        bare = {name: words.replace(role, "") for name, words in bare.items()}
    assert [name for name, words in bare.items() if UNSAID.search(words)] == []


CLOCKS = re.compile(
    r"\bdatetime\.(?:now|utcnow|today)\(|\bdate\.today\(|\btime\.time\("
)


@pytest.mark.parametrize("path", CODE, ids=str)
def test_there_is_one_clock(path: Path) -> None:
    if path != Path("cocreate/kernel/clock.py"):
        assert CLOCKS.findall(path.read_text()) == []


@pytest.mark.parametrize("path", CODE, ids=str)
def test_only_the_kernel_outlives_whatever_is_raised(path: Path) -> None:
    caught = [
        ast.unparse(node.type) if node.type else "everything"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
    ]
    if not path.is_relative_to("cocreate/kernel"):
        assert {"Exception", "BaseException", "everything"} & {*caught} == set()
