"""What triage does when something happens: an author who was asked has spoken."""

from cocreate.discussion.events import CommentPosted
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.triage.actions import note_reply


def author_spoke(event: CommentPosted) -> None:
    if event.idea_id is not None:
        note_reply(IdeaId(event.idea_id), author_id=PersonId(event.author_id))
