"""Tell what testers tried, how satisfied they were, and whether it was as decided.

Who fetched which build is drawn from the names, so that it is always the same.
"""

import zlib
from collections.abc import Iterator
from datetime import timedelta

from cocreate.beta.actions import (
    PastHonour,
    PastTask,
    PastTry,
    bring_honours,
    bring_tasks,
    bring_tries,
)
from cocreate.beta.kinds import Honours, Place
from cocreate.cli.demo.outcomes import Build
from cocreate.cli.demo.world import World, at
from cocreate.decisions.queries import people_cited_by

KILOBYTE = 1024
TASKS = (
    ("Send ten euros to yourself", "Turn the phone while you do it.", 5),
    ("Read the notice at six", "Was it clear what leaves tomorrow?", 3),
)
FETCHED, RATED = 80, 60  # of a hundred
SCORES = (5, 4, 4, 5, 3, 4, 5, 2)
PARTLY = "The night between is there; what it is for is said nowhere."
NO = "The limit waits a night, and then nobody asks me whether I still want it."


def tell_trying(world: World) -> None:
    for build in world.story.builds:
        bring_tasks(tasks_of(world, build))
        bring_tries(tries_of(world, build))
        bring_honours(honours_of(world, build))


def tasks_of(world: World, build: Build) -> Iterator[PastTask]:
    for title, how, minutes in TASKS:
        yield PastTask(
            build_id=world.builds[build.key],
            title=title,
            how=how,
            minutes=minutes,
            by_id=world.people[build.by],
            written_at=at(build),
        )


def tries_of(world: World, build: Build) -> Iterator[PastTry]:
    for person in testers_then(world, build):
        drawn = draw(build.key, person)
        if drawn % 100 >= FETCHED and person not in reporters_of(world, build):
            continue
        yield PastTry(
            build_id=world.builds[build.key],
            person_id=world.people[person],
            at=at(build) + timedelta(minutes=60 + drawn % 1_000),
            size=build.size_kb * KILOBYTE,
            score=SCORES[drawn % len(SCORES)] if drawn % 100 < RATED else None,
        )


def honours_of(world: World, build: Build) -> Iterator[PastHonour]:
    """Those cited who test it say yes, but for the first; nothing ships over a no."""
    shipped = [one for one in world.story.releases if one.released_day is not None]
    ships = any(build.key in one.builds for one in shipped)
    doubt = (Honours.PARTLY, PARTLY) if ships else (Honours.NO, NO)
    testers = {world.people[person] for person in testers_of(world, build)}
    past = {key for one in shipped for key in one.decisions}
    next_first = sorted(build.decisions, key=lambda key: key in past)
    decided = [world.decisions[key] for key in next_first]
    cited = people_cited_by(decided)
    asked = [(key, one) for key in decided for one in sorted(cited[key] & testers)]
    for place, (decision_id, person_id) in enumerate(asked):
        yield PastHonour(
            build_id=world.builds[build.key],
            decision_id=decision_id,
            person_id=person_id,
            honours=Honours.YES if place else doubt[0],
            note="" if place else doubt[1],
            answered_at=at(build) + timedelta(days=2, minutes=place),
        )


def testers_of(world: World, build: Build) -> list[str]:
    """Who has a seat in a cohort that was given the build."""
    return [
        one.person
        for one in world.story.enrolments
        if one.programme == build.programme
        and one.cohort in build.cohorts
        and one.steps[-1].state is Place.ACTIVE
    ]


def testers_then(world: World, build: Build) -> list[str]:
    """Those of them who had their seat when it came."""
    late = {
        one.person for one in world.story.enrolments if one.steps[-1].day > build.day
    }
    return [person for person in testers_of(world, build) if person not in late]


def reporters_of(world: World, build: Build) -> set[str]:
    return {one.author for one in world.story.reports if one.build == build.key}


def draw(*words: str) -> int:
    return zlib.crc32(" ".join(words).encode())
