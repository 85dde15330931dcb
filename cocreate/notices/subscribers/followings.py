"""New ideas, told to whoever follows a tag, a person, a search or the project."""

from collections.abc import Collection
from typing import Any

from cocreate.discussion.queries import followers_of_project
from cocreate.ideas.events import (
    IdeaAnswered,
    IdeaEdited,
    IdeaProposed,
    IdeaStatusChanged,
    IdeaTagged,
)
from cocreate.ideas.queries import find_idea, tag_ids_of
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.policy import WHOEVER
from cocreate.notices.actions import News, tell
from cocreate.notices.following import Follows
from cocreate.notices.kind import Kind
from cocreate.notices.queries import (
    followers_of,
    searchers_for,
    who_asks_for_every_idea,
)
from cocreate.search.fitting import spoken_of
from cocreate.search.meanings import Operator

TAGS = (Operator.TAG,)
STATUSES = (Operator.STATUS, Operator.IS)
ANSWERS = (Operator.HAS, Operator.IS)


def proposed(event: IdeaProposed) -> None:
    """Each is told once, of what concerns them most closely."""
    idea = find_idea(WHOEVER, IdeaId(event.idea_id))
    if idea is None:
        return
    mentioned = people_of(event)
    following = followers_of(Follows.PERSON, [idea.author_id])
    following |= followers_of(Follows.TAG, tag_ids_of(idea.id))
    spoken = spoken_of(idea.id)
    searching = searchers_for(spoken) if spoken else set()
    inside = who_asks_for_every_idea()
    if inside:
        inside &= set(followers_of_project(idea.project_id))
    for kind, people in (
        (Kind.MENTION, mentioned),
        (Kind.IDEA, following - mentioned),
        (Kind.FOUND, searching - following - mentioned),
        (Kind.PROPOSED, inside - following - searching - mentioned),
    ):
        tell_of(kind, people, idea)


def edited(event: IdeaEdited) -> None:
    """Whoever is called by name for the first time is told so."""
    idea = find_idea(WHOEVER, IdeaId(event.idea_id))
    if idea is not None:
        tell_of(Kind.MENTION, people_of(event), idea)


def people_of(event: IdeaProposed | IdeaEdited) -> set[PersonId]:
    return {PersonId(key) for key in event.mentioned}


def tagged(event: IdeaTagged) -> None:
    """Whoever follows a tag hears of what is filed under it later, too."""
    idea = find_idea(WHOEVER, IdeaId(event.idea_id))
    if idea is not None:
        following = followers_of(Follows.TAG, tag_ids_of(idea.id))
        tell_of(Kind.IDEA, following, idea)
        tell_searchers(idea, TAGS, but=following)


def moved(event: IdeaStatusChanged) -> None:
    """Whoever searches for ideas at a status hears of what comes there."""
    tell_searchers(find_idea(WHOEVER, IdeaId(event.idea_id)), STATUSES)


def answered(event: IdeaAnswered) -> None:
    """Whoever searches for what was answered hears of it."""
    tell_searchers(find_idea(WHOEVER, IdeaId(event.idea_id)), ANSWERS)


def tell_searchers(
    idea: Any, of: Collection[Operator], but: Collection[PersonId] = ()
) -> None:
    """Each idea once: who has heard of it by another search is not told again."""
    spoken = spoken_of(idea.id) if idea is not None else None
    if spoken:
        tell_of(Kind.FOUND, searchers_for(spoken, of) - set(but), idea)


def tell_of(kind: Kind, people: set[PersonId], idea: Any) -> None:
    news = News(
        kind=kind,
        about=f"idea:{idea.id}",
        path=f"/ideas/{idea.id}",
        words=idea.title,
        detail=idea.excerpt,
        actor_id=idea.author_id,
        project_id=idea.project_id,
    )
    tell(people, news)
