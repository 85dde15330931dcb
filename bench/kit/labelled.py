"""Texts and questions of which it is known what they should find."""

import json
import random
from pathlib import Path
from typing import NamedTuple

from bench.kit.texts import GIVEN


class Query(NamedTuple):
    title: str
    body: str
    relevant: frozenset[str]
    excluded: frozenset[str]


class Labelled(NamedTuple):
    """Texts, and questions of which it is known what they should find."""

    name: str
    docs: list[dict[str, str]]
    queries: list[Query]


def sets_given(most: int | None) -> list[Labelled]:
    """The labelled sets that are there, with so many questions of each."""
    return [read(file, most) for file in sorted(GIVEN.glob("*.json"))]


def read(file: Path, most: int | None) -> Labelled:
    said = json.loads(file.read_text())
    asked = [
        Query(
            one["title"] or "",
            one["body"] or "",
            frozenset(map(str, one["rel"])),
            frozenset(map(str, one["exclude"])),
        )
        for one in said["queries"]
    ]
    random.Random(2).shuffle(asked)
    docs = [
        {"id": str(one["id"]), "title": one["title"] or "", "body": one["body"] or ""}
        for one in said["docs"]
    ]
    return Labelled(file.stem, docs, asked[:most])
