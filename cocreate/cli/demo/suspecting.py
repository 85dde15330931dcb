"""Tell of eight accounts of one evening that pushed two ideas: nobody has decided."""

from datetime import datetime, timedelta

from cocreate.cli.demo.world import LAST_DAY, World, moment
from cocreate.kernel.ids import PersonId
from cocreate.moderation.actions import bring_votes_before
from cocreate.moderation.rings import Cast, suspicions
from cocreate.people.actions import create_person
from cocreate.votes.actions import PastVote, bring_votes
from cocreate.votes.queries import cast_lately

NAMES = (
    *("Tom Harding", "Lisa Brink", "M. Oduya", "Kees Visser"),
    *("Anna Petrov", "J. Lindqvist", "Paul Weber", "Rosa Conti"),
)
PUSHED = ("evening-instead", "coins")
EVENING = moment(LAST_DAY - 1, hour=21)
DEVICE = 20_260_112
WEEK = timedelta(days=7)


def tell_a_ring(world: World) -> None:
    """The same watch finds them that looks at a site's own votes."""
    people = [arrive(name, number) for number, name in enumerate(NAMES)]
    ideas = [world.ideas[key] for key in PUSHED]
    bring_votes(
        [
            PastVote(person_id, idea_id, 1, cast_at(number, place))
            for number, person_id in enumerate(people)
            for place, idea_id in enumerate(ideas)
        ]
    )
    last = moment(LAST_DAY, hour=18)
    everything = cast_lately(list(world.ideas.values()), last - WEEK)
    casts = [with_device(Cast(*one), people) for one in everything]
    found = {one.idea_id: one for one in suspicions(casts)}
    bring_votes_before(found[ideas[0]])


def arrive(name: str, number: int) -> PersonId:
    return create_person(
        name=name,
        email=f"{name.rsplit(maxsplit=1)[-1].lower()}.{41 + number}@mailbox.example",
        joined_at=EVENING + timedelta(minutes=4 * number),
    ).id


def cast_at(number: int, place: int) -> datetime:
    return EVENING + timedelta(minutes=4 * number + 2, seconds=19 * place)


def with_device(cast: Cast, people: list[PersonId]) -> Cast:
    """All but two came from one device; of imported votes no fingerprint is kept."""
    shares = cast.voter_id in people[2:]
    return cast._replace(fingerprint=DEVICE if shares else None)
