"""Ideas in words that people wrote, so that what is found has something to find."""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from bench.kit.data import Data, Idea

GIVEN = Path(os.environ.get("BENCH_TEXTS", "../shared/data/retrieval"))
SHORT, LONG = 120, 1_500  # letters of a title and a body at most


class Text(NamedTuple):
    title: str
    body: str


@dataclass(frozen=True)
class Texts(Data):
    """Ideas with words that people wrote, where there are some; else made up."""

    @property
    def files(self) -> list[Path]:
        return sorted(GIVEN.glob("*.json"))

    @cached_property
    def given(self) -> list[Text]:
        found = []
        for file in self.files:
            for one in json.loads(file.read_text())["docs"]:
                title, body = one["title"] or "", one["body"] or ""
                found.append(Text((title or body)[:SHORT], body[:LONG]))
        random.Random(7).shuffle(found)
        return found

    def all_ideas(self) -> Iterator[Idea]:
        """A text is said again only after all the others, and continued otherwise."""
        chance = random.Random(7)
        for idea in super().all_ideas():
            if not self.given:
                yield idea
                continue
            own = self.given[idea.id % len(self.given)]
            other = chance.choice(self.given)
            body = f"{own.body} {other.title} {other.body}"[:LONG]
            yield idea._replace(title=own.title, body=body.replace("<", " "))


def some_of(data: Data) -> list[Idea]:
    """A thousand of them, or all."""
    step = max(1, data.ideas // 1_000)
    return [idea for idea in data.all_ideas() if idea.id % step == 0]
