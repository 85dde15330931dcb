"""Tell how far the customers came to be trusted, and when they were here."""

from collections import Counter
from collections.abc import Iterator

from cocreate.cli.demo.world import LAST_DAY, World, date_of, moment
from cocreate.discussion.actions import bring_visits
from cocreate.ideas.actions import correct_title
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Role, Trust
from cocreate.moderation.trust import GAINED
from cocreate.people.actions import PastLevel, bring_days, bring_levels
from cocreate.people.queries import actor_for

WHY = "Answers newcomers kindly, since the first week."
GUIDE = "lucia"  # of whom the demo shows what is missing to be trusted more
MENDED = "bench-at-the-wall"
MENDED_TO = "A bench in the wall, one side quiet and the other not"
REGULARS, ESTABLISHED, FAMILIAR = 4, 16, 60  # how many, those who said most first
LATELY, READ = 100, 60
EVERY = {Trust.FAMILIAR: 40, Trust.ESTABLISHED: 8, Trust.REGULAR: 4, Trust.STEWARD: 3}
READS = {Trust.FAMILIAR: 6, Trust.ESTABLISHED: 24, Trust.REGULAR: 60, Trust.STEWARD: 60}


def tell_levels(world: World) -> None:
    """Whoever said most is trusted most; one is so by the administrator's word."""
    levels = dict(levels_of(world))
    bring_levels([past(world, key, level) for key, level in levels.items()])
    came = {world.people[key]: level for key, level in levels.items()}
    bring_days(
        [
            (person_id, date_of(day))
            for person_id, level in came.items()
            for day in range(LAST_DAY - LATELY, LAST_DAY, EVERY[level])
        ]
    )
    ideas = list(dict.fromkeys(world.ideas.values()))[:READ]
    bring_visits(
        [
            (person_id, idea_id, moment(LAST_DAY - number % LATELY, hour=18))
            for person_id, level in came.items()
            for number, idea_id in enumerate(ideas[: READS[level]])
        ]
    )


def tell_a_correction(world: World) -> None:
    """The regular who said most mends a title of the guide's, who can set it back."""
    regular = next(key for key, level in levels_of(world) if level is Trust.REGULAR)
    actor = actor_for(world.people[regular])
    correct_title(actor, world.ideas[MENDED], title=MENDED_TO)


def levels_of(world: World) -> Iterator[tuple[str, Trust]]:
    said = Counter(idea.author for idea in world.story.ideas)
    said.update(comment.author for comment in world.story.comments)
    customers = {
        person.key
        for person in world.story.people
        if person.role is Role.CUSTOMER and person.key != GUIDE
    }
    by_words = sorted(customers & said.keys(), key=lambda key: (-said[key], key))
    yield GUIDE, Trust.ESTABLISHED
    for place, key in enumerate(by_words[:FAMILIAR]):
        yield key, level_at(place)


def level_at(place: int) -> Trust:
    if place == 0:
        return Trust.STEWARD
    if place <= REGULARS:
        return Trust.REGULAR
    return Trust.ESTABLISHED if place <= ESTABLISHED else Trust.FAMILIAR


def past(world: World, key: str, level: Trust) -> PastLevel:
    given = level is Trust.STEWARD
    by_id: PersonId | None = world.people["oskar"] if given else None
    why = WHY if given else GAINED[level]
    return PastLevel(world.people[key], level, why, moment(LAST_DAY - 30), by_id)
