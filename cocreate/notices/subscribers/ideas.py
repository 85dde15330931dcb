"""What becomes of an idea, told to its author, its voters and its followers."""

from cocreate.discussion.queries import followers_of_idea
from cocreate.ideas.events import (
    IdeaAnswered,
    IdeaAssigned,
    IdeaHidden,
    IdeaMerged,
    IdeaRestored,
    IdeaStatusChanged,
)
from cocreate.ideas.listing import STATUSES
from cocreate.ideas.queries import IdeaTitle, find_response, titles
from cocreate.ideas.status import Status
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.policy import WORKER
from cocreate.notices.actions import News, retract, tell
from cocreate.notices.kind import Kind
from cocreate.votes.queries import voter_ids

WORDS = {str(status): words for status, words in STATUSES}


def find_title(idea_id: int) -> IdeaTitle | None:
    return titles(WORKER, [IdeaId(idea_id)]).get(IdeaId(idea_id))


def concerned(idea: IdeaTitle) -> set[PersonId]:
    """Everybody who stands behind an idea."""
    return {idea.author_id, *followers_of_idea(idea.id), *voter_ids(idea.id)}


def status_changed(event: IdeaStatusChanged) -> None:
    idea = find_title(event.idea_id)
    if idea is None or event.became == Status.MERGED:
        return
    became = WORDS.get(event.became, event.became)
    news = News(
        kind=Kind.STATUS,
        about=f"idea:{idea.id}:{event.was}:{event.became}",
        path=f"/ideas/{idea.id}",
        words=idea.title,
        detail=f"{became}. {event.note}".strip(),
        actor_id=PersonId(event.by_id),
        project_id=idea.project_id,
    )
    tell(concerned(idea), news)


def answered(event: IdeaAnswered) -> None:
    idea = find_title(event.idea_id)
    response = find_response(IdeaId(event.idea_id))
    if idea is None or response is None:
        return
    news = News(
        kind=Kind.ANSWER,
        about=f"idea:{idea.id}",
        path=f"/ideas/{idea.id}",
        words=idea.title,
        detail=response.excerpt,
        actor_id=PersonId(event.by_id),
        project_id=idea.project_id,
    )
    tell(concerned(idea), news)


def merged(event: IdeaMerged) -> None:
    idea, into = find_title(event.idea_id), find_title(event.into_id)
    if idea is None or into is None:
        return
    news = News(
        kind=Kind.MERGED,
        about=f"idea:{idea.id}",
        path=f"/ideas/{into.id}",
        words=idea.title,
        detail=into.title,
        actor_id=PersonId(event.by_id),
        project_id=idea.project_id,
    )
    tell({idea.author_id}, news)


def hidden(event: IdeaHidden) -> None:
    """The author is told and why; what others were told of it is taken back."""
    idea = find_title(event.idea_id)
    if idea is None:
        return
    retract(f"/ideas/{idea.id}", but=idea.author_id)
    news = News(
        kind=Kind.HIDDEN,
        about=f"idea:{idea.id}",
        path=f"/ideas/{idea.id}",
        words=idea.title,
        detail="The reason stands on its page.",
        project_id=idea.project_id,
    )
    tell({idea.author_id}, news)


def restored(event: IdeaRestored) -> None:
    idea = find_title(event.idea_id)
    if idea is None:
        return
    news = News(
        kind=Kind.RESTORED,
        about=f"idea:{idea.id}",
        path=f"/ideas/{idea.id}",
        words=idea.title,
        project_id=idea.project_id,
    )
    tell({idea.author_id}, news)


def assigned(event: IdeaAssigned) -> None:
    idea = find_title(event.idea_id)
    if idea is None or not event.assignee_id:
        return
    news = News(
        kind=Kind.ASSIGNED,
        about=f"idea:{idea.id}",
        path=f"/ideas/{idea.id}",
        words=idea.title,
        actor_id=PersonId(event.by_id),
        project_id=idea.project_id,
    )
    tell({PersonId(event.assignee_id)}, news)
