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
    IdeaAnswered,
    IdeaEdited,
    IdeaHidden,
    IdeaMerged,
    IdeaProposed,
    IdeaRestored,
    IdeasPlacedAnew,
    IdeaStatusChanged,
    IdeaTagged,
    IdeaUnmerged,
    IdeaWithdrawn,
)
from cocreate.journal.events import EntryEdited, EntryPublished
from cocreate.people.events import PersonLeft, RoleChanged
from cocreate.releases.events import ReleasePublished
from cocreate.search.actions import note_author, note_change, note_decision
from cocreate.search.subject import Subject

IdeaEvent = (
    IdeaProposed
    | IdeaEdited
    | IdeaHidden
    | IdeaRestored
    | IdeaWithdrawn
    | IdeaStatusChanged
    | IdeaAnswered
    | IdeaTagged
)
CommentEvent = (
    CommentPosted | CommentEdited | CommentHidden | CommentRestored | CommentWithdrawn
)


def idea_changed(event: IdeaEvent) -> None:
    note_change(Subject.IDEA, event.idea_id)


def idea_merged(event: IdeaMerged | IdeaUnmerged) -> None:
    """What held it, or holds it now, is another one, too."""
    held_by = event.into_id if isinstance(event, IdeaMerged) else event.from_id
    note_change(Subject.IDEA, event.idea_id, held_by)


def ideas_placed(event: IdeasPlacedAnew) -> None:
    note_change(Subject.IDEA, *event.idea_ids)


def comment_changed(event: CommentEvent) -> None:
    note_change(Subject.COMMENT, event.comment_id)


def entry_changed(event: EntryPublished | EntryEdited) -> None:
    note_change(Subject.ENTRY, event.entry_id)


def decision_changed(event: DecisionPublished | DecisionAmended) -> None:
    """And what it cites: that a decision speaks of it can be asked for."""
    note_decision(event.decision_id)


def release_shipped(event: ReleasePublished) -> None:
    note_change(Subject.RELEASE, event.release_id)


def person_changed(event: RoleChanged | PersonLeft) -> None:
    """What they said is by the team now, or no longer."""
    note_author(event.person_id)
