"""Ideas that came by a beta report: made in its author's name, and counted."""

from sqlalchemy import update

from cocreate.ideas.actions.count import count_listed
from cocreate.ideas.actions.propose import written
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.events import IdeaProposed
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import read
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.projects.queries import called_in, workflow_of


def propose_for(
    actor: Actor, project_id: ProjectId, *, author_id: PersonId, draft: IdeaDraft
) -> Idea:
    """Put an idea before everybody in the name of whoever said it elsewhere.

    The team does, in any phase that still runs: what testers find does not wait.
    """
    require(actor.may_write and actor.is_team, "The product team takes ideas up.")
    status, internal = read(workflow_of(project_id)).placed(Status.NEW)
    idea = Idea(
        project_id=project_id,
        author_id=author_id,
        title=draft.title,
        status=status,
        internal=internal,
        proposed_at=now(),
        **written(draft.body, called_in(draft.body, project_id)),
    )
    db.session.add(idea)
    db.session.flush()  # what follows needs the idea's key
    count_listed(idea, by=1)
    record(IdeaProposed(idea_id=idea.id, author_id=author_id))
    return idea


def count_reports(idea_id: IdeaId, by: int) -> None:
    """Put the number of beta reports behind an idea right."""
    db.session.execute(
        update(Idea).where(Idea.id == idea_id).values(reports=Idea.reports + by)
    )
