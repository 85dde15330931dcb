"""How an idea got here: where it stood, and what it said before."""

from flask import render_template

from cocreate.ideas import queries, workflow
from cocreate.ideas.status import Status
from cocreate.ideas.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import IdeaId
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.get("/ideas/<int:idea_id>/history")
@open_to(Audience.ANYONE)
def history(idea_id: int) -> str:
    actor = current_actor()
    idea = queries.get_idea(actor, IdeaId(idea_id))
    project = projects.get_heading_by_id(actor, idea.project_id)
    flow = workflow.read(project.workflow)
    began, _ = flow.placed(Status.NEW)
    steps = queries.status_history(actor, idea, flow)
    correction = queries.correction_of(idea)
    by = [correction.by_id] if correction else []
    return render_template(
        "ideas/history.html",
        project=project,
        idea=idea,
        revisions=queries.revisions_of(actor, idea),
        steps=[(flow.step(step.became), step) for step in steps],
        correction=correction,
        began=flow.step(Status.NEW if actor.is_company else began),
        people=faces([*{step.by_id for step in steps if step.by_id}, *by]),
    )
