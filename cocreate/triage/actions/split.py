"""Make two ideas of one, and one of them again."""

from collections.abc import Sequence

from cocreate.discussion.actions import part_comments, rejoin_comments
from cocreate.discussion.queries import speakers_of
from cocreate.ideas.actions import fold_into, just_split, split_off
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import find_split, get_idea, heads_of
from cocreate.kernel.clock import now
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.policy import Actor, require
from cocreate.triage.actions.merge import carry
from cocreate.triage.queries import find_merge


class NotSplitError(ConflictError):
    message = "This idea was not taken out of another."


def split_idea(
    actor: Actor,
    idea_id: IdeaId,
    *,
    draft: IdeaDraft,
    author_id: PersonId,
    comment_ids: Sequence[CommentId] = (),
    asks_voters: bool = False,
) -> Idea:
    """Make an idea of its own out of a part of another, with a part of its discussion.

    It is the idea of whoever said it: the author of the other or one who spoke under
    it. Its voters stay; they may be asked. A second press gives the first split.
    """
    idea = get_idea(actor, idea_id, lock=True)
    require(actor.is_team, "The product team splits ideas.")
    # Whoever spoke under it alone may speak under the new one by now.
    if made := just_split(idea, draft):
        return made
    if author_id not in {idea.author_id, *speakers_of(idea_id)}:
        raise InvalidError({"author": "Choose somebody who proposed or discussed it."})
    made = split_off(
        actor, idea_id, draft=draft, author_id=author_id, asks_voters=asks_voters
    )
    part_comments(idea_id, made.id, comment_ids=comment_ids)
    return made


def unsplit_idea(actor: Actor, idea_id: IdeaId) -> Idea:
    """Put an idea back into the one it was taken out of, with all it gathered since.

    The comments that had gone along stand where they stood. What was voted, said and
    followed since goes along as in a merge, and can be taken out again in the same
    way. A second press changes nothing more.
    """
    split = find_split(idea_id)
    require(actor.is_team, "The product team puts ideas together again.")
    if split is None:
        raise NotSplitError
    into_id = heads_of([split.from_id])[split.from_id]
    idea = fold_into(actor, idea_id, into_id=into_id)
    if find_merge(idea.id) is None:
        rejoin_comments(idea.id)
        carry(idea.id, into_id, by_id=actor.person_id, merged_at=now())
    return idea
