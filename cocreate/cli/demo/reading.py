"""From JSON to frozen dataclasses: every field known, typed and there."""

import json
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


class StoryError(ValueError):
    """A file of the story says something that it cannot mean."""


def read_records(
    kind: Callable[..., Record], folder: Path, pattern: str
) -> tuple[Record, ...]:
    """All records of one kind, from every file that fits the pattern, in file order."""
    return tuple(
        record
        for path in sorted(folder.glob(pattern))
        for record in _records_in(kind, path)
    )


def _records_in(kind: Callable[..., Record], path: Path) -> Iterator[Record]:
    for position, raw in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        try:
            yield _record(kind, raw)
        except (TypeError, ValueError) as error:
            name = raw.get("key", position) if isinstance(raw, dict) else position
            raise StoryError(f"{path.name}, {name}: {error}") from error


def _record(kind: Callable[..., Record], raw: object) -> Record:
    if not isinstance(raw, dict):
        raise StoryError(f"expected an object, found {raw!r}")
    hints = _hints(kind)
    if unknown := raw.keys() - hints.keys():
        raise StoryError(f"nothing is called {', '.join(sorted(unknown))}")
    return kind(**{name: _value(hints[name], given) for name, given in raw.items()})


@cache
def _hints(kind: Callable[..., object]) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, raw: object) -> object:
    if isinstance(hint, UnionType):
        return None if raw is None else _value(get_args(hint)[0], raw)
    if get_origin(hint) is tuple:
        return _several(get_args(hint)[0], raw)
    if is_dataclass(hint):
        return _record(hint, raw)  # type: ignore[arg-type]  # a class, not one of its objects
    if issubclass(hint, StrEnum):
        return hint(raw)
    return _plain(hint, raw)


def _several(hint: Any, raw: object) -> tuple[object, ...]:
    if not isinstance(raw, list):
        raise StoryError(f"expected a list, found {raw!r}")
    return tuple(_value(hint, one) for one in raw)


def _plain(hint: type, raw: object) -> object:
    if hint is str and isinstance(raw, list):
        return "\n\n".join(raw)  # a long text is written as its paragraphs
    if hint is float and type(raw) is int:
        return float(raw)
    if type(raw) is not hint:
        raise StoryError(f"expected {hint.__name__}, found {raw!r}")
    return raw
