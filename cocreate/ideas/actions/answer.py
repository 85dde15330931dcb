"""What the product team says to an idea: its status, its response, its owner."""

from sqlalchemy import update

from cocreate.ideas.actions.count import move_status_count
from cocreate.ideas.events import IdeaAnswered, IdeaAssigned, IdeaStatusChanged
from cocreate.ideas.models import Idea, Response, StatusChange
from cocreate.ideas.policy import may_answer, may_move
from cocreate.ideas.queries import find_response, get_idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import read, true_status
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import excerpt_of, render_markdown
from cocreate.people.queries import faces
from cocreate.projects.queries import workflow_of

TEAM_ANSWERS = "The product team answers ideas."


class IllegalStepError(ConflictError):
    message = "An idea cannot go there from where it stands."


def change_status(actor: Actor, idea_id: IdeaId, *, to: Status, note: str = "") -> Idea:
    """Move an idea to a legal next status, with the reason for it."""
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), TEAM_ANSWERS)
    workflow = workflow_of(idea.project_id)
    if true_status(idea) is to:
        return idea
    if not may_move(true_status(idea), to, workflow):
        raise IllegalStepError
    if read(workflow).step(to).is_public:
        return stand(actor, idea, to, note)
    return stand_inside(actor, idea, to, note)


def stand(actor: Actor, idea: Idea, to: Status, note: str = "") -> Idea:
    """Let an idea stand at a status: counted, kept as history, announced.

    Customers who saw it there all along are told nothing, and see nothing of the step.
    """
    was, shown = true_status(idea), idea.status
    idea.status, idea.internal = to, None
    change = keep_step(actor, idea, was=was, note=note, is_internal=to is shown)
    if to is shown:
        return idea
    if idea.listed:
        move_status_count(idea.project_id, shown, -1)
        move_status_count(idea.project_id, to, 1)
    if to is not Status.NEW and idea.answered_at is None:
        idea.answered_at = change.changed_at
    record(
        IdeaStatusChanged(
            idea_id=idea.id,
            by_id=actor.person_id,
            was=shown,
            became=to,
            note=note,
            change_id=change.id,
        )
    )
    return idea


def stand_inside(actor: Actor, idea: Idea, to: Status, note: str = "") -> Idea:
    """Let an idea stand where only the company sees it; to others nothing happened."""
    was, idea.internal = true_status(idea), to
    keep_step(actor, idea, was=was, note=note, is_internal=True)
    return idea


def keep_step(
    actor: Actor, idea: Idea, *, was: Status, note: str = "", is_internal: bool = False
) -> StatusChange:
    """Keep as history where an idea stands now, and where it stood."""
    change = StatusChange(
        idea_id=idea.id,
        by_id=actor.person_id,
        was=was,
        became=true_status(idea) if is_internal else idea.status,
        note=note,
        is_internal=is_internal,
        changed_at=now(),
    )
    db.session.add(change)
    db.session.flush()  # what is told of it carries its key
    return change


def respond(actor: Actor, idea_id: IdeaId, *, body: str) -> Response:
    """Answer an idea officially, in one's own name; a second replaces the first."""
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), TEAM_ANSWERS)
    html = render_markdown(body)
    response = find_response(idea.id)
    if response is not None and response.body == body:
        return response
    if response is None:
        response = Response(idea_id=idea.id, responded_at=now())
        db.session.add(response)
    else:
        response.edited_at = now()
    response.author_id = actor.person_id
    response.body, response.body_html = body, html
    response.excerpt = excerpt_of(html)
    idea.answered_at = idea.answered_at or now()
    record(IdeaAnswered(idea_id=idea.id, by_id=actor.person_id))
    return response


def assign_idea(actor: Actor, idea_id: IdeaId, *, assignee_id: PersonId | None) -> Idea:
    """Make a member of the company the one who looks after an idea, or nobody."""
    idea = get_idea(actor, idea_id, lock=True)
    require(may_answer(actor, idea), "The product team assigns ideas.")
    if assignee_id is not None and not is_of_company(assignee_id):
        raise InvalidError({"assignee": "Choose somebody of the company."})
    if idea.assignee_id != assignee_id:
        idea.assignee_id = assignee_id
        record(
            IdeaAssigned(
                idea_id=idea.id,
                by_id=actor.person_id,
                assignee_id=assignee_id or 0,
            )
        )
    return idea


def keep_assignee(idea_id: IdeaId, person_id: PersonId) -> bool:
    """Let somebody of elsewhere look after an idea that nobody looks after here."""
    nobodys = Idea.id == idea_id, Idea.assignee_id.is_(None)
    kept = update(Idea).where(*nobodys).values(assignee_id=person_id)
    return changed_rows(db.session.execute(kept)) > 0


def is_of_company(person_id: PersonId) -> bool:
    face = faces([person_id]).get(person_id)
    return face is not None and face.role.is_company
