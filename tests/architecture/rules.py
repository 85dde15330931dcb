"""Rules that a machine can read off a file: each gives what is wrong with one file.

The path says where in the tree the file stands; the tree may be a copy.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from tests.reading import CAPABILITIES, capability_of, imports_of, tree_of

Check = Callable[[Path], Iterator[str]]
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds, for which files, how it is seen, and a file that breaks it."""

    files: tuple[str, ...]
    check: Check
    broken_by: tuple[str, str]
    but: tuple[str, ...] = ()


def matching(pattern: str, *, without: str = "") -> Check:
    """What a pattern finds, once what does not count is taken out."""
    sought, left_out = re.compile(pattern), re.compile(without or r"(?!)", re.DOTALL)

    def found(path: Path) -> Iterator[str]:
        text = left_out.sub("", path.read_text())
        yield from (match.group(0).strip() for match in sought.finditer(text))

    return found


# ── Size and words ────────────────────────────────────────────────────────────

UNSAID = re.compile(r"(?:^|_)(?:manager|helper|util|process|handle|handler)s?(?:_|$)")
OTHERS_WORDS = {
    "product_manager",  # the customer's own word for a role
    "process_bind_param",  # names that a library calls us by
    "process_result_value",
    "process_formdata",
    "handle_exit",
    "handle_request",
    "_register_error_handlers",
    "_set_signal_handlers",
}


def too_long(path: Path) -> Iterator[str]:
    if (lines := len(path.read_text().splitlines())) > LONGEST:
        yield f"{lines} lines"


def empty_words(path: Path) -> Iterator[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    named = [node.name for node in ast.walk(tree_of(path)) if isinstance(node, kinds)]
    for name in (path.stem, *named):
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
        for allowed in OTHERS_WORDS:
            words = words.replace(allowed, "")
        if UNSAID.search(words):
            yield name


# ── Reading and writing ───────────────────────────────────────────────────────

STATEMENTS = {"select", "insert", "insert_into", "update", "delete"}

# Statements that ask another capability's table, each with its reason.
CROSSING = {
    ("votes/queries/voting.py", "cocreate.ideas.models.Idea"): (
        "a vote is the most frequent write: what its rules ask comes in one statement"
    ),
    ("votes/queries/mine.py", "cocreate.ideas.models.Idea"): (
        "what became of one's votes is read with them, those that count no more too"
    ),
    ("votes/queries/counting.py", "cocreate.ideas.models.Idea"): (
        "whether votes are counted by segment is asked of every idea in one statement"
    ),
    ("votes/queries/counting.py", "cocreate.people.models.SegmentMember"): (
        "who proposed what is counted by segment beside who voted for it"
    ),
    ("ideas/actions/propose.py", "cocreate.projects.models.Project"): (
        "the project's row is locked, not read: two presses must not both find nothing"
    ),
    ("triage/queries/queue.py", "cocreate.ideas.models.Idea"): (
        "the desk's piles are counted on an index of listed ideas, which all there see"
    ),
    ("triage/queries/due.py", "cocreate.ideas.models.Idea"): (
        "what is due is found on the same index, less what somebody was reminded of"
    ),
}


def statements_of(path: Path) -> Iterator[list[str]]:
    """The models that each statement of this file starts from, in full."""
    imported = imports_of(path)
    for call in ast.walk(tree_of(path)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        if call.func.id in STATEMENTS:
            said = (node for part in call.args for node in ast.walk(part))
            names = [imported.get(node.id, "") for node in said if is_name(node)]
            if models := [name for name in names if ".models." in name]:
                yield models


def is_name(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name)


def foreign_tables(path: Path) -> Iterator[str]:
    """Statements that start from others' tables alone."""
    capability = capability_of(path)
    own = f"cocreate.{capability}."
    inside = str(path)[str(path).rindex("cocreate/") + len("cocreate/") :]
    for models in statements_of(path):
        foreign = not any(model.startswith(own) for model in models)
        if capability in CAPABILITIES and foreign:
            yield from (name for name in models[:1] if (inside, name) not in CROSSING)


def tables_asked_elsewhere(path: Path) -> Iterator[str]:
    """Statements that stand neither in queries nor in actions."""
    at_home = {"queries", "actions"} & {path.stem, path.parent.name}
    if capability_of(path) in CAPABILITIES and not at_home:
        yield from (models[0] for models in statements_of(path))


def caught_and_forgotten(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            raises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
            if caught in {"Exception", "BaseException", "everything"} and not raises:
                yield caught


# ── Events ────────────────────────────────────────────────────────────────────


def foreign_actions(path: Path) -> Iterator[str]:
    own = f"cocreate.{capability_of(path)}."
    for name in imports_of(path).values():
        if "actions" in name.split(".") and not name.startswith(own):
            yield name


def calls_at_import(path: Path) -> Iterator[str]:
    for node in tree_of(path).body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield ast.unparse(node.value.func)


def our_imports(path: Path) -> Iterator[str]:
    for name in imports_of(path).values():
        if name.split(".")[0] == "cocreate":
            yield name


# ── Style sheets ──────────────────────────────────────────────────────────────

COMMENT = r"/\*.*?\*/|url\([^)]*\)"


def ids_in_selectors(path: Path) -> Iterator[str]:
    text = re.sub(COMMENT, "", path.read_text(), flags=re.DOTALL)
    for selector in re.findall(r"([^{}]*)\{", text):
        bare = re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", selector)
        yield from re.findall(r"#[A-Za-z_-][\w-]*", bare)


def unlayered(path: Path) -> Iterator[str]:
    """What stands outside @layer would win over everything inside."""
    text = re.sub(COMMENT, "", path.read_text(), flags=re.DOTALL)
    depth, start = 0, 0
    for at, letter in enumerate(text):
        if letter == "{":
            opening = text[start:at].strip().split(";")[-1].strip()
            if depth == 0 and not opening.startswith(("@layer", "@font-face")):
                yield opening
            depth += 1
        elif letter == "}":
            depth, start = depth - 1, at + 1
