"""What the architecture tests read: our own files, and their syntax."""

import ast
from functools import cache
from importlib import import_module
from pathlib import Path

CAPABILITIES = (
    *("people", "projects", "journal", "ideas", "votes", "discussion", "moderation"),
    *("surfacing", "triage", "decisions", "beta", "releases", "credits", "pulse"),
    *("search", "notices"),
)


@cache
def sources(folder: str, kind: str = "py") -> tuple[Path, ...]:
    """Our files of a kind, as paths from the root of the project."""
    found = sorted(Path(folder).rglob(f"*.{kind}"))
    return tuple(
        path for path in found if not {"vendor", "node_modules"} & {*path.parts}
    )


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def bring_every_table() -> None:
    """Import all models, so that the metadata speaks of the whole database."""
    for path in sources("cocreate"):
        if path.stem == "models" or path.parent.stem == "models":
            import_module(module_of(path))


def capability_of(path: Path) -> str:
    """The folder of cocreate/ that a file is in; of app.py, `app`."""
    parts = path.parts
    return parts[len(parts) - parts[::-1].index("cocreate")].removesuffix(".py")


def imports_of(path: Path) -> dict[str, str]:
    """Each name a file imports, and where it comes from in full."""
    found = {}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                found[name.asname or name.name] = f"{node.module}.{name.name}"
        elif isinstance(node, ast.Import):
            for name in node.names:
                found[name.asname or name.name] = name.name
    return found
