"""What becomes of an idea, told to its author, its voters and its followers."""

from dataclasses import replace

from cocreate.discussion.queries import followers_of_idea
from cocreate.ideas.events import (
    IdeaAnswered,
    IdeaAssigned,
    IdeaHidden,
    IdeaMerged,
    IdeaRestored,
    IdeaSplit,
    IdeaStatusChanged,
    IdeaUnmerged,
)
from cocreate.ideas.policy import why_untold
from cocreate.ideas.queries import IdeaTitle, find_response, titles
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import read, step_told
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.policy import WHOEVER, WORKER
from cocreate.moderation.queries import statement_about
from cocreate.notices.actions import News, forget, retract, tell
from cocreate.notices.kind import Kind
from cocreate.notices.subscribers.reasons import with_reasons
from cocreate.projects.queries import workflow_of
from cocreate.votes.queries import voter_ids


def status_changed(event: IdeaStatusChanged) -> None:
    idea = find_title(event.idea_id)
    if idea is None or event.became == Status.MERGED:
        return
    step = read(workflow_of(idea.project_id)).step(Status(event.became))
    if why_untold(step):
        return
    # Told once for each change: a status that comes back later is news again.
    about = f"idea:{idea.id}:{event.was}:{event.became}:{event.change_id}"
    detail = step_told(step, event.note)
    news = news_of(idea, Kind.STATUS, detail=detail, by_id=event.by_id)
    tell(concerned(idea), replace(news, about=about))


def answered(event: IdeaAnswered) -> None:
    idea = find_title(event.idea_id)
    response = find_response(IdeaId(event.idea_id))
    if idea is None or response is None:
        return
    news = news_of(idea, Kind.ANSWER, detail=response.excerpt, by_id=event.by_id)
    tell(concerned(idea), news)


def merged(event: IdeaMerged) -> None:
    """The author is told, and led to the idea that theirs was folded into."""
    idea, into = find_title(event.idea_id), find_title(event.into_id)
    if idea is None or into is None:
        return
    forget(Kind.UNMERGED, f"idea:{idea.id}")
    news = news_of(idea, Kind.MERGED, detail=into.title, by_id=event.by_id)
    tell({idea.author_id}, replace(news, path=path_of(into)))


def unmerged(event: IdeaUnmerged) -> None:
    """The author is told that theirs stands by itself again; a new merge is news."""
    forget(Kind.MERGED, f"idea:{event.idea_id}")
    idea = find_title(event.idea_id)
    if idea is not None and idea.merged_into_id is None:
        news = news_of(idea, Kind.UNMERGED, by_id=event.by_id)
        tell({idea.author_id}, news)


def split(event: IdeaSplit) -> None:
    """Those whose idea it is are told; who voted may be asked to vote again."""
    made, whole = find_title(event.idea_id), find_title(event.from_id)
    if made is None or whole is None:
        return
    news = news_of(made, Kind.SPLIT, detail=whole.title, by_id=event.by_id)
    authors = {made.author_id, whole.author_id}
    tell(authors, news)
    if event.asks_voters:
        asked = f"It was part of: {whole.title}. Your vote stays there; is it yours?"
        tell({*voter_ids(whole.id)} - authors, replace(news, detail=asked))


def hidden(event: IdeaHidden) -> None:
    """The author is told and why; what others were told of it is taken back."""
    idea = find_judged(event.idea_id)
    if idea is None:
        return
    retract(path_of(idea), but=idea.author_id)
    forget(Kind.RESTORED, f"idea:{idea.id}")
    if event.is_held:  # its author sees on its page that it waits
        return
    news = news_of(idea, Kind.HIDDEN)
    told_at = statement_about(idea.author_id, idea_id=idea.id, comment_id=None)
    tell({idea.author_id}, with_reasons(news, idea.author_id, told_at))


def restored(event: IdeaRestored) -> None:
    idea = find_judged(event.idea_id)
    if idea is not None:
        forget(Kind.HIDDEN, f"idea:{idea.id}")
        tell({idea.author_id}, news_of(idea, Kind.RESTORED))


def assigned(event: IdeaAssigned) -> None:
    idea = find_title(event.idea_id)
    if idea is not None and event.assignee_id:
        news = news_of(idea, Kind.ASSIGNED, by_id=event.by_id)
        tell({PersonId(event.assignee_id)}, news)


def find_title(idea_id: int) -> IdeaTitle | None:
    """The idea, while it is shown: of what was hidden meanwhile nobody is told."""
    return titles(WHOEVER, [IdeaId(idea_id)]).get(IdeaId(idea_id))


def find_judged(idea_id: int) -> IdeaTitle | None:
    """The idea that a moderator judged, shown or not."""
    return titles(WORKER, [IdeaId(idea_id)]).get(IdeaId(idea_id))


def concerned(idea: IdeaTitle) -> set[PersonId]:
    """Everybody who stands behind an idea."""
    return {idea.author_id, *followers_of_idea(idea.id), *voter_ids(idea.id)}


def path_of(idea: IdeaTitle) -> str:
    return f"/ideas/{idea.id}"


def news_of(
    idea: IdeaTitle, kind: Kind, *, detail: str = "", by_id: int | None = None
) -> News:
    """What is told of an idea: once of each kind. No moderator is named."""
    return News(
        kind=kind,
        about=f"idea:{idea.id}",
        path=path_of(idea),
        words=idea.title,
        detail=detail,
        actor_id=None if by_id is None else PersonId(by_id),
        project_id=idea.project_id,
    )
