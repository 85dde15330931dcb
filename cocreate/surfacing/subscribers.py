"""What changes the words and the scores that are kept of ideas."""

from cocreate.discussion import queries as discussion
from cocreate.discussion.events import (
    CommentHidden,
    CommentPosted,
    CommentRestored,
    CommentWithdrawn,
)
from cocreate.ideas.events import (
    IdeaEdited,
    IdeaHidden,
    IdeaMerged,
    IdeaProposed,
    IdeaRestored,
    IdeaSplit,
    IdeaStatusChanged,
    IdeaUnmerged,
    IdeaWithdrawn,
)
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.shown import glances
from cocreate.people.events import SegmentsMoved
from cocreate.surfacing.actions import (
    fold_readers,
    keep_differences,
    learn_ideas,
    mark_ideas,
    mark_voted,
    note_changed,
)
from cocreate.votes.events import OpinionGiven, VoteCast, VoteExplained, VoteWithdrawn


def idea_proposed(event: IdeaProposed) -> None:
    idea_id = IdeaId(event.idea_id)
    keep_differences(idea_id, {IdeaId(key): why for key, why in event.differs})


def idea_changed(
    event: IdeaProposed | IdeaEdited | IdeaHidden | IdeaRestored | IdeaWithdrawn,
) -> None:
    learn_ideas([IdeaId(event.idea_id)])


def vote_changed(
    event: VoteCast | VoteWithdrawn | VoteExplained | OpinionGiven,
) -> None:
    """Noted without a statement: votes are too many to write a row more for each."""
    note_changed(IdeaId(event.idea_id))


def listing_changed(
    event: IdeaProposed | IdeaHidden | IdeaRestored | IdeaWithdrawn,
) -> None:
    mark_ideas([event.idea_id])


def voices_moved(event: IdeaMerged | IdeaUnmerged | IdeaSplit) -> None:
    others = {getattr(event, name, None) for name in ("into_id", "from_id")}
    mark_ideas({event.idea_id, *(key for key in others if key is not None)})


def talk_changed(
    event: CommentPosted | CommentHidden | CommentRestored | CommentWithdrawn,
) -> None:
    idea_id = discussion.subject_of_comment(CommentId(event.comment_id))
    if idea_id is not None:
        mark_ideas([idea_id])


def idea_merged(event: IdeaMerged) -> None:
    fold_readers(IdeaId(event.idea_id), IdeaId(event.into_id))


def idea_touched(
    event: VoteCast
    | VoteExplained
    | VoteWithdrawn
    | IdeaProposed
    | IdeaHidden
    | IdeaRestored
    | IdeaWithdrawn
    | IdeaStatusChanged
    | IdeaMerged
    | IdeaUnmerged
    | IdeaSplit,
) -> None:
    """Have its support told anew in some seconds; the transaction writes nothing more.

    Noted in memory: should the process die first, the job finds it.
    """
    glances.touch(event.idea_id)
    for name in ("into_id", "from_id"):
        if other := getattr(event, name, None):
            glances.touch(other)


def segments_moved(event: SegmentsMoved) -> None:
    mark_voted([PersonId(person_id) for person_id in event.person_ids])
