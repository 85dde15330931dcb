"""New ideas, told to whoever follows a tag, a person, a search or the project."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from cocreate.discussion.queries import followers_of_project
from cocreate.ideas.events import (
    IdeaAnswered,
    IdeaEdited,
    IdeaLetIn,
    IdeaProposed,
    IdeaStatusChanged,
    IdeaTagged,
)
from cocreate.ideas.queries import correction_of, find_idea, tag_ids_of
from cocreate.kernel.gathered import Gathered
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.policy import WHOEVER
from cocreate.notices.actions import News, tell
from cocreate.notices.following import Follows
from cocreate.notices.kind import Kind
from cocreate.notices.pace import Pace
from cocreate.notices.queries import (
    followers_of,
    searchers_by_votes,
    searchers_for,
    who_asks_for_every_idea,
    who_minds_votes,
)
from cocreate.search.fitting import spoken_of
from cocreate.search.meanings import Operator
from cocreate.votes.events import VoteCast

TAGS = (Operator.TAG,)
STATUSES = (Operator.STATUS, Operator.IS)
ANSWERS = (Operator.HAS, Operator.IS)


def proposed(event: IdeaProposed | IdeaLetIn) -> None:
    """Each is told once, of what concerns them most closely."""
    idea = find_idea(WHOEVER, IdeaId(event.idea_id))
    if idea is None:
        return
    mentioned = people_of(event)
    following = followers_of(Follows.PERSON, [idea.author_id])
    following |= followers_of(Follows.TAG, tag_ids_of(idea.id))
    spoken = spoken_of(idea.id)
    searching = searchers_for(spoken) if spoken else {}
    inside = who_asks_for_every_idea()
    if inside:
        inside &= set(followers_of_project(idea.project_id))
    found = searching.keys() - following - mentioned
    tell_of(Kind.MENTION, mentioned, idea)
    tell_of(Kind.IDEA, following - mentioned, idea)
    tell_found({key: searching[key] for key in found}, idea)
    tell_of(Kind.PROPOSED, inside - following - searching.keys() - mentioned, idea)


def edited(event: IdeaEdited) -> None:
    """Whoever is called by name is told so; and its author, if somebody else edited."""
    idea = find_idea(WHOEVER, IdeaId(event.idea_id))
    if idea is not None:
        tell_of(Kind.MENTION, people_of(event), idea)
        if event.editor_id != idea.author_id:
            tell_of_correction(idea)


def tell_of_correction(idea: Any) -> None:
    correction = correction_of(idea)
    if correction is not None and correction.stands:
        news = News(
            kind=Kind.CORRECTED,
            about=f"idea:{idea.id}",
            path=f"/ideas/{idea.id}",
            words=idea.title,
            detail=f"It was: {correction.was}",
            actor_id=correction.by_id,
            project_id=idea.project_id,
        )
        tell({idea.author_id}, news)


def people_of(event: IdeaProposed | IdeaLetIn | IdeaEdited) -> set[PersonId]:
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
        found = searchers_for(spoken, of)
        tell_found({key: found[key] for key in found.keys() - set(but)}, idea)


def voted(event: VoteCast) -> None:
    """Noted without a statement; whom it concerns hears some seconds later."""
    VOTED.add(event.idea_id)


def tell_of_votes(idea_ids: Sequence[int]) -> None:
    """Whoever searches for ideas with so many votes hears of what has them now."""
    if not who_minds_votes():
        return
    for key in idea_ids:
        idea, spoken = find_idea(WHOEVER, IdeaId(key)), spoken_of(IdeaId(key))
        if idea is not None and spoken:
            tell_found(searchers_by_votes(spoken), idea)


# What a crash forgets the next vote for the idea tells.
VOTED = Gathered(tell_of_votes)


def tell_found(people: Mapping[PersonId, Pace | None], idea: Any) -> None:
    """Each at the pace of their search."""
    for pace in {*people.values()}:
        some = {key for key, own in people.items() if own is pace}
        tell_of(Kind.FOUND, some, idea, pace)


def tell_of(
    kind: Kind, people: set[PersonId], idea: Any, pace: Pace | None = None
) -> None:
    news = News(
        kind=kind,
        about=f"idea:{idea.id}",
        path=f"/ideas/{idea.id}",
        words=idea.title,
        detail=idea.excerpt,
        actor_id=idea.author_id,
        project_id=idea.project_id,
        pace=pace,
    )
    tell(people, news)
