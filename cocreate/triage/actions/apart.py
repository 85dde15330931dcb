"""Take an idea out of another, or put it back there, as a verdict of the desk."""

from cocreate.ideas.models import Idea
from cocreate.ideas.queries import find_split, get_idea, heads_of, lock_way_up
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor
from cocreate.triage.actions.merge import unmerge_idea
from cocreate.triage.actions.split import unsplit_idea
from cocreate.triage.actions.verdict import judging
from cocreate.triage.acts import Act


def take_apart(actor: Actor, idea_id: IdeaId) -> Idea:
    """Let a merged idea stand by itself again; it is in the log, and can be undone."""
    get_idea(actor, idea_id)
    lock_way_up(idea_id)  # all at once, in the order of a merge
    with judging(actor, idea_id, Act.UNMERGE):
        return unmerge_idea(actor, idea_id)


def put_together(actor: Actor, idea_id: IdeaId) -> Idea:
    """Put an idea back into what it was taken out of; in the log, and can be undone."""
    get_idea(actor, idea_id)
    split = find_split(idea_id)
    into_id = heads_of([split.from_id])[split.from_id] if split else None
    with judging(actor, idea_id, Act.JOIN, into_id=into_id):
        return unsplit_idea(actor, idea_id)
