"""What happened, remembered for the index: the worker teaches it a moment later."""

from cocreate.decisions.events import DecisionAmended, DecisionPublished
from cocreate.discussion.events import (
    CommentEdited,
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
    IdeaUnmerged,
    IdeaWithdrawn,
)
from cocreate.journal.events import EntryEdited, EntryPublished
from cocreate.releases.events import ReleasePublished
from cocreate.search.actions import note_change
from cocreate.search.subject import Subject

IdeaEvent = (
    IdeaProposed
    | IdeaEdited
    | IdeaHidden
    | IdeaRestored
    | IdeaWithdrawn
    | IdeaMerged
    | IdeaUnmerged
)
CommentEvent = (
    CommentPosted | CommentEdited | CommentHidden | CommentRestored | CommentWithdrawn
)


def idea_changed(event: IdeaEvent) -> None:
    note_change(Subject.IDEA, event.idea_id)


def comment_changed(event: CommentEvent) -> None:
    note_change(Subject.COMMENT, event.comment_id)


def entry_changed(event: EntryPublished | EntryEdited) -> None:
    note_change(Subject.ENTRY, event.entry_id)


def decision_changed(event: DecisionPublished | DecisionAmended) -> None:
    note_change(Subject.DECISION, event.decision_id)


def release_shipped(event: ReleasePublished) -> None:
    note_change(Subject.RELEASE, event.release_id)
