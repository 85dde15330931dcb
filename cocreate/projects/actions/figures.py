"""The counts of a project: facts derived from what others write."""

from sqlalchemy import update

from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId
from cocreate.projects.models import Project


def move_counts(project_id: ProjectId, *, ideas: int = 0, votes: int = 0) -> None:
    """Move the derived counts in the transaction that changes what they count."""
    db.session.execute(
        update(Project)
        .where(Project.id == project_id)
        .values(ideas=Project.ideas + ideas, votes=Project.votes + votes),
        execution_options={"synchronize_session": False},
    )


def set_figures(project_id: ProjectId, *, votes: int, people: int) -> None:
    """Say how many votes a project has and from how many people it heard.

    Every vote would make the project's row a hot one: a scheduled job counts instead.
    """
    db.session.execute(
        update(Project)
        .where(
            Project.id == project_id,
            (Project.votes != votes) | (Project.people != people),
        )
        .values(votes=votes, people=people),
        execution_options={"synchronize_session": False},
    )
