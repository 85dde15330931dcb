"""Hide an idea from everybody but its author and the moderators, and restore it."""

from cocreate.ideas.actions.count import count_listed
from cocreate.ideas.events import IdeaHidden, IdeaLetIn, IdeaRestored
from cocreate.ideas.hiding import Hiding
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import get_idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.projects.queries import called_in


def hide_idea(
    actor: Actor, idea_id: IdeaId, *, reason: str, hiding: Hiding | None = None
) -> Idea:
    """Hide an idea everywhere; its author is shown the reason.

    What is away already stays so, perhaps for another reason from now on.
    """
    require(actor.is_moderator, "Moderators hide ideas.")
    idea = get_idea(actor, idea_id, lock=True)
    if idea.hidden_at is not None and idea.hidden_as is hiding:
        return idea
    if idea.listed:
        count_listed(idea, by=-1)
    idea.hidden_at = idea.hidden_at or now()
    idea.hidden_reason, idea.hidden_as = reason, hiding
    record(
        IdeaHidden(
            idea_id=idea.id,
            by_id=actor.person_id,
            is_held=hiding is Hiding.HELD,
        )
    )
    return idea


def restore_idea(actor: Actor, idea_id: IdeaId) -> Idea:
    """Show a hidden idea again, as it was."""
    require(actor.is_moderator, "Moderators restore ideas.")
    idea = get_idea(actor, idea_id, lock=True)
    if idea.hidden_at is None:
        return idea
    was_held = idea.hidden_as is Hiding.HELD
    idea.hidden_at = idea.hidden_reason = idea.hidden_as = None
    idea.reported_at = None  # a person has read these words
    db.session.flush()  # the database says whether the idea is listed again
    db.session.refresh(idea)
    if idea.listed:
        count_listed(idea, by=1)
    record(IdeaRestored(idea_id=idea.id, by_id=actor.person_id))
    if was_held:
        let_in(idea)
    return idea


def let_in(idea: Idea) -> None:
    called = set(called_in(idea.body, idea.project_id).values()) - {idea.author_id}
    record(
        IdeaLetIn(
            idea_id=idea.id, author_id=idea.author_id, mentioned=tuple(sorted(called))
        )
    )
