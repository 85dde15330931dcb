"""How a project calls, colours and orders its statuses, and what each allows.

The statuses themselves are fixed: they are what the house reasons with. A project says
how each is called and coloured, in which order they stand, where an idea may go from
it, whether it takes votes, whether people are told of it, and whether customers see
it at all: of an idea at a status that is kept inside they see the last public one that
it had.
"""

import json
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Protocol

from cocreate.ideas.status import Status


class Colour(StrEnum):
    """The colours of the house that can be read on its paper, by day and by night."""

    GREY = "grey"
    GOLD = "gold"
    GREEN = "green"
    TEAL = "teal"
    BLUE = "blue"
    VIOLET = "violet"
    ROSE = "rose"
    RED = "red"


class Step(NamedTuple):
    """One status, as a project has it."""

    status: Status
    name: str
    colour: Colour = Colour.GOLD
    following: tuple[Status, ...] = ()
    takes_votes: bool = True
    tells: bool = True
    is_public: bool = True  # else it is for the company alone


class Workflow(NamedTuple):
    """The statuses of a project, in its order."""

    steps: tuple[Step, ...]

    def step(self, status: Status) -> Step:
        found = (step for step in self.steps if step.status is status)
        return next(found, MERGED)

    def following(self, status: Status) -> list[Step]:
        """Where an idea may go from here, in the order of the project."""
        legal = self.step(status).following
        return [step for step in self.steps if step.status in legal]

    def placed(
        self, status: Status, shown: Status | None = None
    ) -> tuple[Status, Status | None]:
        """What everybody is told of an idea that stands here, and what is kept inside.

        `shown` is the last public status it had; without one it is the first.
        """
        if self.step(status).is_public:
            return status, None
        return shown or self.first, status

    def has(self, status: Status | None) -> bool:
        """Whether it is one of these; a merged idea is asked for by nobody."""
        return any(step.status is status for step in self.steps)

    @property
    def first(self) -> Status:
        """Where customers see an idea that has had no public status."""
        public = [step.status for step in self.steps if step.is_public]
        return Status.NEW if Status.NEW in public else public[0]

    @property
    def public(self) -> frozenset[Status]:
        return frozenset(step.status for step in self.steps if step.is_public)

    @property
    def inside(self) -> frozenset[Status]:
        return frozenset(step.status for step in self.steps if not step.is_public)

    @property
    def takes_votes(self) -> frozenset[Status]:
        return frozenset(step.status for step in self.steps if step.takes_votes)


MERGED = Step(Status.MERGED, "Merged", Colour.GREY, (), takes_votes=False)
USUAL = Workflow(
    (
        Step(
            Status.NEW,
            "New",
            Colour.GREY,
            (Status.UNDER_REVIEW, Status.PLANNED, Status.DECLINED),
        ),
        Step(
            Status.UNDER_REVIEW,
            "Under review",
            Colour.GOLD,
            (Status.PLANNED, Status.DECLINED, Status.NEW),
        ),
        Step(
            Status.PLANNED,
            "Planned",
            Colour.GOLD,
            (
                Status.BUILDING,
                Status.IN_BETA,
                Status.SHIPPED,
                Status.UNDER_REVIEW,
                Status.DECLINED,
            ),
        ),
        Step(
            Status.BUILDING,
            "Building",
            Colour.GOLD,
            (Status.IN_BETA, Status.SHIPPED, Status.PLANNED),
        ),
        Step(
            Status.IN_BETA,
            "In beta",
            Colour.GOLD,
            (Status.SHIPPED, Status.BUILDING),
        ),
        Step(
            Status.SHIPPED,
            "Shipped",
            Colour.GREEN,
            (Status.BUILDING,),
            takes_votes=False,
        ),
        Step(
            Status.DECLINED,
            "Declined",
            Colour.GREY,
            (Status.UNDER_REVIEW,),
            takes_votes=False,
        ),
    )
)


@lru_cache(maxsize=1_000)
def read(kept: str) -> Workflow:
    """The workflow as a project keeps it; empty: the usual one."""
    if not kept:
        return USUAL
    steps = [step_from(said) for said in json.loads(kept)]
    known = {step.status for step in steps}
    steps += [step for step in USUAL.steps if step.status not in known]
    return Workflow(tuple(steps))


@lru_cache(maxsize=1_000)
def taking_votes(kept: str) -> frozenset[Status]:
    """The statuses in which ideas take votes, of a workflow as a project keeps it."""
    return read(kept).takes_votes


@lru_cache(maxsize=1_000)
def seen(kept: str, *, insider: bool) -> Workflow:
    """The statuses that a reader may know of: all for the company, else the public."""
    workflow = read(kept)
    if insider:
        return workflow
    return Workflow(tuple(step for step in workflow.steps if step.is_public))


def step_told(step: Step, note: str) -> str:
    """How it is told that an idea came here."""
    return f"{step.name}. {note}".strip()


def find_step(kept: str, status: Status, *, insider: bool) -> Step | None:
    """The status as the project has it, if the reader may know of it."""
    step = read(kept).step(status)
    return step if insider or step.is_public else None


class Standing(Protocol):
    """An idea: what everybody is told of it, and where it stands while that is kept."""

    @property
    def status(self) -> Status: ...
    @property
    def internal(self) -> Status | None: ...


def true_status(idea: Standing) -> Status:
    """Where an idea stands; for the company alone."""
    return idea.internal or idea.status


def step_from(said: dict[str, object]) -> Step:
    following = said["following"]
    assert isinstance(following, list)
    return Step(
        Status(str(said["status"])),
        str(said["name"]),
        Colour(str(said["colour"])),
        tuple(Status(one) for one in following),
        takes_votes=bool(said["takes_votes"]),
        tells=bool(said["tells"]),
        is_public=bool(said.get("is_public", True)),
    )


def write(steps: Iterable[Step]) -> str:
    """How a project keeps these steps; the usual ones leave nothing to keep."""
    workflow = Workflow(tuple(steps))
    if workflow == USUAL:
        return ""
    return json.dumps([step._asdict() for step in workflow.steps], ensure_ascii=False)
