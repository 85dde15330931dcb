"""Tell how the bank calls its statuses."""

from cocreate.cli.demo.world import World
from cocreate.ideas.actions import shape_workflow
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL, Colour, Step
from cocreate.kernel.policy import Actor, Role

PROJECT = "next-app"
COLOURS = {Status.BUILDING: Colour.BLUE, Status.IN_BETA: Colour.TEAL}
NAMES = {Status.IN_BETA: "With testers", Status.DECLINED: "Not this time"}


def tell_statuses(world: World) -> None:
    """Its own words for two of them, and two colours of its own."""
    manager = Actor(world.people["daan"], Role.PRODUCT_MANAGER, is_verified=True)
    shape_workflow(manager, PROJECT, steps=[own(step) for step in USUAL.steps])


def own(step: Step) -> Step:
    return step._replace(
        name=NAMES.get(step.status, step.name),
        colour=COLOURS.get(step.status, step.colour),
    )
