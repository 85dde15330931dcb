"""What there is to ship: decisions that have not shipped, and builds."""

from collections.abc import Sequence
from dataclasses import dataclass

from cocreate.beta import queries as beta
from cocreate.beta.kinds import PLATFORM_NAMES
from cocreate.decisions import queries as decisions
from cocreate.decisions.policy import STATUS_AT
from cocreate.decisions.stage import Stage
from cocreate.ideas.workflow import read
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import Actor
from cocreate.projects.queries import workflow_of

MOST = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tick."""

    key: str
    words: str
    hint: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    decisions: list[Choice]
    builds: list[Choice]


def choices_of(
    actor: Actor,
    project_id: ProjectId,
    *,
    chosen: Sequence[str],
    built: Sequence[str],
) -> Choices:
    """What a release can ship; nearest to being done stands first."""
    return Choices(
        decisions_to_ship(actor, project_id, chosen),
        builds_to_ship(actor, project_id, built),
    )


def decisions_to_ship(
    actor: Actor, project_id: ProjectId, chosen: Sequence[str]
) -> list[Choice]:
    stages = decisions.by_stage(actor, project_id, most=MOST)
    called = read(workflow_of(project_id))
    return [
        Choice(
            str(line.id),
            line.title,
            f"Decision {line.id}, {called.step(STATUS_AT[stage]).name}",
            str(line.id) in chosen,
        )
        for stage in reversed(Stage)
        for line in stages[stage]
        if stage is not Stage.SHIPPED or str(line.id) in chosen
    ]


def builds_to_ship(
    actor: Actor, project_id: ProjectId, built: Sequence[str]
) -> list[Choice]:
    programme = beta.find_programme(actor, project_id)
    if programme is None:
        return []
    return [
        Choice(
            str(build.id),
            f"{build.version} for {PLATFORM_NAMES[build.platform]}",
            f"uploaded on {build.uploaded_at:%-d %B %Y}",
            str(build.id) in built,
        )
        for build in beta.builds(actor, programme.id)
        if build.revoked_at is None or str(build.id) in built
    ]
