"""What follows from words and verdicts: rules act, cases come back, notices go out."""

from cocreate.discussion.events import CommentEdited, CommentPosted, CommentWithdrawn
from cocreate.ideas.events import IdeaEdited, IdeaProposed, IdeaWithdrawn
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.moderation import actions
from cocreate.moderation.events import ReviewClosed
from cocreate.moderation.rules import About
from cocreate.votes.events import VoteCast


def bring_back(event: IdeaEdited | CommentEdited) -> None:
    """What was returned for a change lies before the moderators again."""
    if isinstance(event, IdeaEdited):
        actions.bring_back(idea_id=IdeaId(event.idea_id))
    else:
        actions.bring_back(comment_id=CommentId(event.comment_id))


def answer_notices(event: ReviewClosed) -> None:
    """Whoever gave notice of it is told; told before, nothing happens."""
    actions.answer_notices(ReviewId(event.review_id))


def forget_bands(event: IdeaWithdrawn | CommentWithdrawn) -> None:
    """What was taken back is found no more by what says nearly the same."""
    if isinstance(event, IdeaWithdrawn):
        actions.forget_bands(About(IdeaId(event.idea_id), None))
    else:
        actions.forget_bands(About(None, CommentId(event.comment_id)))


def idea_proposed(event: IdeaProposed) -> None:
    """Looked at in the transaction that wrote it, as are the three below."""
    author_id = PersonId(event.author_id)
    actions.look_at_idea(IdeaId(event.idea_id), author_id, is_new=True)


def idea_edited(event: IdeaEdited) -> None:
    editor_id = PersonId(event.editor_id)
    actions.look_at_idea(IdeaId(event.idea_id), editor_id, is_new=False)


def vote_cast(event: VoteCast) -> None:
    """Counted by the day, in the transaction that cast it."""
    if event.is_own:
        actions.look_at_vote(PersonId(event.voter_id))


def comment_posted(event: CommentPosted) -> None:
    comment_id, author_id = CommentId(event.comment_id), PersonId(event.author_id)
    actions.look_at_comment(comment_id, author_id, is_new=True)


def comment_edited(event: CommentEdited) -> None:
    comment_id, editor_id = CommentId(event.comment_id), PersonId(event.editor_id)
    actions.look_at_comment(comment_id, editor_id, is_new=False)
