"""Tell how the bank calls its statuses, and which it keeps to itself."""

from cocreate.cli.demo.voices import Idea
from cocreate.cli.demo.world import World
from cocreate.ideas.actions import shape_workflow
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL, Colour, Step
from cocreate.kernel.policy import Actor, Role

PROJECT = "next-app"
COLOURS = {Status.BUILDING: Colour.BLUE, Status.IN_BETA: Colour.TEAL}
NAMES = {Status.IN_BETA: "With testers", Status.DECLINED: "Not this time"}
INSIDE = {"saturday-branch": {Status.UNDER_REVIEW: "With the branch managers"}}


def tell_statuses(world: World) -> None:
    """Its own words for two of them, two colours of its own, and one kept inside."""
    shape_workflow(daan(world), PROJECT, steps=[own(step) for step in USUAL.steps])
    for project, names in INSIDE.items():
        steps = [kept(step, names) for step in USUAL.steps]
        shape_workflow(daan(world), project, steps=steps)


def daan(world: World) -> Actor:
    return Actor(world.people["daan"], Role.PRODUCT_MANAGER, is_verified=True)


def own(step: Step) -> Step:
    return step._replace(
        name=NAMES.get(step.status, step.name),
        colour=COLOURS.get(step.status, step.colour),
    )


def kept(step: Step, names: dict[Status, str]) -> Step:
    if step.status not in names:
        return step
    return step._replace(name=names[step.status], is_public=False)


def is_inside(idea: Idea, status: Status) -> bool:
    """Whether customers are not told that the idea stood there."""
    return status in INSIDE.get(idea.project, {})
