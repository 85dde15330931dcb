"""Among what people really voted for a ring is found, and nobody else is accused."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.moderation.jobs import LOOKS_BACK
from cocreate.moderation.rings import Cast, suspicions

REAL = Path("../shared/data")
NOBODY_VOTES = "no votes.jsonl of real people in ../shared/data"


def real_votes() -> Iterator[tuple[str, list[Cast]]]:
    """What people really cast; an account is as old as its first vote here."""
    for file in sorted(REAL.glob("polis-*/votes.jsonl")):
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        cast = [row for row in rows if row["value"] == 1 and row["at"]]
        if cast:
            yield file.parent.name, casts_of(cast)


def casts_of(rows: list[dict[str, Any]]) -> list[Cast]:
    people: dict[str, int] = {}
    ideas: dict[str, int] = {}
    rows.sort(key=lambda row: (row["at"], row["voter"], row["idea"]))
    first: dict[str, datetime] = {}
    casts = []
    for row in rows:
        at = datetime.fromisoformat(row["at"])
        joined_at = first.setdefault(row["voter"], at)
        voter = PersonId(people.setdefault(row["voter"], len(people) + 1))
        idea = IdeaId(ideas.setdefault(row["idea"], len(ideas) + 1))
        casts.append(Cast(voter, idea, at, joined_at))
    return casts


@pytest.mark.sqlite
def test_ten_puppets_among_a_hundred_real_voters_are_found_and_nobody_else() -> None:
    sets = dict(real_votes())
    if not sets:
        pytest.skip(NOBODY_VOTES)
    for name, casts in sets.items():
        real = until(casts, people=100)
        assert suspicions(real) == [], name
        heard = Counter(one.idea_id for one in real)
        goals = sorted(heard, key=lambda idea: (heard[idea], idea))[:3]
        ring = set(range(10**6, 10**6 + 10))
        at = real[len(real) // 2].at
        planted = [
            Cast(PersonId(who), idea, at + timedelta(minutes=who % 50), at)
            for who in ring
            for idea in goals
        ]
        found = suspicions([*real, *planted])
        told = {(who.voter_id, one.idea_id) for one in found for who in one.people}
        assert {(PersonId(who), idea) for who in ring for idea in goals} <= told, name
        assert len({who for who, _ in told} - ring) <= 1, name


def until(casts: list[Cast], *, people: int) -> list[Cast]:
    """The votes of the first so many people, of one week at most."""
    seen: set[PersonId] = set()
    some = []
    for one in casts:
        seen.add(one.voter_id)
        if len(seen) > people or one.at - casts[0].at > LOOKS_BACK:
            break
        some.append(one)
    return some
