"""What changes the words that are kept, in the transaction that changes the idea."""

from cocreate.ideas.events import (
    IdeaEdited,
    IdeaHidden,
    IdeaProposed,
    IdeaRestored,
    IdeaWithdrawn,
)
from cocreate.kernel.ids import IdeaId
from cocreate.surfacing.actions import keep_differences, learn_ideas


def idea_proposed(event: IdeaProposed) -> None:
    idea_id = IdeaId(event.idea_id)
    keep_differences(idea_id, {IdeaId(key): why for key, why in event.differs})


def idea_changed(
    event: IdeaProposed | IdeaEdited | IdeaHidden | IdeaRestored | IdeaWithdrawn,
) -> None:
    learn_ideas([IdeaId(event.idea_id)])
