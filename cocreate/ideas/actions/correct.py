"""Correct the title of somebody else's idea, and set it back."""

from cocreate.ideas.actions.propose import keep_what_it_said
from cocreate.ideas.events import IdeaEdited
from cocreate.ideas.models import Idea
from cocreate.ideas.policy import keeps_the_sense, may_correct, may_set_back
from cocreate.ideas.queries import correction_of, get_idea
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.projects.queries import phase_of

REGULARS = (
    "Regulars correct the titles of others' ideas that the team has not taken up."
)
OTHER_WORDS = "That says something else. A correction keeps most of the words."
WHO_SETS_BACK = "Its author sets it back, or who corrected it, or a moderator."


class CorrectedOnceError(ConflictError):
    message = "This title was corrected once. From here on its author changes it."


def correct_title(actor: Actor, idea_id: IdeaId, *, title: str) -> Idea:
    """Mend the title of somebody else's idea, once; its history keeps what it was.

    Its author is told, and can set it back. Sent again, nothing changes.
    """
    idea = get_idea(actor, idea_id, lock=True)
    require(may_correct(actor, idea, phase_of(idea.project_id)), REGULARS)
    if idea.title == title:
        return idea
    if correction_of(idea) is not None:
        raise CorrectedOnceError
    if not keeps_the_sense(idea.title, title):
        raise InvalidError({"title": OTHER_WORDS})
    return call(actor, idea, title)


def set_title_back(actor: Actor, idea_id: IdeaId) -> Idea:
    """Let an idea be called as its author called it; done before, nothing changes."""
    idea = get_idea(actor, idea_id, lock=True)
    correction = correction_of(idea)
    if correction is None or not correction.stands:
        return idea
    require(may_set_back(actor, idea, correction.by_id), WHO_SETS_BACK)
    return call(actor, idea, correction.was)


def call(actor: Actor, idea: Idea, title: str) -> Idea:
    keep_what_it_said(actor, idea)
    idea.title = title
    record(IdeaEdited(idea_id=idea.id, editor_id=actor.person_id))
    return idea
