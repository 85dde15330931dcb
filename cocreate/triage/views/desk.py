"""The product managers' desk: the queue, the idea, and its context."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cocreate.ideas import queries as ideas
from cocreate.ideas.workflow import read, true_status
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import local, now
from cocreate.kernel.forms import Shown
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.text import trusted
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.projects.queries import ProjectHeading
from cocreate.surfacing import queries as surfacing
from cocreate.surfacing.telling import told_score
from cocreate.triage import queries
from cocreate.triage.clock import Clock, clock_of, length_of
from cocreate.triage.queries import Queue
from cocreate.triage.registry import (
    BY_NAME,
    BY_STATUS,
    Lying,
    applying,
    groups,
)
from cocreate.triage.views.blueprint import bp
from cocreate.votes import queries as votes

SEGMENTS = 6
QUEUES = (
    (Queue.WAITING, "Waiting"),
    (Queue.MINE, "Mine"),
    (Queue.OURS, "Ours"),
    (Queue.NOBODYS, "Nobody's"),
    (Queue.LATE, "Late"),
    (Queue.PUT_OFF, "Put off"),
    (Queue.ANSWERED, "Answered"),
)


@bp.get("/projects/<slug>/triage")
@open_to(Audience.TEAM)
def inbox(slug: str) -> ResponseReturnValue:
    return render_desk(slug, request.args.get("idea", type=int), Shown({}, {}))


def render_desk(slug: str, idea_id: int | None, form: Shown) -> str:
    """The desk with one idea on it: the one asked for, else the first that waits."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    queue = read_queue()
    place = request.values.get("page")
    cut = people.cut_asked(actor, request.values.get("segment", ""))
    lengths, at = queries.queue_lengths(actor, project, segment_id=cut.id), now()
    pile = partial(
        queries.queue_page,
        actor,
        project,
        queue,
        segment_id=cut.id,
        is_long=lengths.is_long(queue),
    )
    page = pile(place=place)
    if place and not page.rows:  # all that lay there is done: the pile from its top
        place = None
        page = pile()
    chosen = idea_id or (page.rows[0].id if page.rows else None)
    return render_template(
        "triage/inbox.html",
        project=project,
        queue=queue,
        queues=QUEUES,
        lengths=lengths.of,
        oldest=length_of(at - lengths.oldest_at) if lengths.oldest_at else "",
        done=queries.answered_today(project.id, segment_id=cut.id),
        duplicates=surfacing.count_duplicate_groups(project.id, segment_id=cut.id),
        lines=page.rows,
        clocks=clocks_of(page.rows, project, at),
        place=place,
        segment=cut.slug,
        cut=cut,
        following=page.following,
        preceding=page.preceding,
        fresh=queries.find_fresh_verdict(actor, project.id),
        departments=queries.open_departments(),
        assignees=[(face.person_id, face.name) for face in people.team()],
        step_names={step.status: step.name for step in read(project.workflow).steps},
        by_name=BY_NAME,
        at=at,
        form=form,
        **(subject(IdeaId(chosen), project, at) if chosen else nothing()),
    )


def read_queue() -> Queue:
    try:
        return Queue(request.values.get("queue", Queue.WAITING))
    except ValueError:
        return Queue.WAITING


def clocks_of(lines: Any, project: ProjectHeading, at: datetime) -> dict[IdeaId, Clock]:
    """The promise's clock of those that wait."""
    return {
        line.id: clock_of(line.proposed_at, project.answer_within_days, at)
        for line in lines
        if line.answered_at is None
    }


def nothing() -> dict[str, Any]:
    return {
        "idea": None,
        "actions": [],
        "menu": groups(applying(Lying(is_merged=True))),
    }


def subject(idea_id: IdeaId, project: ProjectHeading, at: datetime) -> dict[str, Any]:
    """All there is to know of an idea before judging it."""
    actor = current_actor()
    idea = ideas.get_idea(actor, idea_id)
    merges = queries.merges_into(idea.id)
    named = {idea.author_id, idea.assignee_id}
    plan, workflow = queries.find_plan(idea.id), read(project.workflow)
    pause = queries.pause_of(idea.id)
    following = workflow.following(true_status(idea))
    lying = Lying(
        is_merged=idea.merged_into_id is not None,
        is_paused=pause is not None and not pause.is_over,
        following=frozenset(step.status for step in following),
    )
    return {
        "idea": idea,
        "body": trusted(idea.body_html),
        "response": ideas.find_response(idea.id),
        "faces": people.faces(person_id for person_id in named if person_id),
        "step": workflow.step(true_status(idea)),
        "steps": [(step, BY_STATUS.get(step.status)) for step in following],
        "actions": [action.name for action in applying(lying)],
        "menu": groups(applying(lying)),
        "clock": clock_of(idea.proposed_at, project.answer_within_days, at),
        "today": local(at).date(),
        "tomorrow": local(at).date() + timedelta(days=1),
        "plan": plan,
        "plan_step": workflow.step(plan.status) if plan else None,
        "pause": pause,
        "routings": queries.routings_of(idea.id),
        "owners": queries.owners(),
        "notes": queries.notes_on(actor, idea.id),
        "verdicts": queries.verdicts_on(actor, idea.id),
        "merged": ideas.titles(actor, (merge.from_id for merge in merges)).values(),
        "segments": votes.votes_by_segment(actor, idea.id)[:SEGMENTS],
        "voters": votes.latest_faces(idea.id),
        "weights": votes.importance_of(idea.id),
        "said": votes.said_with(actor, idea.id),
        "differs": surfacing.differences_of(actor, idea.id),
        "score": told_score(actor, idea),
        "similar": surfacing.ideas_like(actor, idea) if idea.listed else [],
    }


def next_of(idea: Any, project: ProjectHeading) -> list[tuple[str, str]]:
    """Where an idea may go from here, and how each is called."""
    following = read(project.workflow).following(true_status(idea))
    return [(step.status, step.name) for step in following]
