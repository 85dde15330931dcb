"""Draw how many people saw each idea: those of the first days more, the latest few."""

from random import Random

from cocreate.cli.demo.voices import Idea
from cocreate.cli.demo.voting import SEED, span_of, votes_for
from cocreate.cli.demo.world import World
from cocreate.surfacing.actions import begin_with

A_DAY = (1.0, 5.0)  # readers who did not vote, more or less


def tell_glances(world: World) -> None:
    begin_with({world.ideas[idea.key]: seen(world, idea) for idea in world.story.ideas})


def seen(world: World, idea: Idea) -> int:
    chance = Random(f"{SEED} shown {idea.key}")  # noqa: S311 - a story, not a secret
    opens, closes = span_of(world, idea)
    days = max((closes - opens).days, 1)
    voted = sum(1 for _ in votes_for(world, idea))
    return round(voted + min(days, 60) * chance.uniform(*A_DAY))
