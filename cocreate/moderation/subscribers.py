"""What follows from edits and verdicts: cases come back, and notices are answered."""

from cocreate.discussion.events import CommentEdited
from cocreate.ideas.events import IdeaEdited
from cocreate.kernel.ids import CommentId, IdeaId, ReviewId
from cocreate.moderation import actions
from cocreate.moderation.events import ReviewClosed


def bring_back(event: IdeaEdited | CommentEdited) -> None:
    """What was returned for a change lies before the moderators again."""
    if isinstance(event, IdeaEdited):
        actions.bring_back(idea_id=IdeaId(event.idea_id))
    else:
        actions.bring_back(comment_id=CommentId(event.comment_id))


def answer_notices(event: ReviewClosed) -> None:
    """Whoever gave notice of it is told; told before, nothing happens."""
    actions.answer_notices(ReviewId(event.review_id))
