"""What a project's phase opens, and to whom."""

from enum import StrEnum

from cocreate.kernel.policy import Actor
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase


class Activity(StrEnum):
    IDEAS = "ideas"
    VOTES = "votes"
    COMMENTS = "comments"
    BETA = "beta"


OPEN_IN: dict[Phase, frozenset[Activity]] = {
    Phase.LISTEN: frozenset({Activity.IDEAS, Activity.COMMENTS}),
    Phase.IDEATE: frozenset({Activity.IDEAS, Activity.VOTES, Activity.COMMENTS}),
    Phase.DECIDE: frozenset({Activity.VOTES, Activity.COMMENTS}),
    Phase.BETA: frozenset(Activity),
    Phase.LAUNCHED: frozenset(Activity),
    Phase.CLOSED: frozenset(),
}


def is_open(phase: Phase, activity: Activity) -> bool:
    return activity in OPEN_IN[phase]


def is_running(phase: Phase) -> bool:
    """Whether a project still listens."""
    return phase is not Phase.CLOSED


def is_past(phase: Phase, landmark: Phase) -> bool:
    """Whether a project in this phase has left the landmark behind."""
    order = tuple(Phase)
    return order.index(phase) > order.index(landmark)


def may_open(actor: Actor) -> bool:
    """Whether the actor may open a project."""
    return actor.is_team


def may_run(actor: Actor, project: Project) -> bool:  # noqa: ARG001 - a project may name its own leads later
    """Whether the actor may write the brief, the journal and the decisions."""
    return actor.is_team
