"""Make an idea of its own out of a part of another."""

from datetime import datetime, timedelta

from sqlalchemy import select

from cocreate.ideas.actions.count import count_listed
from cocreate.ideas.actions.file import put_tags
from cocreate.ideas.actions.propose import written
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.events import IdeaProposed, IdeaSplit
from cocreate.ideas.models import Idea, Split
from cocreate.ideas.policy import may_split
from cocreate.ideas.queries import get_idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import read
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.projects.queries import called_in, workflow_of

SAME_PRESS = timedelta(minutes=10)


def split_off(
    actor: Actor,
    idea_id: IdeaId,
    *,
    draft: IdeaDraft,
    author_id: PersonId,
    asks_voters: bool,
) -> Idea:
    """Make a new idea out of a part of another, in the name of whoever said it.

    It answers the same prompt and has the same tags; the voters of the other stay
    where they are. A second press gives the idea that the first one made.
    """
    idea = get_idea(actor, idea_id, lock=True)
    require(may_split(actor, idea), "The product team splits ideas that are listed.")
    if made := just_split(idea, draft):
        return made
    status, internal = read(workflow_of(idea.project_id)).placed(Status.NEW)
    made = Idea(
        project_id=idea.project_id,
        author_id=author_id,
        prompt_id=idea.prompt_id,
        title=draft.title,
        status=status,
        internal=internal,
        proposed_at=now(),
        **written(draft.body, called_in(draft.body, idea.project_id)),
    )
    db.session.add(made)
    db.session.flush()  # what follows needs the idea's key
    count_listed(made, by=1)
    put_tags(made, idea.tag_names.splitlines())
    db.session.add(
        Split(made_id=made.id, from_id=idea.id, by_id=actor.person_id, split_at=now())
    )
    record(IdeaProposed(idea_id=made.id, author_id=author_id))
    record(
        IdeaSplit(
            idea_id=made.id,
            from_id=idea.id,
            by_id=actor.person_id,
            asks_voters=asks_voters,
        )
    )
    return made


def bring_split(
    made_id: IdeaId, from_id: IdeaId, *, by_id: PersonId, split_at: datetime
) -> None:
    """Keep that an idea had been taken out of another before it came here."""
    split = Split(made_id=made_id, from_id=from_id, by_id=by_id, split_at=split_at)
    db.session.add(split)


def just_split(idea: Idea, draft: IdeaDraft) -> Idea | None:
    """What the first of two presses made of an idea."""
    return db.session.scalar(
        select(Idea)
        .join(Split, Split.made_id == Idea.id)
        .where(
            Split.from_id == idea.id,
            Split.split_at > now() - SAME_PRESS,
            Idea.title == draft.title,
            Idea.body == draft.body,
            Idea.listed.is_(True),
        )
        .order_by(Idea.id)
        .limit(1)
    )
