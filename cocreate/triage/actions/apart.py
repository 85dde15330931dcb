"""Take a merged idea out of another, as a verdict of the desk."""

from cocreate.ideas.models import Idea
from cocreate.ideas.queries import get_idea, lock_way_up
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor
from cocreate.triage.actions.merge import unmerge_idea
from cocreate.triage.actions.verdict import judging
from cocreate.triage.acts import Act


def take_apart(actor: Actor, idea_id: IdeaId) -> Idea:
    """Let a merged idea stand by itself again; it is in the log, and can be undone."""
    get_idea(actor, idea_id)
    lock_way_up(idea_id)  # all at once, in the order of a merge
    with judging(actor, idea_id, Act.UNMERGE):
        return unmerge_idea(actor, idea_id)
