"""The counts of a project: facts derived from what others write."""

from sqlalchemy import bindparam, update

from cocreate.kernel.db import ask, db
from cocreate.kernel.ids import ProjectId
from cocreate.projects.models import Project

MOVE_COUNTS = (
    update(Project)
    .where(Project.id == bindparam("moved_id"))
    .values(
        ideas=Project.ideas + bindparam("more_ideas"),
        votes=Project.votes + bindparam("more_votes"),
    )
)


def move_counts(project_id: ProjectId, *, ideas: int = 0, votes: int = 0) -> None:
    """Move the derived counts in the transaction that changes what they count."""
    ask(MOVE_COUNTS, moved_id=project_id, more_ideas=ideas, more_votes=votes)


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
