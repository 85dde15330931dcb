"""One idea as its page shows it: with author, answer and project, in one query."""

from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Boolean, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from cocreate.ideas.hiding import Hiding
from cocreate.ideas.models import Idea, Response, Split
from cocreate.ideas.queries.lines import Responder
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, read, true_status
from cocreate.kernel.db import ask
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, PromptId
from cocreate.kernel.policy import Actor
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.projects.queries import HEADED, MAY_KNOW, ProjectHeading

Part = aliased(Idea, name="part")


class Answer(NamedTuple):
    """The official response, and who signed it."""

    author: Face
    body_html: str
    responded_at: datetime


class IdeaPage(NamedTuple):
    """What the page of an idea says of it."""

    id: IdeaId
    project_id: ProjectId
    author_id: PersonId
    prompt_id: PromptId | None
    title: str
    body_html: str
    excerpt: str
    status: Status
    internal: Status | None  # for the company: where it stands while customers see that
    votes: int
    comments: int
    tag_names: str
    proposed_at: datetime
    edited_at: datetime | None
    hidden_at: datetime | None
    hidden_reason: str | None
    hidden_as: Hiding | None
    withdrawn_at: datetime | None
    merged_into_id: IdeaId | None
    supporters: int | None
    files: int
    reports: int  # of testers, behind it
    answers: int
    listed: bool
    parts: int  # how many ideas were folded into it
    splits: int  # how many were taken out of it, or it out of others
    author: Face
    answer: Answer | None
    project: ProjectHeading

    @property
    def workflow(self) -> str:
        return self.project.workflow

    @property
    def step(self) -> Step:
        """Its status, as its project has it."""
        return read(self.workflow).step(true_status(self))

    @property
    def shown(self) -> Step:
        """Where customers see it."""
        return read(self.workflow).step(self.status)


OWN = (
    Idea.id,
    Idea.project_id,
    Idea.author_id,
    Idea.prompt_id,
    Idea.title,
    Idea.body_html,
    Idea.excerpt,
    Idea.status,
    case((bindparam("is_company", type_=Boolean()), Idea.internal)).label("internal"),
    Idea.votes,
    Idea.comments,
    Idea.tag_names,
    Idea.proposed_at,
    Idea.edited_at,
    Idea.hidden_at,
    Idea.hidden_reason,
    Idea.hidden_as,
    Idea.withdrawn_at,
    Idea.merged_into_id,
    Idea.supporters,
    Idea.files,
    Idea.reports,
    Idea.answers,
    Idea.listed,
    select(func.count())
    .where(Part.merged_into_id == Idea.id)
    .correlate(Idea)
    .scalar_subquery()
    .label("parts"),
    select(func.count())
    .where((Split.made_id == Idea.id) | (Split.from_id == Idea.id))
    .correlate(Idea)
    .scalar_subquery()
    .label("splits"),
)
AUTHOR = (Person.name, Person.role, Person.title, Person.town, Person.picture_key)
ANSWER = (
    Response.body_html.label("answer"),
    Response.responded_at,
    Responder.id.label("responder_id"),
    Responder.name.label("responder_name"),
    Responder.role.label("responder_role"),
    Responder.title.label("responder_title"),
    Responder.picture_key.label("responder_picture"),
)
STATEMENT = (
    select(
        *OWN,
        *(column.label(f"author_{column.key}") for column in AUTHOR),
        *ANSWER,
        *(column.label(f"project_{column.key}") for column in HEADED),
    )
    .join(Project, Project.id == Idea.project_id)
    .join(Person, Person.id == Idea.author_id)
    .outerjoin(Response, Response.idea_id == Idea.id)
    .outerjoin(Responder, Responder.id == Response.author_id)
    .where(
        Idea.id == bindparam("idea_id"),
        MAY_KNOW,
        or_(
            Idea.hidden_at.is_(None) & Idea.withdrawn_at.is_(None),
            bindparam("sees_hidden", type_=Boolean()),
            Idea.author_id == bindparam("person_id"),
        ),
    )
)


def get_page(actor: Actor, idea_id: IdeaId) -> IdeaPage:
    """The idea with all that surrounds it, if the actor may know of it: one query."""
    row = ask(
        STATEMENT,
        idea_id=idea_id,
        person_id=actor.person_id,
        sees_all=actor.sees_every_project,
        sees_hidden=actor.sees_hidden,
        is_company=actor.is_company,
    ).one_or_none()
    if row is None:
        raise NotFoundError
    values = iter(row)
    own = [*islice(values, len(OWN))]
    author = Face(row.author_id, *islice(values, len(AUTHOR)))
    heading = ProjectHeading(*islice(values, len(ANSWER), None))
    return IdeaPage._make((*own, author, answer_of(row), heading))


def answer_of(row: Any) -> Answer | None:
    if row.answer is None:
        return None
    face = Face(
        person_id=row.responder_id,
        name=row.responder_name,
        role=row.responder_role,
        title=row.responder_title,
        picture_key=row.responder_picture,
    )
    return Answer(face, row.answer, row.responded_at)
