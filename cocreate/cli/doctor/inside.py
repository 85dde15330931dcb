"""What a project keeps inside, and customers are shown all the same."""

from sqlalchemy import func, select

from cocreate.cli.doctor.check import Check, Trouble
from cocreate.ideas.actions import place_anew
from cocreate.ideas.models import Idea
from cocreate.ideas.workflow import Workflow, read
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import WORKER
from cocreate.kernel.transaction import transaction
from cocreate.projects.models import Project


def shown_inside() -> dict[ProjectId, tuple[Workflow, int]]:
    """The projects with ideas at a status that is kept inside, and how many they are.

    One that came to a status in the moment when it ceased to be public is left so.
    """
    shaped = select(Project.id, Project.workflow).where(Project.workflow != "")
    found = {}
    for project_id, kept in db.session.execute(shaped.order_by(Project.id)).all():
        workflow = read(kept)
        here = Idea.project_id == project_id, Idea.status.in_(workflow.inside)
        query = select(func.count()).select_from(Idea).where(*here)
        if number := db.session.scalar(query):
            found[project_id] = workflow, number
    return found


def look_inside() -> list[Trouble]:
    number = sum(number for _, number in shown_inside().values())
    if not number:
        return []
    return [Trouble(number, "ideas show a status that their project keeps inside")]


def mend_inside() -> str:
    with transaction():
        found = shown_inside()
        for project_id, (workflow, _) in found.items():
            place_anew(WORKER, project_id, workflow)
    return f"showed {sum(number for _, number in found.values())} at one before"


CHECKS = [Check("idea: statuses kept inside", look_inside, mend_inside)]
