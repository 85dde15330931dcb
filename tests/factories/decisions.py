"""Decisions, with whoever they cite."""

from collections.abc import Sequence
from itertools import count

from cocreate.decisions.actions import publish_decision, write_decision
from cocreate.decisions.drafts import DecisionDraft, OptionDraft
from cocreate.decisions.models import Decision
from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from tests.factories.people import a_product_manager, actor_of
from tests.factories.projects import a_project

numbers = count(1)


def a_decision(
    *,
    project: Project | None = None,
    author: Person | None = None,
    title: str | None = None,
    ideas: Sequence[Idea] = (),
    comments: Sequence[Comment] = (),
    published: bool = True,
) -> Decision:
    author = author or a_product_manager()
    project = project or (
        db.session.get_one(Project, ideas[0].project_id) if ideas else a_project()
    )
    draft = DecisionDraft(
        title=title or f"We do what was asked, number {next(numbers)}",
        rationale="Everybody who answered wanted it.",
        options=(
            OptionDraft("Do it", "It was asked for", is_chosen=True),
            OptionDraft("Leave it", "It costs a month"),
        ),
        ideas=tuple(idea.id for idea in ideas),
        comments=tuple(comment.id for comment in comments),
    )
    decision = write_decision(actor_of(author), project.slug, draft=draft)
    if published:
        publish_decision(actor_of(author), decision.id)
    db.session.commit()
    return decision
