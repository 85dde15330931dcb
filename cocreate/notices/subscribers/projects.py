"""Where a project goes, and what it promises: told to those who follow it."""

from cocreate.discussion.queries import followers_of_project
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.policy import WORKER
from cocreate.notices.actions import News, tell
from cocreate.notices.kind import Kind
from cocreate.projects.events import PhaseChanged, PromiseChanged
from cocreate.projects.phase import Phase
from cocreate.projects.promise import in_words
from cocreate.projects.queries import get_project_by_id
from cocreate.projects.story import WORDS


def phase_changed(event: PhaseChanged) -> None:
    words = WORDS[Phase(event.phase)]
    detail = f"{words.name}. {words.now}"
    news = news_of(event.project_id, event.by_id, Kind.PHASE, detail)
    tell(followers_of_project(ProjectId(event.project_id)), news)


def promise_changed(event: PromiseChanged) -> None:
    project = get_project_by_id(WORKER, ProjectId(event.project_id))
    promise = in_words(project.answer_within_days, project.decide_by_on)
    news = news_of(event.project_id, event.by_id, Kind.PROMISE, promise)
    tell(followers_of_project(project.id), news)


def news_of(project_id: int, by_id: int, kind: Kind, detail: str) -> News:
    """What is told: once of each phase, and once of each promise."""
    project = get_project_by_id(WORKER, ProjectId(project_id))
    return News(
        kind=kind,
        about=f"project:{project.id}:{detail}",
        path=f"/projects/{project.slug}",
        words=project.name,
        detail=detail,
        actor_id=PersonId(by_id),
        project_id=project.id,
    )
