"""What follows from edits and verdicts: cases come back, and notices are answered."""

from cocreate.discussion.events import CommentEdited
from cocreate.ideas.events import IdeaEdited
from cocreate.kernel.ids import CommentId, IdeaId, ReviewId
from cocreate.moderation.actions import answer_notices, bring_back
from cocreate.moderation.events import ReviewClosed


def idea_edited(event: IdeaEdited) -> None:
    """What was returned for a change lies before the moderators again."""
    bring_back(idea_id=IdeaId(event.idea_id))


def comment_edited(event: CommentEdited) -> None:
    bring_back(comment_id=CommentId(event.comment_id))


def case_closed(event: ReviewClosed) -> None:
    """Whoever gave notice of it is told; told before, nothing happens."""
    answer_notices(ReviewId(event.review_id))
