"""Tell which ideas were taken out of others, and what is to be said soon."""

from datetime import timedelta

from cocreate.cli.demo.shaping import daan
from cocreate.cli.demo.world import LAST_DAY, World, at, moment
from cocreate.ideas.actions import bring_split
from cocreate.ideas.status import Status
from cocreate.kernel.clock import now
from cocreate.triage.actions import plan_status

# Each was said under another first, by the same person.
TAKEN_OUT = {"keep-her-name": "when-somebody-dies", "hardware-key": "lost-phone"}
PLANNED = "money-calendar"
WHY = "The team of everyday banking has room for it after the winter release."
SOON = timedelta(days=7)


def tell_splits(world: World) -> None:
    for made, whole in TAKEN_OUT.items():
        bring_split(
            world.ideas[made],
            world.ideas[whole],
            by_id=world.people["daan"],
            split_at=at(world.subjects[made]),
        )


def tell_plans(world: World) -> None:
    """One status that is written already and comes at its moment."""
    later = (now() + SOON).replace(hour=8, minute=0, second=0, microsecond=0)
    plan_status(
        daan(world),
        world.ideas[PLANNED],
        to=Status.PLANNED,
        note=WHY,
        due_at=max(later, moment(LAST_DAY) + SOON),
    )
