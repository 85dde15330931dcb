"""Ideas and votes, made as customers make them, so that every count is right."""

from itertools import count

from cocreate.ideas.actions import propose_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.votes.actions import cast_vote
from tests.factories.people import a_person, actor_of
from tests.factories.projects import a_project

numbers = count(1)


def an_idea(
    title: str | None = None,
    *,
    author: Person | None = None,
    project: Project | None = None,
    body: str = "So that I see at a glance what is left this month.",
    tags: tuple[str, ...] = (),
    votes: int = 0,
) -> Idea:
    project = project or a_project()
    draft = IdeaDraft(
        title=title or f"Show what is left, version {next(numbers)}",
        body=body,
        tags=tags,
    )
    author = author or a_person("Idea Author")
    idea = propose_idea(actor_of(author), project.slug, draft=draft)
    db.session.commit()
    for number in range(votes):
        a_vote(idea, a_person(f"Voter {number}"))
    return idea


def a_vote(idea: Idea, voter: Person | None = None) -> Person:
    """Vote for an idea; give the voter."""
    voter = voter or a_person("Voter")
    cast_vote(actor_of(voter), idea.id)
    db.session.commit()
    db.session.refresh(idea)
    return voter
