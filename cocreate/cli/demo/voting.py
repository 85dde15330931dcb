"""Draw the votes that the story only hints at: the same ones every time."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from cocreate.cli.demo.settling import ASKS_OPINION
from cocreate.cli.demo.voices import Idea, Person
from cocreate.cli.demo.world import LAST_DAY, World, at, moment
from cocreate.ideas.workflow import USUAL
from cocreate.kernel.policy import Role
from cocreate.projects.phase import Phase
from cocreate.projects.policy import Activity, is_open
from cocreate.votes.actions import PastVote, bring_votes

SEED = "Meridian"
DRAWN_TO = 1.25  # how much likelier those vote whom an idea is for
OTHERS = 0.93
SURE = 0.97
ANSWERS = 0.8  # of those who did not agree: who say so
# Who is always on the way, and who wants it plain and by hand: they seldom agree.
ON_THE_GO = frozenset({"students", "self-employed", "night-workers", "newcomers"})
ASKED_NEXT, LEFT = "lucia", 0.3  # she plays the customer: of so many ideas yet
NOT_HEARD_YET = frozenset({"ewa", "agnes"})  # nor will be, until they are asked
FIRST_HOUR, LAST_HOUR = 6, 23


def tell_votes(world: World) -> None:
    bring_votes([vote for idea in world.story.ideas for vote in votes_for(world, idea)])


def votes_for(world: World, idea: Idea) -> Iterator[PastVote]:
    opens, closes = span_of(world, idea)
    if closes <= opens:
        return
    chance = Random(f"{SEED} {idea.key}")  # noqa: S311 - a story, not a secret
    asks = Random(f"{SEED} asks {idea.key}")  # noqa: S311 - as above
    for person in electorate(world, idea):
        is_theirs = bool({*idea.by} & {*person.segments})
        likely = idea.pull * (DRAWN_TO if is_theirs else OTHERS)
        voter, subject = world.people[person.key], world.ideas[idea.key]
        if chance.random() < min(likely, SURE):
            vote = PastVote(voter, subject, 1, draw_moment(chance, opens, closes))
        elif idea.project in ASKS_OPINION and asks.random() < ANSWERS:
            value = 0 if is_theirs or is_like(person, idea) else -1
            vote = PastVote(voter, subject, value, draw_moment(asks, opens, closes))
        else:
            continue
        if not is_still_to_come(person, idea):
            yield vote


def is_still_to_come(person: Person, idea: Idea) -> bool:
    """Whether somebody is left to ask: of a few all, of who plays the customer some."""
    if idea.project not in ASKS_OPINION:
        return False
    if person.key == ASKED_NEXT:
        return Random(f"{SEED} next {idea.key}").random() < LEFT  # noqa: S311 - as above
    return person.key in NOT_HEARD_YET


def is_like(person: Person, idea: Idea) -> bool:
    """Whether an idea comes from people who live as this one does."""
    return ON_THE_GO.isdisjoint(person.segments) == ON_THE_GO.isdisjoint(idea.by)


def electorate(world: World, idea: Idea) -> Iterator[Person]:
    """Customers who may see the idea; never its author, nor whose idea it became."""
    authors = {idea.author}
    if idea.merged_into:
        authors.add(world.subjects[idea.merged_into].author)
    project = world.rooms[idea.project]
    members = {member.person for member in project.members}
    for person in world.story.people:
        may_see = not project.is_private or person.key in members
        if person.role is Role.CUSTOMER and may_see and person.key not in authors:
            yield person


def span_of(world: World, idea: Idea) -> tuple[datetime, datetime]:
    """From when until when the idea took votes."""
    voting = [
        moment(span.from_day)
        for span in world.rooms[idea.project].phases
        if is_open(Phase(span.phase), Activity.VOTES)
    ]
    ends = [at(step) for step in idea.journey if step.status not in USUAL.takes_votes]
    if idea.hidden:
        ends.append(at(idea.hidden))
    return max(at(idea), min(voting)), min([moment(LAST_DAY, hour=18), *ends])


def draw_moment(chance: Random, opens: datetime, closes: datetime) -> datetime:
    """Most votes come early, some months later, hardly any at night."""
    while True:
        drawn = opens + (closes - opens) * chance.betavariate(0.8, 3.2)
        drawn = drawn.replace(hour=chance.randint(FIRST_HOUR, LAST_HOUR), microsecond=0)
        if opens < drawn < closes:
            return drawn
        if closes - opens < moment(1) - moment(0):
            return opens + (closes - opens) * chance.uniform(0.1, 0.9)
