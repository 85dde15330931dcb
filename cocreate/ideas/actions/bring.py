"""Take ideas over as they were elsewhere, many at a time. Nobody is told of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import insert, select

from cocreate.ideas.actions.count import move_status_count, move_tag
from cocreate.ideas.actions.file import known_tag
from cocreate.ideas.actions.propose import written
from cocreate.ideas.models import Idea, IdeaTag, Tag
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Workflow, read
from cocreate.journal.actions import count_answer
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, PromptId, TagId, slug_of
from cocreate.projects.actions import move_counts
from cocreate.projects.queries import workflow_of

AT_ONCE = 500  # keys in one IN condition


@dataclass(frozen=True, slots=True, kw_only=True)
class PastIdea:
    """An idea as it stands elsewhere. `origin` names it for ever."""

    origin: str
    project_id: ProjectId
    author_id: PersonId
    title: str
    body: str
    proposed_at: datetime
    status: Status = Status.NEW
    shown: Status | None = None  # the last public one, where that is kept inside
    prompt_id: PromptId | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    supporters: int | None = None
    edited_at: datetime | None = None
    answered_at: datetime | None = None
    assignee_id: PersonId | None = None
    merged_into_id: IdeaId | None = None
    hidden_at: datetime | None = None
    hidden_reason: str | None = None
    withdrawn_at: datetime | None = None

    @property
    def listed(self) -> bool:
        away = (self.hidden_at, self.withdrawn_at, self.merged_into_id)
        return away == (None, None, None)


AS_THEY_ARE = (
    *("origin", "project_id", "author_id", "title", "proposed_at", "status"),
    *("prompt_id", "language", "supporters", "edited_at", "answered_at"),
    *("assignee_id", "merged_into_id", "hidden_at", "hidden_reason", "withdrawn_at"),
)


def bring_ideas(ideas: Iterable[PastIdea]) -> dict[str, IdeaId]:
    """Keep and count the ideas that are not here yet; give the key of every origin.

    Those that were brought before stay as they are.
    """
    given = {idea.origin: idea for idea in ideas}
    known = ids_by_origin(given)
    fresh = [idea for origin, idea in given.items() if origin not in known]
    if not fresh:
        return known
    tags, placed = Tags(), Places()
    rows = [row_of(idea, tags, placed) for idea in fresh]
    added = db.session.execute(insert(Idea).returning(Idea.origin, Idea.id), rows)
    keys = {origin: idea_id for origin, idea_id in added if origin}
    tags.tie(fresh, keys)
    count(idea for idea in fresh if idea.listed)
    return known | keys


def ids_by_origin(origins: Iterable[str]) -> dict[str, IdeaId]:
    """The keys of those that are here already."""
    found: dict[str, IdeaId] = {}
    waiting = iter(origins)
    while some := list(islice(waiting, AT_ONCE)):
        rows = db.session.execute(
            select(Idea.origin, Idea.id).where(Idea.origin.in_(some))
        )
        found |= {origin: idea_id for origin, idea_id in rows if origin}
    return found


class Tags:
    """The tags of some projects, each looked up or made once."""

    def __init__(self) -> None:
        self.known: dict[tuple[ProjectId, str], Tag] = {}

    def of(self, idea: PastIdea) -> list[Tag]:
        tags = [self.named(idea.project_id, name) for name in idea.tags]
        return list({tag.id: tag for tag in tags}.values())

    def named(self, project_id: ProjectId, name: str) -> Tag:
        key = project_id, slug_of(name)
        if key not in self.known:
            self.known[key] = known_tag(project_id, name)
        return self.known[key]

    def tie(self, ideas: Iterable[PastIdea], keys: dict[str, IdeaId]) -> None:
        ties: list[dict[str, int]] = []
        used: Counter[TagId] = Counter()
        for idea in ideas:
            tags = self.of(idea)
            ties += [{"idea_id": keys[idea.origin], "tag_id": tag.id} for tag in tags]
            used.update(tag.id for tag in tags if idea.listed)
        if ties:
            db.session.execute(insert(IdeaTag), ties)
        for tag_id, times in used.items():
            move_tag(tag_id, times)


class Places:
    """Where each project lets customers see its ideas, looked up once."""

    def __init__(self) -> None:
        self.known: dict[ProjectId, Workflow] = {}

    def of(self, idea: PastIdea) -> tuple[Status, Status | None]:
        if idea.project_id not in self.known:
            self.known[idea.project_id] = read(workflow_of(idea.project_id))
        return self.known[idea.project_id].placed(idea.status, idea.shown)


def row_of(idea: PastIdea, tags: Tags, placed: Places) -> dict[str, object]:
    names = sorted(tag.name for tag in tags.of(idea))
    kept = {name: getattr(idea, name) for name in AS_THEY_ARE}
    kept |= dict(zip(("status", "internal"), placed.of(idea), strict=True))
    return kept | written(idea.body) | {"tag_names": "\n".join(names)}


def count(listed: Iterable[PastIdea]) -> None:
    """Count ideas that are listed from now on wherever ideas are counted."""
    ideas = list(listed)
    placed = Places()
    standing = Counter((idea.project_id, placed.of(idea)[0]) for idea in ideas)
    for (project_id, status), many in standing.items():
        move_status_count(project_id, status, many)
    for project_id, many in Counter(idea.project_id for idea in ideas).items():
        move_counts(project_id, ideas=many)
    answered = Counter(idea.prompt_id for idea in ideas if idea.prompt_id is not None)
    for prompt_id, many in answered.items():
        count_answer(prompt_id, many)
