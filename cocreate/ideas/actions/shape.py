"""Say how a project calls its statuses, and what each allows."""

from collections.abc import Sequence

from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, write
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.policy import Actor
from cocreate.projects.actions import keep_workflow
from cocreate.projects.queries import get_project

CALLED_SO = "Another status is called so. Give each a name of its own."


def shape_workflow(actor: Actor, slug: str, *, steps: Sequence[Step]) -> None:
    """Let a project have its statuses like this from now on.

    Ideas stay where they stand; a status that is called otherwise is called so at once.
    """
    project = get_project(actor, slug)
    refuse_same_names(steps)
    keep_workflow(actor, project.id, workflow=write(steps))


def refuse_same_names(steps: Sequence[Step]) -> None:
    known: dict[str, Status] = {}
    for step in steps:
        if known.setdefault(step.name.casefold(), step.status) is not step.status:
            raise InvalidError({f"name_{step.status}": CALLED_SO})
