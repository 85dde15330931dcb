"""What discussion does when something happened elsewhere."""

from cocreate.discussion import actions
from cocreate.ideas.events import IdeaProposed
from cocreate.kernel.ids import IdeaId, PersonId


def follow_own_idea(event: IdeaProposed) -> None:
    """Whoever proposes an idea is told what happens to it."""
    actions.follow_as_author(PersonId(event.author_id), IdeaId(event.idea_id))
