"""How many planted rings are found among what people really voted, and who is accused.

Weeks of a hundred real voters are drawn from each set; into each a ring of puppets is
planted, of several sizes and in several manners. Found are the puppets' votes that a
case would name; accused wrongly, real people's. Then every set is gone through from
its first day to its last, as the watch of a site would, with nothing planted: whatever
is told then is a false alarm.

How old real accounts are is not known: each is taken to be as old as its first vote, so
that all of them look new, or, where numbers were given out in order (Madrid), as old as
the numbers around it say. Comments stand for votes in Madrid.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import process_time
from typing import NamedTuple

from bench.kit import report
from bench.kit.report import Goal
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.moderation.jobs import LOOKS_BACK
from cocreate.moderation.rings import Cast, suspicions

GIVEN = Path(os.environ.get("BENCH_VOTES", "../shared/data"))
NO_SETS = f"no votes with times in {GIVEN}: name a folder in BENCH_VOTES"
PUPPETS = 10**7
PEOPLE, LEAST_PEOPLE = 100, 40
SIZES, QUICK_SIZES = (5, 8, 10, 15, 20, 30), (10, 20)
DRAWS, QUICK_DRAWS = 8, 2
STEP = timedelta(hours=12)
WANDERS = 0.3  # of the puppets, vote for something else, too
DEVICE = 7


class Manner(NamedTuple):
    """How a ring goes about it: how many ideas, and within how long it does what."""

    name: str
    ideas: int
    made: timedelta  # the accounts, within
    cast: timedelta  # the votes, within
    age: timedelta = timedelta()  # of accounts that were made long before
    shares: bool = False  # one device


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MANNERS = (
    Manner("new accounts, one idea", 1, HOUR, HOUR),
    Manner("new accounts, two ideas", 2, HOUR, HOUR),
    Manner("new accounts, three ideas", 3, HOUR, HOUR),
    Manner("one device, old accounts", 1, 400 * DAY, 12 * HOUR, DAY, shares=True),
    Manner("patient, three ideas", 3, 3 * DAY, 36 * HOUR, DAY),
    Manner("ten minutes, old accounts", 1, 300 * DAY, HOUR / 6, 100 * DAY),
)


class Found(NamedTuple):
    """What became of rings of one manner and size; shares in points of 100."""

    manner: str
    puppets: int
    rings: int
    found: float  # rings of which more than half is named
    recall: float
    precision: float


class Alarms(NamedTuple):
    """What is told of a set in which nothing was planted."""

    name: str
    votes: int
    people: int
    looks: int
    alarms: int
    slowest_ms: float


def main() -> None:
    parser = report.options(__doc__ or "")
    asked = parser.parse_args()
    sets = dict(sets_given())
    if not sets:
        report.skip("rings", NO_SETS, as_json=asked.json)
        return
    sizes, draws = (QUICK_SIZES, QUICK_DRAWS) if asked.quick else (SIZES, DRAWS)
    planted = [tried(sets, manner, size, draws) for manner in MANNERS for size in sizes]
    quiet = [gone_through(name, casts) for name, casts in sets.items()]
    say(planted, quiet)
    finish(planted, quiet, as_json=asked.json)


def sets_given() -> Iterator[tuple[str, list[Cast]]]:
    for file in sorted(GIVEN.glob("*/votes.jsonl")):
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        cast = [
            (row["voter"], row["idea"], row["at"])
            for row in rows
            if row["value"] == 1 and row["at"]
        ]
        if cast:
            yield file.parent.name, casts_of(cast, {})
    for file in sorted(GIVEN.glob("madrid/comments.jsonl")):
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        said = [(row["author"], row["idea"], row["created"]) for row in rows]
        yield file.parent.name, casts_of(said, came_by(said))


def came_by(rows: Sequence[tuple[str, str, str]]) -> dict[str, datetime]:
    """By when somebody was there: whoever has a higher number was so later."""
    first: dict[int, datetime] = {}
    for who, _, at in sorted(rows, key=lambda row: row[2]):
        first.setdefault(int(who), moment(at))
    came: dict[str, datetime] = {}
    earliest = max(first.values())
    for number in sorted(first, reverse=True):
        earliest = min(earliest, first[number])
        came[str(number)] = earliest
    return came


def casts_of(
    rows: Sequence[tuple[str, str, str]], came: Mapping[str, datetime]
) -> list[Cast]:
    people: dict[str, int] = {}
    ideas: dict[str, int] = {}
    joined: dict[str, datetime] = {}
    found: dict[tuple[str, str], Cast] = {}
    for who, idea, said_at in sorted(rows, key=lambda row: (row[2], row[0], row[1])):
        at = moment(said_at)
        joined_at = joined.setdefault(who, came.get(who, at))
        voter = PersonId(people.setdefault(who, len(people) + 1))
        key = IdeaId(ideas.setdefault(idea, len(ideas) + 1))
        found.setdefault((who, idea), Cast(voter, key, at, joined_at))
    return list(found.values())


def moment(written: str) -> datetime:
    at = datetime.fromisoformat(written)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def tried(
    sets: Mapping[str, list[Cast]], manner: Manner, puppets: int, draws: int
) -> Found:
    """Rings of one kind, planted into weeks drawn by chance, the same every time."""
    chance = Random(f"{manner.name} {puppets}")
    rings = whole = named = planted = wrong = 0
    for casts in sets.values():
        for _ in range(draws):
            week = drawn(chance, casts)
            if len({one.voter_id for one in week}) < LEAST_PEOPLE:
                continue
            ring = a_ring(chance, week, manner, puppets)
            told = named_in([*week, *ring])
            goals = pushed_by(ring, manner, puppets)
            hits = len(told & goals)
            rings, planted, named = rings + 1, planted + len(goals), named + hits
            whole += hits * 2 > puppets * manner.ideas
            wrong += len({who for who, _ in told if who < PUPPETS})
    return Found(
        manner.name,
        puppets,
        rings,
        100 * whole / max(1, rings),
        100 * named / max(1, planted),
        100 * named / max(1, named + wrong),
    )


def drawn(chance: Random, casts: Sequence[Cast]) -> list[Cast]:
    """The votes of a hundred people from some moment on, of a week at most."""
    start = chance.randrange(len(casts) // 2)
    seen: set[PersonId] = set()
    week = []
    for one in casts[start:]:
        seen.add(one.voter_id)
        if len(seen) > PEOPLE or one.at - casts[start].at > LOOKS_BACK:
            break
        week.append(one)
    return week


def pushed_by(
    ring: Sequence[Cast], manner: Manner, puppets: int
) -> set[tuple[PersonId, IdeaId]]:
    """The votes that all of the puppets cast, without where one went astray."""
    heard = Counter(one.idea_id for one in ring)
    goals = {idea for idea, many in heard.most_common(manner.ideas) if many == puppets}
    return {(one.voter_id, one.idea_id) for one in ring if one.idea_id in goals}


def a_ring(
    chance: Random, week: Sequence[Cast], manner: Manner, puppets: int
) -> list[Cast]:
    ideas = sorted({one.idea_id for one in week})
    goals = chance.sample(ideas, min(manner.ideas, len(ideas)))
    middle = week[len(week) // 2].at
    ring = []
    for number in range(puppets):
        at = middle + manner.cast * chance.random()
        born = middle - manner.age - manner.made * chance.random()
        device = DEVICE if manner.shares else None
        who = PersonId(PUPPETS + number)
        stray = [chance.choice(ideas)] if chance.random() < WANDERS else []
        ring += [
            Cast(who, idea, at + timedelta(seconds=20 * place), born, device)
            for place, idea in enumerate(dict.fromkeys([*goals, *stray]))
        ]
    return ring


def named_in(casts: Sequence[Cast]) -> set[tuple[PersonId, IdeaId]]:
    return {
        (who.voter_id, one.idea_id) for one in suspicions(casts) for who in one.people
    }


def gone_through(name: str, casts: Sequence[Cast]) -> Alarms:
    """Look twice a day, as long as there was something new."""
    at, last = casts[0].at + STEP, casts[-1].at + STEP
    looks, slowest, alarms = 0, 0.0, set()
    while at <= last:
        week = [one for one in casts if at - LOOKS_BACK < one.at <= at]
        if week and week[-1].at > at - STEP:
            began = process_time()
            alarms |= {one.idea_id for one in suspicions(week)}
            slowest = max(slowest, process_time() - began)
            looks += 1
        at += STEP
    people = len({one.voter_id for one in casts})
    report.note(f"{name}: {looks} looks, {len(alarms)} alarms")
    return Alarms(name, len(casts), people, looks, len(alarms), 1000 * slowest)


def say(planted: Sequence[Found], quiet: Sequence[Alarms]) -> None:
    print("\nRings planted among a hundred real voters, points of 100\n")
    report.table(
        ("how", "puppets", "rings", "found", "recall", "precision"),
        [(*one[:3], *(f"{part:.0f}" for part in one[3:])) for one in planted],
    )
    print("\nReal votes, nothing planted\n")
    report.table(
        ("set", "votes", "people", "looks", "alarms", "slowest, ms"),
        [(*one[:5], f"{one.slowest_ms:.0f}") for one in quiet],
    )


def finish(planted: Sequence[Found], quiet: Sequence[Alarms], *, as_json: bool) -> None:
    three = [one for one in planted if "three" in one.manner and one.puppets >= 10]
    goals = [
        Goal("rings of ten and more that push three ideas", low(three), at_least=90),
        Goal("false alarms on real votes", sum(o.alarms for o in quiet), at_most=0),
    ]
    report.goals(goals)
    report.finish(
        "rings",
        as_json=as_json,
        goals=goals,
        planted=[one._asdict() for one in planted],
        quiet=[one._asdict() for one in quiet],
    )


def low(found: Sequence[Found]) -> float:
    return min(one.found for one in found)


if __name__ == "__main__":
    main()
