"""What changes the words that are kept, in the transaction that changes the idea."""

from cocreate.ideas.events import (
    IdeaEdited,
    IdeaHidden,
    IdeaProposed,
    IdeaRestored,
    IdeaWithdrawn,
)
from cocreate.kernel.ids import IdeaId
from cocreate.surfacing.actions import learn_ideas


def idea_changed(
    event: IdeaProposed | IdeaEdited | IdeaHidden | IdeaRestored | IdeaWithdrawn,
) -> None:
    learn_ideas([IdeaId(event.idea_id)])
