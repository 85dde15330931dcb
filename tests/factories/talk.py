"""Comments, said as people say them, so that every count is right."""

from itertools import count

from cocreate.discussion.actions import post_comment
from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import EntryId
from cocreate.people.models import Person
from tests.factories.ideas import an_idea
from tests.factories.people import a_person, actor_of

numbers = count(1)


def a_comment(
    idea: Idea | None = None,
    *,
    by: Person | None = None,
    body: str | None = None,
    answers: Comment | None = None,
    entry_id: EntryId | None = None,
) -> Comment:
    """Say something under an idea, in answer to a comment, or under an entry."""
    if idea is None and answers is None and entry_id is None:
        idea = an_idea()
    comment = post_comment(
        actor_of(by or a_person("Jonas Lindqvist")),
        body=body or f"Six in the evening, please, not midnight. ({next(numbers)})",
        idea_id=idea.id if idea else None,
        entry_id=entry_id,
        parent_id=answers.id if answers else None,
    )
    db.session.commit()
    if idea is not None:
        db.session.refresh(idea)
    return comment
